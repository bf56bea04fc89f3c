"""From what a person or a system typed to a question: the same for the route and the command.

Every filter that a kind's collection takes is listed here once, derived from the table of kinds;
the route's parameters and the command's help are made from the list.  All that is wrong with what
was typed is told at once, as problems.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import partial
from typing import Final, TypeVar
from urllib.parse import parse_qsl

from api import cursors
from graph.changes import Change
from graph.checks import id_problems
from graph.errors import Refused
from graph.identity import NodeId, is_id, namespace_of, nearest
from graph.model import ALL_BASES, Basis, Direction, FieldType, Mode, Model, NodeKind, Words
from graph.problems import Problem, did_you_mean
from graph.questions import MOST_ITEMS, OVERVIEW_ITEMS, RedThread, Show, Trace, Which
from graph.store import ChangeSearch, EdgeFilter, Scope
from graph.values import none_of, to_json
from views.documents import Document, which_document

MOST_SHOWN: Final = 1000
"""The greatest `limit`."""

SHOWN: Final = 100
"""The `limit` where none is given."""

TEXT_LIMIT: Final = 200
"""The longest text to search for, in characters."""

MOST_TYPED: Final = 200
"""How many values a question may have in all: enough to name each of the UN's targets."""

_EXAMPLES: Final = {
    FieldType.WHOLE: "2021",
    FieldType.DECIMAL: "1.5",
    FieldType.DATE: "2021-01-01",
}
_YES_NO: Final = ("yes", "no")
"""How yes and no are written, here as in files."""

Typed = Mapping[str, Sequence[str]]
"""What was typed, by the filter's name; a filter may be given several times."""

Value = TypeVar("Value")


class Takes(Enum):
    """What a filter's value is."""

    NODES = "identifiers"
    EDGE_OUT = "identifiers at the other end of an edge that goes out"
    EDGE_IN = "identifiers at the other end of an edge that comes in"
    FIELD = "values of a field"
    MODE = "a mode"
    BASIS = "bases"
    ORGANISATION = "an organisation"
    DAY = "a date"
    TEXT = "text"
    NUMBER = "a number"
    REVISION = "the number of a revision"
    CURSOR = "a cursor"


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter.

    Attributes:
        name: its name as a parameter.
        takes: what its value is.
        help: what it does, in one sentence.
        example: a value that it takes.
        repeats: whether it may be given several times; any of its values will do.
        about: the edge kind or the column that it is about.
        options: the only values that it takes; empty: any.
        holds: what the field holds that it is about; text where it is about none.
        spoken: the options by what people call them, in either language.
    """

    name: str
    takes: Takes
    help: str
    example: str
    repeats: bool = False
    about: str = ""
    options: tuple[str, ...] = ()
    holds: FieldType = FieldType.TEXT
    spoken: Mapping[str, str] = dataclasses.field(default_factory=dict, hash=False)


SCOPE: Final = (
    Filter(
        "organisation",
        Takes.ORGANISATION,
        "Count only this organisation's own nodes, beside the shared ones.",
        "asker",
    ),
    Filter(
        "basis",
        Takes.BASIS,
        "Count only what rests on this; documented, inferred and illustrative (invented) count "
        "where nothing is said.",
        "documented",
        repeats=True,
        options=tuple(Basis),
    ),
    Filter("as_of", Takes.DAY, "The day that the answer is for; today by default.", "2026-11-23"),
)
MODE: Final = Filter(
    "mode",
    Takes.MODE,
    "How far «serves» reaches: strict is the plan's own hierarchy, linked adds declared "
    "contributions, broad the heading that a goal stands under.",
    "linked",
    options=tuple(mode.word for mode in Mode),
)
PAGE: Final = (
    Filter("limit", Takes.NUMBER, f"How many to show, 1 to {MOST_SHOWN}.", str(SHOWN)),
    Filter("cursor", Takes.CURSOR, "Where to go on; from the link to the next page.", ""),
)
THREAD: Final = (
    Filter("serves", Takes.NODES, "What the results serve, by chains.", "sdg:11.6", repeats=True),
    Filter(
        "served_by",
        Takes.NODES,
        "What the results are served by, by chains.",
        "asker:samarbeid.1",
        repeats=True,
    ),
)
TEXT: Final = Filter("q", Takes.TEXT, "Words that each start a word of its texts.", "miljø")


def filters_of(model: Model, kind: NodeKind | None) -> Mapping[str, Filter]:
    """Return the filters of a kind's collection by name; without a kind, those of all nodes."""
    common = (*THREAD, MODE, *SCOPE, TEXT, *PAGE)
    own = () if kind is None else (*_field_filters(model, kind), *_edge_filters(model, kind))
    filters: dict[str, Filter] = {}
    for each in (*common, *own):
        # A kind's field may be called as a common filter is; the common one goes before.
        filters.setdefault(each.name, each)
    return filters


def _field_filters(model: Model, kind: NodeKind) -> Iterable[Filter]:
    for field in model.fields_of(kind):
        # `q` looks in the texts that every node has; in one of a kind's own, as the target group,
        # nothing else would.
        text = field.localised and field in model.common
        if field.type is not FieldType.ROWS and not text:
            options = _YES_NO if field.type is FieldType.YES_NO else tuple(field.options)
            label = field.label.en
            yield Filter(
                field.name,
                Takes.FIELD,
                f"{label[:1].upper()}{label[1:]}: {field.help.en}",
                next(iter(options), _EXAMPLES.get(field.type, "")),
                repeats=True,
                about=field.name,
                options=options,
                holds=field.type,
                spoken={
                    label.casefold(): word
                    for word, words in field.options.items()
                    for label in (words.nb, words.en)
                },
            )


def _edge_filters(model: Model, kind: NodeKind) -> Iterable[Filter]:
    for edge in model.leaving(kind.name):
        example = model.node_kinds[min(high for low, high in model.ends(edge.name))].id_example
        text = f"Nodes that it {edge.up.en}. {edge.help.en}"
        yield Filter(edge.column, Takes.EDGE_OUT, text, example, repeats=True, about=edge.name)
    for edge in model.entering(kind.name):
        example = model.node_kinds[min(low for low, high in model.ends(edge.name))].id_example
        text = f"Nodes that it {edge.down.en}. {edge.help.en}"
        yield Filter(edge.reverse, Takes.EDGE_IN, text, example, repeats=True, about=edge.name)


def which(  # noqa: PLR0913 - what was typed, and all that says how to read it
    model: Model,
    kind: NodeKind | None,
    typed: Typed,
    today: date,
    limit: int | None = SHOWN,
    *,
    filters: Mapping[str, Filter] | None = None,
) -> Which:
    """Return the question that was typed about a kind's collection.

    `filters` are those of the kind, where they are at hand.  Raises Refused with everything that
    is wrong with the question.
    """
    reader = _Reader(filters_of(model, kind) if filters is None else filters, typed)
    fields = reader.fields()
    outgoing = reader.many(Takes.EDGE_OUT, _node_id, lambda each: each.about)
    incoming = reader.many(Takes.EDGE_IN, _node_id, lambda each: each.about)
    edges = [
        EdgeFilter(edge, out, frozenset(ids))
        for out, found in ((True, outgoing), (False, incoming))
        for edge, ids in found.items()
    ]
    threads = reader.many(Takes.NODES, _node_id, lambda each: each.name)
    question = Which(
        kind=kind.name if kind else None,
        serves=frozenset(threads.get("serves", ())),
        served_by=frozenset(threads.get("served_by", ())),
        text=reader.one("q", _text, ""),
        fields=tuple((name, frozenset(values)) for name, values in fields.items()),
        edges=tuple(edges),
        mode=reader.one("mode", Mode.of, Mode.LINKED),
        organisation=reader.one("organisation", _organisation, None),
        basis=reader.bases(),
        as_of=reader.one("as_of", _day, today),
        limit=reader.one("limit", _limit, limit),
    )
    after = reader.one("cursor", lambda text: _after(question, text), None)
    reader.refuse()
    return question if after is None else replace(question, after=after)


TRACE_FILTERS: Final = {
    each.name: each
    for each in (
        Filter(
            "direction",
            Takes.TEXT,
            "down: what serves it; up: what it serves.",
            "down",
            options=tuple(Direction),
        ),
        MODE,
        *SCOPE,
    )
}
SHOW_FILTERS: Final = {each.name: each for each in SCOPE}


def red_thread_filters(model: Model) -> Mapping[str, Filter]:
    """Return the filters of a picture of the red thread by name."""
    columns = tuple(kinds[-1].plural for kinds in model.thread_columns)
    beside = tuple(kind.plural for kind in model.nodes if kind.level is None)
    own = (
        Filter(
            "focus",
            Takes.NODES,
            "What is chosen: its thread is red, up to what it serves and down to what serves it.",
            "sdg:11.6",
            repeats=True,
        ),
        Filter(
            "alone",
            Takes.TEXT,
            "Whether only the chosen thread is shown, and the rest counted.",
            "yes",
            options=_YES_NO,
        ),
        Filter(
            "beside",
            Takes.TEXT,
            "What gets a column beside the thread.",
            "service-areas",
            repeats=True,
            options=beside,
        ),
        Filter(
            "expand",
            Takes.TEXT,
            "Columns and groups that are shown one by one, by their keys.",
            columns[-1] if columns else "",
            repeats=True,
        ),
        Filter(
            "fold",
            Takes.TEXT,
            "Columns that are gathered in groups.",
            columns[-1] if columns else "",
            repeats=True,
            options=columns,
        ),
    )
    return {each.name: each for each in (*own, MODE, *SCOPE)}


def red_thread(model: Model, typed: Typed, today: date) -> RedThread:
    """Return the question for a picture; raises Refused with everything that is wrong with it."""
    filters = red_thread_filters(model)
    reader = _Reader(filters, typed)
    focus = reader.many(Takes.NODES, _node_id, lambda each: each.name)
    keys = reader.many(Takes.TEXT, _text, lambda each: each.name)
    kinds = {kind.plural: kind.name for kind in model.nodes}
    columns = filters["fold"].options
    unfolded = partial(_item_key, columns)
    expand = [reader.value("expand", each, unfolded, each) for each in keys.get("expand", ())]
    question = RedThread(
        focus=frozenset(focus.get("focus", ())),
        alone=keys.get("alone", ["no"])[0] == "yes",
        beside=frozenset(kinds[each] for each in keys.get("beside", ()) if each in kinds),
        expand=frozenset(expand),
        fold=frozenset(keys.get("fold", ())),
        mode=reader.one("mode", Mode.of, Mode.LINKED),
        organisation=reader.one("organisation", _organisation, None),
        basis=reader.bases(),
        as_of=reader.one("as_of", _day, today),
        # Who has chosen nothing yet sees groups with counts, and unfolds what is of interest.
        most=MOST_ITEMS if focus or expand else OVERVIEW_ITEMS,
    )
    reader.refuse()
    return question


def _item_key(columns: Sequence[str], text: str) -> str:
    """Return the key of a column or of a group in one, which begins with the column's."""
    if text.partition("/")[0] not in columns:
        raise _MisfitError(none_of(columns))
    return text


def trace(node_id: str, typed: Typed, today: date) -> Trace:
    """Return the question for a trace; raises Refused with everything that is wrong with it."""
    reader = _Reader(TRACE_FILTERS, typed)
    question = Trace(
        start=reader.value("id", node_id, _node_id, ""),
        direction=reader.one("direction", Direction, Direction.DOWN),
        mode=reader.one("mode", Mode.of, Mode.LINKED),
        organisation=reader.one("organisation", _organisation, None),
        basis=reader.bases(),
        as_of=reader.one("as_of", _day, today),
    )
    reader.refuse()
    return question


def show(node_id: str, typed: Typed, today: date) -> Show:
    """Return the question for a node; raises Refused with everything that is wrong with it."""
    reader = _Reader(SHOW_FILTERS, typed)
    question = Show(
        node=reader.value("id", node_id, _node_id, ""),
        organisation=reader.one("organisation", _organisation, None),
        basis=reader.bases(),
        as_of=reader.one("as_of", _day, today),
    )
    reader.refuse()
    return question


def scope(typed: Typed, today: date) -> Scope:
    """Return which part of the graph counts, whatever else was typed.

    Raises Refused with everything that is wrong with it.
    """
    reader = _Reader(SHOW_FILTERS, {name: typed[name] for name in SHOW_FILTERS if name in typed})
    found = Scope(
        organisation=reader.one("organisation", _organisation, None),
        basis=reader.bases(),
        as_of=reader.one("as_of", _day, today),
    )
    reader.refuse()
    return found


def record(node_id: str, typed: Typed) -> NodeId:
    """Return the node whose record is asked for, which takes no filters.

    Raises Refused with everything that is wrong with what was typed.
    """
    reader = _Reader({}, typed)
    found = reader.value("id", node_id, _node_id, "")
    reader.refuse()
    return found


def unfiltered(typed: Typed) -> None:
    """Raise Refused when anything was typed where no filter is taken."""
    _Reader({}, typed).refuse()


LANGUAGE: Final = Filter(
    "lang", Takes.TEXT, "The language of the page: bokmål or English.", "nb", options=("nb", "en")
)


def language(typed: Typed, default: str) -> str:
    """Return the language that a page is wanted in; raises Refused for one that it is not in."""
    reader = _Reader({LANGUAGE.name: LANGUAGE}, typed)
    chosen = reader.one(LANGUAGE.name, str, default)
    reader.refuse()
    return chosen


def cursor(question: Which, after: NodeId) -> str:
    """Return the cursor of a question's page that goes on after a node."""
    return cursors.cursor(which_document(question), after)


def _after(question: Which, text: str) -> NodeId:
    """Return the node that a question's cursor goes on after."""
    node_id = cursors.place(which_document(question), text)
    if not is_id(node_id):
        raise _MisfitError(cursors.NO_CURSOR)
    return node_id


SINCE: Final = Filter(
    "since",
    Takes.REVISION,
    "Only what came after this revision; 0, the default, is before the first.",
    "0",
)
REVISION_FILTERS: Final = {each.name: each for each in (SINCE, PAGE[0])}
CHANGE_FILTERS: Final = {each.name: each for each in (SINCE, *PAGE)}
PAGE_FILTERS: Final = {each.name: each for each in PAGE}


def revisions(typed: Typed) -> tuple[int, int]:
    """Return after which revision to list revisions, and how many; raises Refused."""
    reader = _Reader(REVISION_FILTERS, typed)
    found = reader.one("since", _revision, 0), reader.one("limit", _limit, SHOWN)
    reader.refuse()
    return found


_EVERY: Final = ChangeSearch()


@dataclass(frozen=True, slots=True)
class Changes:
    """The question what was changed, in pages.

    Attributes:
        asked: which changes, all of them.
        page: those of them on the page that is asked for.
        number: how many a page holds.
    """

    asked: ChangeSearch
    page: ChangeSearch
    number: int

    def cursor(self, shown: Sequence[Change]) -> str:
        """Return the cursor that goes on after the changes that a page shows."""
        since = shown[-1].revision - 1
        passed = sum(each.revision > since for each in shown)
        if since == self.page.since:
            passed += self.page.skip
        return cursors.cursor(_changes_document(self.asked), f"{since}.{passed}")


def changes(
    filters: Mapping[str, Filter],
    typed: Typed,
    within: ChangeSearch = _EVERY,
    node: str | None = None,
) -> Changes:
    """Return the question that was typed about changes within some, or about those of a node.

    Raises Refused with everything that is wrong with it.
    """
    reader = _Reader(filters, typed)
    asked = replace(
        within,
        since=reader.one("since", _revision, within.since),
        node=None if node is None else reader.value("id", node, _node_id, ""),
    )
    number = reader.one("limit", _limit, SHOWN)
    since, skip = reader.one("cursor", lambda text: _begin(asked, text), (asked.since, 0))
    reader.refuse()
    # One more than is shown tells whether there is a next page.
    return Changes(asked, replace(asked, since=since, skip=skip, limit=number + 1), number)


def _changes_document(search: ChangeSearch) -> Document:
    return {"since": search.since, "until": search.until, "node": search.node}


def _begin(asked: ChangeSearch, text: str) -> tuple[int, int]:
    """Return after which revision a cursor goes on, and how many changes to pass over there."""
    found = cursors.place(_changes_document(asked), text)
    if not re.fullmatch(r"[0-9]{1,15}\.[0-9]{1,15}", found):
        raise _MisfitError(cursors.NO_CURSOR)
    since, skip = map(int, found.split("."))
    return since, skip


def revision_number(text: str) -> int:
    """Return the number of a revision that stands in a path; for what is none, one never made."""
    return int(text) if re.fullmatch(r"[1-9][0-9]{0,14}", text) else NEVER


NEVER: Final = 10**15
"""The number of a revision that no store ever comes to."""


class _MisfitError(ValueError):
    """What was typed is not a value of its filter; says why, as a clause."""

    def __init__(self, clause: Words) -> None:
        super().__init__(clause.en)
        self.clause = clause


def typed_in(query: bytes) -> Typed:
    """Return what was typed after the question mark; a name may stand there several times.

    Raises Refused for bytes that are no text: what was meant is not known, and a character put in
    their place would be searched for.
    """
    try:
        pairs = parse_qsl(query.decode(), keep_blank_values=True, errors="strict")
    except UnicodeDecodeError as error:
        title = Words(
            "Adressen har tegn som ikke er kodet som UTF-8.",
            "The address holds characters that are not encoded as UTF-8.",
        )
        hint = Words(
            "Skriv æ som %C3%A6, ø som %C3%B8 og å som %C3%A5.",
            "Write æ as %C3%A6, ø as %C3%B8 and å as %C3%A5.",
        )
        raise Refused([Problem("bad-text", title, hint)]) from error
    typed: dict[str, list[str]] = {}
    for name, value in pairs:
        typed.setdefault(name, []).append(value)
    return typed


class _Reader:
    """Reads what was typed, filter by filter, and gathers what is wrong with it."""

    def __init__(self, filters: Mapping[str, Filter], typed: Typed) -> None:
        count = sum(len(values) for values in typed.values())
        if count > MOST_TYPED:
            title = Words(f"{count} filtre ble gitt.", f"{count} filters were given.")
            hint = Words(f"Gi høyst {MOST_TYPED}.", f"Give {MOST_TYPED} at most.")
            raise Refused([Problem("too-many-filters", title, hint)])
        self._filters = filters
        self._typed = {name: values for name, values in typed.items() if name in filters}
        self._problems = [_unknown_filter(name, filters) for name in typed if name not in filters]
        for name, values in self._typed.items():
            if len(values) > 1 and not filters[name].repeats:
                self._add(name, values[0], _TWICE, _ONCE)

    def refuse(self) -> None:
        """Raise Refused when anything was wrong."""
        if self._problems:
            raise Refused(self._problems)

    def one(self, name: str, read: Callable[[str], Value], default: Value) -> Value:
        """Return the value of a filter that is given once, or its default."""
        values = self._typed.get(name, ())
        return self.value(name, values[0], read, default) if values else default

    def value(self, name: str, text: str, read: Callable[[str], Value], default: Value) -> Value:
        """Return a text as a value; what is wrong with it becomes a problem."""
        asked = self._filters.get(name)
        options = asked.options if asked else ()
        try:
            if options and text not in options:
                raise _MisfitError(none_of(options))  # noqa: TRY301 - one way to say it
            return read(text)
        except (_MisfitError, cursors.NoCursor) as error:
            self._add(name, text, error.clause, _hint(text, asked))
        except Refused as error:
            self._problems += error.problems
        return default

    def many(
        self, takes: Takes, read: Callable[[str], str], about: Callable[[Filter], str]
    ) -> dict[str, list[str]]:
        """Return the values of all filters that take the like, by what they are about."""
        found: dict[str, list[str]] = {}
        for name, values in self._typed.items():
            each = self._filters[name]
            if each.takes is takes:
                found[about(each)] = [self.value(name, text, read, text) for text in values]
        return found

    def fields(self) -> dict[str, list[str]]:
        """Return the values that fields shall have, written as they are stored."""
        found: dict[str, list[str]] = {}
        for name, values in self._typed.items():
            each = self._filters[name]
            if each.takes is Takes.FIELD:
                read = _FIELDS.get(each.holds, str)
                found[each.about] = [self.value(name, text, read, text) for text in values]
        return found

    def bases(self) -> frozenset[Basis]:
        """Return what may count; everything where nothing is said."""
        values = self._typed.get("basis", ())
        default = Basis.DOCUMENTED
        return frozenset(self.value("basis", text, Basis, default) for text in values) or ALL_BASES

    def _add(self, name: str, text: str, what: Words, hint: Words) -> None:
        shown = text if len(text) <= TEXT_LIMIT else f"{text[:TEXT_LIMIT]}…"
        title = Words(f"{name}: {shown!r} {what.nb}.", f"{name}: {shown!r} {what.en}.")
        self._problems.append(Problem("bad-filter", title, hint))


_TWICE: Final = Words("er gitt mer enn én gang", "is given more than once")
_ONCE: Final = Words("Gi det én gang.", "Give it once.")


def _unknown_filter(name: str, filters: Mapping[str, Filter]) -> Problem:
    meant = nearest(name, filters)
    known = ", ".join(filters)
    hint = Words(f"Det tar: {known or 'ingen'}.", f"It takes: {known or 'none'}.")
    title = Words(
        f"Det finnes ikke noe filter {name[:TEXT_LIMIT]!r} her.",
        f"There is no filter {name[:TEXT_LIMIT]!r} here.",
    )
    return Problem("unknown-filter", title, did_you_mean(meant) if meant else hint)


def _hint(text: str, asked: Filter | None) -> Words:
    """Return what may be meant, or else a value that is taken."""
    known = dict(asked.spoken) | {each: each for each in asked.options} if asked else {}
    typed = text.casefold()
    beginning = {word for said, word in known.items() if typed and said.startswith(typed)}
    meant = beginning.pop() if len(beginning) == 1 else known.get(nearest(typed, known) or "")
    if meant:
        return did_you_mean(meant)
    example = asked.example if asked else ""
    if not example:
        return Words("Utelat det.", "Leave it out.")
    return Words(f"Skriv for eksempel {example}.", f"Write for example {example}.")


def _node_id(text: str) -> NodeId:
    problems = list(id_problems(text, "sdg:11.6", None))
    if problems:
        raise Refused(problems)
    return text


def _organisation(text: str) -> str:
    """Return a namespace, also of an organisation's node: asker, asker:kommune."""
    if not is_id(text if ":" in text else f"{text}:x"):
        clause = Words(
            "er ingen organisasjon; oppgi navnerommet, som asker",
            "is not an organisation; give its namespace, like asker",
        )
        raise _MisfitError(clause)
    return namespace_of(text)


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise _MisfitError(_NO_DAY) from error
    if text != day.isoformat():
        raise _MisfitError(_NO_DAY)
    return day


_NO_DAY: Final = Words("er ikke en dato som finnes", "is not a date that exists")


def _text(text: str) -> str:
    if len(text) > TEXT_LIMIT:
        clause = Words(f"har mer enn {TEXT_LIMIT} tegn", f"has more than {TEXT_LIMIT} characters")
        raise _MisfitError(clause)
    if "\x00" in text or any("\ud800" <= each <= "\udfff" for each in text):
        raise _MisfitError(
            Words("har et tegn som ikke er tekst", "holds a character that is no text")
        )
    return text


def _whole(text: str) -> str:
    if not re.fullmatch(r"-?[0-9]{1,15}", text):
        raise _MisfitError(Words("er ikke et helt tall", "is not a whole number"))
    return str(int(text))


def _decimal(text: str) -> str:
    if not re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,15})?", text):
        clause = Words(
            "er ikke et tall med desimalpunktum",
            "is not a number with a decimal point",
        )
        raise _MisfitError(clause)
    return str(to_json(Decimal(text)))


_FIELDS: Final[Mapping[FieldType, Callable[[str], str]]] = {
    FieldType.WHOLE: _whole,
    FieldType.DECIMAL: _decimal,
    FieldType.DATE: lambda text: _day(text).isoformat(),
}
"""How a text is read for a field; as it stands where nothing is said."""


def _revision(text: str) -> int:
    if text.isascii() and text.isdigit():
        # A number that no store ever comes to is beyond the newest, however long it is.
        return int(text) if len(text) < len(str(NEVER)) else NEVER
    clause = Words(
        "er ikke nummeret på en revisjon; oppgi et helt tall, 0 eller mer",
        "is not the number of a revision; give a whole number, 0 or more",
    )
    raise _MisfitError(clause)


def _limit(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= len("1000") else 0
    if not 1 <= number <= MOST_SHOWN:
        clause = Words(
            f"er ikke et helt tall fra 1 til {MOST_SHOWN}",
            f"is not a whole number from 1 to {MOST_SHOWN}",
        )
        raise _MisfitError(clause)
    return number
