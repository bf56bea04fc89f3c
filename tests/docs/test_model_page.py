"""docs/model.md is made from the table of kinds."""

from dataclasses import replace

from graph.kinds import MODEL
from graph.model import Words
from views.model_page import PAGE, model_page


def test_the_page_is_the_tables() -> None:
    """When this fails: python -m views.model_page."""
    assert PAGE.read_text(encoding="utf-8") == model_page(MODEL)


def test_a_new_kind_is_on_the_page_at_once() -> None:
    """One row more in the table, and the page has it."""
    unit = MODEL.node_kinds["Unit"]
    row = replace(
        unit,
        name="Team",
        plural="teams",
        id_example="asker:team.1",
        help=Words("Et lag.", "A team."),
    )

    page = model_page(replace(MODEL, nodes=(*MODEL.nodes, row)))

    assert "| Team |" in page
    assert "`teams`" in page
