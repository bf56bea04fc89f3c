"""Pictures of the red thread within pages, and as files."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from markupsafe import Markup
from starlette.responses import Response

from api.explorer.address import Address
from api.explorer.frame import Visit
from graph.questions import RedThread
from graph.red_thread import Column, Item, Pictured
from views import labels
from views.answer_tables import Table
from views.edge_table import rows
from views.palette import LIGHT
from views.png import has_font, png
from views.svg import signs, svg


def drawn(visit: Visit, picture: Pictured, here: Address) -> Markup:
    """Return the picture for a page, where every item leads on from an address of the thread."""
    text = svg(
        picture,
        visit.model,
        visit.language,
        href=lambda item: str(leads(visit, item, picture.question, here)),
        column_href=lambda column: None if column.beside else str(column_leads(column, here)),
    )
    # The picture escapes every text that it holds: tests/browser/test_injection.py.
    return Markup(text)  # noqa: S704


def legend(visit: Visit, picture: Pictured) -> list[tuple[Markup, str]]:
    """Return the signs that a picture has, each drawn and in words."""
    found = signs(picture, visit.model, visit.language)
    # Drawn by us: no text of the graph stands in a sign.
    return [(Markup(each.drawing), each.words) for each in found]  # noqa: S704


def leads(visit: Visit, item: Item, question: RedThread, here: Address) -> Address:
    """Return where an item leads: to its thread, from its own thread to its page; or unfolded."""
    if item.node is None:
        return here.adding("expand", item.key)
    if item.node.id in question.focus:
        return visit.to(f"/nodes/{item.node.id}")
    return here.having("focus", item.node.id)


def column_leads(column: Column, here: Address) -> Address | None:
    """Return where a column's heading leads: to it unfolded or gathered; none beside the thread."""
    if column.beside:
        return None
    bare = here.without("expand", column.key).without("fold", column.key)
    return bare.adding("expand" if column.folded else "fold", column.key)


def picture_notes(visit: Visit, picture: Pictured) -> list[str]:
    """Return what limits a picture, which day it is for and what it follows, in words."""
    return list(labels.notes(picture, visit.language))


def picture_forms(visit: Visit, picture: Pictured) -> dict[str, Callable[[], Response]]:
    """Return what makes a file of a picture, by suffix; without a font, there is no PNG."""
    forms: dict[str, Callable[[], Response]] = {"svg": lambda: as_svg(visit, picture)}
    if has_font():
        forms["png"] = lambda: as_png(visit, picture)
    return forms


def as_png(visit: Visit, picture: Pictured) -> Response:
    """Return the red thread as a picture for documents that take no SVG, on light ground."""
    text = svg(picture, visit.model, visit.language, frame=True, theme=LIGHT.name)
    return Response(png(text), media_type="image/png")


def as_svg(visit: Visit, picture: Pictured) -> Response:
    """Return the red thread as a picture that stands alone."""
    text = svg(picture, visit.model, visit.language, frame=True)
    # Its style stands in it, and nothing else: no script, nothing loaded.
    policy = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    headers = {"Content-Security-Policy": policy}
    return Response(text.encode(), media_type="image/svg+xml", headers=headers)


def edge_table(visit: Visit, picture: Pictured) -> Table:
    """Return the picture's edges as a table: those of the JSON, with what their ends are called."""
    columns = (
        "from",
        "edge",
        "to",
        "through",
        "number",
        "basis",
        "suspect",
        "standing",
        "from_title",
        "to_title",
    )
    named: Sequence[tuple[str | int | bool | None, ...]] = [
        (
            row.lower.key,
            row.kind.name,
            row.upper.key,
            row.actor.id if row.actor else None,
            row.number,
            " ".join(row.bases),
            row.suspect,
            row.standing.value,
            labels.label(visit.model, row.lower, visit.language),
            labels.label(visit.model, row.upper, visit.language),
        )
        for row in rows(picture, visit.model)
    ]
    return Table(columns, tuple(named))
