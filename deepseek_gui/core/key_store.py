"""Keys of servers in the system's own keyring, for those who ask for it; nowhere else."""

from __future__ import annotations

import importlib.util
import logging
from typing import TYPE_CHECKING

from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

_log = logging.getLogger(__name__)

_SERVICE = "deepseek-gui"


def can_keep() -> bool:
    """Return whether this system has a keyring that we can reach; takes a moment, so not on the GUI thread."""
    return _backend() is not None


def kept_key(address: str) -> str:
    """Return the key that was kept for a server, empty when there is none; may ask the person to unlock the keyring."""
    backend = _backend()
    if backend is None:
        return ""
    from keyring.errors import KeyringError  # noqa: PLC0415  optional

    try:
        return backend.get_password(_SERVICE, address) or ""
    except KeyringError as error:
        _log.info("the keyring gave no key: %s", type(error).__name__)
        return ""


def keep_key(address: str, key: str) -> None:
    """Keep a server's key.

    Raises:
        ActionableError: the keyring does not take it.
    """
    backend = _backend()
    if backend is None:
        raise _not_kept("")
    from keyring.errors import KeyringError  # noqa: PLC0415  optional

    try:
        backend.set_password(_SERVICE, address, key)
    except KeyringError as error:
        raise _not_kept(type(error).__name__) from error


def forget_key(address: str) -> None:
    """Remove a server's key from the keyring, if it is there."""
    backend = _backend()
    if backend is None:
        return
    from keyring.errors import KeyringError  # noqa: PLC0415  optional

    try:
        backend.delete_password(_SERVICE, address)
    except KeyringError as error:  # also when there was none
        _log.debug("no key removed: %s", type(error).__name__)


def _backend() -> KeyringBackend | None:
    """Return the system's keyring; None without the package (the extra `keyring`) or without a service behind it."""
    if importlib.util.find_spec("keyring") is None:
        return None
    import keyring  # noqa: PLC0415  a fifth of a second, and optional

    found = keyring.get_keyring()
    return found if found.priority > 0 else None


def _not_kept(details: str) -> ActionableError:
    return ActionableError(
        Text(QT_TRANSLATE_NOOP("core", "The key is not kept: this system's keyring does not take it.")),
        Text(QT_TRANSLATE_NOOP("core", "Unlock the keyring and try again, or enter the key at each start.")),
        details,
    )
