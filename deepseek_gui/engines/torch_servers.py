"""vLLM and SGLang: a plan as their command lines. Held against their makers' lists of options; not run here."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.events import EngineEvent
from deepseek_gui.domain.plan import LaunchSpec, Plan, RunSettings
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.engines import extras, failures, torch_log
from deepseek_gui.engines.base import EngineBuild, ModelKind, Surroundings, Unprepared
from deepseek_gui.engines.flag_lists import listed_options
from deepseek_gui.engines.launch import free_port
from deepseek_gui.engines.options import Options

_SGLANG_KEY = "DEEPSEEK_GUI_SGLANG_KEY"
_SGLANG_START = (
    "import os, runpy, sys; sys.argv[1:1] = ['--api-key', os.environ.pop('" + _SGLANG_KEY + "')]; "
    "runpy.run_module('sglang.launch_server', run_name='__main__')"
)
"""SGLang takes its key as an argument only: it is added inside the process, where no other user can read it."""

_GGUF_TYPES = ("Q2", "Q3", "Q4", "Q5", "Q6", "Q8", "IQ", "UD", "TQ", "MXFP4_MOE")


class _TorchServer(Unprepared):
    """What both have in common: a folder or a name of safetensors, tensor parallelism, a budget for the cache."""

    id = ""
    run_here = False
    metrics_path = "/metrics"
    model_kind = ModelKind.CHECKPOINT
    _cache_types: Mapping[str, str] = {}

    def __init__(self, surroundings: Surroundings | None = None) -> None:
        self._surroundings = surroundings or Surroundings()

    def detect(self) -> EngineBuild | None:
        """Return the chosen program, the module beside ours, or the program on the search path; else None."""
        chosen = self._surroundings.programs.get(self.id)
        if chosen is not None and chosen.is_file():
            return self._build(chosen)
        if importlib.util.find_spec(self.id) is not None:
            return self._build(Path(sys.executable).with_name(self.id))
        found = shutil.which(self.id)
        return self._build(Path(found)) if found else None

    def options(self, build: EngineBuild) -> Options | None:
        """Return the makers' list: their help takes half a minute to print, because it loads PyTorch."""
        del build
        return listed_options(self.id)

    def parse_log(self, line: str) -> EngineEvent | None:
        """Return the progress or the cause of a failure that a line tells, else None."""
        return torch_log.progress(line) or failures.read(line)

    def _build(self, program: Path) -> EngineBuild:
        return EngineBuild(self.id, _version(self.id, program), ("CUDA",), program)

    def _cache_type(self, settings: RunSettings) -> str:
        """Return the engine's word for a type of the KV cache; keys and values have one type here.

        Raises:
            ActionableError: it has none.
        """
        kind = settings.kv_type_k
        if kind != settings.kv_type_v or kind not in self._cache_types:
            wanted = kind if kind == settings.kv_type_v else f"{kind}, {settings.kv_type_v}"
            raise ActionableError(
                Text(
                    QT_TRANSLATE_NOOP("core", "{engine} has no KV cache of the type {type}."),
                    {"engine": self.id, "type": wanted},
                ),
                Text(
                    QT_TRANSLATE_NOOP("core", "It accepts: {values}."), {"values": ", ".join(sorted(self._cache_types))}
                ),
            )
        return self._cache_types[kind]

    def _check(self, plan: Plan, settings: RunSettings) -> None:
        """Raise when a plan asks for what only llama.cpp does."""
        if (plan.quantisation or "").startswith(_GGUF_TYPES):
            raise _impossible(self.id, plan.quantisation or "")
        if settings.gpu_layers is not None or settings.cpu_experts:
            raise _impossible(self.id, "-ngl" if settings.gpu_layers is not None else "-ncmoe")


class Vllm(_TorchServer):
    """vLLM's OpenAI-compatible server."""

    id = "vllm"
    _cache_types: Mapping[str, str] = {"f16": "auto", "bf16": "bfloat16", "q8_0": "fp8", "fp8": "fp8"}

    def launch(
        self,
        plan: Plan,
        settings: RunSettings,
        file: Path,
        port: int,
        api_key: str,
        *,
        build: EngineBuild | None = None,
    ) -> LaunchSpec:
        """Return vLLM's command line; weights are read from safetensors only, code of a model is run after a yes only.

        Raises:
            ActionableError: the plan asks for what vLLM cannot do.
        """
        self._check(plan, settings)
        port = port or free_port()
        options = listed_options(self.id)
        pairs = {
            "--host": "127.0.0.1",
            "--port": str(port),
            "--served-model-name": plan.model,
            "--max-model-len": str(settings.context // settings.parallel),
            "--max-num-seqs": str(settings.parallel),
            "--tensor-parallel-size": str(max(1, len(settings.tensor_split))),
            "--kv-cache-dtype": self._cache_type(settings),
            "--load-format": "safetensors",
        }
        program = str(build.executable) if build and build.executable else self.id
        words = [word for flag, value in pairs.items() for word in options.checked(flag, value)]
        words += options.checked("--trust-remote-code") if plan.trusts_code else ()
        words += extras.torch_words(self.id, plan.extras, options, words)
        return LaunchSpec(
            engine=self.id,
            argv=(program, "serve", file.as_posix(), *words),
            environment={"VLLM_API_KEY": api_key} if api_key else {},
            base_url=f"http://127.0.0.1:{port}",
            ready_path="/health",
            served_model=plan.model,
            checks=(_not_run(self.id),),
        )


class Sglang(_TorchServer):
    """SGLang's OpenAI-compatible server."""

    id = "sglang"
    _cache_types: Mapping[str, str] = {"f16": "auto", "bf16": "auto", "q8_0": "fp8_e4m3", "fp8": "fp8_e4m3"}

    def launch(
        self,
        plan: Plan,
        settings: RunSettings,
        file: Path,
        port: int,
        api_key: str,
        *,
        build: EngineBuild | None = None,
    ) -> LaunchSpec:
        """Return SGLang's command line, for the Python that it is installed in.

        Raises:
            ActionableError: the plan asks for what SGLang cannot do.
        """
        self._check(plan, settings)
        port = port or free_port()
        options = listed_options(self.id)
        pairs = {
            "--model-path": file.as_posix(),
            "--host": "127.0.0.1",
            "--port": str(port),
            "--served-model-name": plan.model,
            "--context-length": str(settings.context // settings.parallel),
            "--max-running-requests": str(settings.parallel),
            "--tp-size": str(max(1, len(settings.tensor_split))),
            "--kv-cache-dtype": self._cache_type(settings),
            "--load-format": "safetensors",
        }
        words = [word for flag, value in pairs.items() for word in options.checked(flag, value)]
        words += options.checked("--trust-remote-code") if plan.trusts_code else ()
        words += extras.torch_words(self.id, plan.extras, options, words)
        start = ("-c", _SGLANG_START) if api_key else ("-m", "sglang.launch_server")
        return LaunchSpec(
            engine=self.id,
            argv=(_python(build), *start, *words, *options.checked("--enable-metrics")),
            environment={_SGLANG_KEY: api_key} if api_key else {},
            base_url=f"http://127.0.0.1:{port}",
            ready_path="/health",
            served_model=plan.model,
            checks=(_not_run(self.id),),
        )


def _python(build: EngineBuild | None) -> str:
    """Return the Python beside an engine's program."""
    if build is None or build.executable is None:
        return "python3"
    name = "python.exe" if sys.platform == "win32" else "python3"
    return str(build.executable.with_name(name))


def _version(package: str, program: Path) -> str | None:
    """Return the version of the package that a program belongs to, without loading it."""
    found = next(program.parent.parent.glob(f"[Ll]ib*/**/{package}-*.dist-info"), None)
    if found is not None:
        return found.name.removesuffix(".dist-info").removeprefix(f"{package}-")
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None


def _impossible(engine: str, what: str) -> ActionableError:
    return ActionableError(
        Text(
            QT_TRANSLATE_NOOP("core", "{engine} cannot do what this plan needs: {option}."),
            {"engine": engine, "option": what},
        ),
        Text(QT_TRANSLATE_NOOP("core", "Use llama-server or the embedded engine for this plan.")),
    )


def _not_run(engine: str) -> Text:
    return Text(
        QT_TRANSLATE_NOOP(
            "core", "The options were taken from {engine}'s own sources; this program was not run with it."
        ),
        {"engine": engine},
    )
