"""Which systems, GPUs, models and formats of weights each PyTorch engine can use; what is not known is taken to do.

Sources: vLLM 0.31 (installation: GPU; features: quantization, FP8 W8A8), SGLang 0.5.23 (installation, AMD GPUs), the
model lists of vLLM, SGLang and transformers 5.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from deepseek_gui.domain.machine import Gpu, Machine
from deepseek_gui.domain.model import Architecture
from deepseek_gui.sizing.checkpoint import FORMATS, native_format

SERVERS: tuple[str, ...] = ("vllm", "sglang")
"""Engines that serve many users at once, from GPUs alone."""

_NO_LINUX = ("windows", "macos", "darwin", "mac os")
_TRANSFORMERS_FAMILIES = frozenset({"llama", "qwen2", "qwen3", "deepseek2"})
"""Others need a model's own code, which is never run here, or are published in formats that are not sized for it."""

_SPARSE_FAMILIES = frozenset({"deepseek32"})
_NEW_FAMILIES = frozenset({"deepseek32", "deepseek4"})
_CDNA = frozenset({"CDNA2", "CDNA3", "CDNA4"})
_RDNA = frozenset({"RDNA3", "RDNA3.5", "RDNA4"})


@dataclass(frozen=True, slots=True)
class _Cards:
    """GPUs that can do something.

    Attributes:
        nvidia: the least compute capability; None is no NVIDIA card.
        amd: architectures.
    """

    nvidia: tuple[int, int] | None
    amd: frozenset[str] = frozenset()

    def have(self, gpu: Gpu) -> bool:
        """Tell whether a GPU is one of them; one of which too little is known is."""
        if gpu.vendor == "amd":
            return gpu.architecture in self.amd or (gpu.architecture is None and bool(self.amd))
        if gpu.vendor not in ("nvidia", None):
            return False
        capability = compute_capability(gpu)
        return self.nvidia is not None and (capability is None or capability >= self.nvidia)


_ENGINES: Mapping[str, _Cards] = {
    "vllm": _Cards((7, 5), _CDNA | _RDNA),
    "sglang": _Cards((7, 5), frozenset({"CDNA3", "CDNA4"})),
}

_FORMATS: Mapping[str, _Cards] = {
    "BF16": _Cards((8, 0), _CDNA | _RDNA),
    "F16": _Cards((7, 5), _CDNA | _RDNA),
    "FP8": _Cards((8, 0), frozenset({"CDNA3", "CDNA4", "RDNA4"})),
    "AWQ": _Cards((7, 5)),
    "GPTQ": _Cards((7, 5)),
    "FP4": _Cards((10, 0)),
}
"""FP8 below 8.9 goes through Marlin's kernels, weights only. FP4 is NVFP4."""

_NATIVE_FP4 = _Cards((9, 0), frozenset({"CDNA4"}))
_NEW_KERNELS = _Cards((9, 0), frozenset({"CDNA3", "CDNA4"}))
_SPARSE_KERNELS_BELOW = (11, 0)
"""Sparse MLA has kernels for Hopper and data centre Blackwell, none for the cards of 12.x."""


@lru_cache(maxsize=256)
def compute_capability(gpu: Gpu) -> tuple[int, int] | None:
    """Return a CUDA GPU's compute capability, "8.6" as (8, 6); None when it is not known."""
    major, _, minor = (gpu.compute_capability or "").partition(".")
    return (int(major), int(minor or 0)) if major.isdecimal() and (minor or "0").isdecimal() else None


def runs_on(engine: str, machine: Machine) -> bool:
    """Tell whether an engine has a build for a machine's operating system: servers want Linux, WSL's too."""
    return engine not in SERVERS or not (machine.os or "").casefold().startswith(_NO_LINUX)


def drives(engine: str, gpu: Gpu) -> bool:
    """Tell whether an engine can use a GPU."""
    return engine not in _ENGINES or _ENGINES[engine].have(gpu)


def knows(engine: str, architecture: Architecture, gpu: Gpu | None) -> bool:
    """Tell whether an engine has a family of models, and its kernels for a GPU."""
    family = architecture.gguf_name
    if engine not in SERVERS:
        return family in _TRANSFORMERS_FAMILIES
    if gpu is None or family not in _NEW_FAMILIES:
        return True
    capability = compute_capability(gpu)
    too_new = family in _SPARSE_FAMILIES and capability is not None and capability >= _SPARSE_KERNELS_BELOW
    return _NEW_KERNELS.have(gpu) and not too_new


def loadable(engine: str, architecture: Architecture, published: tuple[str, ...], gpu: Gpu | None) -> Iterator[str]:
    """Yield the formats in which an engine can load a model on a GPU, the makers' own first.

    16-bit weights are converted while they are loaded where a GPU has no BF16.

    Args:
        engine: one of `checkpoint.SAFETENSORS_ENGINES`.
        architecture: of the model.
        published: formats in which somebody offers it, beside the makers' own.
        gpu: None is the host.
    """
    native = native_format(architecture)
    for form in dict.fromkeys((native, *published)):
        if form == "BF16" and gpu is not None and gpu.vendor == "nvidia" and not _FORMATS[form].have(gpu):
            form = "F16"  # noqa: PLW2901  what the engine makes of it
        if form in FORMATS[engine] and (gpu is None or engine not in SERVERS or _can_load(form, native, gpu)):
            yield form


def _can_load(form: str, native: str, gpu: Gpu) -> bool:
    return (_NATIVE_FP4 if form == native == "FP4" else _FORMATS[form]).have(gpu)
