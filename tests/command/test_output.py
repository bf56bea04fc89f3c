"""How output looks where it lands: widths, colours, pipes."""

import os
import pty
import re
import subprocess
from pathlib import Path

import pytest

from tests.command.conftest import Run
from tests.command.test_process import GOALGRAPH, called, environment

PAGES = (
    ("measures", "--serves", "sdg:11.6"),
    ("measures", "--mode", "broad", "--serves", "sdg:11.6"),
    ("trace", "sdg:13.3"),
    ("show", "asker:byer.4"),
    ("show", "asker:demo.avlop"),
    ("find", "miljø"),
    ("subgoals",),
    ("kinds",),
    ("kinds", "measures"),
    ("kinds", "ADVANCES"),
    ("check",),
)
_CODES = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")


def seen(*arguments: str, **variables: str) -> str:
    """Return what the command prints in a terminal of 100 columns."""
    ours, theirs = pty.openpty()
    env = {**environment(TERM="xterm-256color"), **variables}
    env = {name: value for name, value in env.items() if value}
    with subprocess.Popen([*GOALGRAPH, *arguments], stdout=theirs, env=env) as process:
        os.close(theirs)
        parts = []
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError:  # how Linux tells that the other side is closed
                break
            if not part:
                break
            parts.append(part)
    os.close(ours)
    assert process.returncode in {0, 1}
    return b"".join(parts).decode("utf-8")


@pytest.mark.usefixtures("stored")
@pytest.mark.parametrize("width", [60, 80, 120, 200])
@pytest.mark.parametrize("page", PAGES, ids=" ".join)
def test_pages_keep_to_the_width(
    run: Run, monkeypatch: pytest.MonkeyPatch, page: tuple[str, ...], width: int
) -> None:
    """No line runs over, and identifiers stand whole, from 60 to 200 columns."""
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    monkeypatch.setenv("COLUMNS", str(width))

    told = run(*page).stdout

    assert max(map(len, told.splitlines())) <= width
    assert not _CODES.search(told)
    monkeypatch.setenv("COLUMNS", "500")
    ids = set(re.findall(r"[a-z]+:[a-z0-9.-]*[a-z0-9]", run(*page).stdout))
    assert ids <= set(re.findall(r"[a-z]+:[a-z0-9.-]*[a-z0-9]", told))


@pytest.mark.usefixtures("stored")
@pytest.mark.parametrize("width", [40, 80])
@pytest.mark.parametrize(
    "page",
    [
        ("observations", "--where", "of=asker:demo.indikator.svevestov"),
        ("find", "flom"),
        ("measures", "--serves", "sdg:11.6", "--mode", "broad"),
        ("show", "asker:demo.renhold"),
    ],
    ids=" ".join,
)
def test_an_identifier_stands_on_one_line_however_narrow(
    run: Run, monkeypatch: pytest.MonkeyPatch, page: tuple[str, ...], width: int
) -> None:
    """It is there to be copied; where it leaves no room for its title, that stands below."""
    monkeypatch.setenv("COLUMNS", "500")
    ids = {found[0] for found in re.finditer(r"(?m)^ *(\w+:[\w.-]+\w)(?=  |$)", run(*page).stdout)}
    monkeypatch.setenv("COLUMNS", str(width))

    told = run(*page).stdout

    assert ids
    for each in ids:
        assert re.search(rf"(?m)^ *{re.escape(each.strip())}(?=  |$)", told), each


@pytest.mark.usefixtures("stored")
def test_what_is_to_be_copied_is_not_broken(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cursor goes into the next command, a source's whole address into the browser."""
    monkeypatch.setenv("COLUMNS", "40")

    page = run("measures", "--limit", "2")
    record = run("show", "asker:temaplan.naering")

    assert re.search(r"(?m)^  --cursor [\w-]{20,}$", page.stderr)
    assert "…" not in record.stdout
    assert re.search(
        r"(?m)^kilde +https://www\.asker\.kommune\.no/om-asker-kommune/styring-og-verdier/temaplaner\S+/$",
        record.stdout,
    )


@pytest.mark.usefixtures("stored")
def test_the_language_may_stand_before_the_command(run: Run) -> None:
    """As well as after it."""
    before = run("--lang", "en", "measures", "--serves", "sdg:11.6")

    assert before.stdout == run("measures", "--serves", "sdg:11.6", "--lang", "en").stdout
    assert before.stdout == run("--lang=en", "measures", "--serves", "sdg:11.6").stdout
    assert run("--lang", "en", "show", "sdg:99").stderr.startswith("There is no node")
    assert run("--lang").exit_code == 2
    assert run("--lang", "fr", "measures").exit_code == 2


@pytest.mark.usefixtures("stored")
@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("page", PAGES, ids=" ".join)
def test_a_pipe_gets_eighty_columns_of_plain_text(
    run: Run, monkeypatch: pytest.MonkeyPatch, page: tuple[str, ...], language: str
) -> None:
    """Where nothing is asked for the same question gives the same characters on every machine."""
    for name in ("COLUMNS", "FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)

    lines = run(*page, "--lang", language).stdout.splitlines()

    assert max(map(len, lines)) <= 80
    assert all(line == line.rstrip() for line in lines)
    assert not any("\x1b" in line for line in lines)


@pytest.mark.usefixtures("stored")
@pytest.mark.parametrize("columns", ["", "x", "0", "-5", "7"])
def test_columns_that_cannot_be_meant(
    run: Run, monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    """A width that is none, or that nothing fits in, spoils no answer."""
    monkeypatch.setenv("COLUMNS", columns)

    result = run("measures", "--serves", "sdg:11.6")

    assert result.exit_code == 0
    assert "asker:demo.avlop" in result.stdout


@pytest.mark.usefixtures("stored")
def test_colours_in_a_terminal_only() -> None:
    """A terminal gets colours, NO_COLOR takes them away; a pipe gets none unless forced."""
    question = ("measures", "--serves", "sdg:11.6")

    assert "\x1b[33m" in seen(*question, NO_COLOR="", FORCE_COLOR="")
    assert "\x1b[33m" not in seen(*question, NO_COLOR="1", FORCE_COLOR="")
    assert "\x1b" not in seen(*question, NO_COLOR="", FORCE_COLOR="", TERM="dumb")
    assert b"\x1b" not in called(*question, NO_COLOR="", FORCE_COLOR="").stdout
    assert b"\x1b[33m" in called(*question, FORCE_COLOR="1", NO_COLOR="", TERM="xterm").stdout
    assert b"\x1b" not in called(*question, "--json", FORCE_COLOR="1", TERM="xterm").stdout


@pytest.mark.usefixtures("stored")
def test_a_terminal_says_what_a_pipe_does(tmp_path: Path) -> None:
    """But for colours the same text, at the same width."""
    question = ("show", "asker:byer.4")

    told = _CODES.sub("", seen(*question, COLUMNS="80"))

    piped = called(*question, COLUMNS="80").stdout.decode("utf-8")
    assert [line.rstrip() for line in told.splitlines()] == piped.splitlines()
    assert not list(tmp_path.iterdir())
