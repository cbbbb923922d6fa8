"""The script that makes the catalogue from collected facts."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

PATH = Path(__file__).resolve().parents[2] / "packaging" / "build_catalog.py"


@pytest.fixture(scope="module")
def builder() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_catalog", PATH)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_sources_keep_their_names_and_lose_store_numbers(builder: ModuleType):
    cases = {
        "public LIST (GitHub file id 123: VRAM, TDP)": "public LIST (VRAM, TDP)",
        "discussion #4167 (GitHub file id 71248589943); other": "discussion #4167; other",
        "bw: file id 573": "bw: public table on GitHub",
        "TDP: from memory": "TDP: unverified",
        "deepseek-ai/DeepSeek-V2 README": "deepseek-ai/DeepSeek-V2 README",
    }
    assert {text: builder.plain_source(text) for text in cases} == cases


def test_names_as_people_write_them(builder: ModuleType):
    assert builder.plain_names("GeForce RTX 3060 12GB") == ["GeForce RTX 3060 12GB", "RTX 3060 12GB", "RTX 3060"]


def test_cuda_cores_from_tensor_cores(builder: ModuleType):
    # RTX 5090: 680 tensor cores, 21,760 CUDA cores (vendor's data sheet).
    entry = {"key": "x", "vendor": "nvidia", "arch": "Blackwell", "tensor_cores": 680}
    assert builder.cuda_cores(entry) == 21_760


def test_unknown_shapes_are_left_out(builder: ModuleType):
    assert builder.architecture({"arch": "deepseek_v41 (…)", "hp_key": None}) is None


def test_files_are_written_one_entry_a_line(builder: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "resources" / "catalog").mkdir(parents=True)
    monkeypatch.setattr(builder, "ROOT", tmp_path)
    builder.write("x.json", {"collected": "today", "rows": [{"a": 1}, {"a": 2}]})
    text = (tmp_path / "resources" / "catalog" / "x.json").read_text()
    assert json.loads(text) == {"collected": "today", "rows": [{"a": 1}, {"a": 2}]}
    assert text.count("\n") == 7
