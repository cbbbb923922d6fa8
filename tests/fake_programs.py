"""Programs that stand in for engines: real processes that print what the real ones print and answer over HTTP."""

from __future__ import annotations

import sys
from pathlib import Path

RECORDED = Path(__file__).parent / "engines" / "recorded"

_SERVER = """#!{python}
import http.server, json, os, pathlib, sys
here = pathlib.Path(__file__).parent
with (here / "asked").open("a") as log:
    log.write(json.dumps(sys.argv[1:]) + "\\n")
if "--version" in sys.argv:
    sys.exit(print({version!r}))
if "--help" in sys.argv:
    sys.exit(print({help!r}))
for line in {lines!r}:
    print(os.path.expandvars(line), file=sys.stderr, flush=True)
if {status} is not None:
    sys.exit({status})
PIECE = {{"choices": [{{"delta": {{"content": "Hi"}}, "finish_reason": None}}]}}
USAGE = {{"prompt_tokens": 3, "completion_tokens": 1}}
LAST = {{"choices": [{{"delta": {{}}, "finish_reason": "stop"}}], "usage": USAGE}}
class Handler(http.server.BaseHTTPRequestHandler):
    def log_message(self, *arguments): pass
    def reply(self, code, body=b"{{}}"):
        self.send_response(code); self.end_headers(); self.wfile.write(body)
    def do_GET(self):
        self.reply(200 if self.path in ("/health", "/api/version") else 404)
    def do_POST(self):
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        (here / "request").write_text(json.dumps(dict(request, path=self.path, key=self.headers["Authorization"])))
        if {refuses!r} and self.path.startswith({refuses!r}):
            return self.reply(500, b"refused")
        pieces = [b"data: " + json.dumps(piece).encode() + b"\\n\\n" for piece in (PIECE, LAST)]
        self.reply(200, b"".join(pieces) if "chat" in self.path else b'{{"status": "success"}}\\n')
port = {port}
http.server.HTTPServer(("127.0.0.1", port), Handler).serve_forever()
"""


def fake_program(
    folder: Path,
    name: str = "llama-server",
    *,
    help_file: str = "llama-server-new.help",
    version: str = "version: 0.5.0-dev (build 11374, commit b92761a51)",
    lines: tuple[str, ...] = (),
    status: int | None = None,
    refuses: str = "",
    port: str = 'int(sys.argv[sys.argv.index("--port") + 1])',
) -> Path:
    """Write an executable that answers like an engine.

    Args:
        folder: where; the command lines it was started with are kept there in the file `asked`.
        name: of the program.
        help_file: below tests/engines/recorded.
        version: what `--version` prints.
        lines: what it logs when it starts; "$NAME" is a variable of its environment.
        status: ends with it after the lines; None serves.
        refuses: requests whose path begins like this.
        port: Python expression of the port.
    """
    folder.mkdir(parents=True, exist_ok=True)
    program = folder / name
    text = _SERVER.format(
        python=sys.executable,
        version=version,
        help=(RECORDED / help_file).read_text(encoding="utf-8"),
        lines=lines,
        status=status,
        refuses=refuses,
        port=port,
    )
    program.write_text(text, encoding="utf-8")
    program.chmod(0o755)
    return program
