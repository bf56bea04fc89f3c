"""Answers as a person reads them in a terminal or a pipe: sentences first, then blocks or tables.

The functions return what Rich prints; `out` prints it.  Where the output is no terminal it is plain
text of a fixed width, so that the same question gives the same characters everywhere.
"""

from __future__ import annotations

import json
import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, Literal, TextIO

from rich import box
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from graph.answers import Answer, Apart, Proof, Result
from graph.chains import MOST_CHAINS
from graph.identity import NodeId, order_key
from graph.limits import Limit
from graph.model import MODES, Basis, Direction, Field, FieldType, Mode, Model, Words
from graph.problems import Problem
from graph.questions import Show, Trace, Which
from graph.records import Edge, EdgeKey, Node, Scalar, Value
from graph.surroundings import Neighbour, Shown, Traced
from graph.wording import AND, INVENTED, capital, listed, noun
from loaders.report import Report
from views.documents import SHOWN_PROBLEMS, Document

WIDTH: Final = 80
"""Columns, where the output is no terminal."""

NARROWEST: Final = 40
"""Columns below which tables of identifiers cannot be read; they run over a narrower edge."""

NAMED: Final = 3
"""Up to how many nodes of a limit are named after it."""

_INDENT: Final = 4
QUIET: Final = "dim"
STRONG: Final = "bold"
_WARNING: Final = "yellow"
_LEAST_TITLE: Final = 30
"""Columns that a title has beside its identifier; where there is less room, it stands below."""

_CONTROLS: Final = {
    number: f"\\x{number:02x}"
    for number in (*range(32), *range(127, 160))
    if chr(number) not in "\n\t"
}
"""What a file's name or cell might hold to move the cursor or colour the screen."""


def out(page: RenderableType, stream: TextIO) -> None:
    """Print a page, without spaces at the ends of lines.

    In a terminal it is as wide as that and has its colours; elsewhere it is 80 columns of plain
    text.  COLUMNS sets another width, NO_COLOR and FORCE_COLOR decide about colours.
    """
    console = Console(
        file=stream,
        width=_width(stream),
        highlight=False,
        markup=False,
        emoji=False,
    )
    with console.capture() as capture:
        # What may not be folded, as a command to copy, runs over the edge instead of ending there.
        console.print(page, crop=False)
    stream.writelines(f"{line.rstrip()}\n" for line in capture.get().splitlines())


def _width(stream: TextIO) -> int | None:
    """Return the columns to fill; None: as many as the terminal has."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal():
        return max(NARROWEST, int(columns))
    return None if stream.isatty() else WIDTH


def command_line(words: str, command: str) -> Text:
    """Return a command to copy, after what it does: on one line, however long."""
    return Text(f"  {words}  {command}", no_wrap=True, overflow="ignore")


def document_out(document: Document, stream: TextIO) -> None:
    """Print a JSON document."""
    stream.write(f"{json.dumps(document, ensure_ascii=False, indent=2)}\n")


# --- problems -------------------------------------------------------------------------------------


def problem_lines(problems: Sequence[Problem], language: str) -> Iterator[str]:
    """Yield each problem as where, what and how to mend it; of many the first, and how many."""
    for problem in problems[:SHOWN_PROBLEMS]:
        place = f"{problem.origin.words[language]} – " if problem.origin else ""
        said = f"{problem.title[language]} – {problem.hint[language]}"
        yield f"{place}{said}".translate(_CONTROLS)
    number = len(problems)
    if number > SHOWN_PROBLEMS:
        more = number - SHOWN_PROBLEMS
        yield Words(
            f"… og {more} til: {number} problemer i alt.",
            f"… and {more} more: {number} problems in all.",
        )[language]
    elif number > 1:
        yield Words(f"{number} problemer.", f"{number} problems.")[language]


# --- the answer to Which --------------------------------------------------------------------------

_CHAIN: Final = Words("kjede", "chain"), Words("kjeder", "chains")
_TITLE: Final = Words("Tittel", "Title")
KIND: Final = Words("Type", "Kind")


def answer_page(model: Model, answer: Answer, language: str) -> Group:
    """Return an answer: its sentence, its results with their best chains, and what limits it."""
    return Group(
        answer.sentence[language],
        *_results(model, answer, language),
        *(_apart(model, answer.question, answer.apart, language) if answer.apart else ()),
        *_limits(answer.limits, language),
        "",
        _footer(answer.question, answer.revision, language),
    )


def next_page(answer: Answer, cursor: str, language: str) -> Group:
    """Return how to go on to the next page."""
    shown, number = len(answer.results), answer.counts.results + answer.counts.parts
    told = Words(
        f"{shown} av {number} er vist. Neste side:\n  --cursor {cursor}",
        f"{shown} of {number} are shown. Next page:\n  --cursor {cursor}",
    )[language]
    # A cursor is to be copied whole, however narrow the terminal.
    return Group(Text(told, no_wrap=True, overflow="ignore"))


def _results(model: Model, answer: Answer, language: str) -> Iterator[RenderableType]:
    if any(result.serves or result.served_by for result in answer.results):
        for result in answer.results:
            yield ""
            yield from _block(result, language)
    elif answer.results:
        yield ""
        yield _list(model, answer.results, language, with_kind=answer.question.kind is None)


def _block(result: Result, language: str) -> Iterator[RenderableType]:
    yield _beside(result.node, language)
    if result.part_of:
        yield _indented(_part_of(result, language), QUIET)
    both = result.serves is not None and result.served_by is not None
    for proof, words in (
        (result.serves, Words("tjener: ", "serves: ")),
        (result.served_by, Words("tjenes av: ", "is served by: ")),
    ):
        if proof is not None:
            yield _indented(f"{words[language] if both else ''}{_how(proof, language)}", QUIET)
            yield _indented(proof.because[language])


def _part_of(result: Result, language: str) -> str:
    return f"{Words('del av', 'part of')[language]} {listed(result.part_of, AND, language)}"


def _how(proof: Proof, language: str) -> str:
    """Return the mode that reaches a result, and how many chains do."""
    one, many = _CHAIN
    least = Words("minst ", "at least ")[language] if proof.chains >= MOST_CHAINS else ""
    number = f"{least}{proof.chains} {(one if proof.chains == 1 else many)[language]}"
    best = "" if proof.chains == 1 else Words(", den beste:", ", the best:")[language]
    only = Words(" (bare i vid forstand)", " (only in the broad sense)")[language]
    mode = f"{MODES[proof.mode][language]}{only if proof.mode is Mode.BROAD else ''}"
    return f"{Words('modus', 'mode')[language]} {mode} · {number}{best}"


def _apart(model: Model, question: Which, apart: Apart, language: str) -> Iterator[RenderableType]:
    headings = listed(apart.headings, AND, language)
    goals = listed(sorted(question.serves, key=order_key), AND, language)
    yield ""
    yield Text(
        Words(
            f"For seg selv: tjener {headings}, men ikke {goals}",
            f"Apart: serving {headings}, but not {goals}",
        )[language],
        STRONG,
    )
    if apart.nodes:
        results = [Result(node) for node in apart.nodes]
        yield _list(model, results, language, with_kind=question.kind is None)
    else:
        yield _indented(Words("Ingen.", "None.")[language])


def _list(
    model: Model, results: Iterable[Result], language: str, *, with_kind: bool
) -> RenderableType:
    kind = [KIND[language]] if with_kind else []
    grid = table("ID", *kind, _TITLE[language])
    below: list[RenderableType] = []
    for result in results:
        node, title = result.node, _title(result.node, language)
        if result.part_of:
            title.append(f" – {_part_of(result, language)}", QUIET)
        kind = [noun(model.node_kinds[node.kind], 1, language)] if with_kind else []
        grid.add_row(node.id, *kind, title)
        below += [_whole(node.id), _indented(Text(" – ").join([*map(Text, kind), title]))]
    return _AsWide(grid, Group(*below))


def _limits(limits: Sequence[Limit], language: str) -> Iterator[RenderableType]:
    if limits:
        yield ""
        yield Text(Words("Begrensninger", "Limits")[language], STRONG)
        for limit in limits:
            yield _point(limit, language)


def _point(limit: Limit, language: str) -> RenderableType:
    """Return a limit as a point of a list, with its nodes where they are few."""
    text = Text(limit.text[language])
    if 0 < len(limit.nodes) <= NAMED:
        text.append(f" ({', '.join(limit.nodes)})", QUIET)
    grid = Table.grid(padding=(0, 1))
    grid.add_row("  •", text)
    return grid


def _footer(question: Which | Trace | Show, revision: int, language: str) -> Text:
    """Return what was read, and how far the question reached."""
    day = question.as_of.isoformat()
    parts = [Words(f"Revisjon {revision}", f"Revision {revision}")[language]]
    parts.append(Words(f"per {day}", f"as of {day}")[language])
    if isinstance(question, Trace) or (
        isinstance(question, Which) and question.serves | question.served_by
    ):
        mode = MODES[question.mode]
        parts.append(Words(f"modus {mode.nb}", f"mode {mode.en}")[language])
    if question.organisation is not None:
        parts.append(question.organisation)
    return Text(" · ".join(parts), QUIET)


# --- a node's name --------------------------------------------------------------------------------


@dataclass(frozen=True)
class _AsWide:
    """A table of identifiers and titles, or where that leaves no room for titles, these below.

    However narrow the output is, an identifier is on one line, to be copied whole.
    """

    table: Table
    below: RenderableType

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the one that there is room for."""
        first, *others, _ = self.table.columns
        widths = [
            max(console.measure(cell, options=options).maximum for cell in column.cells)
            for column in (first, *others)
        ]
        room = options.max_width - sum(widths) - 2 * len(widths)
        yield self.table if room >= _LEAST_TITLE else self.below


def _whole(node_id: NodeId) -> Text:
    """Return an identifier that no line breaks."""
    return Text(node_id, STRONG, no_wrap=True, overflow="ignore")


def _beside(node: Node, language: str, remarks: str = "") -> RenderableType:
    """Return a node's identifier, and its title beside or below it, in as many lines as needed."""
    title = _title(node, language).append(remarks, QUIET)
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True)
    grid.add_row(Text(node.id, STRONG), title)
    return _AsWide(grid, Group(_whole(node.id), _indented(title)))


def _named(node: Node, language: str) -> Text:
    """Return a node's identifier and title, to stand in a line."""
    return Text.assemble((node.id, STRONG), "  ", _title(node, language))


def _title(node: Node, language: str) -> Text:
    title, _ = node.text("title", language) or (node.id, "")
    text, mark = Text(title), f"({INVENTED[language]})"
    # Titles of what is invented may say so themselves.
    if node.basis is Basis.ILLUSTRATIVE and mark not in title:
        text.append(f" {mark}", _WARNING)
    return text


def _indented(text: str | Text, style: str = "") -> Padding:
    return Padding(Text(text, style) if isinstance(text, str) else text, (0, 0, 0, _INDENT))


def table(*headings: str) -> Table:
    """Return a table whose first column, of names to copy, is never folded."""
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style=STRONG)
    for number, heading in enumerate(headings):
        table.add_column(heading, overflow="fold", no_wrap=not number)
    return table


# --- the answer to Trace --------------------------------------------------------------------------


def trace_page(model: Model, traced: Traced, language: str) -> Group:
    """Return a trace as a tree; what stands below a node is told once, and then marked «…»."""
    return Group(
        traced.sentence[language],
        "",
        _tree(model, traced, language),
        *_upwards(traced, language),
        *_limits(traced.limits, language),
        "",
        _footer(traced.question, traced.revision, language),
    )


def _upwards(traced: Traced, language: str) -> Iterator[RenderableType]:
    """Yield how to ask the other way, where nothing lies this way."""
    question = traced.question
    if question.direction is Direction.DOWN and len(traced.nodes) == 1:
        words = Words("Hva det tjener:", "What it serves:")[language]
        yield ""
        yield command_line(words, f"goalgraph trace {question.start} --direction up")


def _tree(model: Model, traced: Traced, language: str) -> Tree:
    """Return the edges as a tree; written without recursion, for chains may be long."""
    steps = _steps(traced)
    start = traced.question.start
    root = Tree(_named(traced.nodes[start], language), guide_style=QUIET)
    told = {start}
    waiting = [(root, step) for step in reversed(steps[start])]
    while waiting:
        branch, (edge, other) = waiting.pop()
        again = other in told and bool(steps[other])
        label = _step(model, edge, traced, other, language)
        twig = branch.add(label.append(" …") if again else label)
        if other not in told:
            told.add(other)
            waiting += [(twig, step) for step in reversed(steps[other])]
    return root


def _steps(traced: Traced) -> Mapping[NodeId, list[tuple[EdgeKey, NodeId]]]:
    """Return for each node the edges to go on along, and where they lead, in order."""
    steps: dict[NodeId, list[tuple[EdgeKey, NodeId]]] = defaultdict(list)
    up = traced.question.direction is Direction.UP
    for edge in traced.edges:
        near, far = (edge.from_id, edge.to_id) if up else (edge.to_id, edge.from_id)
        steps[near].append((edge, far))
    for found in steps.values():
        found.sort(key=lambda step: (order_key(step[1]), step[0].kind, step[0].key))
    return steps


def _step(model: Model, edge: EdgeKey, traced: Traced, other: NodeId, language: str) -> Text:
    kind = model.edge_kinds[edge.kind]
    up = traced.question.direction is Direction.UP
    label = Text.assemble(((kind.up if up else kind.down)[language], QUIET), "  ")
    label.append_text(_named(traced.nodes[other], language))
    remarks = _doubts(edge.basis, language, suspect=edge.suspect)
    if remarks and edge.basis is not traced.nodes[other].basis:
        label.append(f" [{', '.join(remarks)}]", _WARNING)
    return label


_DOUBTS: Final = {
    Basis.ILLUSTRATIVE: Words("oppdiktet kobling", "invented link"),
    Basis.INFERRED: Words("utledet kobling", "inferred link"),
}
_SUSPECT: Final = Words("må bekreftes", "to be confirmed")


def _doubts(basis: Basis, language: str, *, suspect: bool) -> list[str]:
    """Return what a person should know of a link: that it is invented, inferred or suspect."""
    doubts = [_DOUBTS[basis][language]] if basis in _DOUBTS else []
    return [*doubts, _SUSPECT[language]] if suspect else doubts


# --- the answer to Show ---------------------------------------------------------------------------


def shown_page(model: Model, shown: Shown, language: str) -> Group:
    """Return a record by its labels, then what it is joined to, in words."""
    return Group(
        _beside(shown.node, language),
        Text(noun(model.node_kinds[shown.node.kind], 1, language), QUIET),
        "",
        _record(model, shown.node, language),
        *_sub_tables(model, shown.node, language),
        *_neighbours(model, shown, language),
        *_limits(shown.limits, language),
        "",
        _footer(shown.question, shown.revision, language),
    )


def _record(model: Model, node: Node, language: str) -> Group:
    """Return the fields of a record, each beside its label; web addresses whole, on their lines."""
    told = [
        (field.label[language], text)
        for field in model.fields_of(model.node_kinds[node.kind])
        if field.type is not FieldType.ROWS and field.name != "title"
        for text in (_field_text(field, node, language),)
        if text is not None
    ]
    width = max((len(label) for label, _ in told), default=0)
    parts: list[RenderableType] = []
    for label, text in told:
        grid = Table.grid(padding=(0, 2))
        grid.add_column(no_wrap=True, min_width=width)
        grid.add_column(overflow="fold")
        addresses = _ADDRESS.findall(text)
        rest = _ADDRESS.sub("", text).strip(",; ") if addresses else text
        first = Text(addresses[0], no_wrap=True, overflow="ignore") if addresses else None
        if first is not None and not rest:
            head = Text(f"{label:<{width}}  ", QUIET, no_wrap=True, overflow="ignore")
            parts.append(head.append_text(first))
            addresses = addresses[1:]
        else:
            grid.add_row(Text(label, QUIET), rest)
            parts.append(grid)
        parts += [
            Text(f"{'':<{width}}  {each}", no_wrap=True, overflow="ignore") for each in addresses
        ]
    return Group(*parts)


_ADDRESS: Final = re.compile(r"https?://[^\s,;]+")
"""A web address in a text; one is to be copied whole, so that it runs over the edge."""


def _field_text(field: Field, node: Node, language: str) -> str | None:
    """Return a field's value as text; a text that is not in the language says which it is in."""
    if field.localised:
        text = node.text(field.name, language)
        if text is None:
            return None
        return text[0] if text[1] == language else f"{text[0]} [{text[1]}]"
    value = node.values.get(field.name)
    if value == INVENTED.en and node.basis is Basis.ILLUSTRATIVE:
        return INVENTED[language]
    return None if value is None else value_text(field, value, language)


def value_text(field: Field, value: Value, language: str) -> str:
    """Return a field's value as text, with the labels of its words."""
    if isinstance(value, tuple):
        return ", ".join(_scalar(field, each, language) for each in value)
    return _scalar(field, value, language)


def _scalar(field: Field, value: Scalar | Mapping[str, Scalar], language: str) -> str:
    if isinstance(value, bool):
        return (Words("ja", "yes") if value else Words("nei", "no"))[language]
    if isinstance(value, Decimal):
        return str(value).replace(".", Words(",", ".")[language])
    if isinstance(value, date):
        return value.isoformat()
    text = str(value)
    return field.options[text][language] if text in field.options else text


def _sub_tables(model: Model, node: Node, language: str) -> Iterator[RenderableType]:
    for field in model.node_kinds[node.kind].sub_tables:
        rows = node.values.get(field.name)
        if isinstance(rows, tuple):
            yield ""
            yield Text(capital(field.label[language]), STRONG)
            yield _rows(field, rows, language)


def _rows(field: Field, rows: Sequence[Scalar | Mapping[str, Scalar]], language: str) -> Table:
    held = [row for row in rows if isinstance(row, Mapping)]
    columns = [each for each in field.rows if any(each.name in row for row in held)]
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style=STRONG)
    for column in columns:
        number = column.type in {FieldType.WHOLE, FieldType.DECIMAL}
        justify: Literal["left", "right"] = "right" if number else "left"
        table.add_column(column.label[language], justify=justify, overflow="fold")
    for row in held:
        table.add_row(
            *(
                _scalar(each, row[each.name], language) if each.name in row else ""
                for each in columns
            )
        )
    return table


def _neighbours(model: Model, shown: Shown, language: str) -> Iterator[RenderableType]:
    if not shown.neighbours:
        return
    yield ""
    yield Text(Words("Koblinger", "Links")[language], STRONG)
    before = ""
    for neighbour in shown.neighbours:
        words = neighbour.words[language]
        if words != before:
            yield Text(f"  {words}", QUIET)
            before = words
        yield _neighbour(model, neighbour, language)


def _neighbour(model: Model, neighbour: Neighbour, language: str) -> Padding:
    remarks = _remarks(model, neighbour.edge, language)
    if neighbour.edge.basis is not neighbour.node.basis or neighbour.edge.suspect:
        edge = neighbour.edge
        remarks += _doubts(edge.basis, language, suspect=edge.suspect)
    said = f" [{', '.join(remarks)}]" if remarks else ""
    return Padding(_beside(neighbour.node, language, said), (0, 0, 0, _INDENT))


def _remarks(model: Model, edge: Edge, language: str) -> list[str]:
    """Return what tells it from others of its kind, and the fields that only its kind has."""
    kind = model.edge_kinds[edge.kind]
    key = [f"{kind.key[language]}: {edge.key}"] if kind.key and edge.key else []
    return key + [
        f"{field.label[language]}: {value_text(field, edge.values[field.name], language)}"
        for field in kind.fields
        if field.name in edge.values
    ]


# --- what a load did ------------------------------------------------------------------------------


def report_page(model: Model, report: Report, language: str) -> Group:
    """Return what a load did, or would do, by kind."""
    grid = table(
        KIND[language],
        *(
            words[language]
            for words in (
                Words("Nye", "Added"),
                Words("Endret", "Changed"),
                Words("Uendret", "Unchanged"),
                Words("Fjernet", "Removed"),
            )
        ),
    )
    for column in grid.columns[1:]:
        column.justify = "right"
    for count in report.counts:
        kind = model.node_kinds.get(count.kind)
        name = count.kind if kind is None else capital(kind.many[language])
        numbers = (count.added, count.changed, count.unchanged, count.removed)
        grid.add_row(name, *(str(number) if number else "·" for number in numbers))
    return Group(_loaded(report, language), *(("", grid) if report.counts else ()))


def _loaded(report: Report, language: str) -> str:
    files = f"{len(report.files)} {Words('filer', 'files')[language]}"
    if len(report.files) == 1:
        files = Words("1 fil", "1 file")[language]
    several = report.changes != 1
    changes = Words(
        f"{report.changes} {'endringer' if several else 'endring'}",
        f"{report.changes} {'changes' if several else 'change'}",
    )
    if not report.changes:
        said = Words("ingenting å endre", "nothing to change")
    elif report.revision is not None:
        said = changes
    else:
        said = Words(
            f"ville gi {changes.nb}; ingenting er skrevet",
            f"would make {changes.en}; nothing was written",
        )
    number = f" {Words('Revisjon', 'Revision')[language]} {report.revision}."
    return f"{files}: {said[language]}.{number if report.revision is not None else ''}"


def goes_page(report: Report, language: str) -> Group:
    """Return what a load removes."""
    lines = [
        each if isinstance(each, str) else f"{each.from_id} {each.kind} {each.to_id} {each.key}"
        for each in report.goes
    ]
    heading = Words(f"Dette fjernes ({len(lines)}):", f"This goes ({len(lines)}):")[language]
    return Group("", Text(heading, STRONG), *(_indented(line.strip()) for line in lines))


def shared_page(report: Report, language: str) -> Group:
    """Return the warning that a load changes what belongs to everybody, and what that is."""
    number = len(report.shared)
    names = ", ".join(report.shared[:NAMED]) + (" …" if number > NAMED else "")
    done = report.revision is not None
    said = Words(
        f"Merk: {'dette endret' if done else 'dette ville endre'} felles elementer, som alle "
        f"kommuner bruker ({number}): {names}",
        f"Note: this {'changed' if done else 'would change'} shared items, which every "
        f"municipality uses ({number}): {names}",
    )
    return Group(Text(said[language], _WARNING))


# --- what to look at in the graph -----------------------------------------------------------------


def findings_page(findings: Sequence[Limit], as_of: date, revision: int, language: str) -> Group:
    """Return what a check of the graph found, with every node and edge that it is about."""
    page: list[RenderableType] = []
    for finding in findings:
        page.append(_point_heading(finding, language))
        page += [_indented(each) for each in finding.nodes if not finding.edges]
        page += [_indented(f"{edge.from_id} {edge.kind} {edge.to_id}") for edge in finding.edges]
        page.append("")
    if not findings:
        page += [Words("Ingenting å bemerke.", "Nothing to remark.")[language], ""]
    day = as_of.isoformat()
    said = Words(f"Revisjon {revision} · per {day}", f"Revision {revision} · as of {day}")
    return Group(*page, Text(said[language], QUIET))


def _point_heading(finding: Limit, language: str) -> Text:
    return Text.assemble((finding.code, STRONG), f": {finding.text[language]}")
