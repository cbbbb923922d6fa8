"""Links between parts: what one lane of PCI Express carries."""

from __future__ import annotations

LANE_GBS = {1: 0.25, 2: 0.5, 3: 0.985, 4: 1.969, 5: 3.938, 6: 7.563}
"""PCIe generation -> 10**9 bytes per second, one lane, one direction, after line coding (PCI-SIG)."""
