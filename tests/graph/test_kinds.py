"""The table of kinds, row by row, and what it says when a row does not fit."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest

from graph.checks import node_problems
from graph.kinds import MODEL
from graph.model import EdgeKind, Field, FieldType, FlawedModel, Mode, NodeKind, Words
from graph.records import Node

WORDS = Words("ord", "word")
EVERY_KIND: list[NodeKind | EdgeKind] = [*MODEL.nodes, *MODEL.edges]
ENGLISH = frozenset(
    {"the", "of", "and", "or", "which", "what", "who", "how", "where", "it", "that"}
)
"""Words that a text in bokmål has only by accident."""
NORWEGIAN = frozenset(
    {"og", "eller", "av", "som", "er", "hva", "hvor", "hvem", "et", "det", "ikke"}
)
"""And one in English; the words of Norwegian planning, as samfunnsdel, may stand in it."""
OF_CODE = frozenset({"graf", "grafen", "node", "noden", "kant", "kanten"})
"""What planners call nothing of theirs."""


def words_of(text: str) -> frozenset[str]:
    """Return the words of a sentence, without what is quoted."""
    unquoted = re.sub("«.*?»|\\(.*?\\)", " ", text.casefold())
    return frozenset(re.findall(r"[\w']+", unquoted))


@pytest.mark.parametrize("kind", MODEL.nodes, ids=lambda kind: kind.name)
def test_an_example_identifier_obeys_its_own_pattern(kind: NodeKind) -> None:
    """The identifier that messages hold up as an example is itself valid for its kind."""
    values = {"title": "Et navn", "basis": "documented", "source": "here"}

    assert list(node_problems(MODEL, Node(id=kind.id_example, kind=kind.name, values=values))) == []


def explained(fields: Iterable[Field]) -> Iterator[tuple[str, Words]]:
    """Yield the help of fields, those of sub-tables included, by name."""
    for field in fields:
        yield field.name, field.help
        yield from explained(field.rows)


def helps(kind: NodeKind | EdgeKind) -> dict[str, Words]:
    """Return the help of a kind and of each of its fields."""
    return {kind.name: kind.help, **dict(explained(MODEL.fields_of(kind)))}


def options(fields: Iterable[Field]) -> Iterator[Words]:
    """Yield the labels of fields and of their options, those of sub-tables included."""
    for field in fields:
        yield from (field.label, *field.options.values())
        yield from options(field.rows)


@pytest.mark.parametrize("kind", EVERY_KIND, ids=lambda kind: kind.name)
def test_every_kind_and_field_says_what_it_is_for(kind: NodeKind | EdgeKind) -> None:
    """Help is a sentence in each language, and no language stands in the place of the other."""
    for name, help_ in helps(kind).items():
        for text in (help_.nb, help_.en):
            assert text[0] == text[0].upper(), name
            assert text.endswith((".", "…")), name
            assert text == " ".join(text.split()), name
        assert help_.nb != help_.en, name
        assert not ENGLISH & words_of(help_.nb), name
        assert not NORWEGIAN & words_of(help_.en), name


@pytest.mark.parametrize("kind", EVERY_KIND, ids=lambda kind: kind.name)
def test_no_help_speaks_as_the_code_does(kind: NodeKind | EdgeKind) -> None:
    """In bokmål the words are those of planners: a link, not an edge; never a graph."""
    for name, help_ in helps(kind).items():
        assert not OF_CODE & words_of(help_.nb), name


@pytest.mark.parametrize("kind", EVERY_KIND, ids=lambda kind: kind.name)
def test_every_field_and_option_has_words_in_both_languages(kind: NodeKind | EdgeKind) -> None:
    """As people read them: without space around, and not ended as sentences are."""
    for label in options(MODEL.fields_of(kind)):
        for text in (label.nb, label.en):
            assert text
            assert text == text.strip().rstrip(".")


def test_a_thread_edge_never_goes_down() -> None:
    """Levels of thread edges climb; only a part and its whole share one."""
    levels = {kind.name: kind.level or 0 for kind in MODEL.nodes}

    for edge in MODEL.thread:
        for low, high in MODEL.ends(edge.name):
            assert levels[low] < levels[high] or edge.name in MODEL.flat_edges
    assert MODEL.flat_edges == {"PART_OF"}


def edge(**fields: object) -> EdgeKind:
    """Return an edge kind that is in order but for what is said."""
    plain = EdgeKind(
        name="NEW",
        up=WORDS,
        down=WORDS,
        reverse="newly",
        help=Words("Ny.", "New."),
        ends=(("Measure", "SDG"),),
    )
    return replace(plain, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("row", "flaw"),
    [
        (edge(ends=(("Measure", "Nowhere"),)), "ends in unknown kinds: Nowhere"),
        (edge(ends=(("SDG", "Measure"),), mode=Mode.STRICT), "goes down from SDG to Measure"),
        (edge(ends=(("Strategy", "Strategy"),), mode=Mode.STRICT), "without being acyclic"),
        (edge(ends=(("Unit", "SDG"),), mode=Mode.STRICT), "has no level"),
        (edge(name="ADVANCES"), "stands twice"),
        (edge(reverse="advanced_by"), "stands twice"),
        (edge(told_with="goal_type"), "which Measure does not have"),
        (edge(ends=()), "joins no kinds"),
    ],
)
def test_an_edge_that_does_not_fit_is_told_at_once(row: EdgeKind, flaw: str) -> None:
    """A table with a row that contradicts the others cannot be made."""
    with pytest.raises(FlawedModel, match=flaw):
        replace(MODEL, edges=(*MODEL.edges, row))


@pytest.mark.parametrize(
    ("change", "flaw"),
    [
        ({"name": "SDG"}, "SDG stands twice"),
        ({"plural": "sdgs"}, "sdgs stands twice"),
        ({"plural": "Not A Route"}, "cannot name a route"),
        ({"id_example": "Nope"}, "is not an identifier"),
        ({"colour": "red"}, "not of the form"),
        ({"namespace": "sdg"}, "is not in sdg"),
        ({"heading": "NOWHERE"}, "which is no edge kind"),
        ({"fields": (MODEL.common[0],)}, "title stands twice"),
    ],
)
def test_a_node_that_does_not_fit_is_told_at_once(change: dict[str, object], flaw: str) -> None:
    """Names, examples and colours are checked when the table is made."""
    unit = MODEL.node_kinds["Unit"]
    new = {"name": "Team", "plural": "teams", "id_example": "asker:team.1"}
    row = replace(unit, **{**new, **change})  # type: ignore[arg-type]

    with pytest.raises(FlawedModel, match=flaw):
        replace(MODEL, nodes=(*MODEL.nodes, row))


def test_options_and_rows_belong_to_their_types() -> None:
    """A one-of has options and a sub-table has rows; nothing else has."""
    for kind in EVERY_KIND:
        for field in MODEL.fields_of(kind):
            assert bool(field.options) == (field.type is FieldType.ONE_OF)
            assert bool(field.rows) == (field.type is FieldType.ROWS)
