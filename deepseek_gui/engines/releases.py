"""llama.cpp's releases on GitHub: which of its archives is for a system and a GPU."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import msgspec

from deepseek_gui.domain.decoding import decode
from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text

RELEASES_URL = "https://api.github.com/repos/ggml-org/llama.cpp/releases"
"""Newest first. Builds ("b11459") are marked as pre-releases; "latest" is a version without archives."""

_PLATFORMS = {"linux": "ubuntu", "win32": "win", "darwin": "macos"}
_ARCHITECTURES = {"x86_64": "x64", "amd64": "x64", "aarch64": "arm64", "arm64": "arm64"}
_SHA256 = re.compile(r"sha256:(?P<hex>[0-9a-f]{64})")


class Backend(StrEnum):
    """What an official build computes on."""

    CUDA = "cuda"
    ROCM = "rocm"
    VULKAN = "vulkan"
    METAL = "metal"
    CPU = "cpu"


_NAMES = {
    Backend.CUDA: r"-cuda-(?P<version>[\d.]+)",
    Backend.ROCM: r"-(?:rocm-(?P<version>[\d.]+)|hip-radeon)",
    Backend.VULKAN: "-vulkan",
    Backend.METAL: "",
    Backend.CPU: "(?:-cpu)?",
}
_TITLES = {
    Backend.CUDA: "CUDA",
    Backend.ROCM: "ROCm",
    Backend.VULKAN: "Vulkan",
    Backend.METAL: "Metal",
    Backend.CPU: "CPU",
}
_WANTED = {
    "nvidia": (Backend.CUDA, Backend.VULKAN, Backend.CPU),
    "amd": (Backend.ROCM, Backend.VULKAN, Backend.CPU),
    "intel": (Backend.VULKAN, Backend.CPU),
    "apple": (Backend.METAL,),
}
_CUDA_13_LEAST = 7.5
"""Compute capability that CUDA 13 still supports: it left Pascal and Volta behind."""
_BLACKWELL = 10.0
_BLACKWELL_LEAST = (12, 8)
"""The first CUDA version that knows Blackwell."""


class Asset(msgspec.Struct, frozen=True):
    """One file of a release, in the words of GitHub's interface.

    Attributes:
        size: bytes.
        digest: "sha256:…", None on files from before 2025.
    """

    name: str
    browser_download_url: str
    size: int
    digest: str | None = None

    @property
    def sha256(self) -> str | None:
        """The checksum in hexadecimal digits; None when GitHub gives none."""
        found = _SHA256.fullmatch(self.digest or "")
        return found["hex"] if found else None


class Release(msgspec.Struct, frozen=True):
    """One release."""

    tag_name: str
    assets: tuple[Asset, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """What to fetch for a machine.

    Attributes:
        archives: the program's, then what it needs beside it (CUDA's run-time libraries).
        note: why it is not the build that the GPU would deserve, or None.
        reason: why it is this one.
    """

    tag: str
    backend: Backend
    archives: tuple[Asset, ...]
    note: Text | None = None
    reason: Text | None = None

    @property
    def title(self) -> str:
        """What it is, for a person: "b11459, CUDA 12.8"."""
        return f"{self.tag}, {_TITLES[self.backend]}{_version_in(self.archives[0].name) if self.archives else ''}"

    @property
    def download_bytes(self) -> int:
        """How much is to be fetched."""
        return sum(asset.size for asset in self.archives)

    @property
    def name(self) -> str:
        """The folder's name: "llama.cpp-b11459-vulkan"."""
        return f"llama.cpp-{self.tag}-{self.backend}"


def parse_releases(document: bytes) -> tuple[Release, ...]:
    """Return the releases of GitHub's answer.

    Raises:
        msgspec.MsgspecError: it is no such answer.
    """
    return decode(document, tuple[Release, ...])


def choose(releases: Iterable[Release], machine: Machine, platform: str, processor: str) -> Choice | None:
    """Return the newest build that fits a machine best, None when there is none for this system at all.

    Args:
        releases: newest first.
        machine: its first GPU decides.
        platform: `sys.platform`.
        processor: `platform.machine()`.
    """
    wanted = _wanted(machine)
    for release in releases:
        for backend in wanted:
            archives = _archives(release, backend, machine, platform, processor)
            if archives:
                note = _note(wanted[0], backend, machine)
                return Choice(release.tag_name, backend, archives, note, _reason(backend, machine))
    return None


def _wanted(machine: Machine) -> tuple[Backend, ...]:
    vendor = machine.gpus[0].vendor if machine.gpus else None
    return _WANTED.get(vendor or "", (Backend.VULKAN, Backend.CPU) if machine.gpus else (Backend.CPU,))


def _archives(release: Release, backend: Backend, machine: Machine, platform: str, processor: str) -> tuple[Asset, ...]:
    system, architecture = _PLATFORMS.get(platform), _ARCHITECTURES.get(processor.lower())
    if system is None or architecture is None:
        return ()
    if system == "macos":
        backend = Backend.METAL  # the one build there is; on Intel it computes on the CPU
    name = rf"llama-{re.escape(release.tag_name)}-bin-{system}{_NAMES[backend]}-{architecture}\.(?:zip|tar\.gz)"
    found = [(asset, match) for asset in release.assets if (match := re.fullmatch(name, asset.name))]
    if backend is Backend.CUDA:
        found.sort(key=lambda pair: _version(pair[1]["version"]))  # the older one runs with more drivers
        found = [pair for pair in found if _suits(_version(pair[1]["version"]), machine)]
    if not found:
        return ()
    program = found[0][0]
    return (program, *_runtime(release, program)) if backend is Backend.CUDA else (program,)


def _runtime(release: Release, program: Asset) -> tuple[Asset, ...]:
    """Return the archive of CUDA's libraries: its name has the build's number on Linux and none on Windows."""
    names = (f"cudart-{program.name}", "cudart-llama-" + program.name.split("-", 2)[2])
    return tuple(asset for asset in release.assets if asset.name in names)[:1]


def _suits(version: tuple[int, ...], machine: Machine) -> bool:
    """Return whether a CUDA version knows the card's generation; yes when that is not known."""
    try:
        capability = float(machine.gpus[0].compute_capability or "")
    except (ValueError, IndexError):
        return True
    return version < (13,) if capability < _CUDA_13_LEAST else capability < _BLACKWELL or version >= _BLACKWELL_LEAST


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(".") if part)


def _version_in(name: str) -> str:
    found = re.search(r"-(?:cuda|rocm)-(?P<version>[\d.]+)", name)
    return f" {found['version']}" if found else ""


def _reason(taken: Backend, machine: Machine) -> Text:
    if not machine.gpus:
        return Text(QT_TRANSLATE_NOOP("core", "No GPU was found on this machine."))
    if taken is Backend.CPU:
        return Text(QT_TRANSLATE_NOOP("core", "It runs on every computer of this kind."))
    if taken is Backend.CUDA:
        words = QT_TRANSLATE_NOOP("core", "{gpu} computes with CUDA; this is the oldest version that knows it.")
    elif taken is Backend.VULKAN:
        words = QT_TRANSLATE_NOOP("core", "{gpu} computes with Vulkan, which its graphics driver brings along.")
    else:
        words = QT_TRANSLATE_NOOP("core", "{gpu} computes with {backend}.")
    return Text(words, {"gpu": machine.gpus[0].name, "backend": _TITLES[taken]})


def _note(best: Backend, taken: Backend, machine: Machine) -> Text | None:
    if best is taken or not machine.gpus:
        return None
    if taken is Backend.CPU:
        return Text(
            QT_TRANSLATE_NOOP("core", "There is no official build for {gpu} on this system; this one uses the CPU."),
            {"gpu": machine.gpus[0].name},
        )
    return Text(
        QT_TRANSLATE_NOOP("core", "There is no official {best} build for this system; {taken} is the nearest."),
        {"best": _TITLES[best], "taken": _TITLES[taken]},
    )
