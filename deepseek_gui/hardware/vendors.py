"""Which GPU makers this system may have cards of, in the order in which cards are listed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from deepseek_gui.hardware.gpus import GpuFacts, GpuSource


def system_gpu_sources() -> Mapping[str, GpuSource]:
    """Return the live sources by name; each finds out itself, again and again, which cards it has."""
    if sys.platform == "darwin":
        from deepseek_gui.hardware.apple import AppleSource  # noqa: PLC0415  each source only where it can be

        return {"apple": AppleSource()}
    from deepseek_gui.hardware.nvidia import NvidiaSource  # noqa: PLC0415

    sources: dict[str, GpuSource] = {"nvidia": NvidiaSource()}
    if sys.platform.startswith("linux"):
        from deepseek_gui.hardware.amd import AmdSource  # noqa: PLC0415
        from deepseek_gui.hardware.intel import IntelSource  # noqa: PLC0415

        sources |= {"amd": AmdSource(), "intel": IntelSource()}
    return sources


def gpu_probes(root: Path = Path("/")) -> Mapping[str, Callable[[], GpuFacts]]:
    """Return the probes by name, in the order of `system_gpu_sources`."""
    from deepseek_gui.hardware.amd import probe_amd  # noqa: PLC0415
    from deepseek_gui.hardware.apple import probe_apple  # noqa: PLC0415
    from deepseek_gui.hardware.intel import probe_intel  # noqa: PLC0415
    from deepseek_gui.hardware.nvidia_probe import probe_nvidia  # noqa: PLC0415

    if sys.platform == "darwin":
        return {"apple": probe_apple}
    return {
        "nvidia": lambda: probe_nvidia(root=root),
        "amd": lambda: probe_amd(root),
        "intel": lambda: probe_intel(root),
    }
