"""A server that answers at a steady pace: `python tests/bench/scripted_stream.py`; prints its address and serves.

The prompt is "RATE TOKENS". Speaks as much of the OpenAI-compatible interface, with llama.cpp's `timings`, as a session
needs. The pace is kept against the clock, so a late token is followed by the next ones at once.
"""

from __future__ import annotations

import json
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

MODEL = "scripted"

_TEXT = """\
The speed of an answer is decided by the memory's bandwidth: each token reads **every weight once**, so a model of
4.4 GiB on a machine that reads 40 GiB a second writes about 9 tokens a second.

- Smaller weights are read faster: `Q4_0` takes 4.5 bits a weight.
- A longer context adds the cache's own reading.
- Several users share one reading of the weights.

```python
def tokens_per_second(bandwidth_gbs: float, weights_gb: float) -> float:
    # The upper edge: nothing else is read.
    return bandwidth_gbs / weights_gb


print(tokens_per_second(40.0, 4.4))
```

| quantisation | GiB | tokens/s |
|---|---|---|
| Q4_0 | 4.1 | 9.7 |
| Q8_0 | 7.5 | 5.3 |

1. Measure the bandwidth.

2. Divide it by the size of what is read.

"""
_TOKENS = tuple(_TEXT[at : at + 4] for at in range(0, len(_TEXT), 4))
"""A token of English is about four characters."""


def words(start: int, count: int) -> str:
    """Return `count` tokens of the text from some token on, around and around."""
    return "".join(_TOKENS[(start + number) % len(_TOKENS)] for number in range(count))


class Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """List the one model."""
        body = json.dumps({"data": [{"id": MODEL}]}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        """Stream an answer."""
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        rate, tokens = map(int, asked["messages"][-1]["content"].split())
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        began = time.perf_counter()
        for number in range(tokens):
            left = began + number / rate - time.perf_counter()
            if left > 0:
                time.sleep(left)
            self._piece({"content": _TOKENS[number % len(_TOKENS)]}, number + 1, began, None)
        self._piece({}, tokens, began, "stop")
        self.wfile.write(b"data: [DONE]\n\n")
        self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Keep quiet."""

    def _piece(self, delta: dict[str, str], count: int, began: float, reason: str | None) -> None:
        timings = {"prompt_n": 10, "prompt_ms": 1.0, "cache_n": 0, "predicted_n": count}
        timings["predicted_ms"] = 1000 * (time.perf_counter() - began)
        body = {"choices": [{"delta": delta, "finish_reason": reason}], "timings": timings}
        self.wfile.write(b"data: " + json.dumps(body).encode() + b"\n\n")


def main() -> None:
    """Serve until ended."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        print(f"http://127.0.0.1:{server.server_address[1]}", flush=True)
        server.serve_forever()


if __name__ == "__main__":
    main()
