"""llama.cpp's own server program: a plan as its command line."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from deepseek_gui.domain.events import EngineEvent
from deepseek_gui.domain.plan import FlashAttention, LaunchSpec, LoadMode, Plan, RunSettings
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.engines import extras, failures, llama_log, program
from deepseek_gui.engines.base import EngineBuild, ModelKind, Surroundings, Unprepared
from deepseek_gui.engines.launch import free_port
from deepseek_gui.engines.options import Options, parse_help
from deepseek_gui.engines.placement import tensor_overrides

PROGRAM = "llama-server"
_VERSION = re.compile(r"^version: (?P<version>.+)$", re.MULTILINE)
_BACKENDS = {"cuda": "CUDA", "hip": "ROCm", "vulkan": "Vulkan", "metal": "Metal", "sycl": "SYCL", "cpu": "CPU"}
_OLD_LOAD_FLAGS = {
    LoadMode.MMAP: (),
    LoadMode.READ: ("--no-mmap",),
    LoadMode.LOCK: ("--no-mmap", "--mlock"),
    LoadMode.MMAP_LOCK: ("--mlock",),
}
"""Before the middle of 2026 (llama.cpp PR #20834)."""


class LlamaServer(Unprepared):
    """A `llama-server`: one that was chosen or fetched, or else the one on the search path."""

    id = "llama-server"
    run_here = True
    metrics_path = "/metrics"
    model_kind = ModelKind.GGUF

    def __init__(self, surroundings: Surroundings | None = None) -> None:
        self._surroundings = surroundings or Surroundings()

    def detect(self) -> EngineBuild | None:
        """Return the chosen program when it is there, else the one on the search path, else None; it is asked once."""
        chosen = self._surroundings.programs.get(self.id)
        found = chosen if chosen is not None and chosen.is_file() else _on_path()
        if found is None:
            return None
        version = _VERSION.search(self._ask(found).version)
        return EngineBuild(self.id, version["version"].strip() if version else None, _backends(found), found)

    def options(self, build: EngineBuild) -> Options | None:
        """Return what the program's own help lists; None when it could not be asked."""
        said = self._ask(build.executable) if build.executable else None
        return parse_help(said.help, f"{PROGRAM} {build.version or ''}".strip()) if said and said.help else None

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
        """Return the server's command line. Flags: llama.cpp, common/arg.cpp.

        Raises:
            ActionableError: the build lacks a flag that the plan needs, or will not take one that it adds; the error
                names it.
        """
        port = port or free_port()
        options = self.options(build) if build is not None else None
        words = settings_flags(settings, file, options)
        if build is not None:
            words += extras.llama_words(plan.extras, options, words)
        name = str(build.executable) if build is not None and build.executable else PROGRAM
        doors = ("--host", "127.0.0.1", "--port", str(port), *_closed_doors(options))
        return LaunchSpec(
            engine=self.id,
            argv=(name, *words, *doors),
            environment={"LLAMA_API_KEY": api_key} if api_key else {},
            base_url=f"http://127.0.0.1:{port}",
            ready_path="/health",
            checks=(
                Text(QT_TRANSLATE_NOOP("core", "{program} is on the search path."), {"program": PROGRAM}),
                Text(QT_TRANSLATE_NOOP("core", "The model file {file} exists."), {"file": str(file)}),
            ),
        )

    def parse_log(self, line: str) -> EngineEvent | None:
        """Return the progress or the cause of a failure that a line tells, else None."""
        return llama_log.progress(line) or failures.read(line)

    def _ask(self, executable: Path) -> program.Said:
        return program.ask(executable, self._surroundings.cache_dir)


def settings_flags(settings: RunSettings, file: Path, options: Options | None = None) -> list[str]:
    """Return a file and its settings as llama.cpp's programs take them.

    Args:
        settings: of the run.
        file: the model file.
        options: of the build; None writes the flags of today's versions.

    Raises:
        ActionableError: the build lacks a flag or does not accept its value.
    """
    flags = ["-m", str(file), "-c", str(settings.context), "-np", str(settings.parallel)]
    flags += ["-b", str(settings.batch), "-ub", str(settings.ubatch)]
    flags += _flash_attention(settings, options)
    for flag, kind in (("-ctk", settings.kv_type_k), ("-ctv", settings.kv_type_v)):
        flags += _flag(options, flag, kind)
    if settings.gpu_layers is not None:
        flags += _flag(options, "-ngl", str(settings.gpu_layers))
    if settings.cpu_experts:
        flags += _experts(settings, options)
    if settings.tensor_split:
        flags += _flag(options, "-ts", ",".join(f"{share:g}" for share in settings.tensor_split))
    if settings.threads is not None:
        flags += _flag(options, "-t", str(settings.threads))
    return flags + _load_mode(settings.load_mode, options) + _defaults(settings, options)


def _flag(options: Options | None, flag: str, value: str) -> list[str]:
    return [flag, value] if options is None else list(options.checked(flag, value))


def _flash_attention(settings: RunSettings, options: Options | None) -> list[str]:
    """Before September 2025 `-fa` was a switch, off unless given; a compressed V cache needs it."""
    wanted = settings.flash_attention
    if options is None or "-fa" not in options.switches:
        return _flag(options, "-fa", wanted.value)
    needed = wanted is FlashAttention.AUTO and settings.kv_type_v not in ("f16", "bf16", "f32")
    return ["-fa"] if wanted is FlashAttention.ON or needed else []


def _experts(settings: RunSettings, options: Options | None) -> list[str]:
    if options is None or options.has("-ncmoe") or not options.has("-ot"):
        return _flag(options, "-ncmoe", str(settings.cpu_experts))
    return ["-ot", tensor_overrides(settings)]


def _load_mode(mode: LoadMode, options: Options | None) -> list[str]:
    if mode is LoadMode.AUTO:
        return []
    if options is None or options.has("-lm"):
        return _flag(options, "-lm", mode.value)
    return [word for flag in _OLD_LOAD_FLAGS[mode] for word in options.checked(flag)]


def _defaults(settings: RunSettings, options: Options | None) -> list[str]:
    """Return flags that make builds of any age behave the same; each is left out where the build lacks it."""
    if options is None:
        return []
    flags: list[str] = []
    if settings.gpu_layers is not None and options.has("-fit"):
        flags += ["-fit", "off"]  # the placement is decided: it shall not look for another
    if options.has("--jinja") and not options.has("--no-jinja"):
        flags.append("--jinja")  # off in old builds, which then guess the template
    if options.has("--reasoning-format"):
        flags += ["--reasoning-format", "deepseek"]
    if options.has("-cram"):
        flags += ["-cram", "0"]  # up to 8 GiB of host memory that no estimate counts
    return flags


def _closed_doors(options: Options | None) -> list[str]:
    """Return flags that serve no web page and let no other page read answers."""
    if options is None:
        return ["--no-webui"]
    flags = [next(flag for flag in ("--no-ui", "--no-webui") if options.has(flag))] if _has_page(options) else []
    if options.has("--cors-origins"):
        flags += ["--cors-origins", ""]
    if options.has("--no-cors-credentials"):
        flags.append("--no-cors-credentials")
    return flags


def _has_page(options: Options) -> bool:
    return options.has("--no-ui") or options.has("--no-webui")


def _on_path() -> Path | None:
    found = shutil.which(PROGRAM)
    return Path(found) if found else None


def _backends(executable: Path) -> tuple[str, ...]:
    """Return what the libraries beside a program can compute on; empty for a program that has them built in."""
    try:
        names = [path.name.lower() for path in executable.resolve().parent.iterdir()]
    except OSError:
        return ()
    return tuple(
        title for key, title in _BACKENDS.items() if any(re.match(rf"(?:lib)?ggml-{key}\b", name) for name in names)
    )
