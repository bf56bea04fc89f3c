"""What goes wrong: a sentence on stderr, and the exit code that says whose turn it is."""

import socket
import sqlite3
from pathlib import Path

import pytest

from api.terminal import problem_lines
from graph import embedded
from graph.model import Words
from graph.problems import Problem
from graph.records import Origin
from tests.command.conftest import Run

MEND = Words("Rett det.", "Mend it.")
QUESTION = ("measures", "--serves", "sdg:11.6")


@pytest.mark.usefixtures("stored")
@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("measures", "--serves", "sdg:11.66"), "Mente du 'sdg:11.6'?"),
        (("measures", "--serves", "SDG:11.6"), "Skriv 'sdg:11.6'."),
        (("measures", "--mode", "strickt"), "Mente du strict?"),
        (("measures", "--where", "typ=action"), "Mente du type?"),
        (("measures", "--where", "typ=action", "--lang", "en"), "Did you mean type?"),
        (("measures", "--where", "type=invest"), "Mente du investment?"),
        (("measures", "--where", "type=Investering"), "Mente du investment?"),
        (("measures", "--basis", "foo"), "Skriv for eksempel documented."),
        (("measures", "--limit", "0"), "er ikke et helt tall fra 1 til 1000"),
        (("show", "sdg:11,6"), "Skriv 'sdg:11.6'."),
        (("measures", "--as-of", "i dag"), "er ikke en dato"),
        (("show", "sdg:99"), "Det finnes ikke noe element 'sdg:99'."),
        (("trace", "sdg:11", "--direction", "sideways"), "er ingen av: up, down"),
        (("find", "miljø", "--organisation", "nowhere"), "nowhere"),
        (("check", "--as-of", "x"), "er ikke en dato"),
    ],
)
def test_questions_that_are_refused(run: Run, arguments: tuple[str, ...], told: str) -> None:
    """What is wrong with a question is told with how to mend it."""
    result = run(*arguments)

    assert result.exit_code == 1
    assert result.stdout == ""
    assert told in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.usefixtures("stored")
@pytest.mark.parametrize(
    "arguments",
    [
        ("measures", "--servs", "sdg:11.6"),
        ("measures", "--where", "type"),
        ("measures", "--where", "=x"),
        ("measures", "--lang", "fr"),
        ("find",),
        ("find", "x", "--kind", "mesure"),
        ("find", "x", "--kind", "zzzz"),
        ("serve", "--port", "99999"),
        ("nosuch",),
    ],
)
def test_wrong_usage(run: Run, arguments: tuple[str, ...]) -> None:
    """A command that cannot be understood is told so, with how to get help."""
    result = run(*arguments)

    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Error:" in result.stderr


def test_all_that_is_wrong_is_told_at_once(run: Run, stored: Path) -> None:
    """Nobody mends one thing only to hear of the next."""
    result = run("measures", "--mode", "x", "--basis", "y", "--where", "foo=1")

    assert stored.exists()
    assert result.stderr.splitlines()[-1] == "3 problemer."


@pytest.mark.usefixtures("stored")
def test_nothing_found_is_an_answer(run: Run) -> None:
    """No results is no failure."""
    result = run("measures", "--q", "zzzz")

    assert result.exit_code == 0
    assert result.stdout.startswith("Ingen tiltak")


def test_store_that_is_not_there(run: Run) -> None:
    """A question makes no empty store; it says how to get one."""
    result = run(*QUESTION)

    assert result.exit_code == 3
    assert "Det er ingen data på" in result.stderr
    assert not Path("var").exists()


def test_files_that_are_no_store(run: Run) -> None:
    """Text, another program's database and a newer version's are left alone, with a sentence."""
    Path("text.db").write_text("not a database, however long it may be" * 40, "utf-8")
    with sqlite3.connect("foreign.db") as foreign:
        foreign.execute("CREATE TABLE theirs (x)")
    foreign.close()
    run("load", "sdg", "--store", "file:newer.db")
    with sqlite3.connect("newer.db") as newer:
        newer.execute("PRAGMA user_version = 99")
    newer.close()

    told = {
        name: run(*QUESTION, "--store", f"file:{name}.db") for name in ("text", "foreign", "newer")
    }

    assert {result.exit_code for result in told.values()} == {3}
    assert "er ikke en fil fra Goalgraph" in told["text"].stderr
    assert "et annet program" in told["foreign"].stderr
    assert "skjema 99" in told["newer"].stderr


@pytest.mark.parametrize("uri", ["neo4j://localhost", "postgres://x/y", "memory:x"])
def test_places_that_keep_no_graph(run: Run, uri: str) -> None:
    """An address of something else is not taken for a file's name."""
    result = run(*QUESTION, "--store", uri)

    assert result.exit_code == 3
    assert not list(Path().iterdir())


def test_locked_store(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A load that waits in vain for another program's says so."""
    monkeypatch.setattr(embedded, "WAIT_SECONDS", 0.05)
    run("load", "sdg", "norway", "--store", "file:g.db")
    other = sqlite3.connect("g.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    result = run("load", "asker", "--store", "file:g.db")
    other.close()

    assert result.exit_code == 3
    assert "er låst" in result.stderr


@pytest.mark.usefixtures("stored")
def test_taken_port(run: Run) -> None:
    """The port of another program is named, with what to type instead."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = run("serve", "--port", str(port))

    assert result.exit_code == 1
    assert f"Port {port}" in result.stderr


def test_serve_makes_no_store(run: Run) -> None:
    """Only `start` and `load` do."""
    assert run("serve").exit_code == 3


def test_settings_of_the_environment_that_are_wrong(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A setting that is none is named, without a traceback."""
    monkeypatch.setenv("GOALGRAPH_PORT", "http")

    result = run("serve")

    assert result.exit_code == 2
    assert "port" in result.stderr


def test_problems_beyond_a_hundred_are_counted() -> None:
    """A file that is wrong from top to bottom does not fill the screen."""
    found = [
        Problem("c", Words(f"Galt {row}.", f"Wrong {row}."), MEND, Origin("a.csv", row))
        for row in range(150)
    ]

    lines = list(problem_lines(found, "en"))
    bokmaal = list(problem_lines(found, "nb"))

    assert len(lines) == 101
    assert lines[1] == "a.csv, row 1 – Wrong 1. – Mend it."
    assert lines[-1] == "… and 50 more: 150 problems in all."
    assert bokmaal[1] == "a.csv, rad 1 – Galt 1. – Rett det."
    assert bokmaal[-1] == "… og 50 til: 150 problemer i alt."


def test_problem_does_not_steer_the_terminal() -> None:
    """What a file's name or cell holds cannot move the cursor or colour the screen."""
    title = Words("Galt.", "Wrong.")
    problem = Problem("c", title, MEND, Origin("a\x1b[31m.csv"))

    told = next(problem_lines([problem], "en"))

    assert told == "a\\x1b[31m.csv – Wrong. – Mend it."
