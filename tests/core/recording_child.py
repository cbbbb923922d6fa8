"""A process that records as fast as it can and says so, until it is killed: for tests/core/test_recording.py."""

from __future__ import annotations

import itertools
import sys
from pathlib import Path

from deepseek_gui.core.recording import RecordingWriter
from deepseek_gui.domain.sample import CpuState, Sample

writer = RecordingWriter(Path(sys.argv[1]), None)
for number in itertools.count():
    writer.write(Sample(1e9 + number, float(number), CpuState(utilisation_percent=number % 100 + 0.5)))
    print(writer.samples, flush=True)
