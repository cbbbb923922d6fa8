"""Instruction sets that speed up a model on the processor."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Collection

from deepseek_gui.hardware.commands import text_of

LINUX_FLAGS = {
    "avx": "AVX",
    "avx2": "AVX2",
    "fma": "FMA",
    "f16c": "F16C",
    "avx_vnni": "AVX-VNNI",
    "avx512f": "AVX-512",
    "avx512_vnni": "AVX-512 VNNI",
    "avx512_bf16": "AVX-512 BF16",
    "amx_tile": "AMX",
    "amx_int8": "AMX INT8",
    "amx_bf16": "AMX BF16",
    "asimd": "NEON",
    "neon": "NEON",
    "asimddp": "DOTPROD",
    "i8mm": "I8MM",
    "bf16": "BF16",
    "sve": "SVE",
    "sve2": "SVE2",
    "sme": "SME",
}
"""Names of /proc/cpuinfo (kernel: cpufeatures.h, arm64 elf_hwcaps.rst), the oldest set first."""
MACOS_FLAGS = {
    "hw.optional.avx1_0": "AVX",
    "hw.optional.avx2_0": "AVX2",
    "hw.optional.fma": "FMA",
    "hw.optional.f16c": "F16C",
    "hw.optional.avx512f": "AVX-512",
    "hw.optional.neon": "NEON",
    "hw.optional.AdvSIMD": "NEON",
    "hw.optional.arm.FEAT_DotProd": "DOTPROD",
    "hw.optional.arm.FEAT_I8MM": "I8MM",
    "hw.optional.arm.FEAT_BF16": "BF16",
    "hw.optional.arm.FEAT_SME": "SME",
}
"""sysctl names (Apple: Determining instruction set characteristics)."""
WINDOWS_FEATURES = {39: "AVX", 40: "AVX2", 41: "AVX-512", 19: "NEON", 43: "DOTPROD", 46: "SVE", 47: "SVE2"}
"""PF_* of IsProcessorFeaturePresent (winnt.h)."""


def linux_isa(cpuinfo: str) -> tuple[str, ...] | None:
    """Return the sets that the first processor of /proc/cpuinfo lists; None where it lists no flags."""
    found = re.search(r"^(?:flags|Features)\s*: *(.+)$", cpuinfo, re.MULTILINE)
    return None if found is None else _named(LINUX_FLAGS, set(found[1].split()))


def macos_isa(listing: str | None) -> tuple[str, ...] | None:
    """Return the sets in the output of `sysctl hw.optional` ("hw.optional.avx2_0: 1")."""
    if not listing:
        return None
    return _named(MACOS_FLAGS, set(re.findall(r"^(\S+): 1$", listing, re.MULTILINE)))


def ask_macos() -> str | None:
    """Return macOS's list of optional features."""
    return text_of(("sysctl", "hw.optional"))


def windows_isa(is_present: Callable[[int], bool] | None = None) -> tuple[str, ...] | None:
    """Return the sets that Windows tells of; AVX-512's parts and AMX are not among them.

    Args:
        is_present: kernel32's IsProcessorFeaturePresent; None takes the system's.
    """
    ask = is_present or _windows_feature()
    return None if ask is None else tuple(name for number, name in WINDOWS_FEATURES.items() if ask(number))


def _windows_feature() -> Callable[[int], bool] | None:
    if sys.platform == "win32":  # spelt out so that type checkers skip it elsewhere
        import ctypes  # noqa: PLC0415  only here

        return lambda number: bool(ctypes.windll.kernel32.IsProcessorFeaturePresent(number))
    return None


def _named(names: dict[str, str], flags: Collection[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for flag, name in names.items() if flag in flags))
