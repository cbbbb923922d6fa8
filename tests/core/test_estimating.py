"""Estimates of catalogued models and of files go the same way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from deepseek_gui.catalog.models import find_model
from deepseek_gui.core.estimating import HEADER_BYTES, check_length, estimate, subject, with_load_mode
from deepseek_gui.core.machines import machine_named
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.machine import Gpu, Machine, Memory
from deepseek_gui.domain.measurement import MeasurementStore, SpeedMeasurement
from deepseek_gui.domain.model import Architecture
from deepseek_gui.domain.plan import LoadMode, Plan, RunSettings, Source
from deepseek_gui.domain.units import GIB, MIB
from deepseek_gui.modelfiles.checkpoint_files import write_checkpoint
from deepseek_gui.modelfiles.writer import write_sparse

BASIC = machine_named("basic")


def test_the_articles_7b_fits_the_articles_card():
    found = estimate(Plan("r1-distill-qwen-7b", "Q8_0"), BASIC)
    assert found.fits
    assert found.source is Source.COMPUTED
    assert found.devices[0].kind == "gpu"
    assert found.devices[-1].kind == "host"
    assert found.speed.decode_tps is not None


def test_file_size_is_the_published_one():
    # Ollama's deepseek-r1:7b is 4,683,075,271 bytes (its /api/tags).
    found = estimate(Plan("r1-distill-qwen-7b", "Q4_K_M"), BASIC)
    assert found.file_bytes == pytest.approx(4_683_075_271, rel=2e-3)


def test_a_plan_that_does_not_fit_is_no_error():
    found = estimate(Plan("deepseek-r1-0528", "Q4_K_M"), BASIC)
    assert not found.fits
    assert found.reason is not None
    assert found.remedy is not None
    assert sum(device.total_bytes for device in found.devices) > 300e9


def test_a_file_and_the_catalogue_agree(tmp_path: Path):
    architecture = find_model("r1-distill-qwen-1.5b").architecture
    assert architecture is not None
    path = tmp_path / "model.gguf"
    write_sparse(path, architecture, "Q4_0", name="shape of 1.5B")
    from_file = estimate(Plan(path.name, None, file=path), BASIC)
    from_catalogue = estimate(Plan("r1-distill-qwen-1.5b", "Q4_0", synthetic=True), BASIC)
    assert from_file.devices == from_catalogue.devices
    assert from_file.plan.quantisation == "Q4_0"
    assert abs(from_file.file_bytes - from_catalogue.file_bytes) <= HEADER_BYTES


def test_a_changed_file_is_read_again(tmp_path: Path):
    path = tmp_path / "model.gguf"
    for model_id in ("r1-distill-qwen-1.5b", "r1-distill-qwen-7b"):
        architecture = find_model(model_id).architecture
        assert architecture is not None
        path.unlink(missing_ok=True)
        write_sparse(path, architecture, "Q4_0", name=model_id)
        assert subject(Plan(path.name, None, file=path)).architecture == architecture


def test_models_of_one_shape_share_their_weights():
    first, second = (subject(Plan(name, "Q4_K_M")) for name in ("deepseek-v3", "deepseek-r1"))
    assert first.weights is second.weights


@pytest.mark.parametrize(
    ("plan", "word"),
    [
        (Plan("deepseek-ocr", None), "not estimated"),
        (Plan("nonsense", "Q4_0"), "nonsense"),
        (Plan("r1-distill-qwen-7b", "Q4_0", settings=RunSettings(context=200_000)), "Context"),
        (Plan("r1-distill-qwen-7b", "Q4_0", engine="abacus"), "abacus"),
        (Plan("r1-distill-qwen-7b", "Q4_0", engine="vllm"), "Quantisation"),
        (Plan("demo", None, engine="vllm"), "GGUF"),
        (Plan("gone.gguf", None, "transformers", file=Path("/nowhere/gone.gguf")), "GGUF"),
        (Plan("r1-distill-qwen-7b", "FP8", "sglang", RunSettings(context=10_000_000)), "Context"),
        (Plan("gone.gguf", None, file=Path("/nowhere/gone.gguf")), "gone.gguf"),
    ],
)
def test_what_cannot_be_estimated_says_why(plan: Plan, word: str):
    with pytest.raises(ActionableError) as caught:
        estimate(plan, BASIC)
    assert word in str(caught.value.message)


def test_context_is_counted_for_each_sequence():
    plan = Plan("r1-distill-qwen-1.5b", "Q4_0", settings=RunSettings(context=262_144, parallel=2))
    assert estimate(plan, BASIC).settings.context == 262_144


def test_a_number_that_was_not_asked_for_is_refused():
    with pytest.raises(ActionableError, match="measured"):
        estimate(Plan("r1-distill-qwen-7b", "Q4_0"), BASIC, Source.MEASURED)


@pytest.mark.parametrize("engine", ["transformers", "vllm", "sglang"])
def test_engines_that_load_safetensors(engine: str):
    plan = Plan("r1-distill-qwen-7b", "F16", engine, RunSettings(context=8192, parallel=4))
    found = estimate(plan, machine_named("enterprise"))
    assert found.fits
    assert found.file_bytes == pytest.approx(2 * 7_615_616_512, rel=1e-4)
    assert found.speed.decode_tps is not None
    assert found.speed.throughput_tps is not None
    assert found.speed.decode_tps.expected < found.speed.throughput_tps.expected
    assert "public measurements" in str(found.speed.basis)
    assert (found.cache_tokens is None) == (engine == "transformers")
    assert not estimate(plan, BASIC).fits
    with pytest.raises(ActionableError, match=engine):
        estimate(plan, BASIC, Source.ENGINE)


def test_a_folder_of_safetensors_is_estimated_in_its_own_format_or_another(tmp_path: Path):
    folder = tmp_path / "mine"
    architecture = Architecture("qwen2", 2, 64, 128, 4, 2, 16, 512, 4096)
    write_checkpoint(folder, architecture, "F16")
    plan = Plan("mine", None, "transformers", file=folder)
    found = estimate(plan, BASIC)
    assert (found.plan.quantisation, found.fits) == ("F16", True)
    wide = estimate(replace(plan, quantisation="F32"), BASIC)
    assert wide.devices[0].weights_bytes == 2 * found.devices[0].weights_bytes
    check_length(plan)
    with pytest.raises(ActionableError, match="Context"):
        check_length(replace(plan, settings=RunSettings(context=8192)))
    config = folder / "config.json"
    config.write_text('{"model_type": "mamba"}')
    check_length(plan)
    with pytest.raises(ActionableError, match="not estimated"):
        estimate(plan, BASIC)


class Store:
    """Measurements of one machine."""

    def __init__(self, *found: SpeedMeasurement) -> None:
        self._found = found

    def measurements_for(self, machine: Machine) -> Sequence[SpeedMeasurement]:
        return self._found if machine == BASIC else ()


def run_of(model: str, quantisation: str, decode_tps: float, engine: str = "llama-server") -> SpeedMeasurement:
    return SpeedMeasurement(model, quantisation, engine, RunSettings(), ("RTX 3060",), decode_tps=decode_tps)


def expected(plan: Plan, machine: Machine, store: MeasurementStore | None) -> tuple[float, Source]:
    speed = estimate(plan, machine, store=store).speed
    assert speed.decode_tps is not None
    return speed.decode_tps.expected, speed.source


def test_a_measured_run_shifts_its_own_plan_and_its_like_on_the_same_machine():
    plan, like = (Plan(model, "Q4_K_M", "llama-server") for model in ("r1-distill-qwen-7b", "r1-distill-llama-8b"))
    store = Store(run_of("r1-distill-qwen-7b", "Q4_K_M", 40.0), run_of("no-such-model", "Q4_K_M", 1.0))
    computed, source = expected(plan, BASIC, None)
    assert source is Source.COMPUTED
    here, source = expected(plan, BASIC, store)
    assert source is Source.MEASURED
    assert here == pytest.approx(40.0)
    shifted, source = expected(like, BASIC, store)
    assert source is Source.CALIBRATED
    assert shifted / expected(like, BASIC, None)[0] == pytest.approx(40.0 / computed, rel=0.1)


def test_a_measured_run_says_nothing_of_other_machines_engines_and_placements():
    store = Store(run_of("r1-distill-qwen-7b", "Q4_K_M", 40.0))
    for plan, machine in (
        (Plan("r1-distill-qwen-7b", "Q4_K_M", "llama-server"), machine_named("professional")),
        (Plan("r1-distill-qwen-1.5b", "BF16", "vllm"), BASIC),
        (Plan("r1-distill-qwen-7b", "Q4_K_M", "llama-server", RunSettings(gpu_layers=10)), BASIC),
        (Plan("deepseek-v2-lite", "Q4_0", "llama-server"), BASIC),
    ):
        assert expected(plan, machine, store)[1] is Source.COMPUTED


@pytest.mark.parametrize("engine", ["embedded", "vllm"])
def test_a_gpu_that_nobody_knows_is_named_with_its_field(engine: str):
    machine = Machine("m", memory=Memory(total_bytes=4 << 30), gpus=(Gpu("Imaginary 9000"),), simulated=True)
    found = estimate(Plan("r1-distill-qwen-7b", None, engine), machine)
    assert not found.fits
    assert str(found.remedy) == "State gpus[0].vram_gib: Imaginary 9000 is not in the catalogue."


def test_a_published_file_is_estimated_by_its_published_size():
    machine = machine_named("enterprise")
    old, new = (
        estimate(Plan(model, "UD-Q2_K_XL", "llama-server"), machine) for model in ("deepseek-r1", "deepseek-r1-0528")
    )
    assert (old.file_bytes, new.file_bytes) == (226_600_000_000, 251_100_000_000)
    assert old.fits
    assert "published" in str(old.note)
    weights = sum(device.weights_bytes for device in old.devices)
    assert weights == pytest.approx(old.file_bytes, rel=1e-3)


def test_the_engine_is_not_asked_about_a_file_that_nobody_can_write():
    with pytest.raises(ActionableError, match="UD-Q2_K_XL"):
        estimate(Plan("deepseek-r1", "UD-Q2_K_XL"), Machine("here"), Source.ENGINE)


def test_weights_that_are_read_whole_are_kept_once() -> None:
    """Q4_0 is rearranged for the CPU; the originals stay only where the file is mapped (measured: 1,206 MiB)."""
    plan = Plan("r1-distill-qwen-1.5b", "Q4_0", settings=RunSettings(ubatch=64), synthetic=True)
    whole = replace(plan, settings=replace(plan.settings, load_mode=LoadMode.READ))
    here = Machine("here", memory=Memory(64 * GIB))
    mapped, read = (estimate(one, here).devices[-1] for one in (plan, whole))
    assert mapped.weights_bytes - read.weights_bytes == pytest.approx(703 * MIB, rel=0.01)  # "CPU_REPACK" in its log
    assert read.total_bytes == pytest.approx(1206 * MIB, rel=0.01)


def test_a_file_that_is_made_has_no_merges() -> None:
    plan = Plan("r1-distill-qwen-1.5b", "Q4_0")
    here = Machine("here", memory=Memory(64 * GIB))
    real, made = (estimate(one, here).devices[-1] for one in (plan, replace(plan, synthetic=True)))
    assert real.overhead_bytes - made.overhead_bytes == 151_936 * 205


@pytest.mark.parametrize(
    ("plan", "mode"),
    [
        (Plan("r1-distill-qwen-32b", "Q4_K_M", "llama-server"), LoadMode.READ),  # not all of it fits 12 GiB
        (Plan("r1-distill-qwen-7b", "Q4_K_M", "llama-server"), LoadMode.AUTO),
        (Plan("r1-distill-qwen-32b", "Q4_K_M", "ollama"), LoadMode.AUTO),
        (Plan("no such model", None, "llama-server"), LoadMode.AUTO),
    ],
)
def test_a_file_is_read_where_a_gpu_needs_its_weights_from_main_memory(plan: Plan, mode: LoadMode):
    assert with_load_mode(plan, replace(BASIC, simulated=False)).settings.load_mode is mode
    mapped = replace(plan, settings=replace(plan.settings, load_mode=LoadMode.MMAP))
    assert with_load_mode(mapped, replace(BASIC, simulated=False)) == mapped
    assert with_load_mode(plan, BASIC) == plan
