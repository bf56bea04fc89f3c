"""docs/model.svg is made from the table of kinds."""

import itertools
import re
from dataclasses import replace
from xml.etree import ElementTree as ET

from graph.kinds import MODEL
from views.model_picture import PICTURE, model_picture

SVG = "{http://www.w3.org/2000/svg}"


def _columns(picture: str) -> dict[str, list[tuple[str, str]]]:
    """Return the marks of each kind of link: how far down, and how it is filled."""
    # What is read is what stands in this repository.
    root = ET.fromstring(picture)  # noqa: S314
    return {
        group.attrib["id"]: [
            (circle.attrib["cy"], circle.attrib["fill"])
            for circle in group.iter(f"{SVG}circle")
            if circle.attrib["r"] == "5"
        ]
        for group in root.iter(f"{SVG}g")
    }


def test_the_picture_is_the_tables() -> None:
    """When this fails: python -m views.model_picture."""
    assert PICTURE.read_text(encoding="utf-8") == model_picture(MODEL)


def test_every_link_marks_every_kind_that_it_may_join() -> None:
    """A column has one mark for each kind at either end, and no more."""
    columns = _columns(model_picture(MODEL))

    assert columns.keys() == set(MODEL.edge_kinds)
    for name, marks in columns.items():
        kinds = {kind for ends in MODEL.ends(name) for kind in ends}
        assert len(marks) == len(set(marks)) == len(kinds), name


def test_a_link_and_the_way_it_leads_can_be_read_off() -> None:
    """TARGET_OF goes out from the lower row, with an open circle, to the upper, with a full one."""
    goal, target = sorted(_columns(model_picture(MODEL))["TARGET_OF"])

    assert float(goal[0]) < float(target[0])
    assert goal[1] != target[1]


def test_names_stand_in_the_picture_and_nothing_is_written_over() -> None:
    """Every kind is named in both languages, and no two rows are nearer than a line of text."""
    picture = model_picture(MODEL)

    for kind in MODEL.nodes:
        assert f">{kind.name}</tspan>" in picture
        assert f">{kind.one.nb}</tspan>" in picture
    tops = sorted({float(y) for y in re.findall(r'<text x="34" y="([0-9.]+)"', picture)})
    assert len(tops) == len(MODEL.nodes)
    assert min(high - low for low, high in itertools.pairwise(tops)) >= 20


def test_a_new_kind_is_in_the_picture_at_once() -> None:
    """One row more in the table, and the picture has it."""
    row = replace(MODEL.node_kinds["Unit"], name="Team", plural="teams", id_example="asker:team.1")

    assert ">Team</tspan>" in model_picture(replace(MODEL, nodes=(*MODEL.nodes, row)))
