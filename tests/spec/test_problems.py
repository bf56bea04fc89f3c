"""A change with problems is refused: all of them at once, each with where it is and how to mend it.

The changes that are refused stand in `refusals.py`, for each code of `graph.problems`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

import graph.checks
import graph.problems
from graph.errors import Refused
from tests.spec.refusals import CASES, STORED, Case, row
from tests.spec.sketch import change, edge, edge_id, node, sketch

if TYPE_CHECKING:
    from graph.changes import ChangeSet
    from graph.problems import Problem
    from graph.store import GraphStore

OF_QUESTIONS: Final = {"unknown-column", "unknown-organisation"}
"""Codes that no change has, only a question: the tests of questions show them."""


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}: {case.title[:40]}")
def test_refused(store: GraphStore, case: Case) -> None:
    """The one problem is named, with where it is and how to mend it, and nothing is changed."""
    store.apply(sketch(STORED))

    (problem,) = refused(store, case.change)

    assert problem.code == case.code
    assert case.title in problem.title.en
    assert case.hint in problem.hint.en
    if case.place is not None:
        assert str(problem.origin) == case.place
    assert len(store.revisions()) == 1


def test_every_code_is_shown(store: GraphStore) -> None:
    """A new code of a problem needs a case."""
    source = "".join(
        Path(str(module.__file__)).read_text(encoding="utf-8")
        for module in (graph.checks, graph.problems)
    )
    codes = set(re.findall(r'"([a-z]+-[a-z-]+|duplicate|cycle)"', source))

    assert codes - OF_QUESTIONS == {case.code for case in CASES}
    assert list(store.revisions()) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}: {case.title[:40]}")
def test_a_problem_is_a_sentence_that_a_person_can_act_on(store: GraphStore, case: Case) -> None:
    """Title and hint are sentences on one line, without a program's words, in either language."""
    store.apply(sketch(STORED))

    (problem,) = refused(store, case.change)

    for words in (problem.title, problem.hint):
        for text in (words.nb, words.en):
            assert re.fullmatch(r"['\w].*[.?…]", text), text
            assert not re.search(r"\bNone\b|\w\(|[<{]", _own_words(text)), text
        assert words.nb != words.en
        assert not re.search(r"\b(the|is|of|and|has|it)\b", _own_words(words.nb)), words.nb


def _own_words(text: str) -> str:
    """Return a text without what it quotes."""
    return re.sub(r"'[^']*'", "", text)


# --- all at once ----------------------------------------------------------------------------------


def test_all_problems_are_told_at_once(store: GraphStore) -> None:
    """A file with several mistakes is mended in one round, not in many."""
    wrong = change(
        node("asker:tiltak.x", title=None, period_from=21),
        node("Asker:Y", "Measure"),
        edge("ADVANCES", "asker:tiltak.x", "asker:delmal.9"),
        removes=["asker:tiltak.z"],
    )

    found = refused(store, wrong)

    assert [problem.code for problem in found] == [
        "unknown-node",
        "missing-field",
        "bad-value",
        "bad-id",
        "unknown-node",
    ]


def test_the_refusal_says_all_of_them(store: GraphStore) -> None:
    """The error's message is the problems' titles, a line each."""
    wrong = change(node("asker:tiltak.x", title=None), node("asker:tiltak.y", basis=None))

    with pytest.raises(Refused) as refusal:
        store.apply(wrong)

    assert str(refusal.value).splitlines() == [
        "Measure 'asker:tiltak.x' has no title.",
        "Measure 'asker:tiltak.y' has no basis.",
    ]


def test_a_problem_is_printed_with_its_place(store: GraphStore) -> None:
    """A person reads where, what and what to do, in that order."""
    (problem,) = refused(store, row(node("asker:tiltak.x", title=None)))

    assert str(problem) == (
        "measures.csv, row 3, column title: Measure 'asker:tiltak.x' has no title. "
        "What it is called, as adopted."
    )


def test_a_node_may_be_named_by_an_edge_of_the_same_change(store: GraphStore) -> None:
    """An end that is put in the same change counts as there, and as nearest to a misspelt one."""
    drawn = sketch("asker:tiltak.sykkel")

    wrong = change(*drawn.puts, edge("PART_OF", "asker:tiltak.sykel", "asker:tiltak.sykkel"))

    (problem,) = refused(store, wrong)
    assert "Did you mean 'asker:tiltak.sykkel'?" in problem.hint.en


# --- what is no problem ---------------------------------------------------------------------------


ALLOWED: Final = (
    "asker:plan.1 -FOLLOWS-> viken:plan.1",
    "asker:tiltak.1 -REPLACES-> roeyken:tiltak.1",
    "asker:delmal.1 -AFFECTS[x]-> baerum:delmal.1 {score=-3}",
    "asker:delmal.1 -AFFECTS[x]-> asker:delmal.2 -AFFECTS[x]-> asker:delmal.1 {score=0}",
    "asker:delmal.1 -MEETS-> norway:2019.1",
    'asker:delmal.1 (Subgoal) {complete="ADVANCES:in AFFECTS:out FOLLOWS_UP:in"}',
    """
    asker:delmal.1 -DERIVED_FROM-> sdg:11.6
    asker:delmal.1 -DERIVED_FROM-> sdg:11
    """,
    """
    asker:tiltak.1 -PART_OF-> asker:tiltak.2 -PART_OF-> asker:tiltak.3
    asker:tiltak.1 -PART_OF-> asker:tiltak.3
    """,
    """
    asker:tiltak.1 -ADVANCES-> asker:delmal.1 {primary=no}
    asker:tiltak.1 -ADVANCES-> asker:delmal.2 {primary=no}
    """,
    """
    asker:tiltak.1 -ADVANCES-> asker:delmal.1 {primary=yes, valid_to=2024-01-01}
    asker:tiltak.1 -CONTRIBUTES_TO-> sdg:11 {primary=yes, valid_from=2024-01-01}
    """,
    """
    asker:delmal.1 -BELONGS_TO-> asker:hovedmal.1 {valid_to=2024-01-01}
    asker:delmal.1 -BELONGS_TO-> asker:hovedmal.2 {valid_from=2024-01-01}
    """,
    """
    asker:tiltak.1 (Measure) {valid_to=2024-01-01}
    asker:tiltak.1 -ADVANCES-> asker:delmal.1 {valid_from=2030-01-01}
    """,
)


@pytest.mark.parametrize("drawing", ALLOWED)
def test_not_refused(store: GraphStore, drawing: str) -> None:
    """What the rules allow is applied."""
    assert store.apply(sketch(drawing)).number == 1


def test_an_edge_may_move_in_one_change(store: GraphStore) -> None:
    """Where one edge is allowed at a time, the old one may go as the new one comes."""
    store.apply(sketch("asker:delmal.1 -BELONGS_TO-> asker:hovedmal.1"))
    moved = sketch("asker:delmal.1 -BELONGS_TO-> asker:hovedmal.2")
    old = edge_id("asker:delmal.1 -BELONGS_TO-> asker:hovedmal.1")

    assert store.apply(replace(moved, removes=(old,))).number == 2


def test_an_edge_may_be_turned_in_one_change(store: GraphStore) -> None:
    """Whole and part may change places: the cycle that it would close is gone with the old edge."""
    store.apply(sketch("asker:tiltak.a -PART_OF-> asker:tiltak.b"))
    turned = sketch("asker:tiltak.b -PART_OF-> asker:tiltak.a")
    old = edge_id("asker:tiltak.a -PART_OF-> asker:tiltak.b")

    assert store.apply(replace(turned, removes=(old,))).number == 2


def test_every_cycle_is_told(store: GraphStore) -> None:
    """Two cycles are two problems, each as it reads upwards."""
    found = refused(
        store,
        sketch("""
            asker:tiltak.a -PART_OF-> asker:tiltak.b -PART_OF-> asker:tiltak.a
            asker:tiltak.c -PART_OF-> asker:tiltak.d -PART_OF-> asker:tiltak.e
            asker:tiltak.e -PART_OF-> asker:tiltak.c
        """),
    )

    cycles = [re.findall(r"asker:tiltak\.\w", problem.title.en) for problem in found]
    assert sorted(map(sorted, map(set, cycles))) == [
        ["asker:tiltak.a", "asker:tiltak.b"],
        ["asker:tiltak.c", "asker:tiltak.d", "asker:tiltak.e"],
    ]
    assert all(cycle[0] == cycle[-1] for cycle in cycles)
    upwards = {("a", "b"), ("b", "a"), ("c", "d"), ("d", "e"), ("e", "c")}
    for cycle in cycles:
        letters = [node_id[-1] for node_id in cycle]
        assert set(pairwise(letters)) <= upwards


def refused(store: GraphStore, wrong: ChangeSet) -> tuple[Problem, ...]:
    """Return the problems that a change is refused with."""
    with pytest.raises(Refused) as refusal:
        store.apply(wrong)
    return refusal.value.problems
