"""The engine that comes with the program: llama.cpp inside the `xllamacpp` wheel."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import sys
from pathlib import Path

from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.events import EngineEvent
from deepseek_gui.domain.plan import LaunchSpec, Plan, RunSettings
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.engines import extras, failures, llama_log
from deepseek_gui.engines.base import EngineBuild, ModelKind, Unprepared
from deepseek_gui.engines.embedded_child import API_KEY_VARIABLE, ChildOptions
from deepseek_gui.engines.launch import child_command
from deepseek_gui.engines.options import Options
from deepseek_gui.engines.placement import tensor_overrides

_CHILD = "deepseek_gui.engines.embedded_child"
_WAITING_VARIABLES = {"GOMP_SPINCOUNT", "OMP_WAIT_POLICY"}


class EmbeddedEngine(Unprepared):
    """Runs in a child process of ours; needs nothing but the installed program."""

    id = "embedded"
    run_here = True
    metrics_path = "/metrics"
    model_kind = ModelKind.GGUF

    def detect(self) -> EngineBuild | None:
        """Return the installed wheel without importing it (a hundred megabytes), or None."""
        if importlib.util.find_spec("xllamacpp") is None:
            return None
        backends = ("CPU", "Metal") if sys.platform == "darwin" else ("CPU",)
        return EngineBuild(self.id, _version(), backends)

    def options(self, build: EngineBuild) -> Options | None:
        """Return None: the wheel is told by parameters, not by flags."""
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
            ActionableError: a file's name is no text, which the wheel cannot be told, or the plan adds what it cannot
                be told either.
        """
        del build
        extras.check_kinds(self.id, plan.extras)
        options = ChildOptions(
            file=_readable(file),
            port=port,
            context=settings.context,
            parallel=settings.parallel,
            batch=settings.batch,
            ubatch=settings.ubatch,
            kv_type_k=settings.kv_type_k,
            kv_type_v=settings.kv_type_v,
            flash_attention=settings.flash_attention.value,
            threads=settings.threads,
            gpu_layers=settings.gpu_layers,
            tensor_split=settings.tensor_split,
            overrides=tensor_overrides(settings),
            load_mode=settings.load_mode.value,
            adapter=_added(plan.extras.adapter),
            chat_template=_added(plan.extras.chat_template),
        )
        return LaunchSpec(
            engine=self.id,
            argv=(*child_command(_CHILD), options.to_json()),
            environment={API_KEY_VARIABLE: api_key, "PYTHONUNBUFFERED": "1", **_patience()},
            base_url=f"http://127.0.0.1:{port}" if port else "",
        )

    def parse_log(self, line: str) -> EngineEvent | None:
        """Return the progress or the cause of a failure that a line tells, else None."""
        return llama_log.progress(line) or failures.read(line)


def _added(file: Path | None) -> str | None:
    return None if file is None else _readable(extras.existing(file))


def _readable(file: Path) -> str:
    name = str(file)
    try:
        name.encode()
    except UnicodeEncodeError as error:  # bytes that are no UTF-8, which Python carries as lone surrogates
        raise ActionableError(
            Text(
                QT_TRANSLATE_NOOP("core", "The engine cannot open a file whose name is not valid text: {name}."),
                {"name": name.encode(errors="replace").decode()},
            ),
            Text(QT_TRANSLATE_NOOP("core", "Rename the file, or the folder that it is in.")),
        ) from error
    return name


def _patience() -> dict[str, str]:
    """Return how long a compute thread spins at a barrier before it sleeps, unless the person has set it.

    libgomp's default spins for a millisecond. When another program wants one of the cores, the thread that is waited
    for cannot run meanwhile: on two busy cores a 1.5B model fell from 10 to 1-3 tokens/s. 1000 is what libgomp itself
    takes when it has more threads than cores.
    """
    return {} if _WAITING_VARIABLES & os.environ.keys() else {"GOMP_SPINCOUNT": "1000"}


def _version() -> str | None:
    try:
        return importlib.metadata.version("xllamacpp")
    except importlib.metadata.PackageNotFoundError:  # a frozen app may carry the module without its metadata
        return None
