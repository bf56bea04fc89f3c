"""The embedded engine by itself: its file, its history, its index."""

import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from graph.changes import ChangeSet
from graph.embedded import EmbeddedStore
from graph.errors import StoreUnavailable
from graph.model import Direction
from graph.records import Edge, EdgeId, Node, Value
from graph.sqlite_index import index_of
from graph.store import Scope, Walk

SAID: dict[str, Value] = {"basis": "documented", "source": "here"}
WALK = Walk(
    starts=frozenset({"sdg:11"}), direction=Direction.DOWN, scope=Scope(as_of=date(2026, 11, 23))
)


def node(node_id: str, kind: str, title: str = "Navn", **values: Value) -> Node:
    """Return a node."""
    return Node(id=node_id, kind=kind, values={"title": title, **SAID, **values})


def edge(kind: str, low: str, high: str, **values: Value) -> Edge:
    """Return an edge."""
    return Edge(kind=kind, from_id=low, to_id=high, values={**SAID, **values})


FIRST = ChangeSet(
    "first",
    "kari",
    "to begin with",
    puts=(
        node("sdg:11", "SDG"),
        node("sdg:11.6", "SDGTarget"),
        node("asker:g.1", "Subgoal"),
        *(node(f"asker:m.{number}", "Measure") for number in range(20)),
        edge("TARGET_OF", "sdg:11.6", "sdg:11"),
        edge("DERIVED_FROM", "asker:g.1", "sdg:11.6"),
        *(edge("ADVANCES", f"asker:m.{number}", "asker:g.1") for number in range(20)),
    ),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with the first change in it."""
    path = tmp_path / "graph.db"
    with EmbeddedStore.open(f"file:{path}") as store:
        store.apply(FIRST)
    return path


@pytest.fixture
def store(path: Path) -> Iterator[EmbeddedStore]:
    """The store of that file."""
    with EmbeddedStore.open(f"file:{path}") as opened:
        yield opened


CHANGES = [
    ChangeSet("gone", "kari", "why", removes=(EdgeId("ADVANCES", "asker:m.3", "asker:g.1"),)),
    ChangeSet("text", "kari", "why", puts=(node("asker:g.1", "Subgoal", "Ny tekst"),)),
    ChangeSet(
        "ended", "kari", "why", puts=(node("asker:m.4", "Measure", valid_to=date(2020, 1, 1)),)
    ),
    ChangeSet("part", "kari", "why", puts=(edge("PART_OF", "asker:m.5", "asker:m.6"),)),
    ChangeSet(
        "node gone",
        "kari",
        "why",
        removes=("asker:m.7", EdgeId("ADVANCES", "asker:m.7", "asker:g.1")),
    ),
    ChangeSet(
        "invented",
        "kari",
        "why",
        puts=(node("asker:m.8", "Measure", basis="illustrative"),),
    ),
]


def test_an_index_made_from_an_older_one_is_as_one_made_anew(store: EmbeddedStore) -> None:
    """After each change the walking index, patched, equals the index built from the tables."""
    with store.read() as view:
        view.trace(WALK)

    for change in CHANGES:
        store.apply(change)
        with store.read() as view:
            patched, anew = view._index(view), index_of(view)  # noqa: SLF001 - what this test is about

            assert patched.revision == anew.revision
            assert patched.nodes == anew.nodes
            for ours, theirs in ((patched.below, anew.below), (patched.above, anew.above)):
                assert {key: sorted(map(repr, fan)) for key, fan in ours.items()} == {
                    key: sorted(map(repr, fan)) for key, fan in theirs.items()
                }


def test_a_view_keeps_its_revision_while_another_store_writes(
    path: Path, store: EmbeddedStore
) -> None:
    """Two stores on one file: an open view stays as it was, and the next one sees the change."""
    with store.read() as before, EmbeddedStore.open(f"file:{path}") as other:
        number = len(before.trace(WALK).nodes)
        other.apply(CHANGES[0])

        assert len(before.trace(WALK).nodes) == number
        assert before.revision == 1
        with store.read() as after:
            assert after.revision == 2
            assert len(after.trace(WALK).nodes) == number - 1


def test_history_cannot_be_rewritten(path: Path) -> None:
    """Not even by SQL: what was changed, when, by whom and why stays."""
    connection = sqlite3.connect(path)
    for statement in (
        "DELETE FROM revision",
        "UPDATE revision SET author = 'nobody'",
        "DELETE FROM change",
        "UPDATE change SET after = NULL",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            connection.execute(statement)
    connection.close()


def test_a_file_of_another_program_is_left_alone(tmp_path: Path) -> None:
    """A database that is not ours, and a file that is none, are refused in a sentence."""
    foreign = tmp_path / "foreign.db"
    connection = sqlite3.connect(foreign)
    connection.execute("CREATE TABLE theirs (id)")
    connection.commit()
    connection.close()
    text = tmp_path / "text.db"
    text.write_text("Dette er ingen database, men en lang nok tekst til å ligne en fil.\n" * 20)

    with pytest.raises(StoreUnavailable, match="another program"):
        EmbeddedStore.open(f"file:{foreign}")
    with pytest.raises(StoreUnavailable, match="is not a graph"):
        EmbeddedStore.open(f"file:{text}")


def test_a_newer_schema_is_refused_with_both_versions_named(path: Path) -> None:
    """A file that a later version wrote is not touched."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()

    with pytest.raises(StoreUnavailable, match=r"schema 99; this one reads 2"):
        EmbeddedStore.open(f"file:{path}")


def test_a_locked_file_is_told_in_a_sentence(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While another program holds the file for itself, applying says so and changes nothing."""
    monkeypatch.setattr("graph.embedded.WAIT_SECONDS", 0.1)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")

    with EmbeddedStore.open(f"file:{path}") as store:
        with pytest.raises(StoreUnavailable, match="is locked: another program"):
            store.apply(CHANGES[0])
        holder.execute("ROLLBACK")
        holder.close()

        assert store.apply(CHANGES[0]).number == 2


def test_a_missing_file_is_made_only_when_asked(tmp_path: Path) -> None:
    """Reading commands do not leave an empty graph behind."""
    missing = tmp_path / "new" / "graph.db"

    with pytest.raises(StoreUnavailable, match="There is no graph at"):
        EmbeddedStore.open(f"file:{missing}", create=False)

    assert not missing.parent.exists()
    EmbeddedStore.open(f"file:{missing}").close()
    assert missing.exists()


def test_an_error_of_who_reads_is_not_told_as_the_store_s(store: EmbeddedStore) -> None:
    """A file that the caller cannot write is no fault of the graph."""
    with pytest.raises(FileNotFoundError, match="the caller"), store.read():
        raise FileNotFoundError(2, "the caller's own")
