"""The packaged data, loaded once: no test here changes them."""

from collections.abc import Iterator
from datetime import date
from typing import Final

import pytest

from graph.embedded import EmbeddedStore
from graph.sqlite_view import SqliteView
from loaders.load import load
from loaders.packaged import packaged

DAY: Final = date(2026, 11, 23)


@pytest.fixture(scope="session")
def view() -> Iterator[SqliteView]:
    """A view of all packaged sets."""
    with EmbeddedStore.open("memory:") as store:
        load(store, list(packaged().values()), author="test", reason="the packaged data")
        with store.read() as opened:
            yield opened
