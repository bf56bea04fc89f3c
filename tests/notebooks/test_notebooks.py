"""The notebooks run from beginning to end, draw offline, and load nothing when exported."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import jupytext
import pytest
from nbclient import NotebookClient
from nbconvert import HTMLExporter

from loaders.load import load
from loaders.packaged import packaged

if TYPE_CHECKING:
    from tests.neo4j_server import Address

FOLDER: Final = Path(__file__).resolve().parents[2] / "notebooks"
NOTEBOOKS: Final = tuple(sorted(path.stem for path in FOLDER.glob("*.py")))

LOADED: Final = re.compile(
    r"""<(?:script|link|img|iframe|source|object|embed)\b[^>]*?"""
    r"""\s(?:src|href|data)\s*=\s*["'](?!data:)"""
)
"""An element that loads something when the page is opened; links that are followed by hand may."""

Run = dict[str, Any]


@pytest.fixture(scope="module")
def run() -> Run:
    """Return the notebooks that have been run, by name; each is run once."""
    return {}


@pytest.fixture(params=NOTEBOOKS)
def notebook(
    request: pytest.FixtureRequest, run: Run, monkeypatch: pytest.MonkeyPatch
) -> tuple[str, Any]:
    """Return each notebook in turn, run on the packaged sets in memory."""
    name: str = request.param
    if name not in run:
        monkeypatch.delenv("GOALGRAPH_STORE", raising=False)
        run[name] = executed(name)
    return name, run[name]


def executed(name: str) -> Any:  # noqa: ANN401 - notebooks are what they are
    """Return a notebook that was run in the environment that there is.

    A cell that raises fails the test with its traceback.
    """
    read = jupytext.read(FOLDER / f"{name}.py")
    NotebookClient(read, timeout=300, kernel_name="python3").execute(cwd=str(FOLDER))
    return read


@pytest.fixture(autouse=True)
def importable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let kernels import the packages, also where the project is not installed."""
    monkeypatch.setenv("PYTHONPATH", str(FOLDER.parent))


def shown(notebook: Any, sort: str) -> str:  # noqa: ANN401 - notebooks are what they are
    """Return everything of a sort that the cells show."""
    return "\n".join(
        output["data"][sort]
        for cell in notebook.cells
        for output in cell.get("outputs", ())
        if sort in output.get("data", {})
    )


def exported(name: str, notebook: Any) -> str:  # noqa: ANN401 - as above
    """Return a notebook as a page, by the template that stands beside it."""
    exporter = HTMLExporter(template_name="offline", extra_template_basedirs=[str(FOLDER)])
    page, _ = exporter.from_notebook_node(notebook, {"metadata": {"name": name}})
    return str(page)


def test_it_runs_and_warns_of_nothing(notebook: tuple[str, Any]) -> None:
    """From the first cell to the last, in a kernel of its own."""
    _, read = notebook

    for cell in read.cells:
        for output in cell.get("outputs", ()):
            assert output["output_type"] != "error"
            assert output.get("name") != "stderr", output["text"]


def test_exported_it_loads_nothing(notebook: tuple[str, Any]) -> None:
    """The page can be read where there is no net, and tells nobody that it was."""
    page = exported(*notebook)

    assert LOADED.findall(page) == []
    assert "cdnjs" not in page
    assert "unpkg" not in page
    assert page.startswith("<!DOCTYPE html>")
    assert '<html lang="en">' in page
    assert re.search(r"<title>[^<]{10,}</title>", page)


def test_what_is_drawn_is_in_the_exported_page(run: Run) -> None:
    """The red thread as SVG, the network in a frame of its own."""
    for name, signs in DRAWN.items():
        if name in run:
            page = exported(name, run[name])
            for sign in signs:
                assert re.search(sign, page), name


DRAWN: Final = {
    "measures_serving_a_target": (r'<svg\b[^>]* class="red-thread"',),
    "red_thread_of_a_service_area": (r'<svg\b[^>]* class="red-thread"', r"<iframe\b[^>]* srcdoc="),
}


@pytest.mark.parametrize("notebook", ["measures_serving_a_target"], indirect=True)
def test_the_question_is_answered_in_words_with_chains(notebook: tuple[str, Any]) -> None:
    """Sentence, proofs, limits, and the table below the picture."""
    said = shown(notebook[1], "text/markdown")

    assert "tiltak tjener FN-delmål 11.6" in said
    assert "som er avledet av FN-delmål 11.6" in said
    assert "Det er ikke kjent om" in said
    assert "| på den valgte tråden |" in said


@pytest.mark.parametrize("notebook", ["network_analysis"], indirect=True)
def test_the_analysis_finds_what_is_there(notebook: tuple[str, Any]) -> None:
    """The measure that hangs on no goal, and the strategy that the most hangs on."""
    said = shown(notebook[1], "text/markdown")

    assert "| asker:demo.kontormobler |" in said
    assert "| sdg:11 | Bærekraftige byer og lokalsamfunn |" in said


@pytest.mark.parametrize("notebook", ["against_neo4j"], indirect=True)
def test_without_a_server_it_says_so(notebook: tuple[str, Any]) -> None:
    """In a sentence, and no cell fails."""
    assert "names no Neo4j server" in shown(notebook[1], "text/markdown")


def test_on_a_server_the_same_answer_comes(
    neo4j_address: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The notebook against Neo4j, on a real one: the sentence and the picture of the embedded."""
    with neo4j_address.opened() as store:
        load(store, list(packaged().values()), author="test", reason="the packaged sets")
    monkeypatch.setenv("GOALGRAPH_STORE", neo4j_address.uri)
    monkeypatch.setenv("GOALGRAPH_NEO4J_USER", neo4j_address.login.user)
    monkeypatch.setenv("GOALGRAPH_NEO4J_PASSWORD", neo4j_address.login.password)

    on_server = executed("against_neo4j")
    monkeypatch.delenv("GOALGRAPH_STORE")
    embedded = executed("measures_serving_a_target")

    (sentence,) = re.findall(r"\*\*(.+?)\*\*", shown(on_server, "text/markdown"))
    assert f"**{sentence}**" in shown(embedded, "text/markdown")
    assert shown(on_server, "text/html").strip() == shown(embedded, "text/html").strip()
