"""What was changed, as a person reads it in a terminal: who, when, why, and from what to what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from api.terminal import QUIET, STRONG, table, value_text
from graph.changes import Change, Revision
from graph.history import edge_name
from graph.identity import NodeId
from graph.model import LANGUAGES, Field, FieldType, Model, Words
from graph.records import Edge, EdgeId, Node, Value

_WHAT = {
    "added": Words("lagt til", "added"),
    "changed": Words("endret", "changed"),
    "removed": Words("fjernet", "removed"),
    "confirmed": Words("bekreftet", "confirmed"),
}
_NOTHING = Words("ingenting", "nothing")


def revisions_page(
    revisions: Sequence[Revision],
    changes: Iterable[Change],
    authors: Mapping[str, str],
    language: str,
) -> Group:
    """Return revisions in the order given: who, when, why, and how much each changed."""
    if not revisions:
        return Group(Words("Ingen revisjoner ennå.", "No revisions yet.")[language])
    counts: dict[int, dict[str, int]] = {}
    for each in changes:
        of = counts.setdefault(each.revision, {})
        of[_what(each)] = of.get(_what(each), 0) + 1
    grid = table(
        *(
            words[language]
            for words in (
                Words("Nr.", "No."),
                Words("Når", "When"),
                Words("Hvem", "Who"),
                Words("Hvorfor", "Why"),
                Words("Hva", "What"),
            )
        )
    )
    grid.columns[0].no_wrap = grid.columns[1].no_wrap = True
    for revision in revisions:
        done = counts.get(revision.number, {})
        what = ", ".join(
            f"{done[name]} {words[language]}" for name, words in _WHAT.items() if name in done
        )
        why = revision.reason + (f" ({_case(revision, language)})" if revision.case else "")
        who = authors.get(revision.author, revision.author)
        grid.add_row(str(revision.number), _at(revision), who, why, what or _NOTHING[language])
    return Group(grid)


def changes_page(  # noqa: PLR0913 - what is told, and to whom
    model: Model,
    changes: Sequence[Change],
    revisions: Mapping[int, Revision],
    authors: Mapping[str, str],
    language: str,
    *,
    node: NodeId | None = None,
) -> Group:
    """Return changes under the revisions that made them; of one node, as seen from it."""
    page: list[RenderableType] = []
    before = 0
    for change in changes:
        if change.revision != before:
            page += [""] if page else []
            page.append(_heading(revisions[change.revision], authors, language))
            before = change.revision
        page += _change(model, change, language, node)
    return Group(*page)


def _heading(revision: Revision, authors: Mapping[str, str], language: str) -> Text:
    who = authors.get(revision.author, revision.author)
    parts = [_at(revision), who, revision.reason]
    if revision.case:
        parts.append(_case(revision, language))
    number = Words(f"Revisjon {revision.number}", f"Revision {revision.number}")[language]
    return Text.assemble((number, STRONG), f" · {' · '.join(parts)}")


def _case(revision: Revision, language: str) -> str:
    return f"{Words('sak', 'case')[language]} {revision.case}"


def _at(revision: Revision) -> str:
    return revision.at.astimezone().strftime("%Y-%m-%d %H:%M")


def _what(change: Change) -> str:
    if change.before is None:
        return "added"
    if change.after is None:
        return "removed"
    return "confirmed" if change.after == change.before else "changed"


def _change(
    model: Model, change: Change, language: str, node: NodeId | None
) -> Iterator[RenderableType]:
    """Yield what was done to a node or edge, then each field that is another than before."""
    record = change.after or change.before
    if record is None:
        return
    what = _WHAT[_what(change)][language]
    yield _indented(Text.assemble((f"{what}: ", QUIET), _named(model, record, language, node)), 2)
    if _what(change) == "changed":
        for line in _fields(model, change, language):
            yield _indented(Text(line), 4)


def _named(model: Model, record: Node | Edge, language: str, node: NodeId | None) -> str:
    if isinstance(record, Node):
        return f"{record.id}  {(record.text('title', language) or ('', ''))[0]}"
    if node is None:
        return edge_name(record.id)
    kind = model.edge_kinds[record.kind]
    key = f" ({record.key})" if record.key else ""
    if record.from_id == node:
        return f"{kind.up[language]} {record.to_id}{key}"
    return f"{kind.down[language]} {record.from_id}{key}"


def _fields(model: Model, change: Change, language: str) -> Iterator[str]:
    old, new = change.before, change.after
    if old is None or new is None:
        return
    for column, field in model.columns[new.kind].items():
        first, then = old.values.get(column), new.values.get(column)
        if first != then:
            told = f"{_told(field, first, language)} → {_told(field, then, language)}"
            yield f"{_label(field, column, language)}: {told}"


def _label(field: Field, column: str, language: str) -> str:
    """Return a column's label; of a text in another language, with that."""
    suffix = column.removeprefix(f"{field.name}_") if column != field.name else ""
    return field.label[language] + (f" ({suffix})" if suffix in LANGUAGES else "")


def _told(field: Field, value: Value | None, language: str) -> str:
    if value is None:
        return _NOTHING[language]
    if field.type is FieldType.ROWS and isinstance(value, tuple):
        number = len(value)
        rows = Words("rad" if number == 1 else "rader", "row" if number == 1 else "rows")
        return f"{number} {rows[language]}"
    quotes = Words("«{}»", "“{}”")[language]
    return quotes.format(value_text(field, value, language))


def edges_page(heading: Words, edges: Iterable[EdgeId], language: str) -> Group:
    """Return edges as they are typed, under a heading."""
    return Group(heading[language], *(_indented(Text(edge_name(each)), 2) for each in edges))


def _indented(text: Text, by: int) -> Padding:
    return Padding(text, (0, 0, 0, by))
