"""When the server fails: said in a sentence, nothing half written, and over without a restart."""

from __future__ import annotations

import threading
import time
from contextlib import ExitStack, closing, suppress
from dataclasses import replace
from socketserver import BaseRequestHandler, ThreadingTCPServer
from typing import TYPE_CHECKING, Final

import pytest

from api.readiness import DEADLINE_SECONDS
from graph.errors import StoreUnavailable
from graph.neo4j_address import Login
from graph.neo4j_server import AGAIN_SECONDS
from graph.neo4j_store import Neo4jStore
from graph.store import EdgeSearch
from tests.api.clients import client_of
from tests.neo4j.cutting import COMMIT, RUN, line
from tests.soak import often
from tests.spec.sketch import change, node, sketch

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import neo4j
    from fastapi.testclient import TestClient
    from httpx2 import Response

    from graph.changes import ChangeSet
    from graph.identity import NodeId
    from graph.records import Edge, Node
    from tests.neo4j_server import Address, StartedServer

STATEMENTS: Final = 40
"""More than a change takes."""

LINK: Final = "asker:tiltak.a -ADVANCES-> asker:delmal.1"
REMOVED: Final = "asker:tiltak.c -ADVANCES-> asker:delmal.1"


@pytest.fixture
def server(own_server: StartedServer) -> Iterator[StartedServer]:
    """Return a running server with an empty store; it runs again afterwards."""
    own_server.address.opened().close()
    yield own_server
    if own_server.process is None:
        own_server.more = ""
        own_server.start()


def assert_unavailable(response: Response, server: StartedServer) -> None:
    """A problem that says when to ask again, and nothing of the server or of what it was asked."""
    assert response.status_code == 503, response.text
    assert int(response.headers["retry-after"]) > 0
    for inner in (str(server.port), "neo4j", "MATCH", "Element", "bolt"):
        assert inner not in response.text


def test_a_server_that_goes_and_comes_is_waited_for(server: StartedServer) -> None:
    """Gone in the middle of reading, and at the start of a service: all is well when it is back."""
    with server.address_store() as before:
        before.apply(sketch("asker:tiltak.a -CONTRIBUTES_TO-> sdg:11.6"))
        with ExitStack() as reading:
            view = reading.enter_context(before.read())
            server.kill()
            with pytest.raises(StoreUnavailable, match="does not answer"):
                view.ids()
        with server.address_store() as store:
            client = client_of(store)
            assert client.get("/health").status_code == 200
            assert_unavailable(client.get("/ready"), server)
            assert_unavailable(client.get("/api/v1/measures?serves=sdg:11.6"), server)
            assert_known_to_be_down(client)

            server.start()
            time.sleep(AGAIN_SECONDS)

            assert client.get("/ready").json() == {"status": "ready", "revision": 1}
            found = client.get("/api/v1/measures?serves=sdg:11.6")
            assert [each["id"] for each in found.json()["results"]] == ["asker:tiltak.a"]
        assert before.apply(sketch("asker:tiltak.b")).number == 2


def assert_known_to_be_down(client: TestClient) -> None:
    """Whoever asks soon after a failure is told at once, the metrics too."""
    client.get("/api/v1/measures")
    begun = time.monotonic()
    statuses = [client.get(path).status_code for path in ("/api/v1/measures", "/ready", "/metrics")]
    assert time.monotonic() - begun < AGAIN_SECONDS / 3
    assert statuses == [503, 503, 200]


def test_a_server_that_hangs_is_not_ready(server: StartedServer) -> None:
    """Readiness says so within seconds, again and again, and is green when it goes on."""
    with server.address_store() as store:
        client = client_of(store)
        store.apply(sketch(LINK))
        assert client.get("/ready").status_code == 200
        with server.silent():
            for path, status in (("/ready", 503), ("/ready", 503), ("/metrics", 200)):
                begun = time.monotonic()
                assert client.get(path).status_code == status
                assert time.monotonic() - begun < DEADLINE_SECONDS + 0.5

        assert client.get("/ready").json() == {"status": "ready", "revision": 1}


@pytest.mark.parametrize("scheme", ["bolt+s", "neo4j+s"])
def test_a_server_without_encryption_is_told(server: StartedServer, scheme: str) -> None:
    """Starting it would not help; writing the address otherwise does."""
    address = server.address.uri.replace("neo4j", scheme)
    with (
        Neo4jStore.open(address, login=server.address.login) as store,
        pytest.raises(StoreUnavailable, match=r"is not reached encrypted.*without \+s"),
        store.read(),
    ):
        pass


class ForBrowsers(BaseRequestHandler):
    """Answers as the HTTP port of a Neo4j server does when it is not spoken to in HTTP."""

    def handle(self) -> None:
        """Refuse what is no HTTP."""
        self.request.recv(1000)
        self.request.sendall(b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n")


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_a_port_for_browsers_is_told(scheme: str) -> None:
    """What answers there speaks HTTP."""
    with (
        ThreadingTCPServer(("127.0.0.1", 0), ForBrowsers) as browsers,
        Neo4jStore.open(f"{scheme}://127.0.0.1:{browsers.server_address[1]}") as store,
    ):
        threading.Thread(target=browsers.serve_forever, daemon=True).start()
        with pytest.raises(StoreUnavailable, match="is not the Bolt port"), store.read():
            pass
        browsers.shutdown()


def test_a_wrong_password_is_told(server: StartedServer) -> None:
    """With what to set; the password itself is nowhere."""
    wrong = Login(password="not-this-one")  # noqa: S106 - it is wrong
    with Neo4jStore.open(server.address.uri, login=wrong) as store:
        with (
            pytest.raises(StoreUnavailable, match="GOALGRAPH_NEO4J_PASSWORD") as told,
            store.read(),
        ):
            pass
        assert "not-this-one" not in str(told.value) + repr(wrong)
        assert_unavailable(client_of(store).get("/ready"), server)


def test_a_database_that_is_only_read(server: StartedServer) -> None:
    """It answers; a change is refused in a sentence."""
    with server.address_store() as store:
        store.apply(sketch(LINK))
    server.stop()
    server.more = "server.databases.read_only=neo4j"
    server.start()

    with server.address_store() as store:
        with store.read() as view:
            assert list(view.ids()) == ["asker:delmal.1", "asker:tiltak.a"]
        with pytest.raises(StoreUnavailable, match="read-only"):
            store.apply(sketch("asker:tiltak.b"))
    server.stop()


def test_a_transaction_that_is_ended_writes_nothing(server: StartedServer) -> None:
    """An administrator ends it, as does a server that is short of something."""
    with server.address_store() as store, server.address.driver() as driver:
        store.apply(sketch(LINK))
        told: list[Exception] = []

        def apply() -> None:
            try:
                store.apply(sketch("asker:tiltak.b"))
            except StoreUnavailable as error:
                told.append(error)

        with driver.session() as holding, driver.session() as ending:
            lock = holding.begin_transaction()
            lock.run("MATCH (g:Goalgraph) SET g.turn = g.turn").consume()
            writer = threading.Thread(target=apply)
            writer.start()
            while not _terminated(ending):
                time.sleep(0.05)
            lock.rollback()
            writer.join()

        assert told
        with store.read() as view:
            assert list(view.ids()) == ["asker:delmal.1", "asker:tiltak.a"]
        assert store.apply(sketch("asker:tiltak.b")).number == 2


def test_a_killed_server_loses_nothing_that_was_acknowledged(server: StartedServer) -> None:
    """Of twenty loads, in the middle of which it is killed (−9), none is lost or made twice."""
    loads = [replace(sketch(f"asker:tiltak.{n} -ADVANCES-> asker:delmal.1")) for n in range(20)]
    acknowledged: list[tuple[str, int]] = []
    with server.address_store() as store:

        def load() -> None:
            for each in loads:
                try:
                    acknowledged.append((each.key, store.apply(each).number))
                except StoreUnavailable:
                    return

        loader = threading.Thread(target=load)
        loader.start()
        while len(acknowledged) < 7:
            time.sleep(0.002)
        server.kill()
        loader.join()
        assert len(acknowledged) < 20
        server.start()

        kept = {revision.key: revision.number for revision in store.revisions()}
        assert acknowledged == [each for each in kept.items() if each in acknowledged]
        for each in loads:
            store.apply(each)

        assert [revision.key for revision in store.revisions()] == [each.key for each in loads]
        with store.read() as view:
            assert len(list(view.ids())) == 21


def test_a_change_whose_acknowledgement_is_lost_is_made_once(server: StartedServer) -> None:
    """The line is cut when the commit has gone out; the driver tries again, and the key tells."""
    with server.address_store() as store:
        store.apply(sketch(LINK))
        # The first two end what a store asks when it is opened.
        with (
            line(server.port, COMMIT, 3, answered=True, heals=True) as cut,
            closing(through(server.address, cut.port)) as far,
        ):
            revision = far.apply(sketch("asker:tiltak.b"))

        assert cut.cut
        assert revision.number == 2
        assert len(store.revisions()) == 2
        assert len(list(store.changes(since=1))) == 1


@pytest.mark.parametrize("statement", range(2, STATEMENTS, often(9, soaking=1)))
def test_a_change_that_is_cut_off_at_any_statement_leaves_nothing(
    server: StartedServer, statement: int
) -> None:
    """Whichever statement does not arrive: all of the change is there, or nothing of it."""
    with server.address_store() as store:
        first = store.apply(sketch(f"{LINK}\n{REMOVED}"))
        before = written(store)
        edit = edited()
        with (
            line(server.port, RUN, statement) as cut,
            closing(through(server.address, cut.port)) as far,
            suppress(StoreUnavailable),
        ):
            far.apply(edit)

        done = store.revisions()
        assert len(done) in {1, 2}
        assert cut.cut or len(done) == 2
        if len(done) == 1:
            assert list(store.changes(first.number)) == []
            assert written(store) == before
        assert store.apply(edit).number == 2
        nodes, edges = written(store)
        assert list(nodes) == ["asker:delmal.1", "asker:tiltak.a", "asker:tiltak.b"]
        assert [edge.from_id for edge in edges] == ["asker:tiltak.a", "asker:tiltak.b"]


def edited() -> ChangeSet:
    """Return a change that writes all there is to write: it creates, alters and removes."""
    added = sketch("asker:tiltak.b -ADVANCES-> asker:delmal.1").puts
    removed = sketch(REMOVED)
    return change(
        *(put for put in added if put.id != "asker:delmal.1"),
        node("asker:delmal.1", title="Ny ordlyd"),
        removes=[removed.edges[0].id, "asker:tiltak.c"],
    )


def written(store: Neo4jStore) -> tuple[Mapping[NodeId, Node], Sequence[Edge]]:
    """Return all that counts, by whole records."""
    with store.read() as view:
        keys = view.edges(EdgeSearch(nodes=None, outgoing=None, scope=None))
        edges = view.edge_records([key.id for key in keys])
        return view.nodes(list(view.ids())), list(edges.values())


def through(address: Address, port: int) -> Neo4jStore:
    """Return the store behind a line."""
    return Neo4jStore.open(f"bolt://127.0.0.1:{port}", login=address.login)


def _terminated(session: neo4j.Session) -> bool:
    """End the transaction that waits for the writers' lock; tell whether there was one."""
    rows = session.run(
        "SHOW TRANSACTIONS YIELD transactionId, currentQuery "
        "WHERE currentQuery STARTS WITH 'MATCH (g:Goalgraph) SET g.turn = g.turn + 1' "
        "RETURN transactionId"
    )
    for (transaction,) in [tuple(row.values()) for row in rows]:
        session.run(f"TERMINATE TRANSACTION '{transaction}'").consume()
        return True
    return False
