"""The table of kinds as a person reads it in a terminal: the whole of it, or one row explained."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from api.terminal import KIND, QUIET, STRONG, table
from graph.model import MODES, EdgeKind, Field, FieldType, Model, NodeKind, Words
from graph.wording import AND, OR, capital, listed

_FIELDS = Words(
    "Felter, som kolonner i arket; * må fylles ut",
    "Fields, as columns of the sheet; * must be filled in",
)
_IDENTITY = Words("En identifikator.", "An identifier.")
_TYPES = {
    FieldType.TEXT: Words("tekst", "text"),
    FieldType.URL: Words("nettadresse", "web address"),
    FieldType.WHOLE: Words("heltall", "whole number"),
    FieldType.DECIMAL: Words("desimaltall", "decimal number"),
    FieldType.YES_NO: Words("ja eller nei", "yes or no"),
    FieldType.DATE: Words("dato", "date"),
}


def kinds_page(model: Model, language: str) -> Group:
    """Return the kinds of nodes and of edges."""
    nodes = table(
        Words("Kommando", "Command")[language],
        KIND[language],
        Words("Nivå", "Level")[language],
        Words("Eksempel", "Example")[language],
    )
    for kind in model.nodes:
        level = "" if kind.level is None else str(kind.level)
        nodes.add_row(kind.plural, kind.one[language], level, kind.id_example)
    nodes.columns[0].no_wrap = nodes.columns[-1].no_wrap = True
    edges = table(
        Words("Kobling", "Link")[language],
        Words("Nedenfra", "From below")[language],
        Words("Ovenfra", "From above")[language],
        Words("Modus", "Mode")[language],
    )
    for edge in model.edges:
        mode = "" if edge.mode is None else MODES[edge.mode][language]
        edges.add_row(edge.name, edge.up[language], edge.down[language], mode)
    edges.columns[0].no_wrap = True
    more = Words(
        "Mer om en av dem: goalgraph kinds NAVN", "More on one of them: goalgraph kinds NAME"
    )
    return Group(nodes, "", edges, "", Text(more[language], QUIET))


def node_kind_page(model: Model, kind: NodeKind, language: str) -> Group:
    """Return what a kind of node is, what it holds and what it is joined to."""
    return Group(
        Text.assemble((capital(kind.one[language]), STRONG), f" · {kind.plural}"),
        kind.help[language],
        "",
        *_facts(model, kind, language),
        "",
        Text(f"{_FIELDS[language]} ({kind.plural}.csv)", STRONG),
        _fields(("id",), model.fields_of(kind), language),
        *_sub_tables(kind, language),
        *_links(model, kind, language),
        "",
        Text(Words("Spør", "Ask")[language], STRONG),
        *(f"  {each}" for each in _questions(model, kind)),
    )


def edge_kind_page(model: Model, kind: EdgeKind, language: str) -> Group:
    """Return what a kind of edge says, what it joins and what it holds."""
    mode = Words("nei", "no") if kind.mode is None else MODES[kind.mode]
    facts: list[tuple[Words, str]] = [
        (Words("nedenfra", "from below"), kind.up[language]),
        (Words("ovenfra", "from above"), kind.down[language]),
        (
            Words("rød tråd", "red thread"),
            mode[language] if kind.mode is None else f"{_MODE[language]} {mode[language]}",
        ),
    ]
    if kind.key is not None:
        facts.append((Words("nøkkel", "key"), kind.key[language]))
    facts += [
        (Words("i ark", "in sheets"), f"{kind.column} · edges/{kind.column}.csv"),
        (Words("filtre", "filters"), f"--where {kind.column}=ID · --where {kind.reverse}=ID"),
    ]
    return Group(
        Text(kind.name, STRONG),
        kind.help[language],
        "",
        _grid(facts, language),
        "",
        Text(Words("Kobler", "Joins")[language], STRONG),
        *(_indented(each) for each in _joins(model, kind, language)),
        "",
        Text(f"{_FIELDS[language]} (edges/{kind.column}.csv)", STRONG),
        _fields(("from", "to"), model.fields_of(kind), language),
    )


_MODE = Words("modus", "mode")


def _facts(model: Model, kind: NodeKind, language: str) -> Iterator[RenderableType]:
    facts = []
    if kind.level is not None:
        level = Words(
            f"nivå {kind.level} av {max(each.level or 0 for each in model.nodes)}",
            f"level {kind.level} of {max(each.level or 0 for each in model.nodes)}",
        )
        facts.append((Words("rød tråd", "red thread"), level[language]))
    if kind.namespace is not None:
        shared = Words(f"{kind.namespace}:, felles for alle", f"{kind.namespace}:, shared by all")
        facts.append((Words("navnerom", "namespace"), shared[language]))
    facts.append((Words("eksempel", "example"), kind.id_example))
    yield _grid(facts, language)


def _grid(facts: Iterable[tuple[Words, str]], language: str) -> Table:
    grid = Table.grid(padding=(0, 2))
    for label, text in facts:
        grid.add_row(Text(f"  {label[language]}", QUIET), text)
    return grid


def _fields(identity: Iterable[str], fields: Iterable[Field], language: str) -> Table:
    """Return fields by column: what each holds and is for; a star where it must be filled in."""
    grid = Table.grid(padding=(0, 2))
    grid.add_column(overflow="fold")
    for column in identity:
        grid.add_row(f"  {column}*", _IDENTITY[language])
    for field in fields:
        if field.type is not FieldType.ROWS:
            star = "*" if field.required else ""
            text = Text(f"{capital(field.label[language])}. {field.help[language]}")
            text.append(f" {_holds(field, language)}", QUIET)
            grid.add_row(Text(f"  {field.name}{star}"), text)
    return grid


def _holds(field: Field, language: str) -> str:
    """Return what a field's cells hold, with the words that are written there."""
    if field.options:
        words = (
            code if code == words[language] else f"{code} ({words[language]})"
            for code, words in field.options.items()
        )
        return f"[{listed(words, OR, language)}]"
    parts = [_TYPES[field.type][language]]
    if field.many:
        parts.append(Words("flere, med mellomrom", "several, with spaces")[language])
    if field.bounds:
        parts.append(f"{field.bounds[0]}–{field.bounds[1]}")
    if field.localised:
        parts.append(", ".join(field.columns[1:]))
    return f"[{'; '.join(parts)}]"


def _sub_tables(kind: NodeKind, language: str) -> Iterator[RenderableType]:
    for field in kind.sub_tables:
        yield ""
        heading = f"{capital(field.label[language])} ({kind.plural}.{field.name}.csv)"
        yield Text(heading, STRONG)
        yield _fields(("id",), field.rows, language)


def _links(model: Model, kind: NodeKind, language: str) -> Iterator[RenderableType]:
    """Yield the edges out, which its sheet has columns of, and those that come in."""
    out = [
        # An edge with a key has no column: it stands in the sheet of its kind alone.
        (
            edge.column if edge.key is None else f"edges/{edge.column}.csv",
            edge.up,
            {high for low, high in model.ends(edge.name) if low == kind.name},
        )
        for edge in model.leaving(kind.name)
    ]
    back = [
        (edge.reverse, edge.down, {low for low, high in model.ends(edge.name) if high == kind.name})
        for edge in model.entering(kind.name)
    ]
    for heading, links in (
        (Words("Koblinger ut, som kolonner i arket", "Links out, as columns of its sheet"), out),
        (
            Words("Koblinger inn, fra andres ark", "Links in, from the sheets of others"),
            back,
        ),
    ):
        if links:
            yield ""
            yield Text(heading[language], STRONG)
            grid = Table.grid(padding=(0, 2))
            for name, words, others in links:
                ends = (each.one[language] for each in model.nodes if each.name in others)
                grid.add_row(f"  {name}", f"{words[language]} {listed(ends, OR, language)}")
            yield grid


def _questions(model: Model, kind: NodeKind) -> Iterator[str]:
    """Yield commands that ask about the kind, with examples from the table."""
    goals = [
        goal for goal in model.nodes if goal is not kind and model.may_serve(kind.name, goal.name)
    ]
    goals.sort(key=lambda goal: (goal.heading is None, goal.level or 0))
    yield from (f"goalgraph {kind.plural} --serves {goal.id_example}" for goal in goals[:1])
    yield f"goalgraph show {kind.id_example}"
    yield f"goalgraph {kind.plural} --help"


def _joins(model: Model, kind: EdgeKind, language: str) -> Iterator[str]:
    """Yield the pairs of kinds that it joins, gathered by the lower one."""
    if kind.same_kind and not kind.ends:
        yield Words("to av samme type", "two of one kind")[language]
        return
    for low in model.nodes:
        highs = [
            high.one[language]
            for high in model.nodes
            if (low.name, high.name) in model.ends(kind.name)
        ]
        if highs:
            yield f"{low.one[language]} → {listed(highs, AND, language)}"


def _indented(text: str) -> Padding:
    return Padding(text, (0, 0, 0, 2))
