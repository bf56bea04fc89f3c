"""The embedded engine: one SQLite file, and an index in memory for walking.

For whoever has one machine and up to about 100,000 nodes; nothing to install or administer.  Many
processes may read the file while one writes; each view is one revision.  `memory:` is for tests and
trials: a temporary file that goes when the store is closed, so that it behaves in every way as a
file does.
"""

from __future__ import annotations

import sqlite3
import tempfile
import threading
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from graph.alterations import alterations
from graph.checks import problems, unreadable
from graph.errors import Refused, StoreUnavailable
from graph.history import filling, not_empty
from graph.kinds import MODEL
from graph.model import Words
from graph.problems import no_graph
from graph.records import Edge, Node
from graph.sqlite_index import index_after, index_of
from graph.sqlite_rows import (
    change_of,
    changes_statement,
    put_change,
    put_edge,
    put_node,
    revision_of,
)
from graph.sqlite_schema import prepare
from graph.sqlite_view import SqliteView

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from graph.changes import Change, ChangeSet, PastChange, Revision
    from graph.model import Model
    from graph.store import ChangeSearch
    from graph.walking import WalkingIndex

WAIT_SECONDS: Final = 10
"""How long to wait for another process's write before giving up."""

INDEXES_KEPT: Final = 3
"""Indexes of the newest revisions that are kept for views still reading them."""


class EmbeddedStore:
    """A GraphStore in one SQLite file."""

    def __init__(
        self, path: Path, model: Model, folder: tempfile.TemporaryDirectory[str] | None
    ) -> None:
        """Hold the parts; use `open`."""
        self._path = path
        self._model = model
        self._folder = folder
        self._writing = threading.Lock()
        self._indexing = threading.Lock()
        self._indexes: dict[int, WalkingIndex] = {}

    @classmethod
    def open(cls, uri: str, model: Model = MODEL, *, create: bool = True) -> Self:
        """Open `file:PATH` or `memory:`; a file that is not there is made when `create` says so.

        Raises StoreUnavailable when the file is not there, not ours, of a newer version, locked or
        not to be written.
        """
        if uri == "memory:":
            folder = tempfile.TemporaryDirectory(prefix="goalgraph-")
            store = cls(Path(folder.name) / "graph.db", model, folder)
        else:
            store = cls(Path(uri.removeprefix("file:")), model, None)
        store._prepare(create=create)
        return store

    @property
    def model(self) -> Model:
        """The table of kinds that the graph follows."""
        return self._model

    def close(self) -> None:
        """Let go of the indexes, and of a temporary file."""
        self._indexes = {}
        if self._folder is not None:
            self._folder.cleanup()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- reading ----------------------------------------------------------------------------------

    @contextmanager
    def read(self) -> Iterator[SqliteView]:
        """Return a view of the newest revision; what is written meanwhile it does not see."""
        with self._reading() as connection:
            yield self._view(connection)

    def revisions(self, since: int = 0, *, limit: int | None = None) -> Sequence[Revision]:
        """Return the revisions after `since`, the first one first; at most `limit` of them."""
        with self._reading() as connection:
            rows = connection.execute(
                "SELECT * FROM revision WHERE number > ? ORDER BY number LIMIT ?",
                (since, -1 if limit is None else limit),
            )
            return [revision_of(row) for row in rows]

    def changes(self, since: int = 0) -> Iterator[Change]:
        """Yield what each revision after `since` did, in order."""
        with self._reading() as connection:
            rows = connection.execute(
                "SELECT revision, before, after FROM change WHERE revision > ? ORDER BY number",
                (since,),
            )
            for row in rows:
                yield change_of(self._model, row)

    def idle_keys(self) -> Mapping[str, int]:
        """Return the keys that altered nothing when they were applied, with their revision."""
        with self._reading() as connection:
            rows = connection.execute(
                "SELECT key, revision FROM applied "
                "WHERE key NOT IN (SELECT key FROM revision) ORDER BY revision, key"
            )
            return dict(rows.fetchall())

    def find_changes(self, search: ChangeSearch) -> Sequence[Change]:
        """Return the changes that a search finds, in the order of `changes`."""
        with self._reading() as connection:
            rows = connection.execute(*changes_statement(search))
            return [change_of(self._model, row) for row in rows]

    def authors(self) -> Mapping[str, str]:
        """Return the names of authors by their identifiers, as far as they are kept."""
        with self._reading() as connection:
            return dict(connection.execute("SELECT id, name FROM author ORDER BY id").fetchall())

    # --- writing ----------------------------------------------------------------------------------

    def apply(self, change: ChangeSet) -> Revision:
        """Apply a change, all or nothing, and return its revision."""
        if found := unreadable(change):
            raise Refused(found)
        with self._changing() as connection:
            connection.execute("BEGIN IMMEDIATE")
            applied = _applied(connection, change.key)
            if applied is not None:
                return applied
            view = self._view(connection)
            found = problems(view, change)
            if found:
                raise Refused(found)
            done = list(alterations(view, change))
            number = view.revision
            if done or not number:
                number += 1
                _write(connection, change, done, number, datetime.now(UTC))
            _remember(connection, change.key, number)
            # Read before it is committed: what is there for good must not end in an error.
            revision = _revision(connection, number)
            connection.execute("COMMIT")
            return revision

    def fill(self, history: Iterable[PastChange]) -> int:
        """Make the changes of a whole history in an empty store; return the newest revision."""
        with self._writing, self._connected() as connection:
            view = self._begin_loading(connection)
            for past in filling(history):
                if found := problems(view, past.change):
                    raise Refused(found)
                number = view.revision + 1
                _write(
                    connection, past.change, list(alterations(view, past.change)), number, past.at
                )
                for key in (past.change.key, *past.idle_keys):
                    _remember(connection, key, number)
                view = self._view(connection)
            connection.execute("DELETE FROM loading")
            connection.execute("COMMIT")
            return view.revision

    def name_author(self, author: str, name: str | None) -> None:
        """Keep a name for an author's identifier, or with None erase it."""
        with self._changing() as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("DELETE FROM author WHERE id = ?", (author,))
            if name is not None:
                connection.execute("INSERT INTO author VALUES (?, ?)", (author, name))
            connection.execute("COMMIT")

    # --- for whoever looks after it ---------------------------------------------------------------

    def engine(self) -> str:
        """Return what keeps the graph, with its version."""
        return f"SQLite {sqlite3.sqlite_version}"

    @property
    def place(self) -> Path:
        """The file."""
        return self._path

    def damage(self) -> Sequence[str]:
        """Return what SQLite finds wrong with the file, in its own words; [] when nothing."""
        with self._connected() as connection:
            told = [row[0] for row in connection.execute("PRAGMA integrity_check(10)")]
            loose = connection.execute("PRAGMA foreign_key_check").fetchmany(10)
        found = [text for text in told if text != "ok"]
        return found + [
            f"row {row} of {table} refers to what is not there" for table, row, *_ in loose
        ]

    # --- the loading mark ------------------------------------------------------------------------

    # While a history is loaded, the file is marked, and the loader holds the lock for writing.  A
    # mark without the lock is a lost process's, whose half-done work SQLite has undone.

    def _begin_loading(self, connection: sqlite3.Connection) -> SqliteView:
        """Mark an empty file, and begin the one transaction in which its history is written."""
        while True:
            connection.execute("BEGIN IMMEDIATE")
            view = self._view(connection)
            if view.revision:
                raise Refused([not_empty(view.revision)])
            if _is_loading(connection):
                return view
            connection.execute("INSERT INTO loading VALUES (?)", (datetime.now(UTC).isoformat(),))
            # Others see the mark only when it is committed; who takes it for a lost one meanwhile
            # removes it, and it is set again.
            connection.execute("COMMIT")

    def _refuse_loading(self, connection: sqlite3.Connection) -> None:
        """Raise StoreUnavailable while a history is being loaded; remove a lost mark."""
        if not _is_loading(connection):
            return
        with self._connected(wait=0) as other:
            try:
                other.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                raise StoreUnavailable(
                    Words(
                        f"{self._path} lastes for første gang. Prøv igjen når det er gjort.",
                        f"{self._path} is being loaded for the first time. Try again when that is "
                        "done.",
                    )
                ) from error
            other.execute("DELETE FROM loading")
            other.execute("COMMIT")

    # --- the file ---------------------------------------------------------------------------------

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """Open a connection whose transaction sees one revision."""
        with self._connected() as connection:
            connection.execute("BEGIN")
            self._refuse_loading(connection)
            yield connection

    @contextmanager
    def _changing(self) -> Iterator[sqlite3.Connection]:
        """Open a connection to write over, one at a time."""
        with self._connected() as connection:
            self._refuse_loading(connection)
            with self._writing:
                yield connection

    @contextmanager
    def _connected(self, *, wait: float | None = None) -> Iterator[sqlite3.Connection]:
        """Open a connection for one use; what it has not committed is undone at the end."""
        with _sentences(self._path):
            # FastAPI opens a view in one thread of its pool and may use it in another.
            connection = sqlite3.connect(
                self._path,
                timeout=WAIT_SECONDS if wait is None else wait,
                isolation_level=None,
                check_same_thread=False,
            )
            try:
                connection.execute("PRAGMA synchronous = FULL")
                connection.execute("PRAGMA foreign_keys = ON")
                yield connection
            finally:
                connection.close()

    def _prepare(self, *, create: bool) -> None:
        """Make the file where it is wanted and missing; refuse one that is not to be read."""
        if not self._path.exists():
            if not create:
                raise StoreUnavailable(no_graph(str(self._path)))
            with _file_sentences(self._path):
                self._path.parent.mkdir(parents=True, exist_ok=True)
        with _file_sentences(self._path), self._connected() as connection:
            prepare(self._path, connection)

    def _view(self, connection: sqlite3.Connection) -> SqliteView:
        # The first statement that reads is what fixes the transaction's revision.
        row = connection.execute("SELECT coalesce(max(number), 0) FROM revision").fetchone()
        return SqliteView(self._model, connection, row[0], self._index)

    # --- the walking index ------------------------------------------------------------------------

    def _index(self, view: SqliteView) -> WalkingIndex:
        """Return the index of a view's revision: kept, made from an older one, or made anew."""
        with self._indexing:
            index = self._indexes.get(view.revision)
            if index is None:
                older = [number for number in self._indexes if number < view.revision]
                index = index_after(self._indexes[max(older)], view) if older else index_of(view)
                self._indexes[view.revision] = index
                for number in sorted(self._indexes)[:-INDEXES_KEPT]:
                    del self._indexes[number]
            return index


@contextmanager
def _sentences(path: Path) -> Iterator[None]:
    """Say in a sentence what SQLite says in a traceback.

    Whoever reads does other things meanwhile: an error of the file system may be of those.
    """
    try:
        yield
    except sqlite3.OperationalError as error:
        if "locked" in str(error) or "busy" in str(error):
            raise StoreUnavailable(
                Words(
                    f"{path} er låst: et annet program skriver til den. Prøv igjen når det er "
                    "ferdig.",
                    f"{path} is locked: another program is writing to it. Try again when it is "
                    "done.",
                )
            ) from error
        raise StoreUnavailable(
            Words(
                f"{path} kan ikke brukes: {error}. Se etter at mappen finnes, og at det går an å "
                "skrive i den.",
                f"{path} cannot be used: {error}. See that the folder exists and may be written "
                "to.",
            )
        ) from error
    except sqlite3.DatabaseError as error:
        raise StoreUnavailable(
            Words(
                f"{path} er ikke en fil fra Goalgraph, eller er skadet: {error}. Oppgi en annen "
                "fil.",
                f"{path} is not a graph, or is damaged: {error}. Name another file.",
            )
        ) from error


@contextmanager
def _file_sentences(path: Path) -> Iterator[None]:
    """Say in a sentence what the file system says in a traceback."""
    try:
        yield
    except OSError as error:
        raise StoreUnavailable(
            Words(
                f"{path} kan ikke brukes: {error.strerror}.",
                f"{path} cannot be used: {error.strerror}.",
            )
        ) from error


def _is_loading(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT 1 FROM loading").fetchone() is not None


def _applied(connection: sqlite3.Connection, key: str) -> Revision | None:
    """Return the revision that a change of that key led to, also where it altered nothing."""
    row = connection.execute("SELECT revision FROM applied WHERE key = ?", (key,)).fetchone()
    return None if row is None else _revision(connection, row[0])


def _remember(connection: sqlite3.Connection, key: str, number: int) -> None:
    """Keep what a change of that key led to."""
    connection.execute("INSERT INTO applied VALUES (?, ?)", (key, number))


def _revision(connection: sqlite3.Connection, number: int) -> Revision:
    rows = connection.execute("SELECT * FROM revision WHERE number = ?", (number,))
    return revision_of(rows.fetchone())


def _write(
    connection: sqlite3.Connection,
    change: ChangeSet,
    done: Sequence[Change],
    number: int,
    at: datetime,
) -> None:
    connection.execute(
        "INSERT INTO revision VALUES (?, ?, ?, ?, ?, ?)",
        (number, at.isoformat(), change.key, change.author, change.reason, change.case),
    )
    for each in done:
        put_change(connection, each)
        match each.after, each.before:
            case Node() as node, _:
                put_node(connection, node)
            case Edge() as edge, _:
                put_edge(connection, edge)
            case None, Node(id=node_id):
                connection.execute("DELETE FROM node WHERE id = ?", (node_id,))
            case None, Edge(id=edge_id):
                connection.execute(
                    "DELETE FROM edge WHERE kind = ? AND from_id = ? AND to_id = ? AND key = ?",
                    tuple(edge_id),
                )
