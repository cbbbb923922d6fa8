from __future__ import annotations

import gguf

from deepseek_gui.modelfiles.ggml import FILE_TYPES, TYPE_IDS
from deepseek_gui.sizing.quantisation import BLOCKS, MIXES


def test_type_numbers_are_those_of_the_gguf_library():
    library = {kind.name: int(kind) for kind in gguf.GGMLQuantizationType}
    assert {name: library[name] for name in TYPE_IDS if name in library} == {
        name: number for name, number in TYPE_IDS.items() if name in library
    }


def test_mix_numbers_are_those_of_the_gguf_library():
    library = {kind.name.removeprefix("MOSTLY_").removeprefix("ALL_"): int(kind) for kind in gguf.LlamaFileType}
    assert {name: library[name] for name in FILE_TYPES} == dict(FILE_TYPES)


def test_every_type_and_mix_that_is_sized_has_a_number():
    assert set(BLOCKS) <= set(TYPE_IDS)
    assert set(MIXES) <= set(FILE_TYPES)
