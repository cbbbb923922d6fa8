from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from deepseek_gui.engines import protocol
from deepseek_gui.engines.launch import child_command, child_environment
from deepseek_gui.engines.supervisor import GRACE_S

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals")

STUBBORN = """
import os, signal, subprocess, sys
signal.signal(signal.SIGTERM, signal.SIG_IGN)
child = subprocess.Popen([sys.executable, "-c", "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('child', flush=True); time.sleep(60)"])
print("grandchild", child.pid, flush=True)
child.wait()
"""  # noqa: E501  one program


@contextmanager
def supervised(*argv: str) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [*child_command("deepseek_gui.engines.supervisor"), "--", *argv],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | child_environment(),
    ) as process:
        yield process


def reports(output: str) -> list[dict[str, object]]:
    return [fields for line in output.splitlines() if (fields := protocol.parse(line))]


def read_until(process: subprocess.Popen[str], start: str) -> str:
    assert process.stdout is not None
    return next(line for line in process.stdout if line.startswith(start))


def test_exit_status_and_output_come_through() -> None:
    with supervised(sys.executable, "-c", "print('hello'); raise SystemExit(7)") as process:
        assert process.stdout is not None
        output = process.stdout.read()
        assert process.wait() == 7
    started, exited = reports(output)
    assert "hello" in output.splitlines()
    assert started["event"] == "started"
    assert started["pid"] != process.pid
    assert exited == {"event": "exited", "code": 7}


def test_a_program_that_is_not_there_is_reported() -> None:
    with supervised("/no/such/program") as process:
        assert process.stdout is not None
        (failed,) = reports(process.stdout.read())
        assert process.wait() == 127
    assert failed["event"] == "failed"
    assert "/no/such/program" in str(failed["error"])


@posix
def test_death_by_signal_is_reported_as_a_negative_code() -> None:
    with supervised(sys.executable, "-c", "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)") as process:
        assert process.stdout is not None
        assert reports(process.stdout.read())[-1] == {"event": "exited", "code": -signal.SIGSEGV}
        assert process.wait() == 128 + signal.SIGSEGV


@posix
def test_the_end_of_our_input_ends_the_whole_group_even_when_it_ignores_being_asked() -> None:
    with supervised(sys.executable, "-c", STUBBORN) as process:
        grandchild = psutil.Process(int(read_until(process, "grandchild").split()[1]))
        engine = grandchild.parent()
        assert engine is not None
        read_until(process, "child")
        assert process.stdin is not None
        process.stdin.close()
        _, alive = psutil.wait_procs([engine, grandchild], timeout=GRACE_S + 2)
        assert not alive
        assert process.wait() == 128 + signal.SIGKILL


@posix
def test_what_the_engine_leaves_behind_is_ended_with_it() -> None:
    leaver = "import subprocess, sys; print('left', subprocess.Popen(['sleep', '60']).pid, flush=True)"
    with supervised(sys.executable, "-c", leaver) as process:
        left = psutil.Process(int(read_until(process, "left").split()[1]))
        _, alive = psutil.wait_procs([left], timeout=2)
        assert not alive


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="PR_SET_PDEATHSIG")
def test_the_engine_dies_with_its_supervisor_and_goes_first_when_memory_runs_out() -> None:
    with supervised(sys.executable, "-c", "import time; print('up', flush=True); time.sleep(60)") as process:
        read_until(process, "up")
        (engine,) = psutil.Process(process.pid).children()
        assert Path(f"/proc/{engine.pid}/oom_score_adj").read_text() == "1000\n"
        assert Path(f"/proc/{process.pid}/oom_score_adj").read_text() != "1000\n"
        process.kill()
        _, alive = psutil.wait_procs([engine], timeout=2)
        assert not alive


@posix
@pytest.mark.parametrize("moment", ["loading", "generating"])
def test_nothing_outlives_a_program_that_is_killed(moment: str, slow_model: Path, chatty_model: Path) -> None:
    model = slow_model if moment == "loading" else chatty_model
    script = Path(__file__).with_name("engine_parent.py")
    parent = subprocess.Popen([sys.executable, str(script), str(model), moment], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    below = [psutil.Process(pid) for pid in json.loads(parent.stdout.readline())]
    assert len(below) == 2, "supervisor and engine"
    parent.kill()
    parent.communicate()
    _, alive = psutil.wait_procs(below, timeout=3)  # the requirement: everything is gone within 3 s
    assert not alive
