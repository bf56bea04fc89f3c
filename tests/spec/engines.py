"""The engines, by name.  A new one is one more row."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, TypeAlias

from graph.embedded import EmbeddedStore
from tests.spec.naive import NaiveStore

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pytest

    from graph.store import GraphStore

Opener: TypeAlias = "Callable[[], GraphStore]"

ENGINES: Final[Mapping[str, Callable[[pytest.FixtureRequest], Opener]]] = {
    "naive": lambda _: NaiveStore,
    "embedded": lambda _: partial(EmbeddedStore.open, "memory:"),
    "neo4j": lambda request: request.getfixturevalue("neo4j_address").opened,
}
"""For each engine, what opens an empty store; a server is started once it is asked for."""
