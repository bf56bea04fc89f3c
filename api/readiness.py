"""Whether the store can be read just now, told within a few seconds whatever has become of it."""

from __future__ import annotations

import threading
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TooLate
from typing import TYPE_CHECKING, Final

from graph.errors import StoreUnavailable
from graph.model import Words

if TYPE_CHECKING:
    from graph.store import GraphStore

DEADLINE_SECONDS: Final = 2.5
"""How long whoever asks waits: less than the patience of those who watch over services."""

SILENT: Final = Words(
    f"Lageret har ikke svart på {DEADLINE_SECONDS} sekunder. Se etter om det har stanset.",
    f"The store has not answered in {DEADLINE_SECONDS} seconds. See whether it has stopped.",
)


class Newest:
    """The newest revision of a store, which may fall silent: asked once for all who wait."""

    def __init__(self, store: GraphStore) -> None:
        """Hold the store; it is asked when somebody wants to know."""
        self._store = store
        self._lock = threading.Lock()
        self._asked: Future[int] | None = None

    def told(self) -> int:
        """Return it; raises StoreUnavailable when the store cannot be read, or is silent."""
        try:
            return self._future().result(DEADLINE_SECONDS)
        except TooLate:
            raise StoreUnavailable(SILENT) from None

    def _future(self) -> Future[int]:
        """Return what is on its way already, or ask: a store that is silent is not asked twice."""
        with self._lock:
            if self._asked is None or self._asked.done():
                self._asked = Future()
                # A daemon: one that waits for a silent store keeps no process from ending.
                threading.Thread(target=self._ask, args=(self._asked,), daemon=True).start()
            return self._asked

    def _ask(self, asked: Future[int]) -> None:
        try:
            with self._store.read() as view:
                asked.set_result(view.revision)
        except BaseException as error:  # noqa: BLE001 - whoever waits is told, whatever it is
            asked.set_exception(error)
