"""The transformers engine's own process: a checkpoint in PyTorch behind an OpenAI-compatible address with a key.

Run by the Python that holds torch and transformers, which need not be ours: standard library beside these two, and
Python 3.10. The option is one JSON object, the fields of `ChildOptions`; the key comes from the environment. When the
model answers, one line `@deepseek-gui {"event": "ready", "address": …, "pid": …}` is written. Ends with its input.

Why not `transformers serve` (5.24): it knows no key; it loads whatever model a request names; it takes no limit of the
context; it reads pickled weights where there are no safetensors; its stream tells no counts and no times, holds words
back until the next space, and its answers are batched only by another cache than the one that `generate()` uses, whose
memory is what the estimate and the published benchmarks are about; and it needs fastapi, uvicorn, openai and accelerate
beside what runs the model.
"""

from __future__ import annotations

import os
import sys
import threading

from deepseek_gui.engines.chat_server import serve
from deepseek_gui.engines.protocol import report
from deepseek_gui.engines.transformers_batches import Batches
from deepseek_gui.engines.transformers_model import ChildOptions, load

API_KEY_VARIABLE = "DEEPSEEK_GUI_TRANSFORMERS_KEY"


def main(argv: list[str]) -> int:
    """Serve the model of the options until the input ends; a model that cannot be loaded is an exception."""
    options = ChildOptions.from_json(argv[0])
    api_key = os.environ.pop(API_KEY_VARIABLE, "")
    threading.Thread(target=_end_with_input, daemon=True).start()
    loaded = load(options)
    batches = Batches(loaded, context=options.context, parallel=options.parallel)
    threading.Thread(target=batches.work, daemon=True).start()
    server = serve(batches, options.port, api_key)
    report(event="ready", address=f"http://127.0.0.1:{server.server_address[1]}", pid=os.getpid())
    server.serve_forever()
    return 0


def _end_with_input() -> None:
    """Wait until whoever started us is gone or wants us gone: nothing else is ever written to our input."""
    while os.read(0, 4096):
        pass
    os._exit(0)  # threads of torch would hold up an ordinary exit


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
