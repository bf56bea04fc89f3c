"""The page of the red thread: the picture, as nested lists where it has no room, and as a table.

What is chosen, gathered and unfolded stands in the address; every item is a link that chooses it,
or unfolds it where it stands for several.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from starlette.responses import Response

from api import asking
from api.explorer.address import Address
from api.explorer.exports import as_csv, as_json
from api.explorer.frame import Page, Visit
from api.explorer.lists import choices, controls
from api.explorer.pictures import column_leads, drawn, edge_table, leads, legend, picture_forms
from api.explorer.texts import say
from api.explorer.wording import chips, told
from graph.identity import order_key
from graph.questions import RedThread
from graph.red_thread import Column, Item, Pictured, Standing, pictured
from graph.wording import AND, called, listed
from views import labels
from views.documents import red_thread_document
from views.edge_table import HEADINGS, Row, rows

_FIRST: Final = ("focus", "alone", "organisation", "beside", "mode", "basis", "as_of")
"""The controls of the page, in this order."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An item of the picture as an entry of a list.

    Attributes:
        name: what it is called, and its language where that is not the page's.
        href: where it leads.
        standing: how it stands to the chosen thread.
        kind: the name of its kind.
        invented: whether all that it stands for is invented.
        under: the entries that stand under it.
    """

    name: str
    lang: str
    href: Address
    standing: Standing
    kind: str
    invented: bool
    under: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A column of the picture as a list.

    Attributes:
        heading: its kinds, with how many there are.
        href: where its heading leads: to the column unfolded or gathered; None beside the thread.
        on: its entries that are on the thread, or have such under them; all, where none is chosen.
        off: the others.
    """

    heading: str
    href: Address | None
    on: tuple[Entry, ...]
    off: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table: its texts, where its ends lead, and how it stands to the thread."""

    cells: tuple[str, ...]
    lower: Address
    upper: Address
    standing: Standing
    invented: bool


def thread(visit: Visit) -> Page | Response:
    """Return the page of the red thread."""
    filters = asking.red_thread_filters(visit.model)
    elsewhere = choices(visit, filters)
    if elsewhere is not None:
        return elsewhere
    question = asking.red_thread(visit.model, visit.typed, visit.today)
    picture = pictured(visit.view, question)
    table = rows(picture, visit.model)
    named = _name(visit, question)
    return Page(
        "thread.html",
        {
            "heading": say(visit.language)["thread_of"].format(name=named)
            if named
            else say(visit.language)["thread_title"],
            "sentence": picture.sentence[visit.language],
            "chosen": bool(question.focus),
            "chips": list(chips(visit, filters)),
            "controls": [
                each
                for name in _FIRST
                for each in controls(visit, filters, None)
                if each.name == name
            ],
            "legend": legend(visit, picture),
            "picture": drawn(visit, picture, visit.address),
            "blocks": _blocks(visit, picture),
            "heads": [words[visit.language] for words in HEADINGS[: 6 if question.focus else 5]],
            "lines": [_line(visit, row, chosen=bool(question.focus)) for row in table],
            "limits": told(visit, picture.limits),
            "about": [
                (called(visit.model, node, visit.language), visit.to(f"/nodes/{node.id}"))
                for node in visit.view.nodes(question.focus).values()
            ],
            "whole": visit.to("/thread"),
            "cleared": visit.address.only(("lang",)),
            "network": visit.address.at("/network"),
        },
        {
            "json": lambda: as_json(red_thread_document(visit.model, picture)),
            "csv": lambda: as_csv(visit, edge_table(visit, picture)),
            **picture_forms(visit, picture),
        },
    )


def _name(visit: Visit, question: RedThread) -> str:
    nodes = visit.view.nodes(question.focus)
    names = [
        called(visit.model, nodes[each], visit.language) for each in sorted(nodes, key=order_key)
    ]
    return listed(names, AND, visit.language) if names else ""


def _blocks(visit: Visit, picture: Pictured) -> list[Block]:
    chosen = bool(picture.question.focus)
    blocks = []
    for column in picture.columns:
        entries = _entries(visit, picture, column, None)
        blocks.append(
            Block(
                ", ".join(labels.heading(visit.model, column, visit.language, chosen=chosen)),
                column_leads(column, visit.address),
                tuple(each for each in entries if not chosen or _touches(each)),
                tuple(each for each in entries if chosen and not _touches(each)),
            )
        )
    return blocks


def _touches(entry: Entry) -> bool:
    return entry.standing is Standing.ON or any(_touches(each) for each in entry.under)


def _entries(
    visit: Visit, picture: Pictured, column: Column, under: str | None
) -> tuple[Entry, ...]:
    found = []
    for each in column.items:
        if each.under == under:
            language = labels.label_language(each, visit.language)
            found.append(
                Entry(
                    labels.label(visit.model, each, visit.language),
                    "" if language == visit.language else language,
                    leads(visit, each, picture.question, visit.address),
                    each.standing,
                    each.kind,
                    each.is_invented,
                    _entries(visit, picture, column, each.key),
                )
            )
    return tuple(found)


def _line(visit: Visit, row: Row, *, chosen: bool) -> Line:
    cells = row.cells(visit.model, visit.language, chosen=chosen)
    return Line(
        cells if chosen else cells[:-1],
        _page_of(visit, row.lower),
        _page_of(visit, row.upper),
        row.standing,
        invented=row.lower.is_invented or row.upper.is_invented,
    )


def _page_of(visit: Visit, item: Item) -> Address:
    """Return where an end of an edge leads: to its page, or unfolded where it is several."""
    if item.node is None:
        return visit.address.adding("expand", item.key)
    return visit.to(f"/nodes/{item.node.id}")
