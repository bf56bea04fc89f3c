"""Fixtures: an empty store, and one with the small graph of `tests.loaders.files`."""

from collections.abc import Iterator

import pytest

from graph.embedded import EmbeddedStore
from graph.store import GraphStore
from tests.loaders.files import GOALS, loaded


@pytest.fixture
def store() -> Iterator[GraphStore]:
    """Return an empty store."""
    with EmbeddedStore.open("memory:") as opened:
        yield opened


@pytest.fixture
def goals(store: GraphStore, tmp_path_factory: pytest.TempPathFactory) -> GraphStore:
    """Return a store that holds the small graph, from files that no test reads again."""
    loaded(store, tmp_path_factory.mktemp("goals"), GOALS)
    return store
