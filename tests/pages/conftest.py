"""The packaged data behind a client that asks as a browser does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph.embedded import EmbeddedStore
from loaders.load import load
from loaders.packaged import packaged
from tests.pages.browsing import Browser

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def packaged_store() -> Iterator[EmbeddedStore]:
    """Return a store with the packaged data; tests read it only."""
    with EmbeddedStore.open("memory:") as store:
        load(store, packaged().values(), author="test", reason="the packaged data")
        yield store


@pytest.fixture(scope="session")
def browser(packaged_store: EmbeddedStore) -> Browser:
    """Return a browser without scripts, on the packaged data."""
    return Browser(packaged_store)


@pytest.fixture
def store() -> Iterator[EmbeddedStore]:
    """Return an empty store."""
    with EmbeddedStore.open("memory:") as opened:
        yield opened
