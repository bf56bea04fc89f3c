"""What tests of pictures are made of: graphs drawn as text, hostile titles, a picture's parts."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING, Final
from unicodedata import normalize
from xml.etree import ElementTree as ET

from hypothesis import strategies as st

from graph.kinds import MODEL
from graph.questions import RedThread
from graph.red_thread import Pictured, pictured
from graph.values import misfits
from tests.spec import draws
from tests.spec.naive import NaiveStore
from tests.spec.sketch import TODAY, sketch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.changes import ChangeSet

THREAD: Final = """
    sdg:11 -IN_LAYER-> sdg:layer.society
    sdg:11.6 -TARGET_OF-> sdg:11
    sdg:11.7 -TARGET_OF-> sdg:11
    asker:delmal.1 -BELONGS_TO-> asker:hovedmal.1 -BELONGS_TO-> asker:satsingsomrade.1
    asker:delmal.1 -DERIVED_FROM-> sdg:11.6
    asker:delmal.2 -BELONGS_TO-> asker:hovedmal.1
    asker:strategi.1 -ADVANCES-> asker:delmal.1
    asker:tiltak.1 -CARRIES_OUT-> asker:strategi.1
    asker:tiltak.2 -ADVANCES-> asker:delmal.2
    asker:tiltak.3 -CONTRIBUTES_TO-> sdg:11.6 {basis=illustrative}
    asker:tiltak.4 -PART_OF-> asker:tiltak.1
    asker:tjenesteomrade.1 -FOLLOWS_UP-> asker:delmal.1
    asker:kommune (Organisation)
    asker:tiltak.3 (Measure) {title="Renhold", basis=illustrative}
    asker:tiltak.5 (Measure) {title="…"}
""".replace(
    "…",
    "En tittel som er så lang at den ikke får plass på de linjene som er satt av til den i bildet "
    "av den røde tråden, men som den som leser, kan få se hele ved å peke på den",
)

PAYLOADS: Final = (
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</text></svg><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    '"><script>alert(1)</script>',
    "'><script>alert(1)</script>",
    '" onfocus="alert(1)" autofocus="',
    "' onmouseover='alert(1)",
    "javascript:alert(1)",
    "<a href='javascript:alert(1)'>x</a>",
    "]]><script>alert(1)</script>",
    "--><script>alert(1)</script>",
    "<!--<script>alert(1)</script>",
    "<style>*{background:url(https://e.example)}</style>",
    "</style><script>alert(1)</script>",
    "<iframe src=https://e.example></iframe>",
    "<object data=https://e.example>",
    "<foreignObject><script>alert(1)</script></foreignObject>",
    "<use href=https://e.example#x>",
    "<image href=https://e.example/x.png>",
    "<animate onbegin=alert(1) attributeName=x dur=1s>",
    "<set attributeName=href to=javascript:alert(1)>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "{{7*7}} {% raw %} ${7*7}",
    "\u200f<script>alert(1)</script>",
    "\u2028alert(1)\u2029",
    "<!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>&x;",
)
"""Thirty titles that try to become script, markup or a request."""


def picture(drawing: str = THREAD, **asked: object) -> Pictured:
    """Return the picture of a drawn graph."""
    return picture_of(sketch(drawing), RedThread(as_of=TODAY, **asked))  # type: ignore[arg-type]


def picture_of(change: ChangeSet, question: RedThread) -> Pictured:
    """Return the picture of a graph."""
    with closing(NaiveStore()) as store:
        store.apply(change)
        with store.read() as view:
            return pictured(view, question)


_TITLE: Final = next(each for each in MODEL.common if each.name == "title")

TITLES: Final = (
    st.one_of(
        st.sampled_from(PAYLOADS),
        st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=60),
        st.text("abcåøæ MW-", min_size=40, max_size=220),
    )
    .map(lambda text: normalize("NFC", text).strip())
    .filter(lambda text: text and not [*misfits(_TITLE, text)])
)
"""Titles that a store takes."""


@st.composite
def pictures(draw: st.DrawFn) -> Pictured:
    """Draw a picture of a small world whose titles are long, foreign or hostile."""
    change = draw(draws.graphs())
    titles = draw(st.lists(TITLES, min_size=1, max_size=8))
    puts = [
        replace(each, values={**each.values, "title": titles[place % len(titles)]})
        if "title" in each.values
        else each
        for place, each in enumerate(change.puts)
    ]
    question = draw(draws.red_threads)
    there = {each.id for each in change.nodes}
    owners = {each.partition(":")[0] for each in there}
    return picture_of(
        replace(change, puts=tuple(puts)),
        replace(
            question,
            focus=question.focus & there,
            organisation=question.organisation if question.organisation in owners else None,
        ),
    )


SVG: Final = "{http://www.w3.org/2000/svg}"


def elements(text: str, name: str) -> Iterator[ET.Element]:
    """Yield the elements of a name in a picture."""
    yield from ET.fromstring(text).iter(f"{SVG}{name}")  # noqa: S314 - we made it


def classes(element: ET.Element) -> set[str]:
    """Return an element's classes."""
    return set(element.get("class", "").split())
