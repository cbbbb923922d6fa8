"""Device memory by process, as the kernel's drm-usage-stats.rst describes the files."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from deepseek_gui.hardware.drm_clients import device_bytes

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links as Linux has them")

KIB, MIB = 1024, 1024**2
AMD = "drm-driver:\tamdgpu\ndrm-client-id:\t{client}\ndrm-pdev:\t0000:03:00.0\n{memory}drm-memory-gtt: \t2048 KiB\n"


@pytest.fixture
def opened(tree: Callable[[dict[str, str]], Path]) -> Callable[[int, int, str, str], Path]:
    """Return a function that lets a process have a file open."""

    def open_file(pid: int, number: int, target: str, text: str) -> Path:
        root = tree({f"proc/{pid}/fdinfo/{number}": text})
        link = root / f"proc/{pid}/fd/{number}"
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(target)
        return root

    return open_file


def test_clients_are_summed_over_processes_and_counted_once(opened: Callable[[int, int, str, str], Path]):
    both = "drm-memory-vram:\t1000 KiB\ndrm-resident-vram:\t1000 KiB\n"
    opened(10, 3, "/dev/dri/renderD128", AMD.format(client=7, memory=both))
    opened(10, 4, "/dev/dri/renderD128", AMD.format(client=7, memory=both))
    opened(10, 5, "/dev/null", AMD.format(client=9, memory=both))
    root = opened(11, 3, "/dev/dri/renderD128", AMD.format(client=8, memory="drm-memory-vram:\t3 MiB\n"))
    assert device_bytes([10, 11, 12], root) == 1000 * KIB + 3 * MIB
    assert device_bytes([11], root) == 3 * MIB


@pytest.mark.parametrize("region", ["vram0", "local0"], ids=["xe", "i915"])
def test_intels_regions(opened: Callable[[int, int, str, str], Path], region: str):
    text = f"drm-driver:\txe\ndrm-client-id:\t5\ndrm-pdev:\t0000:04:00.0\ndrm-resident-{region}:\t64 KiB\n"
    assert device_bytes([10], opened(10, 3, "/dev/dri/renderD128", text)) == 64 * KIB


def test_a_driver_that_does_not_tell_is_unknown(opened: Callable[[int, int, str, str], Path]):
    root = opened(10, 3, "/dev/dri/renderD128", "drm-driver:\tnvidia-drm\ndrm-client-id:\t5\n")
    assert device_bytes([10, 99], root) is None
