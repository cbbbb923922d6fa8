"""The embedded engine on a file, in a process of its own, for the evaluation and the tests."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

_CHILD = """
import sys
import xllamacpp
params = xllamacpp.CommonParams()
params.model.path = sys.argv[1]
params.n_ctx, params.n_parallel, params.port = int(sys.argv[2]), 1, 0
params.cpuparams.n_threads = 2
server = xllamacpp.Server(params)
print("READY " + server.listening_address, flush=True)
sys.stdin.read()
"""


class Engine:
    """Talks to a running engine."""

    def __init__(self, address: str) -> None:
        self._client = httpx.Client(base_url=address, timeout=60, trust_env=False)

    def ask(self, path: str, **body: Any) -> dict[str, Any]:
        """Return the answer to a request.

        Raises:
            httpx.HTTPStatusError: the engine refused.
        """
        reply = self._client.post(path, json=body).raise_for_status()
        answer: dict[str, Any] = reply.json()
        return answer

    def chat(self, question: str, **options: Any) -> dict[str, Any]:
        """Return the engine's whole answer to one question."""
        messages = [{"role": "user", "content": question}]
        return self.ask("/v1/chat/completions", messages=messages, **{"max_tokens": 256} | options)

    def tokenize(self, text: str) -> list[int]:
        """Return the tokens of a text."""
        tokens: list[int] = self.ask("/tokenize", content=text)["tokens"]
        return tokens

    def detokenize(self, tokens: list[int]) -> str:
        """Return the text of tokens."""
        text: str = self.ask("/detokenize", tokens=tokens)["content"]
        return text

    def close(self) -> None:
        """Close the connection."""
        self._client.close()


@contextmanager
def running(file: Path, context: int = 4096) -> Iterator[Engine]:
    """Yield the engine with a file loaded; it ends with the block."""
    child = subprocess.Popen(
        [sys.executable, "-c", _CHILD, str(file), str(context)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    with child:
        ready = next((line for line in child.stdout or () if line.startswith("READY ")), "")
        if not ready:
            raise RuntimeError(f"the engine did not load {file}")
        engine = Engine(ready.split()[1])
        try:
            yield engine
        finally:
            engine.close()
            child.kill()  # it holds nothing that must be saved


def answer_text(reply: dict[str, Any]) -> str:
    """Return thoughts and answer of a chat reply as one text."""
    message = reply["choices"][0]["message"]
    return "\n".join(part for part in (message.get("reasoning_content"), message.get("content")) if part)


def main() -> None:
    """Answer the questions of the command line: FILE QUESTION…."""
    with running(Path(sys.argv[1])) as engine:
        for question in sys.argv[2:]:
            print(question, "->", json.dumps(engine.chat(question)["choices"][0]["message"], ensure_ascii=False))


if __name__ == "__main__":
    main()
