"""The packaged data on a server, and Chromium in front of it; each is started once."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from graph.embedded import EmbeddedStore
from loaders.load import load
from loaders.packaged import packaged
from tests.browser.chromium import chromium
from tests.browser.serving import served
from tests.spec.engines import ENGINES, KEPT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return Chromium."""
    with chromium() as started:
        yield started


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """Return the address of a server of the packaged data; tests read it only."""
    with EmbeddedStore.open("memory:") as store:
        load(store, packaged().values(), author="test", reason="the packaged data")
        with served(store) as where:
            yield where


@pytest.fixture(scope="session", params=KEPT)
def every_address(request: pytest.FixtureRequest) -> Iterator[str]:
    """Return the address of a server of the packaged data, on each engine in turn."""
    if request.param == "embedded":
        yield request.getfixturevalue("address")
        return
    with closing(ENGINES[request.param].opener(request)()) as store:
        load(store, packaged().values(), author="test", reason="the packaged data")
        with served(store) as where:
            yield where
