"""Keys in a keyring of the test's own."""

from __future__ import annotations

from collections.abc import Iterator

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring
from keyring.errors import PasswordDeleteError, PasswordSetError

from deepseek_gui.core.key_store import can_keep, forget_key, keep_key, kept_key
from deepseek_gui.domain.errors import ActionableError


class Memory(KeyringBackend):
    """Keeps keys until the test ends."""

    priority = 1.0

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}
        self.locked = False

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.locked:
            raise PasswordSetError(password)
        self.kept[(service, username)] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError


@pytest.fixture
def ring() -> Iterator[Memory]:
    before = keyring.get_keyring()
    made = Memory()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


def test_a_key_is_kept_for_its_server_and_forgotten(ring: Memory) -> None:
    assert can_keep()
    keep_key("http://a", "secret")
    assert kept_key("http://a") == "secret"
    assert kept_key("http://b") == ""
    assert ring.kept == {("deepseek-gui", "http://a"): "secret"}
    forget_key("http://a")
    forget_key("http://a")
    assert kept_key("http://a") == ""


def test_a_locked_keyring_is_told_without_the_key(ring: Memory) -> None:
    ring.locked = True
    with pytest.raises(ActionableError, match="is not kept") as caught:
        keep_key("http://a", "secret")
    assert "secret" not in str(caught.value) + caught.value.details


def test_without_a_keyring_nothing_is_kept(ring: Memory, monkeypatch: pytest.MonkeyPatch) -> None:
    keyring.set_keyring(NoKeyring())  # type: ignore[no-untyped-call]
    assert not can_keep()
    assert kept_key("http://a") == ""
    with pytest.raises(ActionableError, match="is not kept"):
        keep_key("http://a", "secret")
    forget_key("http://a")
    keyring.set_keyring(ring)
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    assert not can_keep()
