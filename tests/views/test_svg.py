"""The red thread as SVG: well-formed, harmless, with names for who does not see it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import given

from graph.kinds import MODEL
from graph.model import Basis
from graph.questions import RedThread
from graph.red_thread import Standing
from tests.spec.sketch import TODAY, change, edge, node
from tests.views.drawing import (
    PAYLOADS,
    SVG,
    classes,
    elements,
    picture,
    picture_of,
    pictures,
)
from tests.views.test_layout import drawn_often
from views.palette import THEMES
from views.svg import style_sheet, svg

if TYPE_CHECKING:
    from graph.red_thread import Item, Pictured

ALLOWED: Final = frozenset({"svg", "g", "a", "title", "text", "tspan", "path", "rect", "style"})
"""The elements of a picture: none of them runs or loads anything."""

FOCUS: Final = frozenset({"sdg:11.6"})


def page_of(item: Item) -> str:
    """Return where an item leads in these tests."""
    return f"/nodes/{item.key}?a=1&b=2"


@given(pictures())
@drawn_often
def test_every_picture_is_well_formed_and_has_only_what_is_harmless(found: Pictured) -> None:
    """Whatever the titles: XML that parses, no scripts, no handlers, no addresses but ours."""
    for frame in (False, True):
        text = svg(found, MODEL, "nb", href=page_of, frame=frame)
        for each in elements(text, "*"):
            assert each.tag.removeprefix(SVG) in ALLOWED
            assert not any(name.lower().startswith("on") for name in each.attrib)
            assert each.get("href", "/").startswith("/")
            assert each.get("style") is None


@pytest.mark.parametrize("title", [".", " . "])
def test_a_title_of_which_nothing_is_left_gives_way_to_the_identifier(title: str) -> None:
    """A point ends no label; where it is all that there is, something must still stand there."""
    found = picture_of(change(node("baerum:strategi.2", title=title)), RedThread(as_of=TODAY))

    assert "baerum:strategi.2" in [each.text for each in elements(svg(found, MODEL, "nb"), "title")]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_title_is_text_whatever_it_holds(payload: str) -> None:
    """It is read back as it was written, and as nothing else."""
    title = payload.strip()
    found = picture_of(
        change(
            node("asker:tiltak.1", title=title),
            node("asker:strategi.1", title=title),
            edge("CARRIES_OUT", "asker:tiltak.1", "asker:strategi.1"),
        ),
        RedThread(as_of=TODAY, focus=frozenset({"asker:tiltak.1"})),
    )
    text = svg(found, MODEL, "nb", href=page_of, frame=True)

    titles = [each.text for each in elements(text, "title")]
    assert titles == [title.removesuffix(".")] * 2
    assert "<script" not in text
    assert not re.search(r"<(?!/?(?:" + "|".join(ALLOWED) + r")\b)", text)


def test_every_item_is_a_link_with_a_name_and_an_anchor() -> None:
    """The name begins with what is seen, and says kind and standing; the column is named too."""
    text = svg(picture(focus=FOCUS), MODEL, "nb", href=page_of)

    links = {each.get("id"): each for each in elements(text, "a")}
    assert links["item-asker:tiltak.3"].get("href") == "/nodes/asker:tiltak.3?a=1&b=2"
    assert links["item-asker:tiltak.3"].get("aria-label") == (
        "Renhold (oppdiktet), tiltak, på den valgte tråden"
    )
    columns = [each for each in elements(text, "g") if "column" in classes(each)]
    assert columns[-1].get("aria-label") == "Tiltak (3\u00a0av\u00a05)"
    assert {each.get("role") for each in columns} == {"group"}
    (root,) = elements(text, "svg")
    assert root.get("role") == "group"
    assert root.get("lang") == "nb"
    assert (root.get("aria-label") or "").startswith("Den røde tråden: 11.6")


def test_without_a_page_an_item_is_named_all_the_same() -> None:
    """A picture in a document has nowhere to lead."""
    text = svg(picture(), MODEL, "en")

    assert not list(elements(text, "a"))
    named = [each for each in elements(text, "g") if each.get("role") == "img"]
    assert len(named) == len(picture().items)
    assert all(each.get("aria-label") for each in named)


def test_the_chosen_thread_is_marked_and_the_rest_is_there() -> None:
    """On the thread in red and bold, the rest dimmed, not hidden."""
    found = picture(focus=FOCUS)
    text = svg(found, MODEL, "nb", href=page_of)

    standings = {each.get("id"): classes(each) for each in elements(text, "a")}
    assert "on" in standings["item-asker:delmal.1"]
    assert "near" in standings["item-asker:hovedmal.1"]
    assert "off" in standings["item-asker:tiltak.2"]
    assert standings.keys() == {f"item-{key}" for key in found.items}
    curves = [
        next(standing for standing in Standing if standing in classes(each))
        for each in elements(text, "path")
        if "curve" in classes(each)
    ]
    assert curves == sorted(curves, key=list(Standing).index, reverse=True)


def test_what_is_invented_says_so_in_words_and_in_shape() -> None:
    """«(oppdiktet)» in the label, a hollow bar, a dotted line; so too where colours are lost."""
    for language, word in (("nb", "(oppdiktet)"), ("en", "(invented)")):
        text = svg(picture(), MODEL, language, href=page_of)

        (invented,) = (each for each in elements(text, "a") if word in each.get("aria-label", ""))
        assert invented.get("id") == "item-asker:tiltak.3"
        assert any("hollow" in classes(each) for each in invented)
        assert any("invented" in classes(each) for each in elements(text, "path"))


def test_a_title_in_another_language_says_which() -> None:
    """A screen reader must not read Norwegian as English."""
    text = svg(picture(), MODEL, "en", href=page_of)

    languages = {
        each.get("id"): {label.get("lang") for label in each.iter(f"{SVG}text")}
        for each in elements(text, "a")
    }
    assert languages["item-asker:tiltak.5"] == {"nb"}
    assert languages["item-targets"] == {None}


def test_a_shortened_label_is_whole_on_hover_and_focus() -> None:
    """And in the tooltip, and for a screen reader."""
    text = svg(picture(), MODEL, "nb", href=page_of)

    item = next(each for each in elements(text, "a") if each.get("id") == "item-asker:tiltak.5")
    (whole,) = (each for each in item.iter(f"{SVG}g") if "whole" in classes(each))
    title = item.findtext(f"{SVG}title") or ""
    assert "ved å peke på den" in title
    assert "ved å peke på den" in " ".join(whole.itertext()).replace("  ", " ")
    assert title in (item.get("aria-label") or "")


def test_a_picture_that_stands_alone_says_what_it_is_and_what_limits_it() -> None:
    """Title, sentence, what the signs mean, limits, day, mode and revision."""
    found = picture(focus=FOCUS, beside=frozenset({"ServiceArea"}), organisation="asker")
    said = [
        "".join(each.itertext()) for each in elements(svg(found, MODEL, "nb", frame=True), "text")
    ]

    for part in (
        "Den røde tråden i kommune: 11.6 11.6",
        found.sentence.nb,
        "den valgte tråden",
        "oppdiktet (hul strek)",
        "følger opp",
        f"• {found.limits[0].text.nb}",
        "Per 2026-11-23 · modus koblet · revisjon 1 · Goalgraph",
    ):
        assert part in said


def test_signs_that_a_picture_does_not_have_are_not_explained() -> None:
    """A legend of what is not there only confuses."""
    plain = picture("asker:tiltak.1 -CARRIES_OUT-> asker:strategi.1")
    said = "".join(svg(plain, MODEL, "nb", frame=True))

    assert "oppdiktet" not in said
    assert "den valgte tråden" not in said


def test_a_page_styles_its_pictures_itself() -> None:
    """Within a page there is no style element, which a strict policy would refuse."""
    assert "<style" not in svg(picture(), MODEL, "nb")
    sheet = style_sheet(MODEL)
    for kind in MODEL.nodes:
        assert f"--thread-kind-{kind.name}" in sheet
    assert "prefers-color-scheme: dark" in sheet
    assert "url(" not in sheet


@pytest.mark.parametrize("theme", THEMES)
def test_a_theme_may_be_fixed(theme: str) -> None:
    """A PNG, or a dark slide, follows no reader."""
    text = svg(picture(), MODEL, "nb", frame=True, theme=theme)

    (style,) = (each.text or "" for each in elements(text, "style"))
    assert "@media" not in style
    assert THEMES[theme].ground in style


def test_a_columns_heading_may_lead_somewhere() -> None:
    """To the column folded or opened, as the page will have it."""
    text = svg(picture(), MODEL, "nb", column_href=lambda column: f"?fold={column.key}")

    assert [each.get("href") for each in elements(text, "a")][-1] == "?fold=measures"


def test_counts_are_of_what_was_chosen() -> None:
    """So that a page can say how much of it is invented."""
    assert picture(focus=FOCUS).counts[Basis.ILLUSTRATIVE] == 1
