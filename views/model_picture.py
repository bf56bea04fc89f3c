"""The model as a picture, made from the table of kinds: what may be joined to what.

`python -m views.model_picture` writes docs/model.svg; a test holds the file against the table.

Each kind of node is a row, those of the red thread on top by their level.  Each kind of link is a
column, whose line runs from the kinds that it goes out from to those that it leads to.  Drawn as
boxes with an arrow for each pair of kinds there would be over a hundred arrows, which nobody could
follow.
"""

from __future__ import annotations

from html import escape
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final

from graph.kinds import MODEL
from graph.model import Mode
from views.measuring import FONTS, width
from views.palette import LIGHT, kind_colours

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graph.model import EdgeKind, Model

PICTURE: Final = Path(__file__).resolve().parent.parent / "docs" / "model.svg"

SIZE: Final = 13
"""The size of letters, in pixels."""

_ROW: Final = 28
_COLUMN: Final = 29
_GAP: Final = 22
"""Between what is on the red thread and what is not, in rows and columns alike."""

_MARGIN: Final = 20
_TILT: Final = 52
"""How steep the columns' names stand, in degrees."""

_RISE: Final = 0.80
"""How high a tilted name rises for its length: the sine of the tilt, and some room."""

_DOT: Final = 5
_DASHES: Final = {Mode.STRICT: "", Mode.LINKED: "7 4", Mode.BROAD: "2 4"}
_LEGEND: Final = (
    ("from", "the link goes out from this kind"),
    ("to", "the link leads to this kind"),
    ("both", "the link goes out from this kind, and leads to it"),
)


def model_picture(model: Model) -> str:
    """Return the picture as SVG."""
    rows, columns = _rows(model), _columns(model)
    head = max(width(name, SIZE) for name in _names(model)) * _RISE + _MARGIN
    left = max(width(f"{kind.name}  {kind.one.nb}", SIZE, bold=True) for kind in model.nodes)
    left += 3 * _MARGIN
    high = head + max(rows.values()) + _ROW + (len(_LEGEND) + len(_DASHES) + 1) * _ROW
    # The last name leans out over the right edge.
    wide = left + max(columns.values()) + _COLUMN + head * 0.8
    parts = chain(
        _opening(model, wide, high),
        _row_parts(model, rows, head, left + max(columns.values()) + _COLUMN / 2),
        *(
            _column_parts(model, edge, left + columns[edge.name], head, rows)
            for edge in model.edges
        ),
        _legend(head + max(rows.values()) + 1.6 * _ROW),
        ("</svg>",),
    )
    return "\n".join(parts) + "\n"


def _names(model: Model) -> Iterator[str]:
    return (f"{edge.name} · {edge.up.en}" for edge in model.edges)


def _rows(model: Model) -> Mapping[str, float]:
    """Return how far down each kind of node stands, the highest level first."""
    thread = [kind for kind in model.nodes if kind.level is not None]
    thread.sort(key=lambda kind: -(kind.level or 0))
    others = [kind for kind in model.nodes if kind.level is None]
    places = {kind.name: number * _ROW + _ROW / 2 for number, kind in enumerate(thread)}
    down = len(thread) * _ROW + _GAP
    return places | {kind.name: down + n * _ROW + _ROW / 2 for n, kind in enumerate(others)}


def _columns(model: Model) -> Mapping[str, float]:
    """Return how far to the right each kind of link stands, those of the red thread first."""
    thread = [edge.name for edge in model.thread]
    others = [edge.name for edge in model.edges if edge.mode is None]
    places = {name: number * _COLUMN + _COLUMN / 2 for number, name in enumerate(thread)}
    right = len(thread) * _COLUMN + _GAP
    return places | {name: right + n * _COLUMN + _COLUMN / 2 for n, name in enumerate(others)}


def _opening(model: Model, wide: float, high: float) -> Iterator[str]:
    fonts = ", ".join(f"'{font}'" if " " in font else font for font in FONTS)
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:.0f} {high:.0f}" '
        f'width="{wide:.0f}" height="{high:.0f}" role="img" aria-labelledby="title" '
        f'font-family="{fonts}" font-size="{SIZE}" fill="{LIGHT.ink}">'
    )
    yield (
        f'<title id="title">The model: {len(model.nodes)} kinds of nodes as rows, '
        f"{len(model.edges)} kinds of links as columns</title>"
    )
    yield f'<rect width="100%" height="100%" fill="{LIGHT.ground}"/>'


def _row_parts(model: Model, rows: Mapping[str, float], head: float, right: float) -> Iterator[str]:
    """Yield the kinds of nodes: a bar in their colour, their names, and a line to look along."""
    colours = kind_colours(model, LIGHT)
    for kind in model.nodes:
        middle = head + rows[kind.name]
        yield (
            f'<line x1="{_MARGIN}" y1="{middle:.1f}" x2="{right:.1f}" y2="{middle:.1f}" '
            f'stroke="{LIGHT.faint}"/>'
        )
        named = width(f"{kind.name}  {kind.one.nb}  ", SIZE, bold=True)
        yield (
            f'<rect x="{_MARGIN}" y="{middle - _ROW / 2 + 3:.1f}" width="{named:.1f}" '
            f'height="{_ROW - 6}" fill="{LIGHT.ground}"/>'
        )
        yield (
            f'<rect x="{_MARGIN}" y="{middle - _ROW / 2 + 3:.1f}" width="6" height="{_ROW - 6}" '
            f'fill="{colours[kind.name]}"/>'
        )
        yield (
            f'<text x="{_MARGIN + 14}" y="{middle + SIZE / 3:.1f}">'
            f'<tspan font-weight="bold">{escape(kind.name)}</tspan> '
            f'<tspan fill="{LIGHT.quiet}">{escape(kind.one.nb)}</tspan></text>'
        )


def _column_parts(
    model: Model, edge: EdgeKind, across: float, head: float, rows: Mapping[str, float]
) -> Iterator[str]:
    """Yield one kind of link: its name, its line, and a mark at every kind that it may join."""
    lower = {low for low, _ in model.ends(edge.name)}
    upper = {high for _, high in model.ends(edge.name)}
    colour = LIGHT.ink if edge.mode is None else LIGHT.thread
    places = [head + rows[name] for name in lower | upper]
    dashes = _DASHES[edge.mode] if edge.mode is not None else ""
    yield f'<g id="{edge.name}" stroke="{colour}">'
    yield (
        f'<line x1="{across:.1f}" y1="{min(places):.1f}" x2="{across:.1f}" '
        f'y2="{max(places):.1f}" stroke-width="2"'
        + (f' stroke-dasharray="{dashes}"' if dashes else "")
        + "/>"
    )
    for name in sorted(lower | upper, key=lambda name: rows[name]):
        mark = "both" if name in lower & upper else "from" if name in lower else "to"
        yield from _mark(mark, across, head + rows[name], colour)
    yield "</g>"
    top = head - 8
    yield (
        f'<text transform="translate({across + 4:.1f} {top:.1f}) rotate(-{_TILT})" '
        f'fill="{colour}"><tspan font-weight="bold">{edge.name}</tspan> '
        f"· {escape(edge.up.en)}</text>"
    )


def _mark(mark: str, across: float, down: float, colour: str) -> Iterator[str]:
    """Yield a mark: an open circle where a link goes out, a full one where it leads."""
    full = colour if mark == "to" else LIGHT.ground
    yield (
        f'<circle cx="{across:.1f}" cy="{down:.1f}" r="{_DOT}" fill="{full}" stroke="{colour}" '
        'stroke-width="2"/>'
    )
    if mark == "both":
        yield f'<circle cx="{across:.1f}" cy="{down:.1f}" r="{_DOT / 2}" fill="{colour}"/>'


def _legend(down: float) -> Iterator[str]:
    """Yield what the marks and the lines mean."""
    left = _MARGIN + 30
    for number, (mark, text) in enumerate(_LEGEND):
        middle = down + number * _ROW
        yield from _mark(mark, _MARGIN + 10, middle, LIGHT.ink)
        yield f'<text x="{left}" y="{middle + SIZE / 3:.1f}">{text}</text>'
    for number, (mode, dashes) in enumerate(_DASHES.items(), start=len(_LEGEND)):
        middle = down + number * _ROW
        dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
        yield (
            f'<line x1="{_MARGIN}" y1="{middle:.1f}" x2="{_MARGIN + 22}" y2="{middle:.1f}" '
            f'stroke="{LIGHT.thread}" stroke-width="2"{dashed}/>'
        )
        yield (
            f'<text x="{left}" y="{middle + SIZE / 3:.1f}">carries «serves», in mode {mode.word} '
            "and the wider ones</text>"
        )


if __name__ == "__main__":
    PICTURE.write_text(model_picture(MODEL), encoding="utf-8")
