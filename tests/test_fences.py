"""The fences between the rooms hold, and each of them falls when it is broken."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "deepseek_gui"
QT_ROOMS = {"ui", "services", "app", "__main__.py"}

IMPORT_ALL_WITHOUT_QT = """
import importlib, sys
class NoQt:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"PySide6", "shiboken6", "pyqtgraph"}:
            raise ModuleNotFoundError(f"{name} is absent")
sys.meta_path.insert(0, NoQt())
for name in sys.argv[1:]:
    importlib.import_module(name)
"""


def modules_below_services() -> list[str]:
    """Return the dotted names of every module outside the Qt rooms."""
    paths = (path for path in PACKAGE.rglob("*.py") if path.relative_to(PACKAGE).parts[0] not in QT_ROOMS)
    names = (".".join(path.relative_to(ROOT).with_suffix("").parts) for path in paths)
    return sorted(name.removesuffix(".__init__") for name in names)


def test_every_room_below_services_imports_without_qt():
    modules = modules_below_services()
    assert "deepseek_gui.domain.plan" in modules
    command = [sys.executable, "-c", IMPORT_ALL_WITHOUT_QT, *modules]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_services_know_no_widgets():
    for path in (PACKAGE / "services").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import | ast.ImportFrom) else []
            module = node.module or "" if isinstance(node, ast.ImportFrom) else ""
            assert not any(part in {"QtWidgets", "QtGui"} for name in [*names, module] for part in name.split(".")), (
                path
            )


def test_types_are_learnt_in_one_place_alone():
    learning = {"decode", "Decoder", "convert"}
    for path in PACKAGE.rglob("*.py"):
        if path == PACKAGE / "domain" / "decoding.py":
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in learning:
                assert not ast.unparse(node.func).startswith("msgspec"), path
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("msgspec"):
                assert not learning & {alias.name for alias in node.names}, path


@pytest.mark.parametrize(
    ("file", "line", "contract"),
    [
        ("sizing/tensors.py", "import deepseek_gui.core", "imports point down only"),
        ("core/matching.py", "import PySide6", "Qt lives in app, ui and services only"),
        ("services/tasks.py", "import deepseek_gui.hardware", "Services wrap core"),
        ("ui/texts.py", "import deepseek_gui.catalog", "The window is given its data"),
        ("core/matching.py", "import jinja2", "Only scripts knows jinja2"),
        ("catalog/models.py", "import deepseek_gui.sizing", "stay narrow"),
        ("hardware/probe.py", "import deepseek_gui.catalog", "imports point down only"),
        ("diagnosis/rules.py", "import deepseek_gui.hardware", "imports point down only"),
        ("diagnosis/rules.py", "import deepseek_gui.sizing", "Diagnosis judges samples"),
        ("services/monitor.py", "import deepseek_gui.diagnosis", "Services wrap core"),
    ],
)
def test_a_broken_fence_is_seen(file: str, line: str, contract: str, tmp_path: Path):
    shutil.copytree(PACKAGE, tmp_path / "deepseek_gui", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    broken = tmp_path / "deepseek_gui" / file
    assert broken.exists()
    broken.write_text(f"{broken.read_text()}\n{line}\n")
    script = (
        "import sys; sys.path.insert(0, sys.argv.pop(1)); from importlinter.cli import lint_imports_command as c; c()"
    )
    command = [sys.executable, "-c", script, str(tmp_path), "--no-logo", "--no-cache"]
    done = subprocess.run(command, cwd=tmp_path, check=False, capture_output=True, text=True)
    report = " ".join(done.stdout.split())
    assert done.returncode == 1, report
    assert any(contract in row and "BROKEN" in row for row in done.stdout.splitlines()), done.stdout
