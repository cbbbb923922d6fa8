"""The table of processes that hold GPU memory."""

from __future__ import annotations

from PySide6.QtCore import QObject

from deepseek_gui.domain.sample import GpuProcess
from deepseek_gui.domain.units import format_gib
from deepseek_gui.ui.monitor.row_model import Column, RowModel

_COLUMNS: tuple[Column[GpuProcess], ...] = (
    Column("name", lambda p: p.name or "", lambda p: p.name, "python3.11-with-a-long-name", numeric=False),
    Column("pid", lambda p: str(p.pid), lambda p: p.pid, "4194304"),
    Column("gpu", lambda p: str(p.gpu_index), lambda p: p.gpu_index, "16"),
    Column(
        "memory",
        lambda p: "" if p.memory_bytes is None else format_gib(p.memory_bytes),
        lambda p: p.memory_bytes,
        "188.8 GiB",
    ),
    Column(
        "utilisation",
        lambda p: "" if p.utilisation_percent is None else f"{p.utilisation_percent:.0f} %",
        lambda p: p.utilisation_percent,
        "100 %",
    ),
)


class ProcessModel(RowModel[GpuProcess]):
    """One row for each process on each GPU."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(_COLUMNS, lambda process: (process.pid, process.gpu_index), parent)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self.set_titles(
            (self.tr("Process"), self.tr("Number"), self.tr("GPU"), self.tr("GPU memory"), self.tr("GPU busy"))
        )
