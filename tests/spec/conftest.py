"""The engines that every test in this folder runs on.

A test takes the fixture `store`, an empty store; pytest runs it once per engine.  A test that does
not would check nothing about the engines, so it fails to be collected, unless its file is named
below: those open the naive store and another themselves, and compare them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from tests.spec.engines import ENGINES, KEPT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.store import GraphStore
    from tests.spec.engines import Opener

WITHOUT_STORE: Final = frozenset({"test_agreement"})
"""Files whose tests open the stores themselves."""


@pytest.fixture(params=ENGINES)
def store(request: pytest.FixtureRequest) -> Iterator[GraphStore]:
    """Return an empty store of each engine in turn."""
    opened = ENGINES[request.param].opener(request)()
    yield opened
    opened.close()


@pytest.fixture(scope="session", params=KEPT)
def compared(request: pytest.FixtureRequest) -> tuple[Opener, int]:
    """Return what opens an empty store of each engine in turn, and how often to compare it."""
    engine = ENGINES[request.param]
    return engine.opener(request), engine.examples


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Refuse a test that would not run on the engines."""
    section = metafunc.module.__name__.rpartition(".")[2]
    if section not in WITHOUT_STORE and "store" not in metafunc.fixturenames:
        pytest.fail(
            f"{metafunc.definition.nodeid} does not take the fixture `store`, "
            "so it would not run on each engine.",
            pytrace=False,
        )
