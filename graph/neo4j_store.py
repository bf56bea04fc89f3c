"""The Neo4j engine: the graph in a Neo4j database, for more data and more writers than one file.

Whoever opens the database with Neo4j's own tools finds the graph of design.md: a label for each
kind of node, a relationship type for each kind of edge, fields by their names.  What a revision
supersedes stays for views that read it, marked `Superseded` or by its `_until`, until a change that
is made ten minutes later or more.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import defaultdict
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final, Self, TypeVar
from uuid import uuid4

from graph import neo4j_statements as cypher
from graph.alterations import alterations
from graph.changes import Change, PastChange, Revision
from graph.checks import problems, unreadable
from graph.errors import Refused, StoreUnavailable
from graph.history import filling, not_empty
from graph.kinds import MODEL
from graph.model import Words
from graph.neo4j_address import Login
from graph.neo4j_migration import OLDEST, bring_up_to_date
from graph.neo4j_rows import edge_properties, node_properties
from graph.neo4j_schema import SCHEMA_VERSION, declared_name, schema
from graph.neo4j_server import REMOVED, Server, Transaction
from graph.neo4j_view import Neo4jView
from graph.problems import no_graph
from graph.record_text import record_of, record_text
from graph.records import Edge, Node
from graph.store import ChangeSearch, EdgeSearch

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from graph.changes import ChangeSet
    from graph.identity import NodeId
    from graph.model import Model
    from graph.neo4j_server import Session
    from graph.records import EdgeId

KEPT_SECONDS: Final = 600
"""How long what was superseded is kept for views that were opened before."""

VIEW_SECONDS: Final = KEPT_SECONDS / 2
"""How long a view may be read: half of it, so that clocks that run unalike do no harm."""

UNSETTLED_SECONDS: Final = 1
"""How long a revision may be seen to be committed and not settled, until its writer is lost."""

LOST_SECONDS: Final = 0.3
"""How long to wait for the server to notice that whoever fills the store is lost."""

BATCH: Final = 5_000
"""How many rows go to the server in one statement."""

_ALL: Final = 1 << 62

Returned = TypeVar("Returned")

_log: Final = logging.getLogger(__name__)


class Neo4jStore:
    """A GraphStore in a Neo4j database."""

    def __init__(self, server: Server, model: Model, *, create: bool) -> None:
        """Hold the parts; use `open`."""
        self._server = server
        self._model = model
        self._create = create
        self._preparing = threading.Lock()
        self._prepared = False
        self._noting = threading.Lock()
        self._unsettled_at: float | None = None

    @classmethod
    def open(
        cls, uri: str, model: Model = MODEL, *, login: Login | None = None, create: bool = True
    ) -> Self:
        """Return the store of a server; it is connected, and made when `create` says so, when used.

        So a server that is not there yet is waited for without a restart.  Raises StoreUnavailable
        when `uri` is no address.
        """
        return cls(Server(uri, login or Login()), model, create=create)

    @property
    def model(self) -> Model:
        """The table of kinds that the graph follows."""
        return self._model

    def engine(self) -> str:
        """Return what keeps the graph: the server's version and edition."""
        with self._server.reading() as session:
            ((version, edition),) = session.run(cypher.ENGINE, {})
        return f"Neo4j {version} ({edition})"

    def close(self) -> None:
        """Close all connections."""
        self._server.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- reading ----------------------------------------------------------------------------------

    @contextmanager
    def read(self) -> Iterator[Neo4jView]:
        """Return a view of the newest revision; what is written meanwhile it does not see."""
        with self._reading() as (session, revision):
            end = time.monotonic() + VIEW_SECONDS

            def run(statement: str, asked: Mapping[str, Any]) -> list[list[Any]]:
                if time.monotonic() > end:
                    raise StoreUnavailable(_TOO_LONG)
                return session.run(statement, asked)

            yield Neo4jView(self._model, revision, run)

    def revisions(self, since: int = 0, *, limit: int | None = None) -> Sequence[Revision]:
        """Return the revisions after `since`, the first one first; at most `limit` of them."""
        with self._reading() as (session, newest):
            asked = {"since": since, "rev": newest, "limit": _ALL if limit is None else limit}
            return [_revision_of(row[0]) for row in session.run(cypher.REVISIONS, asked)]

    def changes(self, since: int = 0) -> Iterator[Change]:
        """Yield what each revision after `since` did, in order."""
        with self._reading() as (session, newest):
            asked = {"since": since, "until": newest, "skip": 0, "limit": _ALL}
            for row in session.stream(cypher.CHANGES, asked):
                yield self._change_of(row)

    def find_changes(self, search: ChangeSearch) -> Sequence[Change]:
        """Return the changes that a search finds, in the order of `changes`."""
        with self._reading() as (session, newest):
            asked = {
                "since": search.since,
                "until": newest if search.until is None else min(search.until, newest),
                "node": search.node,
                "skip": search.skip,
                "limit": _ALL if search.limit is None else search.limit,
            }
            one = cypher.CHANGES if search.node is None else cypher.CHANGES_OF_NODE
            return [self._change_of(row) for row in session.run(one, asked)]

    def idle_keys(self) -> Mapping[str, int]:
        """Return the keys that altered nothing when they were applied, with their revision."""
        with self._reading() as (session, newest):
            rows = session.run(cypher.IDLE_KEYS, {"rev": newest})
        return dict(sorted(rows, key=lambda row: (row[1], row[0])))

    def authors(self) -> Mapping[str, str]:
        """Return the names of authors by their identifiers, as far as they are kept."""
        with self._reading() as (session, _):
            return dict(sorted(session.run(cypher.AUTHORS, {})))

    # --- writing ----------------------------------------------------------------------------------

    def apply(self, change: ChangeSet) -> Revision:
        """Apply a change, all or nothing, and return its revision."""
        if found := unreadable(change):
            raise Refused(found)

        def work(transaction: Transaction) -> Revision:
            newest = _locked(transaction)
            applied = transaction.run(cypher.REVISION_OF_KEY, {"key": change.key})
            if applied:
                return _revision_of(applied[0][0])
            view = Neo4jView(self._model, newest, transaction.run)
            if found := problems(view, change):
                raise Refused(found)
            done = list(alterations(view, change))
            number = newest
            if done or not newest:
                number += 1
                _write(transaction, view, change, done, datetime.now(UTC))
            _run(transaction, cypher.REMEMBER, {"keys": [change.key], "number": number}, 1)
            ((revision,),) = transaction.run(cypher.REVISION_OF_NUMBER, {"number": number})
            return _revision_of(revision)

        revision = self._transact(work)
        with self._server.writing() as session:
            # Only now has the server carried it all out: a commit is seen bit by bit.
            _settle(session, revision.number)
        self._sweep()
        return revision

    def fill(self, history: Iterable[PastChange]) -> int:
        """Make the changes of a whole history in an empty store; return the newest revision.

        In a transaction for each change, under a mark: until the last is done, whoever else reads
        or applies is told to wait.  What a lost process left is wiped by the next that comes.
        """
        token = uuid4().hex
        with self._server.holding(token), self._server.writing() as session:
            self._transact(lambda transaction: _begin_filling(transaction, token))
            try:
                number = 0
                for past in filling(history):
                    number = session.transact(self._filler(past, token))
                _sweep(session, 0, number)
                # One after the other: a commit is seen bit by bit, and the mark must go last.
                for statement in (cypher.SETTLE_FILLED, cypher.END_FILLING):
                    end = partial(_end_filling, token=token, number=number, statement=statement)
                    session.transact(end)
            except BaseException:
                # That it cannot be wiped now hides no reason: the next that comes wipes it.
                with suppress(StoreUnavailable):
                    _wipe(session, token)
                raise
        return number

    def _filler(self, past: PastChange, token: str) -> Callable[[Transaction], int]:
        """Return the work that makes one change of a history."""

        def work(transaction: Transaction) -> int:
            newest, filler = _lock(transaction)
            if filler != token:
                raise StoreUnavailable(TAKEN)
            applied = transaction.run(cypher.REVISION_OF_KEY, {"key": past.change.key})
            if applied:
                return _revision_of(applied[0][0]).number
            view = Neo4jView(self._model, newest, transaction.run)
            if found := problems(view, past.change):
                raise Refused(found)
            _write(transaction, view, past.change, list(alterations(view, past.change)), past.at)
            keys = [past.change.key, *past.idle_keys]
            _run(transaction, cypher.REMEMBER, {"keys": keys, "number": newest + 1}, len(keys))
            return newest + 1

        return work

    def name_author(self, author: str, name: str | None) -> None:
        """Keep a name for an author's identifier, or with None erase it."""
        statement = cypher.FORGET_AUTHOR if name is None else cypher.NAME_AUTHOR

        def work(transaction: Transaction) -> None:
            _locked(transaction)
            transaction.run(statement, {"author": author, "name": name})

        self._transact(work)

    # --- the database -----------------------------------------------------------------------------

    @contextmanager
    def _reading(self) -> Iterator[tuple[Session, int]]:
        """Return what reads, and the newest revision that is written whole."""
        self._prepare()
        with self._server.reading() as session:
            revision, token = self._pinned(session)
            while token is not None:
                self._wipe_lost(token)
                # Again: it may have been completed meanwhile, or another load may have begun.
                revision, token = self._pinned(session)
            yield session, revision

    def _pinned(self, session: Session) -> tuple[int, str | None]:
        """Return the newest revision that is written whole, and the mark of who fills the store."""
        rows = session.run(cypher.PINNED, {})
        if not rows:
            self._prepared = False
            raise StoreUnavailable(_gone(self._server.name))
        ((version, revision, token, newest),) = rows
        _see_version(version)
        if token is None and self._is_left(newest if newest > revision else None):
            revision = self._settled(revision)
        return revision, token

    def _is_left(self, unsettled: int | None) -> bool:
        """Tell whether a revision has been unsettled for so long that its writer must be lost.

        A live writer settles it a moment after its commit.  Which process looks is no matter, nor
        that another writer's revision comes after it.
        """
        now = time.monotonic()
        with self._noting:
            if unsettled is None:
                self._unsettled_at = None
            elif self._unsettled_at is None:
                self._unsettled_at = now
            elif now - self._unsettled_at > UNSETTLED_SECONDS:
                self._unsettled_at = now
                return True
        return False

    def _settled(self, revision: int) -> int:
        """Settle what a lost writer left, and return what may be read now.

        Not where a writer holds the lock, for it settles what came before it, too; nor where this
        user may only read.
        """
        try:
            with self._server.writing() as session:
                settled = session.transact(_settle_newest, seconds=UNSETTLED_SECONDS)
        except StoreUnavailable:
            _log.warning("A revision whose writer was lost could not be settled now.")
            return revision
        return revision if settled is None else settled

    def _transact(self, work: Callable[[Transaction], Returned]) -> Returned:
        """Do some work in one transaction that writes, also where a lost filling is in its way."""
        self._prepare()
        try:
            with self._server.writing() as session:
                return session.transact(work)
        except BeingFilled as error:
            self._wipe_lost(error.token)
            with self._server.writing() as session:
                return session.transact(work)

    def _wipe_lost(self, token: str) -> None:
        """Delete what was half filled; raises BeingFilled when whoever fills is still there."""
        end = time.monotonic() + LOST_SECONDS
        with self._server.writing() as session:
            # Where it would fill: on a cluster only that member knows of its transactions.
            ask = partial(Transaction.run, statement=cypher.FILLERS, asked={"token": token})
            while session.transact(ask) != [[0]]:
                if time.monotonic() > end:
                    raise BeingFilled(token)
                time.sleep(LOST_SECONDS / 5)
            _wipe(session, token)

    def _prepare(self) -> None:
        """Declare what the kinds need, once; refuse a database that is not to be used."""
        with self._preparing:
            if self._prepared:
                return
            statements = [cypher.UNIQUE_MARK, *schema(self._model)]
            declared = sha256("\n".join(statements).encode()).hexdigest()
            with self._server.reading() as session:
                ((version, known, newest, settled, full),) = session.run(cypher.MARKS, {})
                if version is not None:
                    if not OLDEST <= version < SCHEMA_VERSION:
                        _see_version(version)
                elif full:
                    raise StoreUnavailable(
                        Words(
                            f"Databasen på {self._server.name} hører til et annet program. Oppgi "
                            "en annen til dataene: GOALGRAPH_NEO4J_DATABASE.",
                            f"The database at {self._server.name} is of another program. Name "
                            "another for the graph: GOALGRAPH_NEO4J_DATABASE.",
                        )
                    )
                elif not self._create:
                    raise StoreUnavailable(no_graph(self._server.name))
                there = {name for (name,) in session.run(cypher.INDEXES, {})}
            if version is not None and version < SCHEMA_VERSION:
                with self._server.writing() as session:
                    bring_up_to_date(session, self._model)
            # One may also have been dropped since, and statements name those that they use.
            if known != declared or not there.issuperset(map(declared_name, statements)):
                self._declare(statements, declared)
            if newest != settled:
                # Whoever wrote it was lost before saying that it is whole; the lock says so.
                with self._server.writing() as session:
                    session.transact(_settle_newest)
            self._prepared = True

    def _declare(self, statements: Iterable[str], declared: str) -> None:
        """Make what is missing of constraints and indexes, and mark the database as ours."""
        with self._server.writing() as session:
            for statement in statements:
                session.declare(statement)
            session.run("CALL db.awaitIndexes(300)", {})
            mark = {"schema": SCHEMA_VERSION, "declared": declared}
            session.transact(lambda transaction: transaction.run(cypher.MARK, mark))

    def _sweep(self) -> None:
        """Delete what no view may read any more; that it fails is no harm to what was applied."""
        try:
            with self._server.writing() as session:
                rows = session.run(cypher.SWEPT_TO, {"kept": KEPT_SECONDS * 1000})
                for swept, number in rows:
                    _sweep(session, swept, number)
        except StoreUnavailable:
            _log.warning("What was superseded could not be deleted now; the next change will.")

    def _change_of(self, row: Sequence[Any]) -> Change:
        revision, before, after = row
        return Change(revision, record_of(self._model, before), record_of(self._model, after))


class BeingFilled(StoreUnavailable):
    """Somebody is loading a history into the store.

    Attributes:
        token: the mark of who does.
    """

    def __init__(self, token: str) -> None:
        """Say so; the mark means nothing to a person."""
        self.token = token
        super().__init__(
            Words(
                "Dataene lastes for første gang. Prøv igjen når det er gjort.",
                "The graph is being loaded for the first time. Try again when that is done.",
            )
        )


TAKEN: Final = Words(
    "Lageret ble tatt fra lastingen som fylte det. Last på nytt.",
    "The store was taken from the load that was filling it. Load again.",
)
_TOO_LONG: Final = Words(
    "Dataene ble lest for lenge. Spør igjen.", "The graph was read for too long. Ask again."
)


def _gone(name: str) -> Words:
    return Words(
        f"Det er ikke lenger noen data på {name}. Last noen: goalgraph load STI…",
        f"There is no graph at {name} any more. Load one: goalgraph load PATH…",
    )


def _see_version(version: int) -> None:
    if version != SCHEMA_VERSION:
        raise StoreUnavailable(
            Words(
                f"Dataene er skrevet av en annen versjon av Goalgraph (skjema {version}; denne "
                f"leser {SCHEMA_VERSION}). Installer versjonen som skrev dem, eller oppgi en annen "
                "database.",
                f"The graph was written by another version of Goalgraph (schema {version}; this "
                f"one reads {SCHEMA_VERSION}). Install the version that wrote it, or name another "
                "database.",
            )
        )


def _lock(transaction: Transaction) -> tuple[int, str | None]:
    """Take the writers' lock; return the newest revision, and the mark of who fills the store."""
    rows = transaction.run(cypher.LOCK, {})
    if not rows:
        raise StoreUnavailable(REMOVED)
    ((version, newest, filler),) = rows
    _see_version(version)
    return newest, filler


def _locked(transaction: Transaction) -> int:
    """Take the writers' lock and return the newest revision, unless the store is being filled."""
    newest, filler = _lock(transaction)
    if filler is not None:
        raise BeingFilled(filler)
    return newest


def _begin_filling(transaction: Transaction, token: str) -> None:
    newest, filler = _lock(transaction)
    if filler is not None and filler != token:
        raise BeingFilled(filler)
    if newest:
        raise Refused([not_empty(newest)])
    transaction.run(cypher.BEGIN_FILLING, {"token": token})


def _end_filling(transaction: Transaction, *, token: str, number: int, statement: str) -> None:
    newest, filler = _lock(transaction)
    if transaction.run(cypher.FILLED, {}) == [[token]]:
        return
    if filler != token or newest != number:
        raise StoreUnavailable(TAKEN)
    transaction.run(statement, {"token": token})


def _wipe(session: Session, token: str) -> None:
    """Delete what was filled under a mark, as long as the store still bears it.

    Each transaction looks under the writers' lock, so that nothing is deleted that was written
    after the mark went; several may wipe at once.
    """
    while session.transact(lambda transaction: _wipe_some(transaction, token)):
        pass


def _wipe_some(transaction: Transaction, token: str) -> bool:
    """Delete a batch, and return whether there may be more."""
    _, filler = _lock(transaction)
    if filler not in {token, cypher.WIPING}:
        return False
    # Whoever filled it, and has only lost the line, sees that the store is not its own any more.
    transaction.run(cypher.BEGIN_FILLING, {"token": cypher.WIPING})
    ((deleted,),) = transaction.run(cypher.WIPE, {"most": BATCH})
    if not deleted:
        transaction.run(cypher.WIPED, {})
    return bool(deleted)


def _sweep(session: Session, swept: int, number: int) -> None:
    """Delete what the revisions after `swept` have superseded, up to a number."""
    asked = {"swept": swept, "number": number, "most": BATCH}
    for statement in (cypher.SWEEP_EDGES, cypher.SWEEP_NODES):
        deleting = True
        while deleting:
            ((deleted,),) = session.transact(
                partial(Transaction.run, statement=statement, asked=asked)
            )
            deleting = deleted > 0
    session.transact(lambda transaction: transaction.run(cypher.SWEPT, asked))


def _settle(session: Session, number: int) -> None:
    session.transact(lambda transaction: transaction.run(cypher.SETTLE, {"number": number}))


def _settle_newest(transaction: Transaction) -> int | None:
    """Settle the newest revision, and return it; not while the store is being filled."""
    newest, filler = _lock(transaction)
    if filler is not None:
        return None
    transaction.run(cypher.SETTLE, {"number": newest})
    return newest


# --- what a change writes -------------------------------------------------------------------------


def _write(
    transaction: Transaction,
    view: Neo4jView,
    change: ChangeSet,
    done: Sequence[Change],
    at: datetime,
) -> None:
    """Write a revision: new versions of what it alters, and its history.

    An edge of a node that gets a new version gets one too, between the newest versions of its ends.
    """
    number = view.revision + 1
    nodes = [each.after for each in done if isinstance(each.after, Node)]
    edges = [each.after for each in done if isinstance(each.after, Edge)]
    old_nodes = [each.before.id for each in done if isinstance(each.before, Node)]
    old_edges = [each.before.id for each in done if isinstance(each.before, Edge)]
    moved = _edges_of(view, old_nodes, {*old_edges, *(edge.id for edge in edges)})
    _supersede(transaction, view, old_nodes, [*old_edges, *(edge.id for edge in moved)])
    _create(transaction, view, nodes, [*edges, *moved])
    rows = [_change_row(place, each) for place, each in enumerate(done)]
    _run_in_batches(transaction, cypher.CREATE_CHANGES, rows, {})
    revision = {
        "number": number,
        "at": at.isoformat(),
        "key": change.key,
        "author": change.author,
        "reason": change.reason,
        "case": change.case,
    }
    _run(transaction, cypher.CREATE_REVISION, {"revision": revision}, 1)


def _edges_of(view: Neo4jView, nodes: Iterable[NodeId], but: Collection[EdgeId]) -> list[Edge]:
    search = EdgeSearch(nodes=frozenset(nodes), outgoing=None, scope=None)
    keys = [key.id for key in view.edges(search) if key.id not in but]
    return list(view.edge_records(keys).values())


def _supersede(
    transaction: Transaction, view: Neo4jView, nodes: Sequence[NodeId], edges: Sequence[EdgeId]
) -> None:
    """Mark the newest versions of nodes and edges as old."""
    asked = {"rev": view.revision, "next": view.revision + 1}
    of_kind: defaultdict[str, list[list[str]]] = defaultdict(list)
    for edge in edges:
        of_kind[edge.kind].append([edge.from_id, edge.to_id, edge.key])
    for kind, rows in of_kind.items():
        _run_in_batches(transaction, cypher.supersede_edges(kind), rows, asked)
    _run_in_batches(transaction, cypher.SUPERSEDE_NODES, nodes, asked)


def _create(
    transaction: Transaction, view: Neo4jView, nodes: Sequence[Node], edges: Sequence[Edge]
) -> None:
    """Create new versions of nodes, and then of edges between the newest versions of nodes."""
    model, asked = view.model, {"next": view.revision + 1}
    node_rows: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for node in nodes:
        node_rows[node.kind].append(node_properties(model, node))
    for kind, rows in node_rows.items():
        _run_in_batches(transaction, cypher.create_nodes(kind), rows, asked)
    put = {node.id: node for node in nodes}
    others = {end for edge in edges for end in (edge.from_id, edge.to_id)} - put.keys()
    ends = {**view.nodes(others), **put}
    edge_rows: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for edge in edges:
        row = edge_properties(model, edge, ends[edge.from_id], ends[edge.to_id], asked["next"])
        edge_rows[edge.kind].append(row)
    for kind, rows in edge_rows.items():
        _run_in_batches(transaction, cypher.create_edges(kind), rows, asked)


def _change_row(position: int, change: Change) -> dict[str, Any]:
    record = change.after or change.before
    of: dict[str, str] = {}
    if isinstance(record, Node):
        of = {"node": record.id}
    elif isinstance(record, Edge):
        of = {"from": record.from_id, "to": record.to_id}
    return {
        **of,
        "revision": change.revision,
        "position": position,
        "before": record_text(change.before),
        "after": record_text(change.after),
    }


def _run_in_batches(
    transaction: Transaction, statement: str, rows: Sequence[object], asked: Mapping[str, Any]
) -> None:
    for first in range(0, len(rows), BATCH):
        batch = rows[first : first + BATCH]
        _run(transaction, statement, {**asked, "rows": batch}, len(batch))


def _run(transaction: Transaction, statement: str, asked: Mapping[str, Any], rows: int) -> None:
    """Run a statement that does something for each of some rows.

    Cypher passes over what it does not find; nothing is to be lost without a word.
    """
    ((done,),) = transaction.run(statement, asked)
    if done != rows:
        raise StoreUnavailable(
            Words(
                "De lagrede dataene er ikke slik Goalgraph skrev dem: et annet program har endret "
                "dem. Ingenting ble gjort.",
                "The stored graph is not as Goalgraph wrote it: another program has changed it. "
                "Nothing was done.",
            )
        )


def _revision_of(stored: Mapping[str, Any]) -> Revision:
    return Revision(
        number=stored["number"],
        at=datetime.fromisoformat(stored["at"]),
        key=stored["key"],
        author=stored["author"],
        reason=stored["reason"],
        case=stored.get("case"),
    )
