"""Each page that shows commands shows what happens, not what we wish."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.docs.commands import pages, rerun, session, shown
from tests.shared import ROOT

if TYPE_CHECKING:
    from pathlib import Path

EACH_PAGE = pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)


@EACH_PAGE
def test_a_page_shows_what_its_commands_print(page: Path) -> None:
    """Run from top to bottom, as by a newcomer; when this fails: python -m tests.docs.commands."""
    if "$ curl" in page.read_text(encoding="utf-8") and shutil.which("curl") is None:
        pytest.skip("curl is not installed")
    with session() as reader:
        assert rerun(page, reader) == page.read_text(encoding="utf-8")


@EACH_PAGE
def test_what_a_page_shows_is_not_a_traceback(page: Path) -> None:
    """Nobody who follows a page meets one."""
    for _, output in shown(page):
        assert "Traceback" not in output


def test_what_differs_each_time_is_masked_and_the_rest_is_not(tmp_path: Path) -> None:
    """`…` stands for any text on its line; a page that is wrong is put right."""
    page = tmp_path / "page.md"
    page.write_text(
        "```csv a/b.txt\none\ntwo\n```\n\n```console\n$ cat a/b.txt\no…\nthree\n"
        "$ cat \\\n    a/b.txt | head -1\no…\n```\n\n```python\nprint(1)\n```\n\n```text\n2\n```\n",
        encoding="utf-8",
    )

    with session() as reader:
        again = rerun(page, reader)

    assert "$ cat a/b.txt\none\ntwo\n$ cat" in again
    assert again.endswith("head -1\no…\n```\n\n```python\nprint(1)\n```\n\n```text\n1\n```\n")


@pytest.mark.parametrize(
    "page",
    sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]),
    ids=lambda page: page.name,
)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    """A link to a file of the project names a file that is there."""
    text = page.read_text(encoding="utf-8")

    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
        assert (page.parent / target).exists(), target
