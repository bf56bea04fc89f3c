"""The engines, by name.  A new one is one more row."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from graph.embedded import EmbeddedStore
from tests.spec.naive import NaiveStore

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from graph.store import GraphStore

ENGINES: Final[Mapping[str, Callable[[], GraphStore]]] = {
    "naive": NaiveStore,
    "embedded": partial(EmbeddedStore.open, "memory:"),
}
"""For each engine, what opens an empty store."""
