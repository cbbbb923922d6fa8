"""A stand-in for the NVML binding: answers by script, real error classes and structures."""

# ruff: noqa: N802  the binding's own names

from __future__ import annotations

import json
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
        return SimpleNamespace(gpu=card.answer("utilisation"), memory=0)

    def nvmlDeviceGetPowerUsage(self, card: FakeCard) -> Any:
        self._call("power")
        return card.answer("milliwatts")

    def nvmlDeviceGetTemperature(self, card: FakeCard, _sensor: int) -> Any:
        return card.answer("celsius")

    def nvmlDeviceGetMemoryInfo(self, card: FakeCard, version: int | None = None) -> Any:
        del version
        return SimpleNamespace(used=card.answer("used"), total=card.answer("total"), free=0)

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

    def nvmlDeviceGetNvLinkState(self, card: FakeCard, link: int) -> Any:
        if link >= 18:
            raise pynvml.NVMLError(pynvml.NVML_ERROR_INVALID_ARGUMENT)
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
        assert request.metrics[0].metricId == 2
        request.metrics[0].nvmlReturn = 0
        request.metrics[0].value = self.measured.answer("sm_activity")
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


class RecordedNvml:
    """Takes the place of the module `pynvml` and answers from a file of `data/nvml`."""

    def __init__(self, recording: dict[str, Any]) -> None:
        self._system = recording["system"]
        self._devices = recording["devices"]
        self._pairs = recording["pairs"]

    def __getattr__(self, name: str) -> Any:
        if name.startswith("nvmlDeviceGet"):
            return lambda card, *arguments: self._answer(card, name + (f"[{arguments[0]}]" if arguments else ""))
        if name.startswith("nvmlSystemGet"):
            return lambda: self._answer(self._system, name)
        return getattr(pynvml, name)

    def nvmlInit(self) -> None:
        """Nothing to open."""

    def nvmlShutdown(self) -> None:
        """Nothing to close."""

    def nvmlDeviceGetCount(self) -> int:
        return len(self._devices)

    def nvmlDeviceGetHandleByIndex(self, index: int) -> Any:
        return self._devices[index]

    def nvmlDeviceGetMigDeviceHandleByIndex(self, card: dict[str, Any], index: int) -> Any:
        if index >= len(card["mig"]):
            raise pynvml.NVMLError(pynvml.NVML_ERROR_NOT_FOUND)
        return card["mig"][index]

    def nvmlDeviceGetTopologyCommonAncestor(self, one: dict[str, Any], other: dict[str, Any]) -> Any:
        places = sorted((self._devices.index(one), self._devices.index(other)))
        return self._answer(self._pairs, "-".join(map(str, places)))

    @staticmethod
    def _answer(table: dict[str, Any], name: str) -> Any:
        value = table.get(name, "ERR 3")
        if isinstance(value, str) and value.startswith("ERR "):
            raise pynvml.NVMLError(int(value.split()[1]))
        if isinstance(value, list):
            return tuple(value)
        return SimpleNamespace(**value) if isinstance(value, dict) else value


@pytest.fixture
def recorded_nvml() -> Callable[[str], RecordedNvml]:
    """Return a function that gives the stand-in of a recording by its name."""
    folder = Path(__file__).parent / "data" / "nvml"
    return lambda name: RecordedNvml(json.loads((folder / f"{name}.json").read_text(encoding="utf-8")))


@pytest.fixture
def recorded_windows() -> Callable[[str], bytes]:
    """Return a function that gives Windows' answer by its name."""
    folder = Path(__file__).parent / "data" / "windows"
    return lambda name: (folder / f"{name}.json").read_bytes()
