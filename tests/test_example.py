"""The worked example: files in, the very answer out."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from graph.answers import Answer, answer
from graph.embedded import EmbeddedStore
from graph.model import Basis, Mode
from graph.questions import Which
from graph.sqlite_view import SqliteView
from loaders.load import load
from tests.shared import SHARED, needs_shared
from views.documents import answer_document

pytestmark = needs_shared
EXAMPLE = SHARED / "example"
DAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def view() -> Iterator[SqliteView]:
    """A view of the example's files."""
    with EmbeddedStore.open("memory:") as store:
        load(store, [EXAMPLE], author="test", reason="the worked example")
        with store.read() as opened:
            yield opened


def serving(
    view: SqliteView,
    goal: str,
    mode: Mode = Mode.LINKED,
    basis: frozenset[Basis] = frozenset(Basis),
) -> Answer:
    """Answer which measures serve a goal."""
    question = Which(
        kind="Measure",
        serves=frozenset({goal}),
        organisation="asker",
        mode=mode,
        basis=basis,
        as_of=DAY,
    )
    return answer(view, question)


def chains(found: Answer) -> dict[str, int]:
    """Return how many chains each result has."""
    return {each.node.id: each.serves.chains for each in found.results if each.serves}


def test_the_answer_is_the_example_answer(view: SqliteView) -> None:
    """All that the example's answer holds, ours holds to the letter.

    Two names differ (DECISIONS.md): `goals` is a list, as a question may name several, and the
    counts also tell `without_lead` and `only_broad`.
    """
    expected: dict[str, Any] = json.loads((EXAMPLE / "answer.json").read_text(encoding="utf-8"))
    expected["question"]["goals"] = [expected["question"].pop("goal")]
    expected["counts"] |= {"without_lead": 1, "only_broad": None}

    document = answer_document(view.model, serving(view, "sdg:11.6"))

    assert document == expected


def test_a_measure_that_advances_an_own_goal_serves_the_sdg_only_broadly(view: SqliteView) -> None:
    """Sykkel advances an AK goal: nothing in linked, one chain in broad, and marked so."""
    linked, broad = serving(view, "sdg:11"), serving(view, "sdg:11", Mode.BROAD)

    assert "asker:demo.sykkel" not in chains(linked)
    assert chains(broad)["asker:demo.sykkel"] == 1
    modes = {each.node.id: each.serves.mode for each in broad.results if each.serves}
    assert modes["asker:demo.sykkel"] is Mode.BROAD
    assert modes["asker:demo.avlop"] is Mode.STRICT


@pytest.mark.parametrize(
    ("goal", "mode", "number"),
    [
        ("sdg:11", Mode.LINKED, 2),
        ("sdg:11", Mode.BROAD, 3),
        ("sdg:11.6", Mode.STRICT, 1),
        ("sdg:11.6", Mode.LINKED, 2),
    ],
)
def test_chains_are_counted_in_the_mode_asked(
    view: SqliteView, goal: str, mode: Mode, number: int
) -> None:
    """Avlop serves 11 by two chains in linked, three in broad; 11.6 by one in strict."""
    assert chains(serving(view, goal, mode))["asker:demo.avlop"] == number


def test_following_up_is_not_serving(view: SqliteView) -> None:
    """The service area follows up the goal, and neither it nor a measure serves by that."""
    question = Which(serves=frozenset({"sdg:11.6"}), mode=Mode.BROAD, as_of=DAY)

    found = answer(view, question)

    assert "asker:eksempelomradet" not in {each.node.id for each in found.results}
    assert "FOLLOWS_UP" not in {edge.kind for edge in found.edges}


def test_nothing_documented_serves_it_and_that_is_the_answer(view: SqliteView) -> None:
    """With documented data alone the answer is none, said in words, with what limits it."""
    found = serving(view, "sdg:11.6", basis=frozenset({Basis.DOCUMENTED}))

    assert found.results == ()
    assert found.sentence.nb.startswith("Fant ingen tiltak som tjener FN-delmål 11.6")
    assert "basis-filter" in {limit.code for limit in found.limits}


def test_below_a_target_broad_adds_nothing_but_tells_what_serves_its_goal(
    view: SqliteView,
) -> None:
    """For 11.6 broad finds what linked does; what serves 11 otherwise is listed apart."""
    linked, broad = serving(view, "sdg:11.6"), serving(view, "sdg:11.6", Mode.BROAD)

    assert chains(broad) == chains(linked)
    assert linked.apart is None
    assert broad.apart is not None
    assert broad.apart.headings == ("sdg:11",)
    assert [node.id for node in broad.apart.nodes] == ["asker:demo.sykkel"]
