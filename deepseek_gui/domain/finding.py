"""What limits a machine or a run, in words, with the next setting to try."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from deepseek_gui.domain.text import Text


class Severity(StrEnum):
    """How much a finding matters."""

    NORMAL = "normal"
    NOTICE = "notice"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was seen.

    Attributes:
        key: stable name of the rule ("memory_bandwidth", "compute", "thermal", …).
        message: what it is, for a person.
        evidence: the numbers it was read from ("SM 62 %, DRAM 97 %").
        remedy: the next setting to try; None when nothing is wrong.
        gpu_index: the GPU it is about; None for the host or the whole machine.
    """

    key: str
    severity: Severity
    message: Text
    evidence: Text
    remedy: Text | None = None
    gpu_index: int | None = None
