#!/usr/bin/env python3
"""Set up a checkout and start the program, or run every check. Needs nothing but Python 3.11 and git.

python3 packaging/dev.py run [ARGUMENTS]     the program (without a display: the same job in the terminal)
python3 packaging/dev.py test [ARGUMENTS]    format, lint, types, import fences, translations, tests
python3 packaging/dev.py screenshots         the pictures of the README
python3 packaging/dev.py translations        resources/i18n from the sources: .ts updated, .qm compiled
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
I18N = ROOT / "resources" / "i18n"
LANGUAGES = ("zh_CN",)
PICTURES = ROOT / "packaging" / "pictures"
README_PICTURES = {
    "monitor": "monitor-laptop-dark-en",
    "match": "match-3-verdict-light-en",
    "run": "run-done-light-en",
    "export": "export-light-en",
    "match-zh": "match-3-verdict-dark-zh_CN",
    "cost": "cost-article-light-en",
}
OLDEST_PYTHON = (3, 11)

# Debian package -> the library file in it that Qt or the embedded engine opens.
LIBRARIES = {
    "libegl1": "libEGL.so.1",
    "libgl1": "libGL.so.1",
    "libglib2.0-0": "libglib-2.0.so.0",
    "libgomp1": "libgomp.so.1",
    "libdbus-1-3": "libdbus-1.so.3",
    "libfontconfig1": "libfontconfig.so.1",
    "libxkbcommon-x11-0": "libxkbcommon-x11.so.0",
    "libxcb-cursor0": "libxcb-cursor.so.0",
    "libxcb-icccm4": "libxcb-icccm.so.4",
    "libxcb-image0": "libxcb-image.so.0",
    "libxcb-keysyms1": "libxcb-keysyms.so.1",
    "libxcb-randr0": "libxcb-randr.so.0",
    "libxcb-render-util0": "libxcb-render-util.so.0",
    "libxcb-shape0": "libxcb-shape.so.0",
    "libxcb-xinerama0": "libxcb-xinerama.so.0",
}
# What the tests build the graphics driver's stand-in with.
COMPILER_PACKAGES = ["gcc", "libc6-dev"]
CJK_FONT_PACKAGE = "fonts-noto-cjk"
# What the output of a failed installation says -> what to do about it.
INSTALL_HINTS = {
    (
        "temporary failure in name resolution",
        "connection refused",
        "network is unreachable",
        "proxyerror",
        "timed out",
    ): ("The package index could not be reached. Connect to the network (or set PIP_INDEX_URL) and try again."),
    ("command 'gcc' failed", "no such file or directory: 'gcc'", "unable to find vcvarsall", "microsoft visual c++"): (
        "A dependency has no ready-made wheel for this Python and there is no C compiler to build it. "
        "Use a 64-bit Python 3.11 to 3.13, or install a compiler (Debian/Ubuntu: build-essential)."
    ),
    ("no space left on device", "errno 28"): "The disk is full: about 1.5 GB are needed in this folder.",
    ("no matching distribution", "could not find a version"): (
        "A dependency offers no version for this Python or system. Use a 64-bit Python 3.11 to 3.13."
    ),
}


class SetupError(Exception):
    """The set-up cannot go on; the message says why and what to do."""


def say(text: str) -> None:
    """Print a line of progress on stderr, so that stdout stays the program's own."""
    print(f"[dev] {text}", file=sys.stderr, flush=True)


def venv_program(name: str) -> Path:
    """Return the path of a program of the virtual environment."""
    return VENV / ("Scripts" if os.name == "nt" else "bin") / (f"{name}.exe" if os.name == "nt" else name)


def call(command: list[str | Path], *, environment: dict[str, str] | None = None) -> int:
    """Run a command in the checkout with our terminal and return its exit code."""
    return subprocess.run([str(part) for part in command], cwd=ROOT, env=environment, check=False).returncode


def is_root() -> bool:
    """Return whether packages of the system can be installed without asking."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def check_python() -> None:
    """Raise SetupError for a Python that is too old."""
    if sys.version_info < OLDEST_PYTHON:
        found = ".".join(map(str, sys.version_info[:3]))
        raise SetupError(
            f"Python {found} is too old: start this with Python 3.11 or newer (python3.11 packaging/dev.py …)."
        )


def install_system_packages(packages: list[str], purpose: str) -> None:
    """Install Debian packages as root; otherwise, or where there is no apt, say which are needed."""
    if is_root() and shutil.which("apt-get"):
        say(f"installing {' '.join(packages)} ({purpose})")
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], env=environment, check=False, stdout=sys.stderr)
        install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
        if subprocess.run(install, env=environment, check=False, stdout=sys.stderr).returncode == 0:
            return
        say("apt-get failed (see above): going on without them")
    elif shutil.which("apt-get"):
        say(f"missing for {purpose}; install with:  sudo apt-get install {' '.join(packages)}")
    else:
        files = ", ".join(LIBRARIES.get(package, package) for package in packages)
        say(f"missing for {purpose}; install with this system's package manager what provides: {files}")


def can_load(library: str) -> bool:
    """Return whether the dynamic linker finds a library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_cjk_font() -> bool:
    """Return whether a font for Chinese is installed (Linux)."""
    folders = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts")
    names = ("*CJK*", "*wqy*", "*SourceHan*", "*DroidSansFallback*")
    return any(next(folder.rglob(name), None) for folder in folders if folder.is_dir() for name in names)


def ensure_system_libraries() -> None:
    """Install or name the libraries that Qt opens on Linux; Windows and macOS have them."""
    if not sys.platform.startswith("linux"):
        return
    missing = [package for package, library in LIBRARIES.items() if not can_load(library)]
    if not has_cjk_font():
        missing.append(CJK_FONT_PACKAGE)
    if missing:
        install_system_packages(missing, "the window")


def has_c_compiler() -> bool:
    """Return whether C can be compiled here: a compiler, and the C library's headers."""
    found = any(shutil.which(name) for name in ("cc", "gcc", "clang"))
    return found and any(Path(folder, "stdio.h").exists() for folder in ("/usr/include", "/usr/local/include"))


def ensure_c_compiler() -> None:
    """Install or name the C compiler of the tests; only Linux runs those that need one."""
    if sys.platform.startswith("linux") and not has_c_compiler():
        install_system_packages(COMPILER_PACKAGES, "the tests")


def ensure_venv() -> None:
    """Make the virtual environment; raise SetupError when this Python cannot."""
    if venv_program("python").exists():
        return
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        package = f"python3.{sys.version_info.minor}-venv"
        install_system_packages([package], "a virtual environment")
        importlib.invalidate_caches()
        if importlib.util.find_spec("ensurepip") is None:
            raise SetupError(
                f"This Python cannot make virtual environments. Install {package} (or python3-venv) and try again."
            )
    say(f"making the virtual environment {VENV.name}")
    if call([sys.executable, "-m", "venv", VENV]):
        shutil.rmtree(VENV, ignore_errors=True)
        raise SetupError(f"The virtual environment {VENV} could not be made: see the message above.")


def install_hint(output: str) -> str:
    """Return what to do after a failed installation, from what the installer printed."""
    lower = output.lower()
    fitting = (hint for signs, hint in INSTALL_HINTS.items() if any(sign in lower for sign in signs))
    return next(fitting, "See the installer's message above.")


def ensure_product(extra: str) -> None:
    """Install the product and its dependencies, once for each content of pyproject.toml."""
    target = f".[{extra}]" if extra else "."
    stamp = VENV / f".installed-{extra or 'product'}"
    wanted = hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    say(f"installing the product and its dependencies ({target}); the first time takes a minute or two")
    command = [str(venv_program("python")), "-m", "pip", "install", "--quiet", "--editable", target]
    done = subprocess.run(command, cwd=ROOT, check=False, stderr=subprocess.PIPE, text=True)
    if done.returncode:
        print(done.stderr[-4000:], file=sys.stderr)
        raise SetupError(f"The dependencies could not be installed. {install_hint(done.stderr)}")
    stamp.write_text(wanted)


def set_up(extra: str = "") -> None:
    """Bring the checkout to where the program, or with the extra "dev" every check, can run."""
    check_python()
    ensure_system_libraries()
    ensure_venv()
    ensure_product(extra)


def has_display() -> bool:
    """Return whether a window can be shown."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def run(arguments: list[str]) -> int:
    """Start the program: the window, or without a display its main job in the terminal."""
    set_up()
    program = venv_program("deepseek-gui")
    if arguments or has_display():
        return call([program, *arguments])
    say("no display (DISPLAY and WAYLAND_DISPLAY are empty): the same job here, in the terminal")
    prompt = "How much GPU memory does 7B need?"
    for title, command in (
        ("This machine", ["probe"]),
        ("What it can run", ["match"]),
        (f"An answer from the embedded engine: {prompt}", ["run", "--prompt", prompt]),
    ):
        print(f"\n== {title}\n", flush=True)
        if code := call([program, *command]):
            return code
    return 0


def compiled_translation(language: str, target: Path) -> None:
    """Compile one language's .ts to a .qm file."""
    source = I18N / f"{language}.ts"
    quiet = subprocess.run(
        [str(venv_program("pyside6-lrelease")), "-silent", str(source), "-qm", str(target)],
        check=False,
        capture_output=True,
        text=True,
    )
    if quiet.returncode or not target.exists():
        raise SetupError(f"{source.name} could not be compiled: {quiet.stdout}{quiet.stderr}")


def translations(_arguments: list[str]) -> int:
    """Update the .ts files from the sources and compile them."""
    set_up("dev")
    sources = sorted(str(path) for path in (ROOT / "deepseek_gui").rglob("*.py"))
    for language in LANGUAGES:
        target = I18N / f"{language}.ts"
        update: list[str | Path] = [
            venv_program("pyside6-lupdate"),
            "-no-obsolete",
            "-locations",
            "none",
            *sources,
            "-ts",
            target,
        ]
        if code := call(update):
            return code
        compiled_translation(language, target.with_suffix(".qm"))
    return 0


def screenshots(arguments: list[str]) -> int:
    """Render every page to PNG and keep the README's pictures."""
    set_up()
    target = Path(arguments[0]) if arguments else ROOT / "build" / "screenshots"
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    if code := call([venv_program("deepseek-gui"), "--screenshots", target], environment=environment):
        return code
    PICTURES.mkdir(exist_ok=True)
    for name, shot in README_PICTURES.items():
        shutil.copyfile(target / f"{shot}.png", PICTURES / f"{name}.png")
    say(f"all pictures are in {target}, the README's in {PICTURES}")
    return 0


def test(arguments: list[str]) -> int:
    """Run every check and say at the end which failed."""
    set_up("dev")
    ensure_c_compiler()
    checks: dict[str, list[str | Path]] = {
        "format": [venv_program("ruff"), "format", "--check", "."],
        "lint": [venv_program("ruff"), "check", "."],
        "types": [venv_program("mypy")],
        "import fences": [venv_program("lint-imports"), "--no-logo", "--no-cache"],
        "tests": [venv_program("python"), "-m", "pytest", *arguments],
    }
    failed = []
    for title, command in checks.items():
        say(f"{title} …")
        start = time.monotonic()
        code = call(command)
        say(f"{title}: {'failed' if code else 'passed'} in {time.monotonic() - start:.0f} s")
        if code:
            failed.append(title)
    say(f"failed: {', '.join(failed)}" if failed else "every check passed")
    return 1 if failed else 0


COMMANDS = {"run": run, "test": test, "screenshots": screenshots, "translations": translations}


def main(arguments: list[str]) -> int:
    """Run one command; return the exit code."""
    if not arguments or arguments[0] not in COMMANDS:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        return COMMANDS[arguments[0]](arguments[1:])
    except SetupError as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
