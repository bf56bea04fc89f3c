"""Where the red thread stands on paper: nothing overprints anything, and it is always the same."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Final

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.kinds import MODEL
from graph.red_thread import Standing
from tests.views.drawing import THREAD, picture, pictures
from views.layout import INSET, MARGIN, SIZE, layout
from views.measuring import width

if TYPE_CHECKING:
    from graph.red_thread import Pictured
    from views.layout import Box, Layout

drawn_often: Final = settings(
    deadline=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def apart(one: Box, other: Box) -> bool:
    """Tell whether two labels stand clear of each other."""
    return (
        one.bottom <= other.y
        or other.bottom <= one.y
        or one.right <= other.x
        or other.right <= one.x
    )


@given(pictures(), st.sampled_from(("nb", "en")))
@drawn_often
def test_no_label_overprints_another_and_all_stand_within_the_picture(
    found: Pictured, language: str
) -> None:
    """By the widest font that they may be set in."""
    drawn = layout(found, MODEL, language)

    assert drawn.boxes.keys() == found.items.keys()
    for one, other in combinations(drawn.boxes.values(), 2):
        assert apart(one, other), (one.text, other.text)
    for box in drawn.boxes.values():
        assert box.x >= MARGIN
        assert box.right <= drawn.width - MARGIN + 0.5
        assert box.y >= 0
        assert box.bottom <= drawn.height
        for line in box.lines:
            assert INSET + width(line, SIZE, bold=box.bold) <= box.width + 1e-6


@given(pictures())
@drawn_often
def test_every_link_is_drawn_from_the_one_item_to_the_other(found: Pictured) -> None:
    """By a curve, by curves through the columns between them, or by a line within their column."""
    drawn = layout(found, MODEL, "nb")

    by_link: dict[tuple[str, str], set[tuple[float, float]]] = {}
    for curve in drawn.curves:
        for link in curve.links:
            points = by_link.setdefault((link.lower, link.upper), set())
            points |= {curve.start, curve.end}
    for link in found.links:
        low, high = drawn.boxes[link.lower], drawn.boxes[link.upper]
        if low.column == high.column:
            assert (link.lower, link.upper) in {
                (elbow.link.lower, elbow.link.upper) for elbow in drawn.elbows
            }
            continue
        left, right = sorted((low, high), key=lambda box: box.column)
        points = by_link[link.lower, link.upper]
        assert (left.right + 3, left.middle) in points
        assert (right.x - 2, right.middle) in points


@given(pictures())
@drawn_often
def test_no_line_crosses_a_label(found: Pictured) -> None:
    """What passes a column runs in a lane of its own, between the labels."""
    drawn = layout(found, MODEL, "nb")
    columns: dict[int, list[Box]] = {}
    for box in drawn.boxes.values():
        columns.setdefault(box.column, []).append(box)

    for curve in drawn.curves:
        x, y = curve.start
        for boxes in columns.values():
            for box in boxes:
                if box.x < (x + curve.turn) / 2 < box.right:
                    assert y <= box.y or y >= box.bottom, box.text


@given(pictures())
@drawn_often
def test_the_same_picture_stands_the_same_each_time(found: Pictured) -> None:
    """A picture in a case document may be compared with last year's."""
    assert layout(found, MODEL, "nb") == layout(found, MODEL, "nb")


@given(pictures())
@drawn_often
def test_the_chosen_thread_stands_first_and_is_drawn_last(found: Pictured) -> None:
    """In each column what is on the thread stands above the rest, and lines lie over others."""
    drawn = layout(found, MODEL, "nb")
    ranks = list(Standing)

    assert [each.standing for each in drawn.curves] == sorted(
        (each.standing for each in drawn.curves), key=ranks.index, reverse=True
    )
    for column in found.columns:
        heads = sorted(
            (item for item in column.items if item.under is None and not item.is_rest),
            key=lambda item: drawn.boxes[item.key].y,
        )
        best = {
            head.key: min(
                ranks.index(item.standing)
                for item in column.items
                if _head(found, item.key) == head.key
            )
            for head in heads
        }
        for above, below in pairwise(heads):
            assert best[above.key] <= best[below.key]


def _head(found: Pictured, key: str) -> str:
    under = found.items[key].under
    return key if under is None else _head(found, under)


def boxes_of(drawn: Layout, *keys: str) -> list[Box]:
    """Return some boxes."""
    return [drawn.boxes[key] for key in keys]


def test_what_stands_under_an_item_is_indented_below_it() -> None:
    """A main goal under its focus area, a part under its whole."""
    drawn = layout(picture(), MODEL, "nb")

    for upper, lower in (
        ("asker:satsingsomrade.1", "asker:hovedmal.1"),
        ("asker:tiltak.1", "asker:tiltak.4"),
    ):
        high, low = boxes_of(drawn, upper, lower)
        assert low.x > high.x
        assert low.y >= high.bottom
    assert {elbow.nested for elbow in drawn.elbows} == {True}


def test_a_label_on_the_thread_gets_more_lines() -> None:
    """What was chosen is what one wants to read."""
    dimmed = layout(picture(focus=frozenset({"sdg:11.6"})), MODEL, "nb").boxes["asker:tiltak.5"]
    chosen = layout(picture(focus=frozenset({"asker:tiltak.5"})), MODEL, "nb").boxes[
        "asker:tiltak.5"
    ]

    assert dimmed.shortened
    assert len(chosen.lines) > len(dimmed.lines)
    assert not chosen.shortened


def test_few_lines_cross() -> None:
    """Where an order without crossings is there, it is found."""
    crossed = "\n".join(
        f"asker:tiltak.{number} -CARRIES_OUT-> asker:strategi.{6 - number}"
        for number in range(1, 6)
    )
    drawn = layout(picture(crossed), MODEL, "nb")

    ends = sorted((curve.start[1], curve.end[1]) for curve in drawn.curves)
    assert [end for _, end in ends] == sorted(end for _, end in ends)


def test_a_columns_heading_counts_what_is_chosen_of_all() -> None:
    """And of a column of two kinds each."""
    heads = layout(picture(focus=frozenset({"sdg:11.6"})), MODEL, "nb").heads

    texts = [" ".join(head.lines).replace("\u00a0", " ") for head in heads]
    assert texts[0] == "Lag i bryllupskaka (1 av 1) Bærekraftsmål (1 av 1)"
    assert "Tiltak (3 av 5)" in texts


def test_a_shortened_label_still_says_that_it_is_invented() -> None:
    """In a full column the labels have one line; «(oppdiktet)» is never what is left out."""
    title = "Et tiltak med en lang tittel som ikke får plass på én linje"
    many = "\n".join(
        f'asker:tiltak.{number} (Measure) {{title="{title}", basis=illustrative}}'
        for number in range(10, 90)
    )
    drawn = layout(picture(f"{THREAD}\n{many}"), MODEL, "nb")

    for number in range(10, 90):
        assert " ".join(drawn.boxes[f"asker:tiltak.{number}"].lines).endswith("… (oppdiktet)")
