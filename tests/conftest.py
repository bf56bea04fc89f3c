"""What holds for every test.

A skipped test counts as a failure in CI (environment variable `CI=true`).  On a developer's
machine a skip is honest: something that the test needs is not there.  In CI everything is meant to
be there, and a skip would be a check that has quietly stopped checking while the run stays green.
An expected failure (xfail) is no skip: it ran, and `xfail_strict` watches it.
"""

import os
from collections.abc import Generator, Iterator
from typing import Final

import pytest

from tests import neo4j_server

IN_CI: Final = os.environ.get("CI", "").lower() in {"1", "true"}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fail a test that was skipped, by a mark or while it ran."""
    report = yield
    if IN_CI and report.skipped and not hasattr(report, "wasxfail"):
        fail_skipped(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Fail a module that skips itself whole, as `pytest.importorskip` does: it yields no tests."""
    report = yield
    if IN_CI and report.skipped:
        fail_skipped(report)
    return report


def fail_skipped(report: pytest.TestReport | pytest.CollectReport) -> None:
    """Turn the report of a skip into one of a failure that keeps the reason."""
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    report.outcome = "failed"
    report.longrepr = f"A skip is a failure in CI. {reason}"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the tests of a folder one after the other, in whatever order they were asked for.

    There is one Neo4j server for all, and whoever opens a store there wipes it: a folder that keeps
    its data from one test to the next would lose them to another folder in between.
    """
    folders = {item.path.parent: place for place, item in reversed([*enumerate(items)])}
    items.sort(key=lambda item: folders[item.path.parent])


@pytest.fixture(scope="session")
def neo4j_address() -> Iterator[neo4j_server.Address]:
    """Return a Neo4j server that a test may wipe; the test is skipped where there can be none."""
    address = neo4j_server.named()
    if address is not None:
        yield address
        return
    try:
        version = os.environ.get("GOALGRAPH_TEST_NEO4J_VERSION", neo4j_server.VERSION)
        with neo4j_server.server(version) as started:
            yield started.address
    except neo4j_server.NotThere as error:
        pytest.skip(str(error))
