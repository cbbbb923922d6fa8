"""The demo model's workshop is importable, and its model runs once for all tests."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "packaging"))

if TYPE_CHECKING:
    from demo_model.engine import Engine


@pytest.fixture(scope="session")
def model() -> Path:
    return ROOT / "resources" / "models" / "demo.gguf"


@pytest.fixture(scope="module")
def engine(model: Path) -> Iterator[Engine]:
    """The real engine with the shipped model loaded."""
    from demo_model.engine import running

    with running(model) as engine:
        yield engine
