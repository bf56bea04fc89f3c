"""The table of kinds, row by row, and what it says when a row does not fit."""

from dataclasses import replace

import pytest

from graph.checks import node_problems
from graph.kinds import MODEL
from graph.model import EdgeKind, FieldType, FlawedModel, Mode, NodeKind, Words
from graph.records import Node

WORDS = Words("ord", "word")
EVERY_KIND: list[NodeKind | EdgeKind] = [*MODEL.nodes, *MODEL.edges]


@pytest.mark.parametrize("kind", MODEL.nodes, ids=lambda kind: kind.name)
def test_an_example_identifier_obeys_its_own_pattern(kind: NodeKind) -> None:
    """The identifier that messages hold up as an example is itself valid for its kind."""
    values = {"title": "Et navn", "basis": "documented", "source": "here"}

    assert list(node_problems(MODEL, Node(id=kind.id_example, kind=kind.name, values=values))) == []


@pytest.mark.parametrize("kind", EVERY_KIND, ids=lambda kind: kind.name)
def test_every_kind_and_field_says_what_it_is_for(kind: NodeKind | EdgeKind) -> None:
    """Help is a sentence, and every field and option has words in both languages."""
    assert kind.help.endswith((".", "…"))
    for field in MODEL.fields_of(kind):
        assert field.help.endswith((".", "%"))
        assert field.label.nb
        assert field.label.en
        assert all(label.nb and label.en for label in field.options.values())


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
        name="NEW", up=WORDS, down=WORDS, reverse="newly", help="New.", ends=(("Measure", "SDG"),)
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
