"""Waits until an engine that does not tell us answers: asks its own health address."""

from __future__ import annotations

import threading
from collections.abc import Callable

_PERIOD_S = 0.25
_TIMEOUT_S = 2.0


class ReadinessWatch:
    """Asks from a thread of its own until the answer is 200, then tells once."""

    def __init__(self, base_url: str, path: str, on_ready: Callable[[], None]) -> None:
        """Begin to ask.

        Args:
            base_url: "http://127.0.0.1:1234".
            path: of the health address; needs no key.
            on_ready: called on the watch's thread, unless `stop` came first.
        """
        self._url = base_url + path
        self._on_ready = on_ready
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="engine-readiness", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop asking; waits for the thread unless it is the one that calls."""
        self._stopped.set()
        if threading.current_thread() is not self._thread:
            self._thread.join(_TIMEOUT_S)

    def _watch(self) -> None:
        import httpx  # noqa: PLC0415  a tenth of a second, while the engine starts anyway

        with httpx.Client(timeout=_TIMEOUT_S, trust_env=False) as client:
            while not self._stopped.is_set():
                try:
                    ready = client.get(self._url).status_code == httpx.codes.OK
                except httpx.TransportError:  # not listening yet
                    ready = False
                if ready and not self._stopped.is_set():
                    self._on_ready()
                    return
                self._stopped.wait(_PERIOD_S)
