"""Files of older versions of the embedded engine: copied, then brought up to date."""

import sqlite3
from contextlib import closing
from pathlib import Path
from threading import Thread

import pytest

from graph.embedded import EmbeddedStore
from graph.errors import StoreUnavailable
from graph.history import past_changes
from graph.model import Direction
from graph.sqlite_schema import CHANGE_INDEXES
from graph.store import ChangeSearch, EdgeSearch, Walk
from tests.spec.sketch import NOW, arrow, edge_id, sketch

OLD = Path(__file__).with_name("schema-1.sql")
"""A file of version 1, as text: that version's own code wrote it."""

INSIDE = (
    "SELECT m.name, x.* FROM sqlite_master m, pragma_table_xinfo(m.name) x",
    "SELECT m.name, m.tbl_name, x.* FROM sqlite_master m, pragma_index_xinfo(m.name) x",
    "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'",
)


@pytest.fixture(params=["", CHANGE_INDEXES], ids=["first", "with indexes of changes"])
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A file of version 1, of which there were two: the later one had three indexes more."""
    path = tmp_path / "graph.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript(OLD.read_text(encoding="utf-8") + request.param)
    return path


def test_an_older_file_is_brought_up_to_date(path: Path) -> None:
    """Its graph, its history, names and keys are as they were, and it goes on."""
    with EmbeddedStore.open(f"file:{path}") as store:
        with store.read() as view:
            node = view.nodes(["asker:delmal.1"])["asker:delmal.1"]
            walk = Walk(starts=frozenset({"sdg:11.6"}), direction=Direction.DOWN, scope=NOW)
            reached = view.trace(walk)
            edges = view.edges(EdgeSearch(nodes=None, outgoing=None, scope=None))

        assert (node.title, node.revision, node.text_revision) == ("Ny ordlyd", 2, 2)
        assert set(reached.nodes) == {"sdg:11.6", "asker:delmal.1", "asker:tiltak.a"}
        assert {arrow(edge): edge.suspect for edge in edges} == {
            "asker:delmal.1 -DERIVED_FROM-> sdg:11.6": True,
            "asker:tiltak.a -ADVANCES-> asker:delmal.1": False,
        }
        assert [each.key for each in store.revisions()] == ["first", "second", "third", "fourth"]
        assert store.idle_keys() == {"idle": 1}
        assert store.authors() == {"kari": "Kari Nordmann"}
        assert len(store.find_changes(ChangeSearch(node="asker:tiltak.b"))) == 4
        assert store.apply(sketch("asker:tiltak.ny")).number == 5


def test_it_has_the_tables_of_a_new_file(path: Path, tmp_path: Path) -> None:
    """Whether a file was made now or brought up to date makes no difference to any statement."""
    new = tmp_path / "new.db"

    EmbeddedStore.open(f"file:{path}").close()
    EmbeddedStore.open(f"file:{new}").close()

    assert inside(path) == inside(new)


def test_a_copy_of_what_was_there_stays(path: Path) -> None:
    """Beside the file, under its name and the old version; opening it once more copies nothing."""
    before = dump(path)

    EmbeddedStore.open(f"file:{path}").close()
    EmbeddedStore.open(f"file:{path}").close()

    copy = path.with_name("graph.db.schema-1")
    assert dump(copy) == before
    assert [each.name for each in path.parent.glob("*schema*")] == [copy.name]


def test_an_older_copy_is_kept(path: Path) -> None:
    """Whoever went back to the old version and comes again has two copies."""
    older = path.with_name("graph.db.schema-1")
    older.write_text("en eldre kopi", encoding="utf-8")

    EmbeddedStore.open(f"file:{path}").close()

    assert older.read_text(encoding="utf-8") == "en eldre kopi"
    assert path.with_name("graph.db.schema-1.2").exists()


def test_a_copy_that_cannot_be_made_leaves_the_file_as_it_was(path: Path) -> None:
    """No copy, no change: the old version still opens it."""
    before = dump(path)
    path.with_name("graph.db.schema-1.part").mkdir()

    with pytest.raises(StoreUnavailable, match="cannot be used"):
        EmbeddedStore.open(f"file:{path}")

    assert dump(path) == before
    assert not path.with_name("graph.db.schema-1").exists()


def test_two_who_open_it_at_once_bring_it_up_to_date_once(path: Path) -> None:
    """The second waits for the first, and finds it done."""
    failures: list[Exception] = []

    def opening() -> None:
        try:
            EmbeddedStore.open(f"file:{path}").close()
        except Exception as error:  # noqa: BLE001 - handed on to the test below
            failures.append(error)

    threads = [Thread(target=opening) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    assert [each.name for each in path.parent.glob("*schema*")] == ["graph.db.schema-1"]


def test_its_history_can_be_moved(path: Path) -> None:
    """What an older version wrote is read whole, and goes into another store."""
    with (
        EmbeddedStore.open(f"file:{path}") as store,
        EmbeddedStore.open("memory:") as other,
    ):
        other.fill(past_changes(store))

        assert list(other.changes()) == list(store.changes())
        with other.read() as view:
            link = edge_id("asker:tiltak.a -ADVANCES-> asker:delmal.1")
            assert view.edge_records([link])[link].confirmed_revision == 3


def dump(path: Path) -> list[str]:
    """Return a database as text."""
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def inside(path: Path) -> set[tuple[object, ...]]:
    """Return the columns of a file's tables and indexes, and its triggers."""
    with closing(sqlite3.connect(path)) as connection:
        found: set[tuple[object, ...]] = set()
        for statement in INSIDE:
            found |= set(connection.execute(statement))
    return found
