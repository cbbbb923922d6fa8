"""How a person installs an engine that we do not fetch: the exact commands, by system."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text


@dataclass(frozen=True, slots=True)
class Instructions:
    """What to type, line by line, and what to know about it.

    Attributes:
        commands: for a terminal of that system; empty where the engine does not run.
        source: the makers' own page.
    """

    commands: tuple[str, ...]
    source: str
    note: Text | None = None


_OLLAMA = "https://ollama.com/download"
_VLLM = "https://docs.vllm.ai/en/latest/getting_started/installation/"
_TRANSFORMERS = "https://huggingface.co/docs/transformers/installation"
_SGLANG = "https://docs.sglang.io/get_started/install.html"
_NO_SYSTEM = Text(QT_TRANSLATE_NOOP("core", "It runs on Linux; on Windows use it within WSL 2."))
_SCRIPT = Text(QT_TRANSLATE_NOOP("core", "The script asks for administrator rights; read it before you run it."))

_TORCH_UNIX = (
    "python3 -m venv ~/transformers",
    "~/transformers/bin/pip install torch transformers accelerate jinja2",
    'export PATH="$HOME/transformers/bin:$PATH"',
)

_COMMANDS: Mapping[str, Mapping[str, Instructions]] = {
    "ollama": {
        "linux": Instructions(("curl -fsSL https://ollama.com/install.sh | sh",), _OLLAMA, _SCRIPT),
        "darwin": Instructions(("brew install ollama",), _OLLAMA),
        "win32": Instructions(("winget install --id Ollama.Ollama",), _OLLAMA),
    },
    "vllm": {
        "linux": Instructions(
            (
                "python3 -m venv ~/vllm",
                "~/vllm/bin/pip install vllm",
                'export PATH="$HOME/vllm/bin:$PATH"',
            ),
            _VLLM,
        ),
    },
    "sglang": {
        "linux": Instructions(
            (
                "python3 -m venv ~/sglang",
                "~/sglang/bin/pip install sglang",
                'export PATH="$HOME/sglang/bin:$PATH"',
            ),
            _SGLANG,
        ),
    },
    "transformers": {
        "linux": Instructions(_TORCH_UNIX, _TRANSFORMERS),
        "darwin": Instructions(_TORCH_UNIX, _TRANSFORMERS),
        "win32": Instructions(
            (
                r"py -m venv %USERPROFILE%\transformers",
                r"%USERPROFILE%\transformers\Scripts\pip install torch transformers accelerate jinja2",
                r"set PATH=%USERPROFILE%\transformers\Scripts;%PATH%",
            ),
            _TRANSFORMERS,
            Text(QT_TRANSLATE_NOOP("core", "For an NVIDIA GPU take the command for torch from pytorch.org.")),
        ),
    },
}
_SOURCES = {"transformers": _TRANSFORMERS, "vllm": _VLLM, "sglang": _SGLANG, "ollama": _OLLAMA}


def instructions(engine: str, platform: str) -> Instructions | None:
    """Return how to install an engine, None for one that comes with the program or that it fetches.

    Args:
        engine: its id.
        platform: `sys.platform`.
    """
    known = _COMMANDS.get(engine)
    if known is None:
        return None
    return known.get(platform, Instructions((), _SOURCES[engine], _NO_SYSTEM))
