"""Edits of facts, other GPUs, and machine files that are written."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path

import pytest

from deepseek_gui.catalog.machines import example_names
from deepseek_gui.core.machine_edits import edit_fact, editable, fact_words, gpu_names, save_machine, with_gpus
from deepseek_gui.core.machines import machine_named
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.machine import Cpu, Machine, Memory
from deepseek_gui.domain.units import GIB


@pytest.mark.parametrize(
    ("key", "words", "shown"),
    [
        ("cpu.cores", "12", "12"),
        ("cpu.base_ghz", "4.2 ghz", "4.2 GHz"),
        ("memory.total_bytes", "64 GiB", "64 GiB"),
        ("memory.total_bytes", "1,024", "1024 GiB"),
        ("memory.ecc", "yes", "yes"),
        ("storage.read_mbs", "", ""),
        ("network.kind", "InfiniBand", "InfiniBand"),
        ("gpus.0.bandwidth_gbs", "500", "500 GB/s"),
    ],
)
def test_a_fact_is_changed_and_says_so(key: str, words: str, shown: str):
    machine = machine_named("basic")
    threads = edit_fact(machine, "cpu.threads", "64")
    after = edit_fact(threads, key, words)
    assert fact_words(after, key) == shown
    assert after.sources.get(key) == ("edited" if words else None)
    assert after.sources["cpu.threads"] == "edited"
    assert after.simulated


def test_what_follows_from_a_fact_is_computed_anew():
    machine = machine_named("basic")  # two channels of DDR4-3200: 51.2 GB/s
    assert edit_fact(machine, "memory.channels", "4").memory.bandwidth_gbs == pytest.approx(102.4)
    renamed = edit_fact(machine, "gpus.0.name", "RTX 4090")
    assert renamed.gpus[0].vram_bytes == 24 * GIB
    assert renamed.gpus[0].bandwidth_gbs == 1008
    assert renamed.sources["gpus.0.vram_bytes"] == "catalogue"


def test_equal_gpus_change_together():
    machine = machine_named("enterprise")
    after = edit_fact(machine, "gpus.0.vram_bytes", "141")
    assert {gpu.vram_bytes for gpu in after.gpus} == {141 * GIB}


def test_a_new_size_forgets_what_was_free():
    here = Machine("here", cpu=Cpu(cores=4), memory=Memory(total_bytes=16 * GIB, available_bytes=9 * GIB))
    assert edit_fact(here, "memory.total_bytes", "64").memory.available_bytes is None


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("cpu.cores", "many"),
        ("cpu.cores", "0"),
        ("cpu.cores", "400"),  # more than threads
        ("memory.total_bytes", "64 MB/s"),
        ("memory.total_bytes", "-3"),
        ("memory.ecc", "perhaps"),
        ("gpus.0.name", " "),
        ("storage.free_bytes", "5000"),  # more than the disk has
        ("memory.total_bytes", "nan"),
        ("memory.total_bytes", "1e999"),
    ],
)
def test_nonsense_is_refused_with_a_hint(key: str, words: str):
    with pytest.raises(ActionableError) as raised:
        edit_fact(machine_named("basic"), key, words)
    assert raised.value.hint


def test_other_gpus_by_name_and_count():
    machine = with_gpus(machine_named("office"), "NVIDIA A100-SXM4-40GB", 4)
    assert [gpu.vram_bytes for gpu in machine.gpus] == [40 * GIB] * 4
    assert machine.gpus[0].interconnect == "NVLink"
    assert machine.sources["gpus.3.name"] == "edited"
    assert with_gpus(machine, "", 0).gpus == ()
    assert with_gpus(machine, "RTX 4090", 1).gpus[0].interconnect is None


def test_every_catalogued_gpu_can_be_tried():
    office = machine_named("office")
    for name in gpu_names():
        (gpu,) = with_gpus(office, name, 1).gpus
        assert gpu.vendor, name


@pytest.mark.parametrize("name", example_names())
def test_a_saved_machine_is_the_same_when_it_is_read(name: str, tmp_path: Path):
    machine = replace(machine_named(name), name='Odd "name" \\ 机器')
    path = tmp_path / "machine.toml"
    save_machine(machine, path)
    read = machine_named(path)
    for part in ("name", "cpu", "memory", "storage", "network"):
        assert getattr(read, part) == getattr(machine, part)
    assert [gpu.name for gpu in read.gpus] == [gpu.name for gpu in machine.gpus]
    assert [gpu.bandwidth_gbs for gpu in read.gpus] == [gpu.bandwidth_gbs for gpu in machine.gpus]


def test_facts_that_the_file_knows_can_be_edited():
    assert editable("gpus.1.name")
    assert editable("memory.ecc")
    assert not editable("gpus")
    assert not editable("cpu.flags")
    assert all(editable(f"cpu.{field.name}") for field in fields(Cpu) if field.name in {"cores", "threads", "name"})
