"""Engines by their ids."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.engines.base import Engine, Surroundings
from deepseek_gui.engines.embedded import EmbeddedEngine
from deepseek_gui.engines.llama_server import LlamaServer
from deepseek_gui.engines.ollama import Ollama
from deepseek_gui.engines.torch_servers import Sglang, Vllm
from deepseek_gui.engines.transformers_engine import Transformers

_ENGINES: Mapping[str, Callable[[Surroundings], Engine]] = {
    "embedded": lambda _: EmbeddedEngine(),
    "llama-server": LlamaServer,
    "ollama": Ollama,
    "vllm": Vllm,
    "sglang": Sglang,
    "transformers": Transformers,
}


def engine_ids() -> tuple[str, ...]:
    """Return the ids of the engines that exist, the default first."""
    return tuple(_ENGINES)


def engine(id: str, surroundings: Surroundings | None = None) -> Engine:  # noqa: A002  called id everywhere
    """Return an engine.

    Args:
        id: of `engine_ids`.
        surroundings: where it looks and keeps; nothing chosen and nothing kept when None.

    Raises:
        ActionableError: no engine has this id.
    """
    found = _ENGINES.get(id)
    if found is None:
        raise ActionableError(
            Text(QT_TRANSLATE_NOOP("core", "There is no engine “{id}”."), {"id": id}),
            Text(QT_TRANSLATE_NOOP("core", "Known engines: {ids}."), {"ids": ", ".join(_ENGINES)}),
        )
    return found(surroundings or Surroundings())
