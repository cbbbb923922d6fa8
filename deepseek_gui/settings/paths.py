"""Every path that the program uses."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

APP = "deepseek-gui"


@dataclass(frozen=True, slots=True)
class Paths:
    """Folders and files of one profile; nothing is created by naming them.

    Attributes:
        config_dir: settings and window state.
        cache_dir: what can be made again (synthetic model files).
        models_dir: model files that the person keeps.
        log_dir: the program's and the engines' logs.
    """

    config_dir: Path
    cache_dir: Path
    models_dir: Path
    log_dir: Path

    @property
    def engines_dir(self) -> Path:
        """Return the folder of engine builds that were fetched, beside the models."""
        return self.models_dir.parent / "engines"

    @property
    def settings_file(self) -> Path:
        """Return the file of the typed settings."""
        return self.config_dir / "settings.json"

    @property
    def window_file(self) -> Path:
        """Return the file of the window's geometry."""
        return self.config_dir / "window.ini"

    @property
    def log_file(self) -> Path:
        """Return the program's own log."""
        return self.log_dir / "deepseek-gui.log"


def default_paths() -> Paths:
    """Return the folders that the operating system sets aside for a program of this user."""
    from platformdirs import PlatformDirs  # noqa: PLC0415  not needed with --profile-dir

    dirs = PlatformDirs(APP, appauthor=False)
    return Paths(
        config_dir=Path(dirs.user_config_dir),
        cache_dir=Path(dirs.user_cache_dir),
        models_dir=Path(dirs.user_data_dir) / "models",
        log_dir=Path(dirs.user_log_dir),
    )


def profile_paths(folder: Path) -> Paths:
    """Return paths that all lie in `folder` (`--profile-dir`)."""
    root = expanded(folder).absolute()
    return Paths(root / "config", root / "cache", root / "models", root / "logs")


def expanded(folder: str | Path) -> Path:
    """Return a path as a person wrote it; one that begins with the home of nobody here stays as it is."""
    path = Path(folder)
    try:
        return path.expanduser()
    except RuntimeError:
        return path
