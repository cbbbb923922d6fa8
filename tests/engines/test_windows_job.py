"""What can be checked of the job object without Windows: the layout that its interface asks for."""

from __future__ import annotations

import ctypes
import sys

import pytest

from deepseek_gui.engines import windows_job


@pytest.mark.skipif(ctypes.sizeof(ctypes.c_void_p) != 8, reason="sizes of 64-bit systems")
def test_the_structures_have_the_sizes_of_winnt_h() -> None:
    """JOBOBJECT_BASIC_LIMIT_INFORMATION has 64 bytes, JOBOBJECT_EXTENDED_LIMIT_INFORMATION 144 on 64-bit Windows."""
    basic = windows_job._BasicLimits
    assert ctypes.sizeof(basic) == 64
    assert ctypes.sizeof(windows_job._ExtendedLimits) == 144
    assert basic.LimitFlags.offset == 16
    assert windows_job._ExtendedLimits.IoInfo.offset == ctypes.sizeof(basic)


@pytest.mark.skipif(sys.platform == "win32", reason="elsewhere there are no jobs")
def test_elsewhere_there_is_no_job() -> None:
    assert windows_job.kill_on_close_job() is None
