"""`transformers` in PyTorch: a checkpoint as its makers published it, in a child of ours run by its own Python."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.events import EngineEvent
from deepseek_gui.domain.failure import Cause
from deepseek_gui.domain.plan import FlashAttention, LaunchSpec, Plan, RunSettings
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.engines import failures, torch_log
from deepseek_gui.engines.base import EngineBuild, ModelKind, Surroundings, Unprepared
from deepseek_gui.engines.launch import child_command
from deepseek_gui.engines.options import Options
from deepseek_gui.engines.python_packages import Packages, packages_of
from deepseek_gui.engines.transformers_child import API_KEY_VARIABLE
from deepseek_gui.engines.transformers_model import ChildOptions

_CHILD = "deepseek_gui.engines.transformers_child"
_OTHER_PYTHON = (
    "import sys; root = sys.argv.pop(1); sys.path[:] = [path for path in sys.path if path not in ('', root)] + [root]; "
    f"from {_CHILD} import main; sys.path.remove(root); sys.exit(main(sys.argv[1:]))"
)
"""Our folder is there last and only while our modules are read: none of our packages may take the place of theirs."""

_DTYPES: Mapping[str, str] = {"F16": "float16", "BF16": "bfloat16", "F32": "float32"}
_QUANTISED: Mapping[str, str] = {"INT8": "int8", "NF4": "nf4"}
_CACHE_TYPES = ("f16", "bf16", "f32")
_PROGRAMS = ("python3", "python")
_ENVIRONMENT = {
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "TOKENIZERS_PARALLELISM": "false",
    "CUDA_DEVICE_ORDER": "PCI_BUS_ID",
    "PYTHONUNBUFFERED": "1",
    "PYTHONIOENCODING": "utf-8",
    "NO_COLOR": "1",
}
"""Nothing is fetched: models come by our own downloads, or were there before. GPUs count as the driver's tools do."""


class Transformers(Unprepared):
    """Needs a Python with torch and transformers; takes the chosen one, ours, or that of the search path."""

    id = "transformers"
    run_here = True
    metrics_path = "/metrics"
    model_kind = ModelKind.CHECKPOINT

    def __init__(self, surroundings: Surroundings | None = None) -> None:
        self._surroundings = surroundings or Surroundings()

    def detect(self) -> EngineBuild | None:
        """Return the first Python that holds both packages, with the version of transformers; else None."""
        for python in self._pythons():
            found = packages_of(python, self._surroundings.cache_dir)
            if found is not None and {"torch", "transformers"} <= found.packages.keys():
                return EngineBuild(self.id, found.packages["transformers"], _backends(found), python)
        return None

    def options(self, build: EngineBuild) -> Options | None:
        """Return None: our child is told by parameters, not by flags."""
        del build
        return None

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
        """Return how to start our child; with port 0 its address comes in its ready line.

        Raises:
            ActionableError: the plan asks for what transformers cannot do, or for a package that is not there.
        """
        python = build.executable if build and build.executable else Path(sys.executable)
        quantise = _QUANTISED.get(plan.quantisation or "", "")
        _check(plan, settings)
        if quantise:
            self._check_package(python, "bitsandbytes")
        options = ChildOptions(
            model=str(file.absolute()) if plan.file is not None or plan.synthetic else file.as_posix(),
            port=port,
            context=settings.context // settings.parallel,
            parallel=settings.parallel,
            dtype=_DTYPES.get(plan.quantisation or "", "auto"),
            quantise=quantise,
            device=_device(settings),
            attention="eager" if settings.flash_attention is FlashAttention.OFF else "",
            threads=settings.threads,
            trust_code=plan.trusts_code,
        )
        return LaunchSpec(
            engine=self.id,
            argv=(*_command(python), options.to_json()),
            environment={API_KEY_VARIABLE: api_key, **_ENVIRONMENT},
            base_url=f"http://127.0.0.1:{port}" if port else "",
        )

    def parse_log(self, line: str) -> EngineEvent | None:
        """Return the progress or the cause of a failure that a line tells, else None."""
        return torch_log.progress(line) or failures.read(line)

    def _pythons(self) -> Iterator[Path]:
        chosen = self._surroundings.programs.get(self.id)
        if chosen is not None:
            yield _interpreter(chosen)
            return
        if not getattr(sys, "frozen", False):
            yield Path(sys.executable)
        for name in _PROGRAMS:
            found = shutil.which(name)
            if found is not None:
                yield Path(found)

    def _check_package(self, python: Path, name: str) -> None:
        found = packages_of(python, self._surroundings.cache_dir)
        if found is None or name not in found.packages:
            raise ActionableError(
                Text(QT_TRANSLATE_NOOP("core", "The engine's Python lacks the package {package}."), {"package": name}),
                Text(QT_TRANSLATE_NOOP("core", "Install it there with pip, or choose a plan that does without it.")),
                str(python),
                Cause.LIBRARY,
            )


def serve_options(quantisation: str, *, on_cpu: bool) -> Mapping[str, str]:
    """Return the options of transformers' own server, for a script: src/transformers/cli/serve.py of 5.24.0."""
    quantised = {"INT8": "bnb-8bit", "NF4": "bnb-4bit"}.get(quantisation)
    options = {"--dtype": _DTYPES.get(quantisation, "auto"), "--device": "cpu" if on_cpu else "auto"}
    return options | ({"--quantization": quantised} if quantised else {})


def _interpreter(chosen: Path) -> Path:
    """Return the Python of a folder that was made with `python -m venv`, or the program itself."""
    if not chosen.is_dir():
        return chosen
    return chosen / "Scripts" / "python.exe" if sys.platform == "win32" else chosen / "bin" / "python"


def _backends(found: Packages) -> tuple[str, ...]:
    names = {"cuda": "CUDA", "hip": "ROCm"}
    built = tuple(names[kind] for kind in found.built)
    return built or (("CPU", "Metal") if sys.platform == "darwin" else ("CPU",))


def _command(python: Path) -> tuple[str, ...]:
    if python == Path(sys.executable):
        return child_command(_CHILD)
    root = Path(__file__).resolve().parents[2]
    return (str(python), "-c", _OTHER_PYTHON, str(root))


def _device(settings: RunSettings) -> str:
    """Return where the model goes: the CPU or one GPU when the plan says so, else what the child finds."""
    if settings.gpu_layers == 0:
        return "cpu"
    used = [index for index, share in enumerate(settings.tensor_split) if share]
    return f"cuda:{used[0]}" if len(used) == 1 else "auto"


def _check(plan: Plan, settings: RunSettings) -> None:
    """Raise when a plan asks for what only other engines do."""
    if plan.quantisation and plan.quantisation not in {**_DTYPES, **_QUANTISED}:
        raise _impossible(plan.quantisation)
    if settings.gpu_layers or settings.cpu_experts:
        raise _impossible("--gpu-layers" if settings.gpu_layers else "--cpu-experts")
    if len(set(filter(None, settings.tensor_split))) > 1:
        raise _impossible("--tensor-split")
    for kind in (settings.kv_type_k, settings.kv_type_v):
        if kind not in _CACHE_TYPES:
            raise _impossible(kind)


def _impossible(what: str) -> ActionableError:
    return ActionableError(
        Text(
            QT_TRANSLATE_NOOP("core", "{engine} cannot do what this plan needs: {option}."),
            {"engine": Transformers.id, "option": what},
        ),
        Text(QT_TRANSLATE_NOOP("core", "Use llama-server or the embedded engine for this plan.")),
    )
