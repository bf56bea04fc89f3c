"""`doctor`: what store this is, what it holds, how the packaged sets stand, what is broken."""

import json
import sqlite3
from pathlib import Path
from shutil import copytree

import pytest

from graph.embedded import EmbeddedStore
from loaders.packaged import packaged
from tests.command.conftest import Run

STORE = ("--store", "file:g.db")
EN = ("--lang", "en")


@pytest.fixture
def held(run: Run) -> Path:
    """Return the file of a store of one's own that holds the UN's goals."""
    assert run("load", "sdg", *STORE).exit_code == 0
    return Path("g.db")


def by_hand(statement: str, *values: object) -> None:
    """Change the file as something else than Goalgraph might."""
    with sqlite3.connect("g.db") as connection:
        for trigger in ("revision_kept", "revision_stays", "change_kept"):
            connection.execute(f"DROP TRIGGER IF EXISTS {trigger}")
        assert connection.execute(statement, values).rowcount > 0
    connection.close()


@pytest.mark.usefixtures("stored")
def test_store_in_order(run: Run) -> None:
    """The packaged store is whole; which store and why, its file, revision and content are told."""
    result = run("doctor", *EN)

    assert result.exit_code == 0
    assert result.stderr == ""
    for part in ("(GOALGRAPH_STORE)", "MB", "SQLite", "1 · ", "17 SDGs, 169 SDG targets"):
        assert part in result.stdout
    assert result.stdout.count("as packaged, since revision 1") == len(packaged())
    assert "All is whole" in result.stdout


@pytest.mark.usefixtures("held")
def test_packaged_sets_that_differ_are_told(run: Run) -> None:
    """What is not loaded, and what was changed here since, with the command that shows more."""
    Path("sdgs.csv").write_text("id,title\nsdg:1,Null fattigdom\n", "utf-8")
    run("load", "sdgs.csv", *STORE)

    result = run("doctor", *STORE, *EN)

    assert result.exit_code == 0
    assert "changed here since revision 1; on loading: 1 changed" in result.stdout
    assert "not loaded; " in result.stdout
    names = " ".join(packaged())
    assert f"goalgraph load --dry-run {names} --store file:g.db" in result.stdout


@pytest.mark.usefixtures("held")
def test_content_for_machines(run: Run) -> None:
    """The same as a document, with numbers by namespace, kind and basis."""
    document = json.loads(run("doctor", "--json", *STORE).stdout)

    assert document["named_by"] == "--store"
    assert document["revision"] == document["sets"]["sdg"] == 1
    assert document["holdings"] == [
        {
            "namespace": "sdg",
            "kinds": {"Layer": 4, "SDG": 17, "SDGTarget": 169},
            "nodes": {"documented": 190, "inferred": 0, "illustrative": 0},
            "edges": {"documented": 186, "inferred": 0, "illustrative": 0},
        }
    ]
    assert (document["count"], document["problems"]) == (0, [])
    assert {each["name"] for each in document["offers"]} == packaged().keys() - {"sdg"}


@pytest.mark.usefixtures("held")
@pytest.mark.parametrize(
    ("statement", "told"),
    [
        (
            "UPDATE node SET fields = replace(fields, 'Stoppe', 'Starte') WHERE id = 'sdg:13'",
            "sdg:13 is not what the history says that it is.",
        ),
        ("DELETE FROM edge WHERE from_id = 'sdg:1.1'", "TARGET_OF sdg:1.1 sdg:1 is in the history"),
        ("DELETE FROM change WHERE number = 1", "is in the graph, but no revision made it."),
    ],
)
def test_what_a_hand_in_the_database_did_is_found(run: Run, statement: str, told: str) -> None:
    """Graph and history must say the same; what does not is named, with what to do."""
    by_hand(statement)

    result = run("doctor", *STORE, *EN)

    assert result.exit_code == 1
    assert told in result.stderr
    assert "All is whole" not in result.stdout
    assert "Traceback" not in result.stderr


@pytest.mark.usefixtures("held")
@pytest.mark.parametrize("command", [("doctor",), ("show", "sdg:1"), ("sdgs",)])
def test_what_this_version_does_not_know_is_told_in_a_sentence(
    run: Run, command: tuple[str, ...]
) -> None:
    """A store of a version with more fields is no traceback, whatever is asked of it."""
    by_hand("""UPDATE node SET fields = replace(fields, '"iri"', '"uri"') WHERE id = 'sdg:1'""")

    result = run(*command, *STORE)

    assert result.exit_code == 3
    assert "har en SDG som denne versjonen av Goalgraph ikke kan lese ('uri')" in result.stderr


def test_lost_revision_is_found(run: Run, held: Path) -> None:
    """Revisions have no holes."""
    assert held.exists()
    run("load", "norway", *STORE)
    by_hand("DELETE FROM revision WHERE number = 1")

    assert "Den nyeste revisjonen er 2, men det er 1 der." in run("doctor", *STORE).stderr


def test_broken_file_is_told_in_a_sentence(run: Run, held: Path) -> None:
    """A disk that lost a page is no traceback: either it cannot be read, or the damage is told."""
    with EmbeddedStore.open("file:g.db") as store:
        assert store.damage() == []
    with sqlite3.connect(held) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    data = bytearray(held.read_bytes())
    middle = len(data) // 2 // 4096 * 4096
    data[middle : middle + 8192] = b"\xff" * 8192
    held.write_bytes(data)

    result = run("doctor", *STORE)

    assert result.exit_code in {1, 3}
    assert "skadet" in result.stderr
    assert "Traceback" not in result.stderr


def test_setting_that_is_misspelt_is_told_where_there_is_no_store(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may be why the store is not found."""
    monkeypatch.setenv("GOALGRAPH_STOER", "file:mine.db")
    monkeypatch.setenv("GOALGRAPH_NEO4J_PASSWORD", "not a stray: a Neo4j server would be asked so")

    result = run("doctor")

    assert result.exit_code == 3
    told, missing = result.stderr.splitlines()
    assert told.endswith("Mente du GOALGRAPH_STORE?")
    assert missing.startswith("Det er ingen data på")
    assert not Path("var").exists()


@pytest.mark.usefixtures("held")
def test_emptied_store_is_not_called_changed(run: Run) -> None:
    """Where the load was undone, nothing of the set is here, and loading would add all of it."""
    run("undo", "1", *STORE)

    result = run("doctor", *STORE, *EN)

    assert "no longer here; loaded in revision 1; on loading: 376 added" in result.stdout


def test_what_a_package_dropped_is_told_with_the_command_that_removes_it(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The doctor names it, the command lists it, and with --yes it goes: all is as packaged."""
    shipped = copytree(packaged()["norway"].parent, tmp_path / "shipped")
    more = shipped / "norway" / "more"
    more.mkdir()
    (more / "topics.csv").write_text(
        "id,title,basis,source\nasker:ekstra,Noe,documented,x\n", "utf-8"
    )
    monkeypatch.setattr("loaders.packaged._root", lambda: shipped)
    assert run("load", "sdg", "norway", *STORE).stderr == ""
    (more / "topics.csv").unlink()

    told = run("doctor", *STORE, *EN).stdout
    listed = run("load", "--remove-dropped", "norway", *STORE, *EN)
    still = run("doctor", *STORE, *EN).stdout
    gone = run("load", "--remove-dropped", "norway", "--yes", *STORE, *EN)
    after = run("doctor", *STORE, *EN).stdout

    assert "1 from it dropped by the package: asker:ekstra" in " ".join(told.split())
    assert "goalgraph load --remove-dropped norway --store file:g.db" in told
    assert listed.exit_code == 1
    assert "asker:ekstra" in listed.stdout
    assert "--remove-dropped norway" in still
    assert gone.exit_code == 0
    assert "as packaged" in after
    assert "--remove-dropped" not in after
