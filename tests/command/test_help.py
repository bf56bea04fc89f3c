"""Help: every command has some, with examples first, and the exit codes are told."""

from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import pytest

from api.command import EXIT_CODES, command
from graph.kinds import MODEL
from graph.model import NodeKind, Words
from tests.command.conftest import Run

OTHERS = (
    "find",
    "show",
    "trace",
    "kinds",
    "draw",
    "load",
    "check",
    "export",
    "start",
    "serve",
    "history",
    "confirm",
    "undo",
    "doctor",
    "completion",
)
COMMANDS = (*OTHERS, *MODEL.by_plural)


def test_every_command_stands_here() -> None:
    """A command that is added is tested below like the others."""
    registered = [
        each.name or each.callback.__name__
        for each in command().registered_commands
        if each.callback
    ]

    assert sorted(name.removesuffix("_command") for name in registered) == sorted(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example_first(run: Run, name: str) -> None:
    """Whoever asks for help sees first what to type."""
    result = run(name, "--help")

    assert result.exit_code == 0
    lines = [line.strip() for line in result.stdout.splitlines() if line.strip()]
    assert lines[0].startswith(f"Usage: goalgraph {name}")
    assert lines[1].startswith(f"goalgraph {name}")
    assert max(map(len, result.stdout.splitlines())) <= 80


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_listed(run: Run, name: str) -> None:
    """The help of goalgraph itself names each command with what it does."""
    listed = [line.split() for line in run("--help").stdout.splitlines()]

    assert any(words[:1] == [name] and len(words) > 1 for words in listed)


def test_exit_codes_are_told(run: Run) -> None:
    """A script's author finds what each exit code means in the help."""
    told = run("--help").stdout

    for code, meaning in EXIT_CODES.items():
        assert f"{code}  {meaning}" in told


def test_filters_without_an_option_are_listed(run: Run) -> None:
    """The help of a kind's command lists what --where takes, with the words of a one-of."""
    told = run("measures", "--help").stdout

    assert "contributes_to" in told
    assert "responsibility_of" in told
    assert "within_frame" in told


def test_version(run: Run) -> None:
    """The version is that of the installed distribution."""
    assert run("--version").stdout == f"goalgraph {version('goalgraph')}\n"


def test_without_arguments_help_is_shown_as_wrong_usage(run: Run) -> None:
    """Nothing on stdout, for nothing was answered."""
    result = run()

    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Usage: goalgraph" in result.stderr


def test_a_new_kind_is_a_command(run: Run, tmp_path: Path) -> None:
    """To add a kind is to add a row: its command loads, asks and explains itself."""
    wish = NodeKind(
        name="Wish",
        one=Words("ønske", "wish"),
        many=Words("ønsker", "wishes"),
        the=Words("ønsket", "the wish"),
        plural="wishes",
        help=Words("Hva noen håper på.", "What somebody hopes for."),
        colour="#123456",
        id_example="asker:wish.1",
    )
    app = command(replace(MODEL, nodes=(*MODEL.nodes, wish)))
    sheet = tmp_path / "wishes.csv"
    sheet.write_text("id,title,basis,source\nasker:wish.1,Mer snø,documented,letter\n", "utf-8")

    loaded = run("load", str(sheet), app=app)
    asked = run("wishes", "--q", "snø", "--lang", "en", app=app)

    assert loaded.exit_code == 0, loaded.stderr
    assert "What somebody hopes for." in run("wishes", "--help", app=app).stdout
    assert asked.stdout.startswith("1 wish passes the filters.")
    assert "Mer snø" in asked.stdout
