"""The pages' colours, read from the style sheet: text and signs stand out on each of their grounds.

At least 4.5 to 1 for text and 3 to 1 for frames, focus and signs (WCAG 2.1, 1.4.3 and 1.4.11), on a
light screen, on a dark one and on paper.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pytest

from graph.kinds import MODEL
from tests.shared import ROOT
from views.palette import DARK, LIGHT, LINE, TEXT, contrast

if TYPE_CHECKING:
    from graph.model import NodeKind

CSS: Final = (ROOT / "api" / "static" / "explorer.css").read_text(encoding="utf-8")

_BLOCK: Final = re.compile(r":root \{(?P<body>[^}]*)\}")
_COLOUR: Final = re.compile(r"--(?P<name>[a-z-]+): (?P<colour>#[0-9a-f]{6});")

LIGHT_SCREEN, DARK_SCREEN, PAPER = (
    dict(_COLOUR.findall(found["body"])) for found in _BLOCK.finditer(CSS)
)
SCHEMES: Final = {
    "light": LIGHT_SCREEN,
    "dark": LIGHT_SCREEN | DARK_SCREEN,
    "paper": LIGHT_SCREEN | PAPER,
}
EACH_SCHEME: Final = pytest.mark.parametrize("scheme", SCHEMES)

PLAIN: Final = ("ground", "raised")
"""Grounds that anything may stand on."""

TEXTS: Final = {
    "ink": (*PLAIN, "thread-tint"),
    "quiet": (*PLAIN, "thread-tint"),
    "link": (*PLAIN, "thread-tint"),
    "invented": (*PLAIN, "invented-ground"),
    "on-thread": ("thread",),
}
"""Colours that text is written in, and the grounds that it stands on."""

SIGNS: Final = {"edge": PLAIN, "thread": (*PLAIN, "thread-tint"), "invented": PLAIN}
"""Colours of frames of fields, of focus and of signs, and the grounds that they stand on."""

DECORATION: Final = frozenset({"line"})
"""Colours of rules between things, which say nothing."""


@EACH_SCHEME
@pytest.mark.parametrize("name", TEXTS)
def test_text_can_be_read(scheme: str, name: str) -> None:
    """On every ground that it stands on."""
    colours = SCHEMES[scheme]

    for ground in TEXTS[name]:
        assert contrast(colours[name], colours[ground]) >= TEXT, ground


@EACH_SCHEME
@pytest.mark.parametrize("name", SIGNS)
def test_a_sign_can_be_seen(scheme: str, name: str) -> None:
    """On every ground that it stands on."""
    colours = SCHEMES[scheme]

    for ground in SIGNS[name]:
        assert contrast(colours[name], colours[ground]) >= LINE, ground


@pytest.mark.parametrize("kind", MODEL.nodes, ids=lambda kind: kind.name)
def test_the_sign_of_a_kind_can_be_seen(kind: NodeKind) -> None:
    """In its theme's colour, on the pages' grounds of that theme."""
    for theme, scheme in ((LIGHT, "light"), (DARK, "dark")):
        for ground in PLAIN:
            colour = theme.of(kind.colour)
            assert contrast(colour, SCHEMES[scheme][ground]) >= LINE


def test_no_colour_stands_outside_the_table() -> None:
    """Every rule takes its colours from the root, where these tests find them."""
    rules = _BLOCK.sub("", CSS)

    assert set(re.findall(r"#[0-9a-f]{3,8}\b", rules)) == set()
    assert set(LIGHT_SCREEN) == set(TEXTS) | set(SIGNS) | DECORATION | {
        ground for grounds in (*TEXTS.values(), *SIGNS.values()) for ground in grounds
    }
    assert set(DARK_SCREEN) == set(LIGHT_SCREEN)
    named = set(re.findall(r"var\(--([a-z-]+)\)", rules)) - {"kind"}
    assert named == set(LIGHT_SCREEN)


def test_text_is_dimmed_by_its_colour_alone() -> None:
    """What is made see-through would have another contrast than these tests compute."""
    assert set(re.findall(r"opacity: ([\d.]+)", CSS)) <= {"1"}
