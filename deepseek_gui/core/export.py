"""Export: a plan on a machine -> a script that starts it with an engine that is installed there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from deepseek_gui.catalog.models import find_model
from deepseek_gui.core.estimating import estimate
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.plan import DEMO, Estimate, Plan, Range
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.domain.units import format_gib
from deepseek_gui.engines.extras import check_kinds, llama_pairs
from deepseek_gui.engines.llama_server import LlamaServer
from deepseek_gui.engines.transformers_engine import Transformers, serve_options
from deepseek_gui.scripts.script import Download, Option, Script, listed, options_of, render

PORT = 8080
_ADDED = "added by the plan, not by this program: know it before you start it"


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of script.

    Attributes:
        title: for a person.
        suffix: of the file's name.
        executable: the file is to be run itself.
        templates: of the programs whose start it can write, by their engine.
    """

    id: str
    title: Text
    suffix: str
    executable: bool
    templates: Mapping[str, str]


FORMATS: Mapping[str, Format] = {
    "bash": Format(
        "bash",
        Text(QT_TRANSLATE_NOOP("core", "Bash script")),
        ".sh",
        executable=True,
        templates={LlamaServer.id: "bash.sh.j2", Transformers.id: "transformers.sh.j2"},
    ),
}
"""The formats that exist."""

_STARTED = {
    **dict.fromkeys((LlamaServer.id, "embedded", "llama.cpp"), LlamaServer.id),
    Transformers.id: Transformers.id,
}
"""Engine of a plan -> the one that a script starts: all of llama.cpp is llama-server, but Ollama keeps its models."""

PLANNED = ("powershell", "cmd", "systemd", "docker", "compose", "kubernetes", "ray", "slurm", "modelfile")
"""Formats that later versions will write."""


def export_script(plan: Plan, machine: Machine, format: str) -> str:  # noqa: A002  the contract's word
    """Return the text of a script that starts a plan.

    The script looks up its program when it runs; the placement is the one estimated for `machine`.

    Raises:
        ActionableError: the format or the plan's engine is not offered, its model or file is not there or cannot be
            estimated.
    """
    chosen = find_format(format)
    plan = replace(plan, engine=_started(plan, chosen))
    check_kinds(plan.engine, plan.extras)
    found = estimate(plan, machine)
    make = _transformers_script if plan.engine == Transformers.id else _script
    return render(chosen.templates[plan.engine], make(plan, machine, found))


def find_format(name: str) -> Format:
    """Return a format by its id.

    Raises:
        ActionableError: there is none, or it is not built yet.
    """
    if name in FORMATS:
        return FORMATS[name]
    message = (
        Text(QT_TRANSLATE_NOOP("core", "Scripts in the format “{name}” are not built yet."), {"name": name})
        if name in PLANNED
        else Text(QT_TRANSLATE_NOOP("core", "There is no script format “{name}”."), {"name": name})
    )
    raise ActionableError(
        message, Text(QT_TRANSLATE_NOOP("core", "Available: {names}."), {"names": ", ".join(FORMATS)})
    )


def _started(plan: Plan, chosen: Format) -> str:
    started = _STARTED.get(plan.engine, "")
    if started in chosen.templates:
        return started
    raise ActionableError(
        Text(QT_TRANSLATE_NOOP("core", "Scripts that start {engine} are not built yet."), {"engine": plan.engine}),
        Text(
            QT_TRANSLATE_NOOP("core", "Today these can be exported: {formats}, for the engines {engines}."),
            {"formats": ", ".join(FORMATS), "engines": ", ".join(chosen.templates)},
        ),
    )


def suggested_name(plan: Plan, format: str) -> str:  # noqa: A002  the contract's word
    """Return a file name for a script: "start-r1-distill-qwen-7b-Q4_K_M.sh"."""
    words = ["start", Path(plan.model).stem, plan.quantisation or ""]
    return "-".join(word for word in words if word) + find_format(format).suffix


def _script(plan: Plan, machine: Machine, found: Estimate) -> Script:
    path = _path(plan)
    name = f"{plan.model}-{found.plan.quantisation}.gguf" if path is None else path.name
    spec = LlamaServer().launch(plan, found.settings, path or Path(name), PORT, "")
    return Script(
        title=_title(plan, found),
        notes=(f"Estimated for: {machine.name}", *_notes(found)),
        model_path=None if path is None else str(path),
        model_name=name,
        options=(*options_of(spec), *(Option(flag, value, _ADDED) for flag, value in llama_pairs(plan.extras))),
        download=_download(plan, found),
        warning=None if found.fits else _warning(found),
        port=PORT,
    )


def _transformers_script(plan: Plan, machine: Machine, found: Estimate) -> Script:
    """Return a script for `transformers serve`: a folder, or a name that it fetches from Hugging Face."""
    path, form = _folder(plan, found), found.plan.quantisation or ""
    return Script(
        title=_title(plan, found),
        notes=(f"Estimated for: {machine.name}", *_notes(found)),
        model_path=None if path is None else str(path),
        model_name=plan.model if path is not None else find_model(plan.model).hf_repo or plan.model,
        options=listed(serve_options(form, on_cpu=all(part.kind == "host" for part in found.devices))),
        download=_download(plan, found),
        warning=None if found.fits else _warning(found),
        port=PORT,
    )


def _folder(plan: Plan, found: Estimate) -> Path | None:
    if plan.file is not None:
        return plan.file.absolute()
    if not plan.synthetic:
        return None
    from deepseek_gui.core.model_store import synthetic_folder  # noqa: PLC0415  it brings the writer along
    from deepseek_gui.settings.paths import default_paths  # noqa: PLC0415

    return synthetic_folder(plan.model, found.plan.quantisation or "", default_paths())


def _path(plan: Plan) -> Path | None:
    """Return where the plan's file is; None for a catalogued model that a person downloads."""
    if plan.file is not None:
        from deepseek_gui.modelfiles.header import read_header  # noqa: PLC0415  brings numpy

        return read_header(plan.file).path.absolute()
    from deepseek_gui.core.model_store import demo_file, synthetic_path  # noqa: PLC0415  it brings the writer along

    if plan.model == DEMO:
        return demo_file()
    if plan.synthetic and plan.quantisation:
        from deepseek_gui.settings.paths import default_paths  # noqa: PLC0415

        return synthetic_path(plan.model, plan.quantisation, default_paths())
    return None


def _title(plan: Plan, found: Estimate) -> str:
    name = plan.model if plan.file is not None or plan.model == DEMO else find_model(plan.model).name
    quantisation = f" {found.plan.quantisation}" if found.plan.quantisation else ""
    random = " (random weights: speed and memory are real, words are not)" if plan.synthetic else ""
    return f"Starts {name}{quantisation} with {plan.engine}{random}."


def _download(plan: Plan, found: Estimate) -> Download:
    if plan.file is not None or plan.model == DEMO:
        return Download()
    if plan.synthetic:
        engine = f" --engine {plan.engine}" if plan.engine == Transformers.id else ""
        what = f"--model {plan.model} --quant {found.plan.quantisation}{engine} --synthetic"
        making = f"deepseek-gui run {what} --prompt hi"
        return Download(command=making)
    model = find_model(plan.model)
    return Download(model.gguf_repo, model.hf_repo, found.plan.quantisation)


def _notes(found: Estimate) -> list[str]:
    """Return the estimate for the head of a script."""
    lines = [f"File: {format_gib(found.file_bytes)}. Context: {found.settings.context} tokens."]
    for device in found.devices:
        parts = {
            "weights": device.weights_bytes,
            "KV cache": device.kv_cache_bytes,
            "compute": device.compute_bytes,
            "overhead": device.overhead_bytes,
        }
        detail = ", ".join(f"{name} {format_gib(size)}" for name, size in parts.items() if size)
        lines.append(f"Memory on {device.name}: {format_gib(device.total_bytes)} ({detail})")
    speed = found.speed
    lines += _speed_line("Speed", speed.decode_tps) + _speed_line(
        "Speed with a full context", speed.decode_tps_at_context
    )
    lines.append(f"These numbers are {found.source}, not measured.")
    return lines


def _speed_line(title: str, speed: Range | None) -> list[str]:
    if speed is None:
        return []
    return [f"{title}: about {speed.expected:.1f} tokens per second ({speed.low:.1f} to {speed.high:.1f})"]


def _warning(found: Estimate) -> str:
    words = ["Warning: by the estimate this does not fit.", str(found.reason or ""), str(found.remedy or "")]
    return " ".join(word for word in words if word)
