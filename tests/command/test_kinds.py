"""`kinds` explains the model: the whole table, or one row of it, by whatever people call it."""

import json

import pytest

from graph.kinds import MODEL
from graph.model import EdgeKind, FieldType, NodeKind
from tests.command.conftest import Run
from views.documents import edge_kind_document, node_kind_document


@pytest.mark.parametrize("kind", MODEL.nodes, ids=lambda kind: kind.name)
def test_every_kind_of_node_is_explained(run: Run, kind: object) -> None:
    """What it is, every field and sub-table, every link both ways, and what to type."""
    assert kind in MODEL.nodes
    named = next(each for each in MODEL.nodes if each is kind)

    told = run("kinds", named.plural, "--lang", "en").stdout
    words = told.split()

    assert named.help.en.split()[0] in words
    assert named.id_example in words
    for field in MODEL.fields_of(named):
        assert (
            f"{named.plural}.{field.name}.csv" in told
            or field.name in words
            or (f"{field.name}*" in words)
        )
    for edge in MODEL.leaving(named.name):
        assert (edge.column if edge.key is None else f"edges/{edge.column}.csv") in words
    for edge in MODEL.entering(named.name):
        assert edge.reverse in words


@pytest.mark.parametrize("kind", MODEL.edges, ids=lambda kind: kind.name)
def test_every_kind_of_edge_is_explained(run: Run, kind: object) -> None:
    """How it reads both ways, what it joins, and the filters that it is."""
    named = next(each for each in MODEL.edges if each is kind)

    told = run("kinds", named.name, "--lang", "en").stdout

    assert told.startswith(f"{named.name}\n")
    assert f"--where {named.column}=ID · --where {named.reverse}=ID" in told
    assert named.up.en in told
    assert named.down.en in told
    assert "→" in told or "two of one kind" in told


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("kind", [*MODEL.nodes, *MODEL.edges], ids=lambda kind: kind.name)
def test_a_kind_is_explained_in_the_readers_language(
    run: Run, kind: NodeKind | EdgeKind, language: str
) -> None:
    """What it is and what each field is for, in one language and nothing in the other."""
    other = "nb" if language == "en" else "en"
    fields = [field for field in MODEL.fields_of(kind) if field.type is not FieldType.ROWS]
    rows = [row for field in MODEL.fields_of(kind) for row in field.rows]

    told = " ".join(run("kinds", kind.name, "--lang", language).stdout.split())

    for help_ in (kind.help, *(field.help for field in (*fields, *rows))):
        assert " ".join(help_[language].split()) in told
        assert help_[other] not in told


@pytest.mark.parametrize("name", ["measures", "Measure", "measure", "tiltak", "TILTAK", "Tiltak"])
def test_kind_may_be_called_as_people_call_it(run: Run, name: str) -> None:
    """By its command, its name in the code, or a noun of either language."""
    assert run("kinds", name).stdout.startswith("Tiltak · measures\n")


@pytest.mark.parametrize("name", ["ADVANCES", "advances", "advanced_by"])
def test_edge_may_be_called_by_its_filters(run: Run, name: str) -> None:
    """By its name, its column, or the filter from its other end."""
    assert run("kinds", name).stdout.startswith("ADVANCES\n")


def test_kind_that_there_is_not(run: Run) -> None:
    """The nearest is named, or where they are listed."""
    near, far = run("kinds", "advance"), run("kinds", "xyzzy")

    assert near.exit_code == far.exit_code == 2
    assert "Did you mean advances?" in near.stderr
    assert "goalgraph kinds lists them all." in far.stderr


def test_row_for_machines(run: Run) -> None:
    """The document is the row of the table that the HTTP API serves."""
    node, edge = run("kinds", "units", "--json"), run("kinds", "under", "--json")

    assert json.loads(node.stdout) == node_kind_document(MODEL, MODEL.node_kinds["Unit"])
    assert json.loads(edge.stdout) == edge_kind_document(MODEL, MODEL.edge_kinds["UNDER"])


def test_row_for_machines_has_both_languages() -> None:
    """`help` is English, as it was; `help_nb` is bokmål, of the kind and of each field."""
    unit, under = MODEL.node_kinds["Unit"], MODEL.edge_kinds["UNDER"]

    for kind, document in (
        (unit, node_kind_document(MODEL, unit)),
        (under, edge_kind_document(MODEL, under)),
    ):
        assert (document["help"], document["help_nb"]) == (kind.help.en, kind.help.nb)
        for field, told in zip(MODEL.fields_of(kind), document["fields"], strict=True):
            assert (told["help"], told["help_nb"]) == (field.help.en, field.help.nb)


@pytest.mark.parametrize("word", ["tiltak", "Measure", "FN-delmål", "sdg"])
def test_noun_typed_as_a_command_tells_which_is_meant(run: Run, word: str) -> None:
    """Norwegians type «tiltak»; the command of that kind is named."""
    result = run(word)

    assert result.exit_code == 2
    assert "Did you mean '" in result.stderr
