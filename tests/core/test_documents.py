"""The JSON shapes of the contract."""

from __future__ import annotations

import json
from typing import Any

from deepseek_gui.core.documents import (
    estimate_document,
    event_document,
    failure_event,
    match_document,
    sample_document,
)
from deepseek_gui.core.estimating import estimate
from deepseek_gui.core.machines import machine_named
from deepseek_gui.core.matching import Need, match
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.events import Done, Failed, Loading, LogLine, Ready, Token, Unloaded
from deepseek_gui.domain.failure import Cause, Remedy, Step
from deepseek_gui.domain.plan import Plan, RunSettings
from deepseek_gui.domain.sample import CpuState, GpuState, MemoryState, Sample
from deepseek_gui.domain.text import Text

DEVICE_KEYS = {
    "name",
    "kind",
    "weights_bytes",
    "kv_cache_bytes",
    "compute_bytes",
    "overhead_bytes",
    "total_bytes",
    "free_bytes",
}
PLAN_KEYS = {"model", "quantisation", "engine", "context", "fits", "reason", "remedy", "devices", "speed"}
SPEED_KEYS = {
    "decode_tps",
    "decode_tps_at_context",
    "prefill_tps",
    "time_to_first_token_s",
    "streams",
    "throughput_tps",
    "throughput_tps_at_context",
    "stream_tps",
    "source",
    "basis",
}


def checked(document: dict[str, Any]) -> dict[str, Any]:
    """Return the document as a reader of the JSON gets it."""
    read: dict[str, Any] = json.loads(json.dumps(document, allow_nan=False))
    return read


def test_estimate():
    plan = Plan("r1-distill-qwen-7b", "Q4_K_M", settings=RunSettings(context=8192))
    document = checked(estimate_document(estimate(plan, machine_named("basic"))))
    assert (document["model"], document["quantisation"], document["engine"]) == (
        "r1-distill-qwen-7b",
        "Q4_K_M",
        "embedded",
    )
    assert (document["context"], document["source"], document["fits"], document["reason"]) == (
        8192,
        "computed",
        True,
        None,
    )
    assert set(document["speed"]) == SPEED_KEYS
    assert set(document["speed"]["decode_tps"]) == {"low", "expected", "high"}
    for device in document["devices"]:
        assert set(device) == DEVICE_KEYS
        parts = (device[f"{part}_bytes"] for part in ("weights", "kv_cache", "compute", "overhead"))
        assert device["total_bytes"] == sum(parts)
    assert [device["kind"] for device in document["devices"]] == ["gpu", "host"]


def test_match():
    document = checked(match_document(match(machine_named("professional"), Need())))
    assert [tier["tier"] for tier in document["tiers"]] == ["basic", "professional", "enterprise"]
    for tier in document["tiers"]:
        assert tier["verdict"] in {"pass", "short", "unknown"}
        assert tier["runs"] in {True, False, None}
        for component in tier["components"]:
            assert set(component) == {"component", "title", "need", "have", "verdict", "decides"}
    for plan in document["plans"]:
        assert {"model", "quantisation", "engine", "context", "fits", "reason", "remedy", "devices", "speed"} <= set(
            plan
        )
    published = {plan["model"]: plan["ability"]["published"] for plan in document["plans"]}
    assert published["deepseek-math-v2"] is None
    assert published["deepseek-r1"] == {
        "benchmark": "GPQA Diamond",
        "percent": 71.5,
        "setting": "pass@1",
        "source": "DeepSeek-R1, README",
        "url": "https://github.com/deepseek-ai/DeepSeek-R1",
        "date": "2025-01-20",
    }
    assert document["machine"]["gpus"][0]["count"] == 2
    assert {entry["model"] for entry in document["not_estimated"]} >= {"deepseek-ocr", "deepseek-v4.1-flash"}


def test_sample():
    gpu = GpuState(0, "RTX", 50.0, memory_used_bytes=1, stale=Text("Driver {x}", {"x": "hangs"}))
    sample = Sample(1.5, 2.5, CpuState(10.0, (5.0, 15.0)), MemoryState(8, 4, 4), (gpu,))
    document = checked(sample_document(sample))
    assert document["time"] == 1.5
    assert document["cpu"].items() >= {"utilisation_percent": 10.0, "per_core_percent": [5.0, 15.0]}.items()
    assert document["memory"].items() >= {"total_bytes": 8, "used_bytes": 4, "available_bytes": 4}.items()
    assert document["gpus"][0]["stale"] == "Driver hangs"
    assert document["gpus"][0]["power_w"] is None
    assert {"disk", "network"} <= set(document)


def test_events():
    assert event_document(Loading(0.5)) == {"event": "loading", "progress": 0.5, "step": None}
    token = event_document(Token("hi", 0.25))
    assert token is not None
    assert (token["event"], token["text"], token["time_s"]) == ("token", "hi", 0.25)
    done = event_document(Done(3, 5, 0.1, 20.0, 100.0, 21.0))
    assert done is not None
    assert {
        "event",
        "prompt_tokens",
        "tokens",
        "time_to_first_token_s",
        "decode_tps",
        "prefill_tps",
        "engine_decode_tps",
    } <= set(done)
    remedies = (Remedy(Step.CPU_ONLY, Text("Run on the CPU")),)
    failed = event_document(
        Failed(Text("It broke."), Text("Mend it."), "trace", Cause.DRIVER, "CUDA error: 35", remedies)
    )
    assert checked(failed or {}) == {
        "event": "error",
        "message": "It broke.",
        "hint": "Mend it.",
        "cause": "driver",
        "evidence": "CUDA error: 35",
        "details": "trace",
        "remedies": ["Run on the CPU"],
    }
    assert event_document(Ready(1.0, 42)) == {"event": "ready", "load_s": 1.0}
    assert event_document(LogLine("x")) is None
    assert event_document(Unloaded()) is None


def test_errors():
    error = ActionableError(Text("No."), Text("Do."))
    assert failure_event(error) == {
        "event": "error",
        "message": "No.",
        "hint": "Do.",
        "cause": None,
        "evidence": None,
        "details": None,
        "remedies": [],
    }
    found = failure_event(ActionableError(Text("No."), None, "trace", Cause.FILE))
    assert (found["cause"], found["details"]) == ("file", "trace")
