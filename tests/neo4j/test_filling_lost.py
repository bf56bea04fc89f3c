"""A load into an empty store that is lost, taken over or ended: nothing saved goes with it."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from graph import neo4j_store
from graph.changes import PastChange
from graph.errors import StoreUnavailable
from graph.neo4j_store import Neo4jStore
from tests.spec.sketch import sketch

if TYPE_CHECKING:
    from collections.abc import Iterator

    import neo4j

    from graph.neo4j_server import Session
    from tests.neo4j_server import Address


def past(name: str) -> PastChange:
    """Return a change of long ago."""
    return PastChange(datetime.now(UTC), sketch(name), ())


def ask(driver: neo4j.Driver, statement: str) -> list[list[str]]:
    """Return what the server answers."""
    return [record.values() for record in driver.execute_query(statement).records]


HOLDING = (
    "SHOW TRANSACTIONS YIELD transactionId, connectionId, metaData "
    "WHERE metaData.goalgraph IS NOT NULL RETURN connectionId, transactionId"
)


def test_a_load_that_was_taken_over_wipes_nothing(neo4j_address: Address) -> None:
    """A load whose line was lost is taken for lost; what is applied then is kept."""
    with neo4j_address.opened() as store, neo4j_address.driver() as driver:

        def history() -> Iterator[PastChange]:
            yield past("asker:tiltak.0")
            yield past("asker:tiltak.1")
            ((connection, _),) = ask(driver, HOLDING)
            ask(driver, f"CALL dbms.killConnection('{connection}')")
            assert other.apply(sketch("asker:tiltak.kept")).number == 1
            yield past("asker:tiltak.2")

        with Neo4jStore.open(neo4j_address.uri, login=neo4j_address.login) as other:
            with pytest.raises(StoreUnavailable, match="taken"):
                store.fill(history())
            with other.read() as view:
                assert list(view.ids()) == ["asker:tiltak.kept"]


def test_a_load_is_done_though_its_mark_is_ended(neo4j_address: Address) -> None:
    """An ended holding transaction undoes nothing of a load that nobody took over."""
    with neo4j_address.opened() as store, neo4j_address.driver() as driver:

        def history() -> Iterator[PastChange]:
            yield past("asker:tiltak.0")
            ((_, transaction),) = ask(driver, HOLDING)
            ask(driver, f"TERMINATE TRANSACTION '{transaction}'")
            yield past("asker:tiltak.1")

        assert store.fill(history()) == 2
        with store.read() as view:
            assert view.revision == 2


def test_two_that_find_a_lost_load_wipe_nothing_newer(
    neo4j_address: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who comes late to the wiping finds that it is done."""
    late, go = threading.Event(), threading.Event()
    wipe = vars(neo4j_store)["_wipe"]

    def slow(session: Session, token: str) -> None:
        if threading.current_thread().name == "slow":
            late.set()
            assert go.wait(30)
        wipe(session, token)

    monkeypatch.setattr(neo4j_store, "_wipe", slow)
    with neo4j_address.opened() as store, neo4j_address.driver() as driver:
        with store.read():
            ask(driver, "MATCH (g:Goalgraph) SET g.filling = 'lost'")
        seen: list[int] = []

        def read() -> None:
            with store.read() as view:
                seen.append(view.revision)

        reader = threading.Thread(target=read, name="slow")
        reader.start()
        assert late.wait(30)
        with Neo4jStore.open(neo4j_address.uri, login=neo4j_address.login) as other:
            assert other.apply(sketch("asker:tiltak.kept")).number == 1
        go.set()
        reader.join()
        assert seen == [1]
        with store.read() as view:
            assert list(view.ids()) == ["asker:tiltak.kept"]


@pytest.mark.parametrize(
    "uri", ["neo4j://", "neo4j://[::1", "neo4j://127.0.0.1:abc", "neo4j://127.0.0.1:99999"]
)
def test_an_address_that_is_none_is_told(uri: str) -> None:
    """No traceback, and no advice to start a server that cannot be there."""
    with pytest.raises(StoreUnavailable, match="Write it as neo4j://HOST:PORT"):
        Neo4jStore.open(uri)
