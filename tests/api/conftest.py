"""Stores and clients that several files use."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph.embedded import EmbeddedStore
from loaders.load import load
from loaders.packaged import packaged
from tests.api.clients import client_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fastapi.testclient import TestClient


@pytest.fixture(scope="session")
def packaged_store() -> Iterator[EmbeddedStore]:
    """Return a store with the packaged data; tests read it only."""
    with EmbeddedStore.open("memory:") as store:
        load(store, packaged().values(), author="test", reason="the packaged data")
        yield store


@pytest.fixture(scope="session")
def client(packaged_store: EmbeddedStore) -> TestClient:
    """Return a client of the packaged data; it keeps nothing from one request to the next."""
    return client_of(packaged_store)


@pytest.fixture
def store() -> Iterator[EmbeddedStore]:
    """Return an empty store."""
    with EmbeddedStore.open("memory:") as opened:
        yield opened
