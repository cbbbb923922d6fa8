"""Names as in the official release b11459 (October 2026) and b5000-like older ones."""

from __future__ import annotations

import pytest

from deepseek_gui.domain.machine import Gpu, Machine
from deepseek_gui.engines.releases import Asset, Backend, Release, choose, parse_releases

B11459 = (
    *(f"cudart-llama-b11459-bin-ubuntu-cuda-{name}.tar.gz" for name in ("12.8-x64", "13.4-arm64", "13.4-x64")),
    *(f"cudart-llama-bin-win-cuda-{name}.zip" for name in ("12.4-x64", "13.4-arm64", "13.4-x64")),
    "llama-b11459-bin-android-arm64.tar.gz",
    "llama-b11459-bin-macos-arm64.tar.gz",
    "llama-b11459-bin-macos-x64.tar.gz",
    *(f"llama-b11459-bin-ubuntu-{name}.tar.gz" for name in ("arm64", "x64", "s390x", "vulkan-arm64", "vulkan-x64")),
    *(f"llama-b11459-bin-ubuntu-cuda-{name}.tar.gz" for name in ("12.8-x64", "13.4-arm64", "13.4-x64")),
    "llama-b11459-bin-ubuntu-rocm-10.0-x64.tar.gz",
    "llama-b11459-bin-ubuntu-sycl-fp16-x64.tar.gz",
    *(f"llama-b11459-bin-win-{name}.zip" for name in ("cpu-arm64", "cpu-x64", "vulkan-x64", "rocm-10.0-x64")),
    *(f"llama-b11459-bin-win-cuda-{name}.zip" for name in ("12.4-x64", "13.4-arm64", "13.4-x64")),
    "llama-b11459-xcframework.zip",
)
OLD = (  # before September 2026 there was no CUDA build for Linux, and AMD's was called hip on Windows
    "llama-b9691-bin-ubuntu-x64.tar.gz",
    "llama-b9691-bin-ubuntu-vulkan-x64.tar.gz",
    "llama-b9691-bin-win-hip-radeon-x64.zip",
    "llama-b9691-bin-win-cpu-arm64.zip",
)


def release(tag: str, names: tuple[str, ...]) -> Release:
    return Release(tag, tuple(Asset(name, f"https://example.com/{name}", 1000) for name in names))


NEW, BEFORE = release("b11459", B11459), release("b9691", OLD)


def machine(vendor: str | None = None, capability: str | None = None) -> Machine:
    gpus = (Gpu("A card", vendor=vendor, compute_capability=capability),) if vendor else ()
    return Machine("m", gpus=gpus)


@pytest.mark.parametrize(
    ("vendor", "capability", "platform", "processor", "names"),
    [
        (None, None, "linux", "x86_64", ["llama-b11459-bin-ubuntu-x64.tar.gz"]),
        (None, None, "linux", "aarch64", ["llama-b11459-bin-ubuntu-arm64.tar.gz"]),
        (None, None, "win32", "AMD64", ["llama-b11459-bin-win-cpu-x64.zip"]),
        (
            "nvidia",
            "8.6",
            "linux",
            "x86_64",
            ["llama-b11459-bin-ubuntu-cuda-12.8-x64.tar.gz", "cudart-llama-b11459-bin-ubuntu-cuda-12.8-x64.tar.gz"],
        ),
        (
            "nvidia",
            "8.6",
            "win32",
            "AMD64",
            ["llama-b11459-bin-win-cuda-12.4-x64.zip", "cudart-llama-bin-win-cuda-12.4-x64.zip"],
        ),
        (
            "nvidia",
            "12.0",  # RTX 50: CUDA 12.4 does not know it
            "win32",
            "AMD64",
            ["llama-b11459-bin-win-cuda-13.4-x64.zip", "cudart-llama-bin-win-cuda-13.4-x64.zip"],
        ),
        (
            "nvidia",
            "6.1",  # GTX 10
            "linux",
            "x86_64",
            ["llama-b11459-bin-ubuntu-cuda-12.8-x64.tar.gz", "cudart-llama-b11459-bin-ubuntu-cuda-12.8-x64.tar.gz"],
        ),
        ("amd", None, "linux", "x86_64", ["llama-b11459-bin-ubuntu-rocm-10.0-x64.tar.gz"]),
        ("amd", None, "win32", "AMD64", ["llama-b11459-bin-win-rocm-10.0-x64.zip"]),
        ("amd", None, "linux", "aarch64", ["llama-b11459-bin-ubuntu-vulkan-arm64.tar.gz"]),
        ("intel", None, "win32", "AMD64", ["llama-b11459-bin-win-vulkan-x64.zip"]),
        ("apple", None, "darwin", "arm64", ["llama-b11459-bin-macos-arm64.tar.gz"]),
        (None, None, "darwin", "x86_64", ["llama-b11459-bin-macos-x64.tar.gz"]),
    ],
)
def test_the_right_build_is_named(
    vendor: str | None, capability: str | None, platform: str, processor: str, names: list[str]
) -> None:
    found = choose([NEW, BEFORE], machine(vendor, capability), platform, processor)
    assert found is not None
    assert [asset.name for asset in found.archives] == names


def test_where_there_is_no_build_for_the_gpu_the_nearest_is_offered_and_it_is_said() -> None:
    found = choose([BEFORE], machine("nvidia", "8.6"), "linux", "x86_64")
    assert found is not None
    assert (found.backend, found.name) == (Backend.VULKAN, "llama.cpp-b9691-vulkan")
    assert str(found.note) == "There is no official CUDA build for this system; Vulkan is the nearest."
    found = choose([BEFORE], machine("nvidia"), "win32", "ARM64")
    assert found is not None
    assert str(found.note) == "There is no official build for A card on this system; this one uses the CPU."
    old = choose([BEFORE], machine("amd"), "win32", "AMD64")
    assert old is not None
    assert old.backend is Backend.ROCM
    assert old.note is None


@pytest.mark.parametrize(("platform", "processor"), [("freebsd14", "amd64"), ("linux", "riscv64")])
def test_a_system_without_builds_gets_none(platform: str, processor: str) -> None:
    assert choose([NEW], machine(), platform, processor) is None


def test_a_release_without_archives_is_passed_over() -> None:
    found = choose([Release("v0.6.0", (Asset("nightly-tag.txt", "", 6),)), NEW], machine(), "linux", "x86_64")
    assert found is not None
    assert found.tag == "b11459"


def test_github_s_words_are_read() -> None:
    document = b'[{"tag_name":"b1","draft":false,"assets":[{"name":"a","browser_download_url":"https://x/a","size":3,'
    document += (
        b'"digest":"sha256:' + b"0" * 64 + b'"},{"name":"b","browser_download_url":"","size":1,"digest":null}]}]'
    )
    first, second = parse_releases(document)[0].assets
    assert first.sha256 == "0" * 64
    assert second.sha256 is None
