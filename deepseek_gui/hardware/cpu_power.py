"""What the processors draw: the energy counters of their packages, which Linux lists under "powercap" (RAPL)."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from deepseek_gui.hardware.files import read_int, read_text
from deepseek_gui.hardware.rates import RateMeter

ROOT = Path("/")
MICRO = 1e-6


class PackagePower:
    """Turns the counters of all packages into watts.

    The files are `intel-rapl:N/energy_uj` on Intel and AMD alike (kernel documentation, powercap). Since 2020 most
    kernels let only root read them (CVE-2020-8694): then nothing is known.
    """

    def __init__(self, root: Path = ROOT, clock: Callable[[], float] = time.monotonic) -> None:
        """Prepare.

        Args:
            root: where /sys is (recorded trees in tests).
            clock: seconds, never backwards.
        """
        zones = sorted((root / "sys/class/powercap").glob("intel-rapl:*"))
        self._files = [zone / "energy_uj" for zone in zones if (read_text(zone / "name") or "").startswith("package")]
        self._meter = RateMeter(clock)

    def read_w(self) -> float | None:
        """Return the power of all packages since the last call; None when that of one is not known.

        A counter that began anew, as it does every few minutes to hours, is not known for that one time.
        """
        rates = self._meter.rates([read_int(file) for file in self._files])
        known = [rate for rate in rates if rate is not None]
        return round(sum(known) * MICRO, 1) if known and len(known) == len(self._files) else None
