"""Which packages another Python holds: asked once of its own metadata, without loading any of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from deepseek_gui.engines import program

_NAMES = ("torch", "transformers", "accelerate", "bitsandbytes", "flash-attn")

# Any Python shall be able to answer. torch/version.py is read, not imported: torch takes seconds.
_QUESTION = f"""
import importlib.metadata as m, importlib.util as u, json, os, re, sys
found = {{}}
for name in {_NAMES!r}:
    try:
        found[name] = m.version(name)
    except m.PackageNotFoundError:
        pass
spec = u.find_spec("torch")
text = ""
if spec and spec.origin:
    try:
        text = open(os.path.join(os.path.dirname(spec.origin), "version.py")).read(65536)
    except OSError:
        pass
built = dict(re.findall(r"^(cuda|hip)\\b.*= *['\\"]([^'\\"]+)['\\"]", text, re.M))
folders = dict((path, os.stat(path).st_mtime_ns) for path in sys.path if path and os.path.isdir(path))
print(json.dumps({{"packages": found, "built": built, "folders": folders}}))
"""


@dataclass(frozen=True, slots=True)
class Packages:
    """What a Python says of itself.

    Attributes:
        packages: name -> version, of those that matter here.
        built: "cuda" or "hip" -> version that its torch was built for; empty is the CPU alone.
        folders: where it looks for packages -> their time stamps; one that changed is a package come or gone.
    """

    packages: Mapping[str, str]
    built: Mapping[str, str]
    folders: Mapping[str, int]


def packages_of(python: Path, cache_dir: Path | None = None) -> Packages | None:
    """Return what a Python holds, from the cache while its package folders are untouched; None when it does not say.

    Args:
        python: the interpreter; started without a shell.
        cache_dir: of the profile; None keeps nothing.
    """
    kept = None if cache_dir is None else cache_dir / program.FOLDER / f"python-{program.cache_name(python)}.json"
    found = _kept(kept)
    if found is not None:
        return found
    lines = program.answer(python, "-c", _QUESTION).splitlines()
    found = _parsed(lines[-1]) if lines else None
    if found is not None and kept is not None:
        program.write_whole(kept, json.dumps(asdict(found)))
    return found


def _parsed(text: str | bytes) -> Packages | None:
    try:
        fields = json.loads(text)
        return Packages(
            {str(name): str(version) for name, version in fields["packages"].items()},
            {str(name): str(version) for name, version in fields["built"].items()},
            {str(folder): int(stamp) for folder, stamp in fields["folders"].items()},
        )
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _kept(file: Path | None) -> Packages | None:
    if file is None:
        return None
    try:
        found = _parsed(file.read_bytes())
        if found is None or any(Path(folder).stat().st_mtime_ns != stamp for folder, stamp in found.folders.items()):
            return None
    except OSError:  # no cache yet, or a folder that is gone
        return None
    return found if found.folders else None
