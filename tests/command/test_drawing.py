"""The command that draws, from identifier to file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

if TYPE_CHECKING:
    from tests.command.conftest import Run

AS_OF = ("--as-of", "2026-11-23", "--organisation", "asker")
pytestmark = pytest.mark.usefixtures("stored")


def test_the_thread_of_a_target_is_drawn_as_svg(run: Run) -> None:
    """The file parses, and the command says what it shows."""
    result = run("draw", "sdg:11.6", "-o", "thread.svg", *AS_OF)

    assert result.exit_code == 0
    assert "FN-delmål 11.6 tjener" in result.output
    text = Path("thread.svg").read_text(encoding="utf-8")
    root = ET.fromstring(text)  # noqa: S314 - we made it
    assert root.tag.endswith("svg")
    assert "Den røde tråden i Asker kommune: 11.6" in text
    assert "(oppdiktet)" in text


def test_the_ending_says_what_is_made(run: Run) -> None:
    """A PNG for a document, a page for a colleague."""
    assert run("draw", "sdg:11.6", "-o", "thread.PNG", "--alone", *AS_OF).exit_code == 0
    assert run("draw", "sdg:11.6", "-o", "net.html", "--lang", "en", *AS_OF).exit_code == 0

    assert Path("thread.PNG").read_bytes().startswith(b"\x89PNG")
    page = Path("net.html").read_text(encoding="utf-8")
    assert page.startswith('<!DOCTYPE html>\n<html lang="en">')
    assert "The red thread in Asker municipality: 11.6" in page


def test_without_a_node_the_whole_thread_is_drawn(run: Run) -> None:
    """With columns beside it and folded ones, as asked for."""
    result = run("draw", "-o", "a.svg", "--beside", "service-areas", "--fold", "measures", *AS_OF)

    assert result.exit_code == 0
    text = Path("a.svg").read_text(encoding="utf-8")
    assert "Tjenesteområder" in text
    assert 'id="item-measures/' in text


def test_an_unknown_ending_is_wrong_usage(run: Run) -> None:
    """It names those that there are."""
    result = run("draw", "sdg:11.6", "-o", "thread.pdf")

    assert result.exit_code == 2
    assert ".svg, .png, .html" in result.output


def test_an_unknown_theme_is_wrong_usage(run: Run) -> None:
    """Likewise."""
    result = run("draw", "sdg:11.6", "-o", "thread.svg", "--theme", "pink")

    assert result.exit_code == 2
    assert "light, dark" in result.output


def test_everything_that_is_wrong_is_told_at_once(run: Run) -> None:
    """As for every question."""
    result = run("draw", "sdg:11:6", "-o", "a.svg", "--beside", "tiltak", "--mode", "wide")

    assert result.exit_code == 1
    assert "beside: 'tiltak' er ingen av" in result.output
    assert "mode: 'wide' er ingen av" in result.output
    assert "'sdg:11:6'" in result.output
    assert not Path("a.svg").exists()


def test_a_node_that_is_not_there_is_refused_with_the_nearest(run: Run) -> None:
    """Nothing is written then."""
    result = run("draw", "sdg:11.66", "-o", "a.svg")

    assert result.exit_code == 1
    assert "sdg:11.66" in result.output
    assert not Path("a.svg").exists()


def test_a_folder_that_is_not_there_is_told(run: Run) -> None:
    """With what to do."""
    result = run("draw", "sdg:11.6", "-o", "pictures/a.svg")

    assert result.exit_code == 1
    assert "Lag mappen 'pictures' først" in result.output
