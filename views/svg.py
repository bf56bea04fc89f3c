"""The red thread drawn as SVG: no scripts, nothing loaded, every item a link with a name.

Within a page, the page's own style sheet holds `style_sheet(model)`, and `svg` is called without a
frame.  As a picture that stands alone it has a frame, with title, date, limits and what the
signs mean, and its style with it, in light and dark; for print it is light.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final

from graph.model import Words
from graph.red_thread import Standing
from graph.wording import in_both
from views import labels
from views.layout import (
    BAR,
    HEAD_LEADING,
    HEAD_SIZE,
    INSET,
    LEADING,
    MARGIN,
    ROW_GAP,
    SIZE,
    Layout,
    layout,
)
from views.measuring import FONTS, width, wrapped
from views.palette import DARK, LIGHT, THEMES, Theme, kind_colours

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from graph.model import Model
    from graph.red_thread import Column, Item, Pictured
    from views.layout import Box, Curve, Elbow, Head

TITLE_SIZE: Final = 18
TEXT_SIZE: Final = 12
TEXT_LEADING: Final = 17
SIGN_GAP: Final = 26

_ASCENT: Final = 0.78
"""From the top of a line's room to its baseline, as a share of the leading."""

_SHADOW: Final = 320
"""How wide the whole label is that is laid over others on hover and focus."""


def svg(  # noqa: PLR0913 - what a picture is drawn from, and how
    picture: Pictured,
    model: Model,
    language: str,
    *,
    href: Callable[[Item], str | None] = lambda _: None,
    column_href: Callable[[Column], str | None] = lambda _: None,
    frame: bool = False,
    theme: str | None = None,
) -> str:
    """Return the picture as one SVG element.

    `href` says where an item leads; an item without one is no link.  `frame` makes it a picture
    that stands alone; `theme` fixes its colours to `light` or `dark`, otherwise it follows the
    reader's.
    """
    drawn = layout(picture, model, language)
    drawing = _Drawing(picture, model, language, drawn, href, column_href)
    return "\n".join(drawing.framed(theme) if frame else drawing.bare())


class _Drawing:
    """One picture in one language, as lines of SVG."""

    def __init__(  # noqa: PLR0913, PLR0917 - as above
        self,
        picture: Pictured,
        model: Model,
        language: str,
        drawn: Layout,
        href: Callable[[Item], str | None],
        column_href: Callable[[Column], str | None],
    ) -> None:
        self.picture = picture
        self.model = model
        self.language = language
        self.drawn = drawn
        self.href = href
        self.column_href = column_href
        self.chosen = bool(picture.question.focus)

    def bare(self) -> Iterator[str]:
        """Yield the picture for a page, which says itself what it is and which day it is for."""
        height = self.drawn.head + self.drawn.height + ROW_GAP
        yield from self._opening(0, height)
        yield from self._thread()
        yield "</svg>"

    def framed(self, theme: str | None) -> Iterator[str]:
        """Yield the picture with its frame and its style."""
        above = list(self._above())
        top = -sum(leading for *_, leading in above) - MARGIN
        below, room = self._below()
        height = self.drawn.head + self.drawn.height + ROW_GAP + room + MARGIN - top
        yield from self._opening(top, height, alone=True)
        yield f"<style>{_own_style(self.model, theme)}</style>"
        yield f'<rect class="ground" x="0" y="{top}" width="100%" height="{_(height)}"/>'
        y = float(top + MARGIN / 2)
        for text, style, leading in above:
            y += leading
            yield f'<text class="{style}" x="{MARGIN}" y="{_(y)}">{_text(text)}</text>'
        yield from self._thread()
        yield from below
        yield "</svg>"

    def _opening(self, top: float, height: float, *, alone: bool = False) -> Iterator[str]:
        box = f"0 {_(top)} {_(self.drawn.width)} {_(height)}"
        title = labels.title(self.picture, self.model, self.language)
        name = f"{title}. {self.picture.sentence[self.language]}"
        # A picture that stands alone has a size of its own; in a page, the page gives it one.
        size = f' width="{_(self.drawn.width)}" height="{_(height)}"' if alone else ""
        yield (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="red-thread" viewBox="{box}"{size} '
            f'role="group" lang="{self.language}" aria-label="{_attribute(name)}">'
        )

    # --- the thread ---

    def _thread(self) -> Iterator[str]:
        head = self.drawn.head
        yield '<g class="curves" aria-hidden="true">'
        # Elbows and curves in one order, so that the chosen thread lies over all others.
        for standing in reversed(Standing):
            for elbow in self.drawn.elbows:
                if elbow.link.standing is standing:
                    yield self._elbow(elbow, head)
            for curve in self.drawn.curves:
                if curve.standing is standing:
                    yield self._curve(curve, head)
        yield "</g>"
        for number, place in enumerate(self.drawn.heads):
            yield from self._column(number, place, head)

    def _curve(self, curve: Curve, head: float) -> str:
        x, y = curve.start
        end, to = curve.end
        bend = curve.turn + (end - curve.turn) / 2
        down, y = to + head, y + head
        path = (
            f"M{_(x)} {_(y)}H{_(curve.turn)}"
            f"C{_(bend)} {_(y)} {_(bend)} {_(down)} {_(end)} {_(down)}"
        )
        return _path(path, curve.standing, thread=curve.thread, invented=curve.invented)

    def _elbow(self, elbow: Elbow, head: float) -> str:
        link, upper, lower = elbow.link, elbow.upper, elbow.lower
        y = lower.middle + head
        if elbow.nested:
            x = upper.x + BAR / 2
            path = f"M{_(x)} {_(upper.bottom + head)}V{_(y)}H{_(lower.x)}"
        else:
            bulge = min(upper.x, lower.x) - 3 * BAR
            path = (
                f"M{_(upper.x)} {_(upper.middle + head)}"
                f"C{_(bulge)} {_(upper.middle + head)} {_(bulge)} {_(y)} {_(lower.x)} {_(y)}"
            )
        return _path(path, link.standing, thread=link.thread, invented=link.invented)

    def _column(self, number: int, head: Head, down: float) -> Iterator[str]:
        name = ", ".join(labels.heading(self.model, head.column, self.language, chosen=self.chosen))
        yield f'<g class="column" role="group" aria-label="{_attribute(name)}">'
        kind = head.column.kinds[-1]
        text = _lines(head.lines, head.x, HEAD_LEADING)
        href = self.column_href(head.column)
        heading = f'<text class="head kind-{kind}">{text}</text>'
        yield f'<a href="{_attribute(href)}">{heading}</a>' if href else heading
        for box in self.drawn.boxes.values():
            if box.column == number:
                yield from self._item(box, down)
        yield "</g>"

    def _item(self, box: Box, down: float) -> Iterator[str]:
        item = box.item
        name = _attribute(labels.name(self.model, item, self.language, chosen=self.chosen))
        classes = f"item {item.standing} kind-{item.kind}"
        href = self.href(item)
        named = f'class="{classes}" id="{_id(item.key)}" aria-label="{name}"'
        yield f'<a {named} href="{_attribute(href)}">' if href else f'<g {named} role="img">'
        y = box.y + down
        yield f"<title>{_text(box.text)}</title>"
        # What can be pointed at: the whole label, also between its lines.
        yield (
            f'<rect class="hit" x="{_(box.x)}" y="{_(y)}" width="{_(box.width)}" '
            f'height="{_(box.height)}"/>'
        )
        yield from self._bar(box, y)
        found = labels.label_language(item, self.language)
        lang = f' lang="{found}"' if found != self.language else ""
        text = _lines(box.lines, box.x + INSET, LEADING, y=y)
        yield f'<text class="label"{lang}>{text}</text>'
        if box.shortened:
            yield from self._whole(box, y, lang)
        yield "</a>" if href else "</g>"

    def _bar(self, box: Box, y: float) -> Iterator[str]:
        """Yield the bar before a label: full, or hollow where it is invented; two for several."""
        item = box.item
        x, height = box.x, box.height
        style = "bar hollow" if item.is_invented else "bar"
        inset = 0.75 if item.is_invented else 0
        bar = (
            f'<rect class="{style}" x="{_(x + inset)}" y="{_(y + 1 + inset)}" '
            f'width="{_(BAR - 2 * inset)}" height="{_(height - 2 - 2 * inset)}"/>'
        )
        if item.node is None and item.heading is None:
            return
        yield bar
        if item.node is None:
            yield (
                f'<rect class="bar" x="{_(x + BAR + 1)}" y="{_(y + 3)}" width="1.5" '
                f'height="{_(height - 6)}"/>'
            )

    def _whole(self, box: Box, y: float, lang: str) -> Iterator[str]:
        """Yield the whole label, which is seen on hover and focus.

        It opens upwards and to the left: what is drawn before lies beneath it.
        """
        right = max(box.right, box.x + INSET + 40)
        left = max(min(box.x, right - _SHADOW), 2.0)
        lines = wrapped(box.text, right - left - 2 * INSET, 20, SIZE, bold=box.bold)
        height = len(lines) * LEADING + 8
        top = max(y + box.height + 3 - height, 0.0)
        yield '<g class="whole" aria-hidden="true">'
        yield (
            f'<rect x="{_(left)}" y="{_(top)}" width="{_(right - left)}" '
            f'height="{_(height)}" rx="2"/>'
        )
        text = _lines(lines, left + INSET, LEADING, y=top + 4)
        yield f'<text class="label"{lang}>{text}</text></g>'

    # --- the frame ---

    def _above(self) -> Iterator[tuple[str, str, float]]:
        """Yield the lines above the picture: text, style, and how far down each stands."""
        room = self.drawn.width - 2 * MARGIN
        title = labels.title(self.picture, self.model, self.language)
        for line in wrapped(title, room, 3, TITLE_SIZE, bold=True):
            yield line, "title", TITLE_SIZE * 1.35
        for line in wrapped(self.picture.sentence[self.language], room, 4, TEXT_SIZE):
            yield line, "said", TEXT_LEADING
        yield "", "said", TEXT_LEADING / 2

    def _below(self) -> tuple[list[str], float]:
        """Return what stands below the picture, and how high it is."""
        y = self.drawn.head + self.drawn.height + 2 * ROW_GAP
        begun = y
        lines: list[str] = [
            f'<path class="rule" d="M{MARGIN} {_(y)}H{_(self.drawn.width - MARGIN)}"/>'
        ]
        y += TEXT_LEADING
        legend, y = self._legend(y)
        lines += legend
        room = self.drawn.width - 2 * MARGIN
        for text in labels.notes(self.picture, self.language):
            for line in wrapped(text, room, 4, SIZE):
                y += LEADING
                lines.append(f'<text class="note" x="{MARGIN}" y="{_(y)}">{_text(line)}</text>')
        return lines, y - begun + MARGIN

    def _legend(self, y: float) -> tuple[list[str], float]:
        lines: list[str] = ['<g class="legend">']
        x = float(MARGIN)
        for sign, words in _signs(self.picture, self.model):
            text = words[self.language]
            needed = SIGN_GAP + width(text, SIZE) + SIGN_GAP / 2
            if x + needed > self.drawn.width - MARGIN and x > MARGIN:
                x, y = float(MARGIN), y + TEXT_LEADING
            lines.append(sign(x, y - 4))
            lines.append(
                f'<text class="note" x="{_(x + SIGN_GAP)}" y="{_(y)}">{_text(text)}</text>'
            )
            x += needed
        lines.append("</g>")
        return lines, y + ROW_GAP


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign of a picture: its drawing, as an SVG of its own for a page, and what it means."""

    drawing: str
    words: str


def signs(picture: Pictured, model: Model, language: str) -> Iterator[Sign]:
    """Yield the signs that a picture has: the same as stand below it where it stands alone."""
    box = f"0 0 {_(SIGN_GAP)} 14"
    for sign, words in _signs(picture, model):
        drawing = (
            f'<svg class="red-thread" viewBox="{box}" aria-hidden="true" focusable="false">'
            f"{sign(0, 7)}</svg>"
        )
        yield Sign(drawing, words[language])


def _signs(
    picture: Pictured, model: Model
) -> Iterator[tuple[Callable[[float, float], str], Words]]:
    """Yield the signs that the picture has, with what they mean."""
    items, links = picture.items.values(), picture.links
    if picture.question.focus:
        yield _line_sign(Standing.ON), Words("den valgte tråden", "the chosen thread")
        if any(item.standing is Standing.NEAR for item in items):
            yield (
                _line_sign(Standing.NEAR),
                Words("det som er på tråden, tjener også dette", "also served by the thread"),
            )
        if any(link.standing is Standing.OFF for link in links):
            yield _line_sign(Standing.OFF), Words("resten", "the rest")
    if any(item.invented and item.node for item in items):
        yield _bar_sign(hollow=True), Words("oppdiktet (hul strek)", "invented (hollow bar)")
    if any(item.node and not item.invented for item in items):
        yield (
            _bar_sign(hollow=False),
            Words("dokumentert eller utledet (fylt)", "documented or inferred (filled)"),
        )
    if any(link.invented for link in links):
        yield (
            _line_sign(Standing.NEAR, style="invented"),
            Words("oppdiktet kobling", "invented link"),
        )
    beside = {edge.kind for link in links if not link.thread for edge in link.edges}
    if beside:
        kinds = [kind for kind in model.edges if kind.name in beside]
        yield (
            _line_sign(Standing.NEAR, style="beside"),
            in_both(lambda each: ", ".join(kind.up[each] for kind in kinds)),
        )


def _line_sign(standing: Standing, style: str = "") -> Callable[[float, float], str]:
    def sign(x: float, y: float) -> str:
        classes = f"curve {standing} {style}".strip()
        return f'<path class="{classes}" d="M{_(x)} {_(y)}h{SIGN_GAP - 6}"/>'

    return sign


def _bar_sign(*, hollow: bool) -> Callable[[float, float], str]:
    def sign(x: float, y: float) -> str:
        classes = "bar sign hollow" if hollow else "bar sign"
        inset = 0.75 if hollow else 0
        return (
            f'<rect class="{classes}" x="{_(x + 14 + inset)}" y="{_(y - 6 + inset)}" '
            f'width="{_(BAR - 2 * inset)}" height="{_(12 - 2 * inset)}"/>'
        )

    return sign


# --- text and numbers -----------------------------------------------------------------------------


def _(number: float) -> str:
    """Return a number as short as it may be."""
    return f"{number:.1f}".removesuffix(".0")


def _path(path: str, standing: Standing, *, thread: bool, invented: bool) -> str:
    signs = "".join(
        f" {sign}" for sign, shown in (("beside", not thread), ("invented", invented)) if shown
    )
    return f'<path class="curve {standing}{signs}" d="{path}"/>'


def _lines(lines: tuple[str, ...], x: float, leading: float, *, y: float = 0.0) -> str:
    """Return lines of text one below the other, the first in a line that begins at y."""
    return "".join(
        f'<tspan x="{_(x)}" y="{_(y + (number + _ASCENT) * leading)}">{_text(line)}</tspan>'
        for number, line in enumerate(lines)
    )


_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
"""What no XML document may hold."""


def _text(text: str) -> str:
    return escape(_CONTROLS.sub("", text), quote=False)


def _attribute(text: str) -> str:
    return escape(_CONTROLS.sub("", text), quote=True)


def _id(key: str) -> str:
    """Return an item's anchor in the page."""
    return _attribute(f"item-{key}")


# --- style ----------------------------------------------------------------------------------------

_FAMILY: Final = ", ".join(f'"{font}"' if " " in font else font for font in FONTS)

_RULES: Final = (
    ("", f"font-family: {_FAMILY}; font-size: {SIZE}px"),
    (" text", "fill: INK"),
    (" .ground", "fill: GROUND"),
    (" .title", f"font-size: {TITLE_SIZE}px; font-weight: bold"),
    (" .said", f"font-size: {TEXT_SIZE}px"),
    (" .note", "fill: QUIET"),
    (" .head", f"font-size: {HEAD_SIZE}px; font-weight: bold"),
    (" .rule", "fill: none; stroke: FAINT; stroke-width: 1"),
    (" .curve", "fill: none; stroke: LINE; stroke-width: 1"),
    (" .curve.off", "stroke: FAINT"),
    (" .curve.on", "stroke: THREAD; stroke-width: 2"),
    (" .curve.beside", "stroke-dasharray: 6 4"),
    (" .curve.invented", "stroke-dasharray: 2 3"),
    (" .curve.beside.invented", "stroke-dasharray: 7 3 2 3"),
    (" .hit", "fill: none; pointer-events: all"),
    (" .off .label", "fill: QUIET"),
    (" .on .label", "fill: THREAD; font-weight: bold"),
    (" .bar.sign", "fill: QUIET; stroke: QUIET"),
    (" .item .bar.hollow", "fill: GROUND; stroke-width: 1.5"),
    (" .bar.sign.hollow", "fill: GROUND; stroke-width: 1.5"),
    (" .whole", "display: none; pointer-events: none"),
    (" .whole rect", "fill: RAISED; stroke: LINE; stroke-width: 1"),
    (" .whole .label", "fill: INK"),
    (" a:hover .whole", "display: inline"),
    (" a:focus-visible .whole", "display: inline"),
    (" a", "text-decoration: none; outline: none"),
    (" a:hover .label", "text-decoration: underline"),
    (" a:hover .head", "text-decoration: underline"),
    (" a:focus-visible .label", "text-decoration: underline"),
    (" a:focus-visible .head", "text-decoration: underline"),
    (" a:focus-visible .hit", "stroke: INK; stroke-width: 2"),
)
"""What everything looks like: what is drawn, below `.red-thread`, and its colours in capitals."""

_PRINT: Final = "@media print"
_IN_DARK: Final = "@media screen and (prefers-color-scheme: dark)"
_NAMED: Final = ("ground", "ink", "quiet", "line", "faint", "thread", "raised")


def style_sheet(model: Model) -> str:
    """Return the style of pictures within a page.

    Colours are custom properties on `:root`, `--thread-…`, which the page may set anew; a page that
    has a theme of its own says so by `data-theme="light"` or `"dark"` on the root element.
    """
    rules = _rules(model, lambda name: f"var(--thread-{name})")
    light, dark = (_properties(model, theme) for theme in (LIGHT, DARK))
    return "\n".join(
        (
            f":root{{{light}}}",
            f'{_IN_DARK}{{:root:not([data-theme="light"]){{{dark}}}}}',
            f'@media screen{{:root[data-theme="dark"]{{{dark}}}}}',
            *rules,
        )
    )


def _properties(model: Model, theme: Theme) -> str:
    colours = {name: getattr(theme, name) for name in _NAMED}
    colours |= {f"kind-{kind}": colour for kind, colour in kind_colours(model, theme).items()}
    return ";".join(f"--thread-{name}:{colour}" for name, colour in colours.items())


def _own_style(model: Model, theme: str | None) -> str:
    """Return the style of a picture that stands alone.

    With plain colours, as many programs that show SVG know no custom properties; those that know no
    media queries take the light rules.
    """
    first = THEMES[theme] if theme else LIGHT
    rules = "\n".join(_rules(model, _colours(model, first)))
    if theme:
        return rules
    dark = "\n".join(_rules(model, _colours(model, DARK), only_colours=True))
    return f"{rules}\n{_IN_DARK}{{{dark}}}"


def _colours(model: Model, theme: Theme) -> Callable[[str], str]:
    kinds = kind_colours(model, theme)
    return lambda name: (
        kinds[name.removeprefix("kind-")] if name.startswith("kind-") else str(getattr(theme, name))
    )


def _rules(
    model: Model, colour: Callable[[str], str], *, only_colours: bool = False
) -> Iterator[str]:
    """Yield the rules of the style sheet with the colours that are given by name."""
    for kind in model.nodes:
        own = colour(f"kind-{kind.name}")
        yield f".red-thread .kind-{kind.name} .bar{{fill:{own};stroke:{own}}}"
        yield f".red-thread .head.kind-{kind.name}{{fill:{own}}}"
    capitals = re.compile("|".join(name.upper() for name in _NAMED))
    for place, looks in _RULES:
        if not only_colours or capitals.search(looks):
            said = capitals.sub(lambda match: colour(match[0].lower()), looks)
            yield f".red-thread{place}{{{said}}}"
