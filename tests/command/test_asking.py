"""The questions: the same answers as the API, for people and for machines."""

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from api import asking
from graph.answers import answer
from graph.embedded import EmbeddedStore
from graph.kinds import MODEL
from graph.store import View
from graph.surroundings import shown, traced
from tests.command.conftest import Run
from views.documents import answer_document, kinds_document, shown_document, trace_document

DAY = date(2026, 11, 23)
AS_OF = ("--as-of", DAY.isoformat())
pytestmark = pytest.mark.usefixtures("stored")


def documented(file: Path, ask: Callable[[View], Any]) -> Any:  # noqa: ANN401 - JSON is what it is
    """Return what the API answers."""
    with EmbeddedStore.open(f"file:{file}") as store, store.read() as view:
        return json.loads(json.dumps(ask(view)))


@pytest.mark.parametrize(
    ("kind", "typed", "arguments"),
    [
        ("measures", {"serves": ["sdg:11.6"]}, "--serves sdg:11.6"),
        (
            "measures",
            {"serves": ["sdg:11.6", "sdg:13.1"], "mode": ["broad"], "organisation": ["asker"]},
            "--serves sdg:11.6 --serves sdg:13.1 --mode broad --organisation asker",
        ),
        (
            "subgoals",
            {"served_by": ["asker:demo.avlop"], "basis": ["documented", "illustrative"]},
            "--served-by asker:demo.avlop --basis documented --basis illustrative",
        ),
        (
            "measures",
            {"type": ["investment", "action"], "contributes_to": ["sdg:11.6"], "q": ["avløp"]},
            "--where type=investment --where type=action --q avløp --where contributes-to=sdg:11.6",
        ),
        ("targets", {"limit": ["3"]}, "--limit 3"),
        (None, {"q": ["ytre miljø"]}, "ytre miljø"),
    ],
)
def test_json_is_the_document_of_the_api(
    run: Run, stored: Path, kind: str | None, typed: dict[str, list[str]], arguments: str
) -> None:
    """A script that moves between the command and the API meets one document."""
    node_kind = MODEL.by_plural[kind] if kind else None

    result = run(kind or "find", *arguments.split(), *AS_OF, "--json")

    question = asking.which(MODEL, node_kind, {**typed, "as_of": [DAY.isoformat()]}, DAY)
    expected = documented(stored, lambda view: answer_document(MODEL, answer(view, question)))
    assert json.loads(result.stdout) == expected


def test_json_of_the_other_questions(run: Run, stored: Path) -> None:
    """Trace, show and kinds print the API's documents too."""
    trace = asking.trace("sdg:11.6", {}, DAY)
    show = asking.show("asker:byer.4", {}, DAY)

    printed = [
        json.loads(run(*arguments, "--json").stdout)
        for arguments in (
            ("trace", "sdg:11.6", *AS_OF),
            ("show", "asker:byer.4", *AS_OF),
            ("kinds",),
        )
    ]

    assert printed == [
        documented(stored, lambda view: trace_document(MODEL, traced(view, trace))),
        documented(stored, lambda view: shown_document(MODEL, shown(view, show))),
        json.loads(json.dumps(kinds_document(MODEL))),
    ]


@pytest.mark.parametrize("plural", MODEL.by_plural)
def test_every_kind_answers(run: Run, plural: str) -> None:
    """Each plural is a command, also where the graph holds none of the kind."""
    result = run(plural, *AS_OF)

    assert result.exit_code == 0
    assert result.stderr == "" or "--cursor" in result.stderr
    assert "2026-11-23" in result.stdout


def test_answer_begins_with_its_sentence_and_ends_with_what_was_read(run: Run) -> None:
    """The first line says that the answer rests on what is invented, the last one when it holds."""
    lines = run("measures", "--serves", "sdg:11.6", *AS_OF).stdout.splitlines()

    assert "tjener FN-delmål 11.6" in lines[0]
    assert "oppdiktede data" in lines[0]
    assert lines[-1] == "Revisjon 1 · per 2026-11-23 · modus koblet"


def test_result_has_title_mode_and_chain(run: Run) -> None:
    """Each result says how it serves, in words, and that it is invented."""
    text = run("measures", "--serves", "sdg:11.6", "--lang", "en", *AS_OF).stdout

    assert "asker:demo.avlop  Separating the sewer network (invented)" in text
    assert "mode strict · 2 chains, the best:" in text
    assert "which is derived from SDG target 11.6 (FN-T)." in " ".join(text.split())
    assert "\nLimits\n" in text


def test_answer_without_chains_is_a_table(run: Run) -> None:
    """A plain list has a line for each result."""
    text = run("layers", "--lang", "en", *AS_OF).stdout

    assert "ID" in text.splitlines()[2]
    assert any(line.startswith("sdg:layer.society ") for line in text.splitlines())


def test_parts_say_what_they_are_part_of(run: Run) -> None:
    """A part is listed with its whole, so that nobody counts it twice."""
    text = run("measures", "--q", "overvann regnbed", "--lang", "en", *AS_OF).stdout
    whole = run("measures", "--lang", "en", *AS_OF).stdout

    assert "part of" not in text
    assert "part of asker:demo.overvann" in " ".join(whole.split())


def test_broad_results_are_marked_and_headings_listed_apart(run: Run) -> None:
    """What stands only under the heading is not taken for what serves the goal."""
    goal = run("measures", "--serves", "sdg:11", "--mode", "broad", *AS_OF).stdout
    target = run("measures", "--serves", "sdg:11.6", "--mode", "broad", *AS_OF).stdout

    assert "modus vid (bare i vid forstand)" in goal
    apart = target.partition("For seg selv: tjener sdg:11, men ikke sdg:11.6")[2]
    assert "asker:demo.sykkel" in apart


def test_pages_lead_on(run: Run) -> None:
    """The hint to the next page stands on stderr, and its cursor leads there."""
    first = run("layers", "--limit", "3", *AS_OF)
    cursor = first.stderr.split("--cursor ")[1].strip()

    second = run("layers", "--limit", "3", "--cursor", cursor, *AS_OF)

    assert "3 av 4 er vist." in first.stderr
    assert second.stderr == ""
    assert "sdg:layer.society" in second.stdout
    assert "sdg:layer.society" not in first.stdout


def test_trace_is_a_tree_that_tells_each_node_once(run: Run) -> None:
    """What comes again with something below it is marked, and not told again."""
    text = run("trace", "asker:demo.avlop", "--direction", "up", "--lang", "en", *AS_OF).stdout

    assert "└── contributes to  sdg:11.6" in text
    assert "[invented link] …" in " ".join(text.replace("│", "").split())
    assert text.count("sdg:layer.society") == 1


def test_trace_of_what_nothing_serves(run: Run) -> None:
    """An end of the thread says so."""
    assert "tjenes av ingenting." in run("trace", "asker:demo.avlop", *AS_OF).stdout


def test_show_tells_fields_and_both_directions(run: Run) -> None:
    """A record is shown by its labels, its money as a table and its links in words."""
    text = run("show", "asker:demo.avlop", *AS_OF).stdout

    assert "tiltakstype   investering" in text
    assert "Budsjettlinjer" in text
    assert "selvkost" in text
    assert "  gjennomfører\n" in text
    assert "  er ansvaret til\n" in text
    assert "hovedansvarlig" in text


def test_measures_for_a_group_and_at_a_place_are_found(run: Run) -> None:
    """A kind's own texts are filters, by what stands in bokmål."""
    group = run("measures", "--where", "target_group=Utsatte grupper", *AS_OF).stdout
    place = run("measures", "--where", "place=Demovik", *AS_OF).stdout

    assert "asker:demo.boveiledning" in group
    assert "asker:demo.moteplass" not in group
    assert "asker:demo.moteplass" in place


def test_two_links_to_one_node_say_what_tells_them_apart(run: Run) -> None:
    """A side effect is shown with the context that it holds in."""
    text = " ".join(run("show", "asker:demo.klimakrav", *AS_OF).stdout.split())

    assert "sammenheng: marked for nye løsninger, virkning: 2" in text
    assert "sammenheng: små bedrifter må dokumentere mer, virkning: -1" in text


def test_text_in_another_language_says_so(run: Run) -> None:
    """What is not translated is shown in bokmål, and marked."""
    store = ("--store", "file:own.db")
    sheet = (
        "id,title,title_en,description,basis,source\nby:plan,Plan,Plan,Gjelder alle,documented,x\n"
    )
    Path("plans.csv").write_text(sheet, "utf-8")
    run("load", "plans.csv", *store)

    assert "Gjelder alle [nb]" in run("show", "by:plan", "--lang", "en", *store).stdout
    assert "[nb]" not in run("show", "by:plan", "--lang", "nb", *store).stdout


def test_find_takes_a_kind(run: Run) -> None:
    """All kinds are searched unless one is named."""
    every = run("find", "miljø", *AS_OF).stdout
    one = run("find", "miljø", "--kind", "targets", *AS_OF).stdout

    assert "asker:byer.4" in every
    assert "asker:byer.4" not in one


def test_kinds_are_listed(run: Run) -> None:
    """The table of kinds names commands and links."""
    text = run("kinds").stdout

    assert all(plural in text for plural in MODEL.by_plural)
    assert all(name in text for name in MODEL.edge_kinds)


def test_the_source_of_what_is_invented_is_said_in_the_language(run: Run) -> None:
    """Files say it in one word; a person reads it in theirs."""
    assert re.search(r"(?m)^kilde +oppdiktet$", run("show", "asker:demo.avlop").stdout)
    assert re.search(
        r"(?m)^source +invented$", run("show", "asker:demo.avlop", "--lang", "en").stdout
    )


def test_a_trace_that_finds_nothing_says_how_to_ask_the_other_way(run: Run) -> None:
    """From a measure the thread goes up."""
    told = run("trace", "asker:demo.utslippsfrie-biler", "--lang", "en").stdout

    assert "What it serves:  goalgraph trace asker:demo.utslippsfrie-biler --direction up" in told
    assert "What it serves" not in run("trace", "sdg:11.6", "--lang", "en").stdout
