"""The engines, by name.  A new one is one more row."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from graph.embedded import EmbeddedStore
from tests.soak import often
from tests.spec.naive import NaiveStore

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pytest

    from graph.store import GraphStore

Opener: TypeAlias = "Callable[[], GraphStore]"


class Engine(NamedTuple):
    """One engine.

    Attributes:
        opener: what opens an empty store; a server is started once it is asked for.
        examples: how many graphs and questions it is compared on, each time that tests run.
    """

    opener: Callable[[pytest.FixtureRequest], Opener]
    examples: int


ENGINES: Final[Mapping[str, Engine]] = {
    "naive": Engine(lambda _: NaiveStore, often(80)),
    "embedded": Engine(lambda _: partial(EmbeddedStore.open, "memory:"), often(80)),
    "neo4j": Engine(lambda request: request.getfixturevalue("neo4j_address").opened, often(12)),
}

KEPT: Final = tuple(name for name in ENGINES if name != "naive")
"""The engines that a graph is kept in: all but the reference that they are compared with."""
