"""The embedded engine's tables: how a file is marked as ours, made, and brought up to date.

History is append-only by triggers: not even a fault of ours rewrites it.  The homes of an edge are
the namespaces of its ends: with them a municipality's question finds its own edges at a shared goal
by an index, and never looks at the others'.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Final

from graph.errors import StoreUnavailable
from graph.model import Words
from graph.sqlite_rows import OF_CHANGE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

APPLICATION_ID: Final = 0x476F616C
"""Marks a file as ours: "Goal" in ASCII."""

SCHEMA_VERSION: Final = 2

CHANGE_INDEXES: Final = "\n".join(
    f"CREATE INDEX change_of_{place} ON change ({each});" for place, each in enumerate(OF_CHANGE)
)
"""For one node's history."""

SCHEMA: Final = f"""
CREATE TABLE revision (
    number INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    key TEXT NOT NULL UNIQUE,
    author TEXT NOT NULL,
    reason TEXT NOT NULL,
    case_number TEXT
) STRICT;
CREATE TABLE applied (
    key TEXT PRIMARY KEY,
    revision INTEGER NOT NULL REFERENCES revision (number)
) STRICT;
CREATE TABLE author (id TEXT PRIMARY KEY, name TEXT NOT NULL) STRICT;
CREATE TABLE node (
    id TEXT PRIMARY KEY,
    place TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    namespace TEXT NOT NULL,
    basis TEXT NOT NULL,
    valid_from TEXT,
    valid_to TEXT,
    search TEXT NOT NULL,
    fields TEXT NOT NULL,
    revision INTEGER NOT NULL,
    text_revision INTEGER NOT NULL
) STRICT;
CREATE INDEX node_kind ON node (kind, place);
CREATE INDEX node_home ON node (namespace, kind, place);
CREATE TABLE edge (
    kind TEXT NOT NULL,
    from_id TEXT NOT NULL REFERENCES node (id) DEFERRABLE INITIALLY DEFERRED,
    to_id TEXT NOT NULL REFERENCES node (id) DEFERRABLE INITIALLY DEFERRED,
    key TEXT NOT NULL,
    basis TEXT NOT NULL,
    valid_from TEXT,
    valid_to TEXT,
    fields TEXT NOT NULL,
    revision INTEGER NOT NULL,
    confirmed_revision INTEGER NOT NULL,
    from_home TEXT AS (substr(from_id, 1, instr(from_id, ':') - 1)),
    to_home TEXT AS (substr(to_id, 1, instr(to_id, ':') - 1)),
    PRIMARY KEY (from_id, kind, to_id, key)
) STRICT;
CREATE INDEX edge_to ON edge (to_id, kind, from_home);
CREATE INDEX edge_kind ON edge (kind, to_home, from_home);
CREATE TABLE change (
    number INTEGER PRIMARY KEY,
    revision INTEGER NOT NULL REFERENCES revision (number),
    before TEXT,
    after TEXT
) STRICT;
CREATE INDEX change_revision ON change (revision);
{CHANGE_INDEXES}
CREATE TRIGGER revision_stays BEFORE UPDATE ON revision
    BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER revision_kept BEFORE DELETE ON revision
    BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER change_stays BEFORE UPDATE ON change
    BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER change_kept BEFORE DELETE ON change
    BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TABLE loading (since TEXT NOT NULL) STRICT;
PRAGMA application_id = {APPLICATION_ID};
PRAGMA user_version = {SCHEMA_VERSION};
"""

_CHANGE_OF: Final = "".join(
    f"DROP INDEX IF EXISTS change_of_{place};\n" for place, _ in enumerate(OF_CHANGE)
)

MIGRATIONS: Final[Mapping[int, str]] = {
    1: f"""
CREATE INDEX node_home ON node (namespace, kind, place);
ALTER TABLE edge ADD COLUMN from_home TEXT AS (substr(from_id, 1, instr(from_id, ':') - 1));
ALTER TABLE edge ADD COLUMN to_home TEXT AS (substr(to_id, 1, instr(to_id, ':') - 1));
DROP INDEX edge_to;
CREATE INDEX edge_to ON edge (to_id, kind, from_home);
DROP INDEX edge_kind;
CREATE INDEX edge_kind ON edge (kind, to_home, from_home);
{_CHANGE_OF}{CHANGE_INDEXES}
CREATE TABLE loading (since TEXT NOT NULL) STRICT;
PRAGMA user_version = 2;
""",
}
"""For each older version, what makes the next one of it."""


def prepare(path: Path, connection: sqlite3.Connection) -> None:
    """Make the tables in an empty file, and bring those of an older version up to date.

    A copy of what an older version wrote stays beside the file.  Raises StoreUnavailable when the
    file is another program's, or a newer version wrote it.
    """
    application, version = _marks(connection)
    if not application and not version and _is_empty(connection):
        _make(connection)
        application, version = _marks(connection)
    if application != APPLICATION_ID:
        raise StoreUnavailable(
            Words(
                f"{path} er databasen til et annet program. Oppgi en annen fil til dataene.",
                f"{path} is a database of another program. Name another file for the graph.",
            )
        )
    if version in MIGRATIONS:
        _migrate(path, connection)
        _, version = _marks(connection)
    if version != SCHEMA_VERSION:
        raise StoreUnavailable(
            Words(
                f"{path} er skrevet av en annen versjon av Goalgraph (skjema {version}; denne "
                f"leser {SCHEMA_VERSION}). Installer versjonen som skrev den, eller oppgi en annen "
                "fil.",
                f"{path} was written by another version of Goalgraph (schema {version}; this one "
                f"reads {SCHEMA_VERSION}). Install the version that wrote it, or name another "
                "file.",
            )
        )


def _marks(connection: sqlite3.Connection) -> tuple[int, int]:
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    return application, version


def _is_empty(connection: sqlite3.Connection) -> bool:
    row = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return bool(row == (0,))


def _make(connection: sqlite3.Connection) -> None:
    """Write the schema, unless another process has just done so."""
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("BEGIN IMMEDIATE")
    if _is_empty(connection):
        _run(connection, SCHEMA)
    connection.execute("COMMIT")


def _migrate(path: Path, connection: sqlite3.Connection) -> None:
    """Copy the file, then bring it up to date in one transaction, unless another just has."""
    connection.execute("BEGIN IMMEDIATE")
    _, version = _marks(connection)
    if version in MIGRATIONS:
        # The lock keeps writers away; the copy is read over a connection of its own.
        _copy(path, _free(path.with_name(f"{path.name}.schema-{version}")))
    while version in MIGRATIONS:
        _run(connection, MIGRATIONS[version])
        _, version = _marks(connection)
    connection.execute("COMMIT")


def _copy(path: Path, copy: Path) -> None:
    """Write a copy of a file, whole or not at all."""
    part = copy.with_name(f"{copy.name}.part")
    part.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(part)) as target:
        source.backup(target)
        # A copy that is only read needs no files beside it.
        target.execute("PRAGMA journal_mode = DELETE")
    part.replace(copy)


def _free(path: Path) -> Path:
    """Return a path, with a number where there is such a file: an older copy is kept."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.name}.{number}")
    return free


def _run(connection: sqlite3.Connection, script: str) -> None:
    """Run statements inside the transaction; sqlite3's own `executescript` would end it."""
    statement = ""
    for line in script.splitlines():
        statement += f"{line}\n"
        if sqlite3.complete_statement(statement):
            connection.execute(statement)
            statement = ""
