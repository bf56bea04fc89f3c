"""Nodes, fields and filters as a page shows them: the words, and the language that they are in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from api.asking import Filter, Takes
from api.explorer.address import Address
from api.explorer.frame import Frame, Visit
from api.explorer.spelling import day, moment, number
from api.explorer.texts import say
from graph.identity import NodeId, local_of
from graph.kinds import YEARS
from graph.limits import Limit
from graph.model import LANGUAGES, MODES, Basis, Field, FieldType, Mode, NodeKind
from graph.records import Edge, Node, Scalar, Value
from graph.wording import INVENTED, called

MOST_NAMED: Final = 12
"""How many nodes of a limit are named; of the others, the number."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text, and the language that it is in where that is not the page's."""

    text: str
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A node as a link.

    Attributes:
        id: its identifier.
        kind: its kind.
        title: its title.
        code: the code that it goes by; empty where it goes by its title.
        basis: what it rests on.
        href: the address of its page.
    """

    id: NodeId
    kind: NodeKind
    title: Text
    code: str
    basis: Basis
    href: Address

    @property
    def invented(self) -> bool:
        """Whether it is invented."""
        return self.basis is Basis.ILLUSTRATIVE


def item(frame: Frame, node: Node) -> Item:
    """Return a node as a link to its page."""
    kind = frame.model.node_kinds[node.kind]
    return Item(
        id=node.id,
        kind=kind,
        title=text_of(frame, node, "title") or Text(node.id),
        code=code_of(kind, node.id),
        basis=node.basis,
        href=frame.to(f"/nodes/{node.id}"),
    )


def code_of(kind: NodeKind, node_id: NodeId) -> str:
    """Return the code that a node goes by; empty where it goes by its title."""
    return local_of(node_id) if kind.code is not None else ""


def text_of(frame: Frame, node: Node, name: str) -> Text | None:
    """Return a text of a node in the page's language, or else in bokmål."""
    found = node.text(name, frame.language)
    if found is None:
        return None
    text, language = found
    return Text(text, "" if language == frame.language else language)


def sources_of(frame: Frame, record: Node | Edge) -> tuple[Text, ...]:
    """Return where a record is written, source by source; of an inferred one, also how it follows.

    What is invented is said to be so in the page's language.  A source has no language of its own:
    one that reads as English says so on a page in bokmål, for who has it read aloud.
    """
    if record.basis is Basis.ILLUSTRATIVE and record.source == INVENTED.en:
        return (Text(INVENTED[frame.language]),)
    english = "" if frame.language == "en" else "en"
    return tuple(
        Text(each, english if _ENGLISH & set(_WORD.findall(each.lower())) else "")
        for each in record.source.split("; ")
    )


_WORD: Final = re.compile(r"(?<![\w./-])[a-z]+(?![\w./-])")
_ENGLISH: Final = frozenset(
    [
        "the",
        "of",
        "which",
        "from",
        "was",
        "were",
        "that",
        "has",
        "with",
        "this",
        "our",
        "one",
        "row",
    ]
)
"""Words of English that are none of Norwegian."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A field's value as text; `number` says that it is to stand with its digits under others'."""

    text: str
    lang: str = ""
    href: str = ""
    number: bool = False


def cells(frame: Frame, field: Field, value: Value | None) -> list[Cell]:
    """Return a field's values as text; none where it has none."""
    if value is None:
        return []
    values = value if isinstance(value, tuple) else (value,)
    return [_cell(frame, field, each) for each in values if not isinstance(each, Mapping)]


def _cell(frame: Frame, field: Field, value: Scalar) -> Cell:
    if isinstance(value, bool):
        return Cell(say(frame.language)[f"option_{'yes' if value else 'no'}"])
    if isinstance(value, date):
        return Cell(day(value, frame.language))
    if isinstance(value, int | Decimal):
        # A year is a name, not a quantity: its thousands stay together.
        year = field.bounds == YEARS
        return Cell(str(value) if year else number(value, frame.language), number=True)
    if value in field.options:
        return Cell(field.options[value][frame.language])
    if field.type is FieldType.URL:
        return Cell(value, href=value)
    told = moment(value, frame.language)
    # A text that has no column for each language is in the municipality's own.
    own = told == value and frame.language != LANGUAGES[0] and any(map(str.isalpha, value))
    return Cell(told, lang=LANGUAGES[0] if own else "")


@dataclass(frozen=True, slots=True)
class Chip:
    """Something that narrows what is shown: said in words, and the address without it."""

    label: str
    value: str
    without: Address | None


def chips(
    visit: Visit, filters: Mapping[str, Filter], kind: NodeKind | None = None
) -> Iterator[Chip]:
    """Yield everything that narrows what a page shows, as typed; the day always, and last."""
    asked = [(filters[name], value) for name, value in visit.address.query if name in filters]
    nodes = visit.view.nodes({value for each, value in asked if each.takes in LINKED})
    for each, value in asked:
        if each.takes in _UNSAID:
            continue
        words = option(visit, kind, each, value)
        if value in nodes:
            words = called(visit.model, nodes[value], visit.language)
        without = visit.address.without(each.name, value)
        yield Chip(label(visit, kind, each), words, without)
    typed = bool(visit.address.values("as_of"))
    yield Chip(
        say(visit.language)["as_of"],
        day(visit.scope.as_of, visit.language),
        visit.address.without("as_of") if typed else None,
    )


LINKED: Final = frozenset({Takes.NODES, Takes.EDGE_OUT, Takes.EDGE_IN})
"""Filters whose value is a node."""

_UNSAID: Final = frozenset({Takes.NUMBER, Takes.CURSOR, Takes.DAY})
"""Filters that narrow nothing; the day is said by itself."""


def label(frame: Frame, kind: NodeKind | None, each: Filter) -> str:
    """Return what a filter is called."""
    if each.takes is Takes.FIELD and kind is not None:
        return frame.model.columns[kind.name][each.about].label[frame.language]
    if each.takes is Takes.EDGE_OUT:
        return frame.model.edge_kinds[each.about].up[frame.language]
    if each.takes is Takes.EDGE_IN:
        return frame.model.edge_kinds[each.about].down[frame.language]
    return say(frame.language)[f"filter_{each.name}"]


def organisation_name(visit: Visit, namespace: str) -> str:
    """Return what the organisation of a namespace is called, and whether it is invented."""
    node = visit.organisations.get(namespace)
    if node is None:
        return namespace
    title, _ = node.text("title", visit.language) or (namespace, "")
    invented = say(visit.language)["option_illustrative"]
    made_up = node.basis is Basis.ILLUSTRATIVE and invented not in title
    return f"{title} ({invented})" if made_up else title


def option(visit: Visit, kind: NodeKind | None, each: Filter, value: str) -> str:
    """Return what a value of a filter is called."""
    texts = say(visit.language)
    if each.takes is Takes.ORGANISATION:
        return organisation_name(visit, value)
    if value in visit.model.by_plural:
        return visit.model.by_plural[value].many[visit.language]
    column, slash, above = value.partition("/")
    if slash and column in visit.model.by_plural:
        # The key of a group of a picture: its column, and what its nodes stand under.
        many = visit.model.by_plural[column].many[visit.language]
        node = visit.view.nodes({above.rpartition("/")[2]}).values()
        return ", ".join((many, *(called(visit.model, each, visit.language) for each in node)))
    if each.takes is Takes.MODE and value in each.options:
        return MODES[Mode.of(value)][visit.language]
    if each.takes is Takes.FIELD and kind is not None:
        options = visit.model.columns[kind.name][each.about].options
        if value in options:
            return options[value][visit.language]
    return texts.get(f"option_{value}", value)


@dataclass(frozen=True, slots=True)
class Told:
    """A limit in words, with the nodes that it names."""

    text: str
    items: tuple[Item, ...]
    more: int


def told(visit: Visit, found: Iterable[Limit]) -> list[Told]:
    """Return limits in words, each with links to the nodes that it names."""
    limits = list(found)
    wanted = {node_id for each in limits for node_id in each.nodes[:MOST_NAMED]}
    nodes = visit.view.nodes(wanted)
    return [
        Told(
            each.text[visit.language],
            tuple(item(visit, nodes[one]) for one in each.nodes[:MOST_NAMED] if one in nodes),
            max(0, len(each.nodes) - MOST_NAMED),
        )
        for each in limits
    ]
