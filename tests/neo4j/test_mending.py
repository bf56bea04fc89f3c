"""What a lost writer or another hand left in the database is mended by who opens or reads it."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from api.command import command
from graph.neo4j_store import UNSETTLED_SECONDS, Neo4jStore
from tests.spec.sketch import sketch

if TYPE_CHECKING:
    from tests.neo4j_server import Address

LEFT = "MATCH (s:GoalgraphSettled) SET s.revision = 1"
"""What a writer leaves that is lost when it has committed revision 2, and not yet said so."""

HELD = "MATCH (g:Goalgraph) SET g.turn = g.turn"
"""Holds the writers' lock."""


def revision_of(store: Neo4jStore) -> int:
    """Return the revision that a reader sees."""
    with store.read() as view:
        return view.revision


def test_what_a_lost_writer_left_is_settled_by_who_reads(
    store: Neo4jStore, neo4j_address: Address
) -> None:
    """A service that runs already shows it, after a moment in which a live writer would."""
    store.apply(sketch("asker:tiltak.a"))
    store.apply(sketch("asker:tiltak.b"))
    with neo4j_address.driver() as driver:
        driver.execute_query(LEFT)

    assert revision_of(store) == 1
    time.sleep(UNSETTLED_SECONDS + 0.1)
    assert revision_of(store) == 2
    with store.read() as view:
        assert list(view.ids()) == ["asker:tiltak.a", "asker:tiltak.b"]


def test_a_reader_does_not_wait_for_a_writer_to_settle(
    store: Neo4jStore, neo4j_address: Address
) -> None:
    """While another writes, the revision before is read; afterwards the newest."""
    store.apply(sketch("asker:tiltak.a"))
    store.apply(sketch("asker:tiltak.b"))
    with neo4j_address.driver() as driver, driver.session() as session:
        session.run(LEFT).consume()
        assert revision_of(store) == 1
        time.sleep(UNSETTLED_SECONDS + 0.1)
        with session.begin_transaction() as writer:
            writer.run(HELD).consume()
            begun = time.monotonic()
            assert revision_of(store) == 1
            assert time.monotonic() - begun < 10
            writer.rollback()
        time.sleep(UNSETTLED_SECONDS + 0.1)
        assert revision_of(store) == 2


def test_what_was_left_is_settled_also_when_the_kinds_have_changed(
    store: Neo4jStore, neo4j_address: Address
) -> None:
    """Whoever opens it declares what is new and settles what is old."""
    store.apply(sketch("asker:tiltak.a"))
    store.apply(sketch("asker:tiltak.b"))
    with neo4j_address.driver() as driver:
        driver.execute_query(LEFT)
        driver.execute_query("MATCH (g:Goalgraph) SET g.declared = 'of other kinds'")

    with Neo4jStore.open(neo4j_address.uri, login=neo4j_address.login) as other:
        assert revision_of(other) == 2


@pytest.mark.parametrize("dropped", ["INDEX goalgraph_Measure", "CONSTRAINT goalgraph_element"])
def test_what_was_dropped_is_made_again(
    store: Neo4jStore, neo4j_address: Address, dropped: str
) -> None:
    """Statements name the index that they use, and would fail without it."""
    store.apply(sketch("asker:tiltak.a"))
    name = dropped.split()[1]
    with neo4j_address.driver() as driver:
        driver.execute_query(f"DROP {dropped}")
        with Neo4jStore.open(neo4j_address.uri, login=neo4j_address.login) as other:
            assert revision_of(other) == 1

        shown = driver.execute_query("SHOW INDEXES YIELD name, state RETURN name, state")
        assert {each["name"]: each["state"] for each in shown.records}[name] == "ONLINE"


def test_the_doctor_tells_the_server(
    store: Neo4jStore, neo4j_address: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its version and edition; its settings are known, and the password is not shown."""
    store.apply(sketch("asker:tiltak.a"))
    for name in [name for name in os.environ if name.startswith("GOALGRAPH_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GOALGRAPH_NEO4J_USER", neo4j_address.login.user)
    monkeypatch.setenv("GOALGRAPH_NEO4J_PASSWORD", neo4j_address.login.password)

    told = CliRunner().invoke(command(), ["doctor", "--store", neo4j_address.uri, "--lang", "en"])

    assert told.exit_code == 0, told.output
    assert "Neo4j 5." in told.stdout or "Neo4j 2026" in told.stdout
    assert "community" in told.stdout
    assert neo4j_address.login.password not in told.output
