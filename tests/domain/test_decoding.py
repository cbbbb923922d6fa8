from __future__ import annotations

import subprocess
import sys

import msgspec
import pytest

from deepseek_gui.domain.decoding import convert, decode, decoder_of
from deepseek_gui.domain.units import GIB

MANY_THREADS_READ_A_NEW_TYPE = """
import sys, threading
from dataclasses import make_dataclass
from deepseek_gui.domain.decoding import convert, decode

def read(barrier, outer, found):
    barrier.wait()
    decoded = decode(b'{"parts": [{"a0": 1}]}', outer)
    found.append(decoded == convert({"parts": [{"a0": 1}]}, outer))

sys.setswitchinterval(1e-6)
for _ in range(40):
    part = make_dataclass("Part", [(f"a{number}", int, 0) for number in range(20)])
    outer = make_dataclass("Outer", [("parts", tuple[part, ...])])
    barrier, found = threading.Barrier(4), []
    threads = [threading.Thread(target=read, args=(barrier, outer, found)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [True] * 4, found
"""


def test_threads_may_read_one_type_at_the_same_time():
    done = subprocess.run(
        [sys.executable, "-c", MANY_THREADS_READ_A_NEW_TYPE], check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def test_json_and_values_become_objects_of_a_type():
    assert decode(b"[1, 2]", tuple[int, ...]) == (1, 2)
    assert decoder_of(dict[str, int]).decode(f'{{"a": {24 * GIB}}}') == {"a": 24 * GIB}
    assert convert({"a": 1}, dict[str, int]) == {"a": 1}


def test_another_type_is_refused():
    with pytest.raises(msgspec.MsgspecError):
        decode("{}", tuple[int, ...])
    with pytest.raises(msgspec.ValidationError):
        convert("a", int)
