from __future__ import annotations

from typing import Any

import pytest

from deepseek_gui.hardware.apple import metal_version
from deepseek_gui.hardware.isa import linux_isa, macos_isa
from deepseek_gui.hardware.system import vulkan_version

XEON = "flags\t\t: fpu sse2 fma f16c avx avx2 avx512f avx512_bf16 avx512_vnni amx_bf16 amx_tile amx_int8\n"
ARM = "processor\t: 0\nFeatures\t: fp asimd asimddp sve i8mm bf16\n"


class Loader:
    """A Vulkan loader that answers with a version and a result."""

    def __init__(self, version: int, result: int = 0) -> None:
        self.version, self.result = version, result

    def vkEnumerateInstanceVersion(self, pointer: Any) -> int:  # noqa: N802  Vulkan's name
        pointer._obj.value = self.version
        return self.result


@pytest.mark.parametrize(
    ("version", "result", "told"), [((1 << 22) | (3 << 12) | 275, 0, "1.3.275"), (0, 0, None), (1 << 22, -1, None)]
)
def test_the_vulkan_loaders_version(version: int, result: int, told: str | None):
    assert vulkan_version(lambda _name: Loader(version, result)) == told


def test_without_a_vulkan_loader():
    def missing(name: str) -> Any:
        raise OSError(name)

    assert vulkan_version(missing) is None
    assert vulkan_version(lambda _name: object()) is None  # a loader of Vulkan 1.0


def test_instruction_sets():
    assert linux_isa(XEON) == (
        "AVX", "AVX2", "FMA", "F16C", "AVX-512", "AVX-512 VNNI", "AVX-512 BF16", "AMX", "AMX INT8", "AMX BF16",
    )  # fmt: skip
    assert linux_isa(ARM) == ("NEON", "DOTPROD", "I8MM", "BF16", "SVE")
    assert linux_isa("flags : fpu sse2\n") == ()
    assert linux_isa("processor : 0\n") is None
    listing = "hw.optional.floatingpoint: 1\nhw.optional.neon: 1\nhw.optional.arm.FEAT_SME: 0\nhw.optional.AdvSIMD: 1\n"
    assert macos_isa(listing) == ("NEON",)
    assert macos_isa(None) is None


@pytest.mark.parametrize(
    ("document", "version"),
    [
        (b'{"SPDisplaysDataType":[{"spdisplays_mtlgpufamilysupport" : "spdisplays_metal3"}]}', "Metal 3"),
        (b"{}", None),
        (None, None),
    ],
)
def test_metal(document: bytes | None, version: str | None):
    assert metal_version(document) == version
