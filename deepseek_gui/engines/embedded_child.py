"""The embedded engine's own process: llama.cpp's server inside `xllamacpp`, on 127.0.0.1 with a key.

`python -m deepseek_gui.engines.embedded_child '{"file": …}'`; the fields are those of `ChildOptions`. The key comes
from the environment (`LLAMA_API_KEY`), because every user of the machine can read a command line. When the engine
answers, one line `@deepseek-gui {"event": "ready", "address": …, "pid": …}` is written. Lives until it is ended.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from deepseek_gui.engines.protocol import report

API_KEY_VARIABLE = "LLAMA_API_KEY"
_ROUTER_VARIABLE = "LLAMA_SERVER_ROUTER_PORT"
_VERBOSITY_BUFFERS = 4
"""llama.cpp's level that names the buffers and their sizes but not each tensor."""


@dataclass(frozen=True, slots=True)
class ChildOptions:
    """What the child is told, in llama.cpp's words.

    Attributes:
        port: 0 takes a free one.
        threads: None takes one a physical core that we may use.
        gpu_layers: None lets the engine fit the model to the devices it sees.
        overrides: tensors that go elsewhere, `pattern=buffer` (llama-server's `-ot`).
        adapter: a LoRA adapter's file.
        chat_template: a file with the template to use instead of the model's own.
    """

    file: str
    port: int = 0
    context: int = 4096
    parallel: int = 1
    batch: int = 2048
    ubatch: int = 512
    kv_type_k: str = "f16"
    kv_type_v: str = "f16"
    flash_attention: str = "auto"
    threads: int | None = None
    gpu_layers: int | None = None
    tensor_split: tuple[float, ...] = ()
    overrides: str = ""
    load_mode: str = "auto"
    adapter: str | None = None
    chat_template: str | None = None

    def to_json(self) -> str:
        """Return the argument for the child's command line."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> ChildOptions:
        """Return the options of a command line."""
        return cls(**json.loads(text))


def usable_cores() -> int:
    """Return the number of physical cores that this process may use, at least 1; containers' limits count."""
    import psutil  # noqa: PLC0415  only when the number is not given

    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    physical = psutil.cpu_count(logical=False) or usable
    return max(1, min(usable, physical, _cgroup_cpus() or usable))


def _cgroup_cpus() -> int | None:
    quota, _, period = _cgroup_text().partition(" ")
    return max(1, int(quota) // int(period)) if quota.isdigit() and period.strip().isdigit() else None


def _cgroup_text() -> str:
    """Return "quota period" of this container's processors, microseconds; "max …" or nothing without a limit."""
    try:
        return Path("/sys/fs/cgroup/cpu.max").read_text(encoding="ascii")
    except OSError:
        return ""


def parameters(options: ChildOptions, api_key: str) -> Any:
    """Return `xllamacpp.CommonParams` for the options."""
    import xllamacpp  # noqa: PLC0415  a hundred megabytes of engine

    params = xllamacpp.CommonParams()
    params.model.path = options.file
    params.n_ctx, params.n_parallel = options.context, options.parallel
    params.n_batch, params.n_ubatch = options.batch, options.ubatch
    params.cache_type_k = _ggml_type(xllamacpp, options.kv_type_k)
    params.cache_type_v = _ggml_type(xllamacpp, options.kv_type_v)
    params.flash_attn_type = {"auto": -1, "off": 0, "on": 1}[options.flash_attention]
    threads = options.threads or usable_cores()
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = threads
    params.warmup = True  # reads the mapped file in, so that the first token does not pay for it
    params.verbosity = _VERBOSITY_BUFFERS
    params.load_mode = _load_mode(xllamacpp, options.load_mode)
    _add(xllamacpp, params, options)
    _place(params, options, has_gpu=_has_gpu(xllamacpp))
    _close_doors(params, options.port, api_key)
    return params


def _add(xllamacpp: Any, params: Any, options: ChildOptions) -> None:
    if options.adapter is not None:
        adapter = xllamacpp.CommonAdapterLoraInfo()
        adapter.path, adapter.scale = options.adapter, 1.0
        params.lora_adapters = [adapter]
    if options.chat_template is not None:
        params.chat_template = Path(options.chat_template).read_text(encoding="utf-8")


def _ggml_type(xllamacpp: Any, name: str) -> Any:
    return getattr(xllamacpp.ggml_type, f"GGML_TYPE_{name.upper()}")


def _load_mode(xllamacpp: Any, name: str) -> Any:
    return getattr(xllamacpp.llama_load_mode, f"LLAMA_LOAD_MODE_{name.upper().replace('+', '_')}")


def _has_gpu(xllamacpp: Any) -> bool:
    return any(device["type"].name.endswith("GPU") for device in xllamacpp.get_device_info())


def _place(params: Any, options: ChildOptions, *, has_gpu: bool) -> None:
    params.fit_params = options.gpu_layers is None and has_gpu
    if options.gpu_layers is not None:
        params.n_gpu_layers = options.gpu_layers
    if options.tensor_split:
        shares = params.tensor_split
        params.tensor_split = [*options.tensor_split, *[0.0] * (len(shares) - len(options.tensor_split))]
    if options.overrides:
        params.tensor_buft_overrides = options.overrides


def _close_doors(params: Any, port: int, api_key: str) -> None:
    params.hostnames = ["127.0.0.1"]
    params.port = port
    params.api_keys = [api_key] if api_key else []
    params.ui = False
    params.cors_origins, params.cors_origins_explicit, params.cors_credentials = "", True, False
    # Kept states of former conversations may take 8 GiB of host memory that no estimate counts.
    params.cache_ram_mib, params.cache_idle_slots = 0, False


def main(argv: list[str]) -> int:
    """Serve the model of the options until the process is ended; return 1 when that cannot begin."""
    options = ChildOptions.from_json(argv[0])
    parent = os.getppid()
    api_key = os.environ.pop(API_KEY_VARIABLE, "")
    # llama-server tells its own router how far the loading is; the engine inside the wheel does the same when asked.
    os.environ[_ROUTER_VARIABLE] = "1"
    import xllamacpp  # noqa: PLC0415  after the variable is set

    try:
        server = xllamacpp.Server(parameters(options, api_key))  # holds the interpreter lock until the model is loaded
    except RuntimeError as error:
        print(error, file=sys.stderr)
        return 1
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # the engine replaced it by a handler that leaves the process alive
    report(event="ready", address=server.listening_address, pid=os.getpid())
    while os.getppid() == parent:  # where the system cannot tie us to the supervisor, we look for ourselves
        time.sleep(1.0)
    os._exit(0)  # an ordinary exit would wait for the engine's own threads


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))  # an ordinary exit after a failure: the engine writes the rest of its log then
