"""A stand-in for the NVML binding: answers by script, real error classes and structures."""

# ruff: noqa: N802  the binding's own names

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pynvml
import pytest

GIB = 1024**3


@dataclass
class FakeCard:
    """What one card answers; a value that is an exception is raised, a callable is called."""

    name: Any = "NVIDIA H100 80GB HBM3"
    uuid: Any = "GPU-0"
    utilisation: Any = 42
    used: Any = 10 * GIB
    total: Any = 80 * GIB
    milliwatts: Any = 350_000
    celsius: Any = 51
    sm_activity: Any = None
    capability: Any = (9, 0)
    architecture: Any = 9
    cores: Any = 16896
    limit_milliwatts: Any = 700_000
    pcie: Any = (5, 16)
    nvlink: Any = 2
    compute: Any = field(default_factory=list)
    graphics: Any = field(default_factory=list)
    handle: Any = None
    memory_utilisation: Any = 23
    reserved: Any = GIB // 2
    clocks: Any = (1980, 2619)
    reasons: Any = 0
    enforced_milliwatts: Any = 650_000
    millijoules: Any = 123_456
    fan: Any = 40
    ecc: Any = (3, 0)
    memory_celsius: Any = 62
    link: Any = (5, 16)
    pcie_kilobytes: Any = (1000, 2000)
    counters: Any = field(default_factory=dict)
    shares: Any = field(default_factory=list)
    bus: Any = 1

    def answer(self, field_name: str) -> Any:
        value = getattr(self, field_name)
        if isinstance(value, BaseException):
            raise value
        return value() if callable(value) else value


class FakeNvml:
    """Takes the place of the module `pynvml`."""

    def __init__(self, *cards: FakeCard) -> None:
        self.cards = list(cards)
        self.calls: list[str] = []
        self.threads: set[threading.Thread] = set()
        self.init_error: Exception | None = None
        self.opened = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(pynvml, name)

    def _call(self, name: str) -> None:
        self.calls.append(name)
        self.threads.add(threading.current_thread())

    def nvmlInit(self) -> None:
        self._call("init")
        if self.init_error is not None:
            raise self.init_error
        self.opened += 1

    def nvmlShutdown(self) -> None:
        self._call("shutdown")
        self.opened -= 1

    def nvmlDeviceGetCount(self) -> int:
        return len(self.cards)

    def nvmlDeviceGetHandleByIndex(self, index: int) -> FakeCard:
        self.cards[index].answer("handle")
        return self.cards[index]

    def nvmlDeviceGetName(self, card: FakeCard) -> Any:
        return card.answer("name")

    def nvmlDeviceGetUUID(self, card: FakeCard) -> Any:
        return card.answer("uuid")

    def nvmlDeviceGetUtilizationRates(self, card: FakeCard) -> Any:
        self._call("utilisation")
        return SimpleNamespace(gpu=card.answer("utilisation"), memory=card.answer("memory_utilisation"))

    def nvmlDeviceGetPowerUsage(self, card: FakeCard) -> Any:
        self._call("power")
        return card.answer("milliwatts")

    def nvmlDeviceGetTemperature(self, card: FakeCard, _sensor: int) -> Any:
        return card.answer("celsius")

    def nvmlDeviceGetMemoryInfo(self, card: FakeCard, version: int | None = None) -> Any:
        used, total, reserved = card.answer("used"), card.answer("total"), card.answer("reserved")
        info = SimpleNamespace(used=used, total=total, free=total - used - reserved)
        if version is not None:
            info.reserved = reserved
        return info

    def nvmlDeviceGetComputeRunningProcesses(self, card: FakeCard) -> Any:
        self._call("compute")
        return [SimpleNamespace(pid=pid, usedGpuMemory=used) for pid, used in card.answer("compute")]

    def nvmlDeviceGetGraphicsRunningProcesses(self, card: FakeCard) -> Any:
        self._call("graphics")
        return [SimpleNamespace(pid=pid, usedGpuMemory=used) for pid, used in card.answer("graphics")]

    def nvmlDeviceGetCudaComputeCapability(self, card: FakeCard) -> Any:
        return card.answer("capability")

    def nvmlDeviceGetArchitecture(self, card: FakeCard) -> Any:
        return card.answer("architecture")

    def nvmlDeviceGetNumGpuCores(self, card: FakeCard) -> Any:
        return card.answer("cores")

    def nvmlDeviceGetPowerManagementDefaultLimit(self, card: FakeCard) -> Any:
        return card.answer("limit_milliwatts")

    def nvmlDeviceGetMaxPcieLinkGeneration(self, card: FakeCard) -> Any:
        return card.answer("pcie")[0]

    def nvmlDeviceGetCurrPcieLinkWidth(self, card: FakeCard) -> Any:
        return card.answer("pcie")[1]

    def nvmlDeviceGetCurrPcieLinkGeneration(self, card: FakeCard) -> Any:
        return card.answer("link")[0]

    def nvmlDeviceGetPciInfo(self, card: FakeCard) -> Any:
        return SimpleNamespace(domain=0, bus=card.answer("bus"), device=0)

    def nvmlDeviceGetClockInfo(self, card: FakeCard, kind: int) -> Any:
        return card.answer("clocks")[0 if kind == pynvml.NVML_CLOCK_SM else 1]

    def nvmlDeviceGetCurrentClocksEventReasons(self, card: FakeCard) -> Any:
        return card.answer("reasons")

    def nvmlDeviceGetCurrentClocksThrottleReasons(self, _card: FakeCard) -> Any:
        return 0x4

    def nvmlDeviceGetEnforcedPowerLimit(self, card: FakeCard) -> Any:
        return card.answer("enforced_milliwatts")

    def nvmlDeviceGetTotalEnergyConsumption(self, card: FakeCard) -> Any:
        self._call("energy")
        return card.answer("millijoules")

    def nvmlDeviceGetFanSpeed(self, card: FakeCard) -> Any:
        return card.answer("fan")

    def nvmlDeviceGetTotalEccErrors(self, card: FakeCard, kind: int, _counter: int) -> Any:
        return card.answer("ecc")[kind]

    def nvmlDeviceGetFieldValues(self, card: FakeCard, fields: list[int]) -> Any:
        assert fields == [pynvml.NVML_FI_DEV_MEMORY_TEMP]
        return [SimpleNamespace(nvmlReturn=0, value=SimpleNamespace(uiVal=card.answer("memory_celsius")))]

    def nvmlDeviceGetPcieThroughput(self, card: FakeCard, counter: int) -> Any:
        self._call("pcie rate")
        return card.answer("pcie_kilobytes")[counter]

    def nvmlDeviceGetProcessUtilization(self, card: FakeCard, since: int) -> Any:
        self._call("shares")
        samples = [sample for sample in card.answer("shares") if sample[1] > since]
        if not samples:
            raise pynvml.NVMLError(pynvml.NVML_ERROR_NOT_FOUND)
        return [SimpleNamespace(pid=pid, timeStamp=stamp, smUtil=share) for pid, stamp, share in samples]

    def nvmlDeviceGetNvLinkState(self, card: FakeCard, _link: int) -> Any:
        return int(card.answer("nvlink") is not None)

    def nvmlDeviceGetNvLinkRemoteDeviceType(self, card: FakeCard, _link: int) -> Any:
        return card.answer("nvlink")

    def nvmlSystemGetDriverVersion(self) -> Any:
        return "580.159.04"

    def nvmlSystemGetCudaDriverVersion(self) -> Any:
        return 13000

    def nvmlGpmQueryDeviceSupport(self, card: FakeCard) -> Any:
        self._call("gpm support")
        return SimpleNamespace(isSupportedDevice=int(card.sm_activity is not None))

    def nvmlGpmSampleAlloc(self) -> Any:
        return pynvml.c_nvmlGpmSample_t()

    def nvmlGpmSampleFree(self, _sample: Any) -> None:
        self._call("gpm free")

    def nvmlGpmSampleGet(self, card: FakeCard, sample: Any) -> Any:
        self.measured = card
        return sample

    def nvmlGpmMetricsGet(self, request: Any) -> Any:
        assert request.version == 1
        self._call("gpm metrics")
        values = {2: self.measured.answer("sm_activity"), **self.measured.answer("counters")}
        for metric in request.metrics[: request.numMetrics]:
            metric.nvmlReturn = 0 if metric.metricId in values else pynvml.NVML_ERROR_NOT_SUPPORTED
            metric.value = values.get(metric.metricId, 0.0)
        return request


@pytest.fixture
def make_nvml() -> Callable[..., FakeNvml]:
    return FakeNvml


@pytest.fixture
def make_card() -> Callable[..., FakeCard]:
    return FakeCard


@pytest.fixture
def nvml_error() -> Callable[[int], Exception]:
    """Return the binding's own error for a code."""
    return lambda code: pynvml.NVMLError(code)  # noqa: PLW0108  its __new__ picks the subclass


@pytest.fixture
def tree(tmp_path: Path) -> Callable[[dict[str, str]], Path]:
    """Return a function that lays files under a root, as /sys and /proc would be."""

    def lay(files: dict[str, str]) -> Path:
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return tmp_path

    return lay


@dataclass(frozen=True)
class Standin:
    """The driver's stand-in as a library; `nvml_standin/nvml.c` tells how scenarios are written."""

    library: Path

    def environment(self, scenario: Path, text: str) -> dict[str, str]:
        """Return the environment in which a child finds the stand-in as the loader finds the driver."""
        scenario.write_text(text, encoding="utf-8")
        return {**os.environ, "LD_LIBRARY_PATH": str(self.library.parent), "NVML_SCENARIO": str(scenario)}


@pytest.fixture(scope="session")
def nvml_standin(tmp_path_factory: pytest.TempPathFactory) -> Standin:
    if not sys.platform.startswith("linux"):
        pytest.skip("only Linux's loader looks where the environment says")
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    assert compiler, "no C compiler: packaging/dev.py test installs one (Debian: gcc libc6-dev)"
    library = tmp_path_factory.mktemp("nvml") / "libnvidia-ml.so.1"
    source = Path(__file__).parent / "nvml_standin/nvml.c"
    options = ["-std=c11", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC"]
    subprocess.run([compiler, *options, "-o", str(library), str(source), "-lpthread", "-lm"], check=True)
    return Standin(library)
