"""A folder of safetensors, as Hugging Face lays it out: what its `config.json` says of the model."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import msgspec

from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.failure import Cause
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.modelfiles.regular_file import open_regular

_CONFIG = "config.json"
_MOST_BYTES = 4 << 20


@dataclass(frozen=True, slots=True)
class ModelFolder:
    """What is known of a folder without reading its weights.

    Attributes:
        family: `model_type`.
        quantisation: method of its quantisation, or else the type of its weights; None when it says neither.
        context_trained: tokens; None when it does not say.
        weights_bytes: of all its safetensors.
        own_code: it brings Python code that engines run only when they are told to trust it.
    """

    family: str
    quantisation: str | None
    context_trained: int | None
    weights_bytes: int
    own_code: bool


class _Quantisation(msgspec.Struct):
    quant_method: str | None = None


class _Config(msgspec.Struct):
    model_type: str = ""
    torch_dtype: str | None = None
    dtype: str | None = None
    max_position_embeddings: int | None = None
    quantization_config: _Quantisation | None = None
    auto_map: dict[str, object] | None = None


def read_folder(folder: Path) -> ModelFolder:
    """Return what a folder holds.

    Raises:
        ActionableError: it holds no safetensors, or its `config.json` cannot be read.
    """
    weights = sorted(folder.glob("*.safetensors"))
    if not weights:
        raise ActionableError(
            Text(QT_TRANSLATE_NOOP("core", "{path} is no folder of safetensors."), {"path": str(folder)}),
            Text(
                QT_TRANSLATE_NOOP(
                    "core", "Weights in other formats can run code when they are read; choose another folder."
                )
            ),
            cause=Cause.FILE,
        )
    config = _config(folder / _CONFIG)
    method = config.quantization_config.quant_method if config.quantization_config else None
    return ModelFolder(
        config.model_type,
        method or config.dtype or config.torch_dtype,
        config.max_position_embeddings,
        sum(file.stat().st_size for file in weights),
        own_code=bool(config.auto_map),
    )


def _config(file: Path) -> _Config:
    try:
        with open_regular(file) as opened:
            return msgspec.json.decode(opened.read(_MOST_BYTES), type=_Config)
    except (OSError, ValueError, RecursionError) as error:  # ValueError: msgspec's errors too
        raise ActionableError(
            Text(QT_TRANSLATE_NOOP("core", "The model's {file} cannot be read."), {"file": str(file)}),
            Text(QT_TRANSLATE_NOOP("core", "Copy or download the folder again.")),
            str(error),
            Cause.FILE,
        ) from error
