"""llama.cpp's own server program: a plan as its command line."""

from __future__ import annotations

import shutil
from pathlib import Path

from deepseek_gui.domain.events import EngineEvent
from deepseek_gui.domain.plan import LaunchSpec, Plan, RunSettings
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.engines import llama_log
from deepseek_gui.engines.base import EngineBuild

PROGRAM = "llama-server"


class LlamaServer:
    """The `llama-server` on the search path; an exported script looks it up when it runs."""

    id = "llama-server"

    def detect(self) -> EngineBuild | None:
        """Return the program on the search path, or None; what it can compute on is asked only when it is run."""
        found = shutil.which(PROGRAM)
        return EngineBuild(self.id, None, (), Path(found)) if found else None

    def launch(self, plan: Plan, settings: RunSettings, file: Path, port: int, api_key: str) -> LaunchSpec:
        """Return the server's command line. Flags: llama.cpp, common/arg.cpp, as listed in FACTS.md section 4."""
        del plan
        return LaunchSpec(
            engine=self.id,
            argv=(PROGRAM, *settings_flags(settings, file), "--host", "127.0.0.1", "--port", str(port), "--no-webui"),
            environment={"LLAMA_API_KEY": api_key} if api_key else {},
            base_url=f"http://127.0.0.1:{port}",
            checks=(
                Text(QT_TRANSLATE_NOOP("core", "{program} is on the search path."), {"program": PROGRAM}),
                Text(QT_TRANSLATE_NOOP("core", "The model file {file} exists."), {"file": str(file)}),
            ),
        )

    def parse_log(self, line: str) -> EngineEvent | None:
        """Return the progress or the cause of a failure that a line tells, else None."""
        return llama_log.progress(line) or llama_log.cause(line)


def settings_flags(settings: RunSettings, file: Path) -> list[str]:
    """Return a file and its settings as llama.cpp's programs take them."""
    flags = ["-m", str(file), "-c", str(settings.context), "-np", str(settings.parallel)]
    flags += ["-b", str(settings.batch), "-ub", str(settings.ubatch)]
    flags += ["-fa", settings.flash_attention.value, "-ctk", settings.kv_type_k, "-ctv", settings.kv_type_v]
    if settings.gpu_layers is not None:
        flags += ["-ngl", str(settings.gpu_layers)]
    if settings.cpu_experts:
        flags += ["-ncmoe", str(settings.cpu_experts)]
    if settings.tensor_split:
        flags += ["-ts", ",".join(f"{share:g}" for share in settings.tensor_split)]
    if settings.threads is not None:
        flags += ["-t", str(settings.threads)]
    return flags
