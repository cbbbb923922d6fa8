"""match, estimate and export: what a person reads and what a program reads."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from deepseek_gui.catalog.machines import example_names
from deepseek_gui.catalog.models import find_model
from deepseek_gui.cli.main import main
from deepseek_gui.domain.units import GIB
from deepseek_gui.modelfiles.writer import write_sparse


def answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert main([*arguments, "--json"]) == 0
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    return document


def words(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(arguments) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("machine", example_names())
def test_match_of_every_example(machine: str, capsys: pytest.CaptureFixture[str]):
    document = answer(capsys, "match", "--machine", machine)
    assert [tier["tier"] for tier in document["tiers"]] == ["basic", "professional", "enterprise"]
    assert document["plans"][0]["fits"]
    assert document["machine"]["name"]
    for plan in document["plans"]:
        assert (plan["reason"] is None) == plan["fits"]


def test_match_takes_the_need(capsys: pytest.CaptureFixture[str]):
    document = answer(
        capsys,
        "match",
        "--machine",
        "basic",
        "--use-case",
        "team",
        "--context",
        "2048",
        "--users",
        "3",
        "--min-tps",
        "9",
        "--licence",
        "free",
        "--priority",
        "speed",
    )
    assert document["need"] == {
        "use_case": "team",
        "context": 2048,
        "users": 3,
        "min_tps": 9.0,
        "licence": "free",
        "priority": "speed",
    }
    assert document["plans"][0]["context"] == 6144
    assert document["plans"][0]["reaches_min_tps"] is True


def test_match_reads_like_an_answer(capsys: pytest.CaptureFixture[str]):
    shown = words(capsys, "match", "--machine", "basic")
    assert "Basic: PASS" in shown
    assert "Professional: SHORT" in shown
    assert "SHORT  GPU memory" in shown
    assert "more do not fit" in shown
    assert "What helps" in shown
    assert "Not estimated" in shown
    assert max(map(len, shown.splitlines())) < 200
    assert len(words(capsys, "match", "--machine", "basic", "--all").splitlines()) > 428


def test_match_of_a_machine_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = tmp_path / "mine.toml"
    path.write_text('name = "mine"\n[memory]\ntotal_gib = 64\n[[gpus]]\nname = "NVIDIA GeForce RTX 4090"\n')
    document = answer(capsys, "match", "--machine", str(path))
    assert document["machine"]["gpus"][0]["vram_gib"] == 24
    assert document["machine"]["sources"]["gpus.0.vram_gib"] == "catalogue"
    assert document["tiers"][0]["verdict"] == "unknown"  # nothing short, but threads and disk are not known


def test_estimate_names_what_it_took(capsys: pytest.CaptureFixture[str]):
    document = answer(capsys, "estimate", "--model", "7B", "--machine", "basic")
    assert (document["model"], document["quantisation"]) == ("r1-distill-qwen-7b", "Q4_K_M")
    assert "DeepSeek-R1-Distill-Qwen-7B Q4_K_M" in words(capsys, "estimate", "--model", "7B", "--machine", "basic")


def test_estimate_for_several_users_says_what_all_and_each_of_them_get(capsys: pytest.CaptureFixture[str]):
    asked = ("estimate", "--model", "7B", "--machine", "basic", "--context", "16384")
    speed = answer(capsys, *asked, "--parallel", "4")["speed"]
    assert speed["streams"] == 4
    assert speed["throughput_tps"]["expected"] == pytest.approx(4 * speed["stream_tps"]["expected"])
    assert speed["stream_tps"]["expected"] < speed["decode_tps"]["expected"] < speed["throughput_tps"]["expected"]
    assert speed["throughput_tps_at_context"]["expected"] < speed["throughput_tps"]["expected"]
    shown = words(capsys, *asked, "--parallel", "4")
    assert "All 4 at once" in shown
    assert "each of them" in shown
    assert "at once" not in words(capsys, *asked)


def test_export_for_an_engine_without_scripts_is_refused(capsys: pytest.CaptureFixture[str]):
    assert main(["export", "--model", "7B", "--engine", "vllm", "--machine", "basic"]) == 1
    assert "vllm" in capsys.readouterr().err


def test_estimate_of_v3_has_the_published_cache(capsys: pytest.CaptureFixture[str]):
    # 61 layers x 576 x 2 bytes = 70,272 bytes a token: llama.cpp's log shows 549 MiB at 8192.
    document = answer(
        capsys,
        "estimate",
        "--model",
        "deepseek-v3",
        "--quant",
        "Q4_K_M",
        "--context",
        "8192",
        "--machine",
        "enterprise",
    )
    assert sum(device["kv_cache_bytes"] for device in document["devices"]) == 8192 * 70_272


def test_estimate_that_does_not_fit_is_an_answer(capsys: pytest.CaptureFixture[str]):
    document = answer(capsys, "estimate", "--model", "671B", "--machine", "laptop")
    assert document["fits"] is False
    assert document["reason"]
    assert sum(device["total_bytes"] for device in document["devices"]) > 300 * GIB
    shown = words(capsys, "estimate", "--model", "671B", "--machine", "laptop")
    assert "It does not fit." in shown
    assert "What helps:" in shown


def test_estimate_says_when_the_gpu_is_too_small(capsys: pytest.CaptureFixture[str]):
    # The article's own case: 7B in FP16 on the 12 GB card it recommends.
    shown = words(capsys, "estimate", "--model", "7B", "--quant", "FP16", "--machine", "basic")
    assert "not into the GPU's memory" in shown
    assert "layers stay in RAM" in shown


def test_estimate_of_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    architecture = find_model("deepseek-v2-lite").architecture
    assert architecture is not None
    path = tmp_path / "lite.gguf"
    write_sparse(path, architecture, "Q4_0", name="lite")
    document = answer(capsys, "estimate", "--file", str(path), "--machine", "basic")
    assert (document["model"], document["quantisation"]) == ("lite.gguf", "Q4_0")


def test_estimate_forced_onto_the_cpu(capsys: pytest.CaptureFixture[str]):
    document = answer(capsys, "estimate", "--model", "7B", "--gpu-layers", "0", "--machine", "basic")
    host = next(device for device in document["devices"] if device["kind"] == "host")
    assert host["weights_bytes"] > 4 * GIB
    assert document["settings"]["gpu_layers"] == 0


def test_export_writes_a_script_that_can_be_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = tmp_path / "start here.sh"
    document = answer(capsys, "export", "--model", "7B", "--machine", "basic", "--format", "bash", "-o", str(path))
    assert document["file"] == str(path)
    assert os.access(path, os.X_OK)
    done = subprocess.run(
        [str(path)], env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}, capture_output=True, check=False
    )
    assert done.returncode == 127
    assert b"llama-server was not found" in done.stderr


def test_export_never_replaces_a_device(capsys: pytest.CaptureFixture[str]):
    assert main(["export", "--model", "7B", "--machine", "basic", "-o", os.devnull]) == 0
    assert capsys.readouterr().out == f"Written: {os.devnull}\n"
    assert Path(os.devnull).is_char_device()


def test_export_to_standard_output(capsys: pytest.CaptureFixture[str]):
    assert words(capsys, "export", "--model", "7B", "--machine", "basic").startswith("#!/usr/bin/env bash")
    assert answer(capsys, "export", "--model", "7B", "--machine", "basic")["script"].startswith("#!")


def test_export_help_says_what_is_not_built(capsys: pytest.CaptureFixture[str]):
    assert main(["export", "--help"]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "Not built yet: powershell" in shown
