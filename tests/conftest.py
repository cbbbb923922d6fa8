"""Shared guards: no screen needed, no thread or unexpected log record left behind."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Iterator

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def no_thread_left() -> Iterator[None]:
    """Fail a test that leaves a non-daemon thread running."""
    before = set(threading.enumerate())
    yield
    left = [thread for thread in set(threading.enumerate()) - before if thread.is_alive() and not thread.daemon]
    assert not left, f"threads left running: {left}"


@pytest.fixture(autouse=True)
def no_unexpected_log(caplog: pytest.LogCaptureFixture, request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail on warnings and errors of ours that the test did not announce with the marker `expects_log`."""
    yield
    if request.node.get_closest_marker("expects_log"):
        return
    records = [
        record
        for when in ("setup", "call")
        for record in caplog.get_records(when)
        if record.name.startswith("deepseek_gui") and record.levelno >= logging.WARNING
    ]
    assert not records, [record.getMessage() for record in records]
