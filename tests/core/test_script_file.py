from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from deepseek_gui.core.script_file import save_script
from deepseek_gui.domain.errors import ActionableError


def test_a_script_is_saved_whole_and_may_run(tmp_path: Path):
    path = tmp_path / "start it.sh"
    save_script(path, "#!/bin/sh\necho ü\n", executable=True)
    assert path.read_bytes() == "#!/bin/sh\necho ü\n".encode()
    assert [file.name for file in tmp_path.iterdir()] == ["start it.sh"]
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o755


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no executable bit")
def test_what_is_no_script_may_not_run_and_an_old_file_is_replaced(tmp_path: Path):
    path = tmp_path / "compose.yaml"
    path.write_text("old")
    save_script(path, "new", executable=False)
    assert path.read_text() == "new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o644


@pytest.mark.parametrize("name", ["missing/start.sh", "folder"])
def test_an_impossible_place_is_a_sentence_and_leaves_nothing(tmp_path: Path, name: str):
    (tmp_path / "folder").mkdir()
    with pytest.raises(ActionableError) as caught:
        save_script(tmp_path / name, "text", executable=True)
    assert name.rsplit("/", maxsplit=1)[-1] in str(caught.value.message)
    assert caught.value.hint is not None
    assert [file.name for file in tmp_path.iterdir()] == ["folder"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no FIFO in the file system")
def test_a_fifo_is_written_to_when_somebody_reads_and_never_waited_for(tmp_path: Path):
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    with pytest.raises(ActionableError, match="no program reads"):
        save_script(fifo, "text", executable=True)
    reader = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
    try:
        save_script(fifo, "text", executable=True)
        assert os.read(reader, 10) == b"text"
    finally:
        os.close(reader)
    assert fifo.is_fifo()
