"""Answers, records and problems as JSON documents: the same from the route and from the command.

Every function returns what `json.dumps` takes.  Texts stand by language (`{"nb": …, "en": …}`);
decimals are numbers, dates ISO text; an absent value is left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from graph.identity import order_key
from graph.model import LANGUAGES, Basis, FieldType, Mode
from graph.values import to_json
from views.edge_table import rows

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from graph.answers import Answer, Apart, Proof, Result
    from graph.limits import Limit
    from graph.model import EdgeKind, Field, Model, NodeKind, Words
    from graph.problems import Problem
    from graph.questions import RedThread, Show, Trace, Which
    from graph.records import Edge, EdgeId, EdgeKey, Node, Scalar, Value
    from graph.red_thread import Column, Item, Pictured
    from graph.surroundings import Neighbour, Shown, Traced
    from views.edge_table import Row

Document = dict[str, Any]

SHOWN_PROBLEMS: Final = 100
"""How many problems are listed; of more only the number is told."""


def answer_document(model: Model, answer: Answer) -> Document:
    """Return the answer to `Which`, in the form of the worked example."""
    counts = answer.counts
    document: Document = {
        "question": which_document(answer.question),
        "sentence": _words(answer.sentence),
        "results": [_result(model, result) for result in answer.results],
        "counts": {
            "results": counts.results,
            "parts": counts.parts,
            "resting_on_invented": counts.resting_on_invented,
            "without_lead": counts.without_lead,
            "only_broad": counts.only_broad,
            "evidence": {"nodes": _by_basis(counts.nodes), "edges": _by_basis(counts.edges)},
        },
        "limits": [_limit(limit) for limit in answer.limits],
        "evidence": {"nodes": list(answer.nodes), "edges": [_ends(edge) for edge in answer.edges]},
        "revision": answer.revision,
    }
    if answer.apart is not None:
        document["apart"] = _apart(model, answer.apart)
    return document


def which_document(question: Which) -> Document:
    """Return the question as it was understood; filters that were not used are left out."""
    document: Document = {"ask": "serving" if question.serves else "find"}
    if question.served_by and not question.serves:
        document["ask"] = "served"
    for name, nodes in (("goals", question.serves), ("served_by", question.served_by)):
        if nodes:
            document[name] = sorted(nodes, key=order_key)
    document["kind"] = question.kind
    document |= _scope(question)
    if question.text:
        document["text"] = question.text
    if question.fields:
        document["fields"] = {name: sorted(values) for name, values in question.fields}
    if question.edges:
        document["edges"] = [
            {
                "edge": each.kind,
                "direction": "out" if each.outgoing else "in",
                "nodes": sorted(each.others, key=order_key),
            }
            for each in question.edges
        ]
    return document


def _scope(question: Which | Trace | RedThread) -> Document:
    return {
        "mode": question.mode.word,
        "organisation": question.organisation,
        "basis": _bases(question.basis),
        "as_of": question.as_of.isoformat(),
    }


def _bases(basis: Collection[Basis]) -> list[str]:
    return [each.value for each in Basis if each in basis]


def _by_basis(counts: Mapping[Basis, int]) -> Document:
    return {basis.value: counts.get(basis, 0) for basis in Basis}


def _result(model: Model, result: Result) -> Document:
    document: Document = brief(model, result.node)
    # The chain up to what was asked is the result's own; a second condition's stands beside it.
    proofs = [proof for proof in (result.serves, result.served_by) if proof is not None]
    if proofs:
        document |= _proof(proofs[0])
    for proof in proofs[1:]:
        document["served_by"] = _proof(proof)
    if result.part_of:
        document["part_of"] = list(result.part_of)
    return document


def _proof(proof: Proof) -> Document:
    return {
        "mode": proof.mode.word,
        "chains": proof.chains,
        "chain": [_ends(edge) for edge in proof.chain],
        "because": _words(proof.because),
    }


def _limit(limit: Limit) -> Document:
    document: Document = {"code": limit.code}
    if limit.edge is not None:
        document |= {"edge": limit.edge, "direction": limit.direction}
    if limit.nodes:
        document["nodes"] = list(limit.nodes)
    if limit.edges:
        document["edges"] = [_ends(edge) for edge in limit.edges]
    return document | {"text": _words(limit.text)}


def _apart(model: Model, apart: Apart) -> Document:
    return {
        "goals": list(apart.headings),
        "results": [brief(model, node) for node in apart.nodes],
    }


def edge_id_document(edge: EdgeId) -> Document:
    """Return what makes an edge one and the same."""
    return _ends(edge)


def _ends(edge: EdgeKey | EdgeId) -> Document:
    document: Document = {"from": edge.from_id, "edge": edge.kind, "to": edge.to_id}
    return document | ({"key": edge.key} if edge.key else {})


def _words(words: Words) -> Document:
    return {"nb": words.nb, "en": words.en}


# --- records --------------------------------------------------------------------------------------


def brief(model: Model, node: Node) -> Document:
    """Return what a list shows of a node: what it is, what it is called and what it rests on."""
    title = next(each for each in model.common if each.name == "title")
    return {
        "id": node.id,
        "kind": node.kind,
        "title": _texts(title, node.values),
        "basis": node.basis.value,
    }


def node_document(model: Model, node: Node) -> Document:
    """Return a whole record."""
    kind = model.node_kinds[node.kind]
    document: Document = {"id": node.id, "kind": node.kind}
    document |= _fields(model.fields_of(kind), node.values)
    return document | {"revision": node.revision, "text_revision": node.text_revision}


def edge_document(model: Model, edge: Edge) -> Document:
    """Return a whole edge."""
    fields = _fields(model.fields_of(model.edge_kinds[edge.kind]), edge.values)
    return {
        **_ends(edge.id),
        **fields,
        "suspect": edge.suspect,
        "revision": edge.revision,
        "confirmed_revision": edge.confirmed_revision,
    }


def _fields(fields: Iterable[Field], values: Mapping[str, Value]) -> Document:
    document: Document = {}
    for field in fields:
        if field.localised:
            texts = _texts(field, values)
            if texts:
                document[field.name] = texts
        elif field.name in values:
            document[field.name] = _plain(values[field.name])
    return document


def _texts(field: Field, values: Mapping[str, Value]) -> Document:
    """Return a text by language; one that is missing falls back to bokmål in the interface."""
    by_language = zip(LANGUAGES, field.columns, strict=True)
    return {language: str(values[name]) for language, name in by_language if name in values}


def _plain(value: Value | Mapping[str, Scalar]) -> Any:  # noqa: ANN401 - JSON is what it is
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Mapping):
        return {name: _plain(each) for name, each in value.items()}
    return to_json(value)


# --- the other questions --------------------------------------------------------------------------


def trace_document(model: Model, traced: Traced) -> Document:
    """Return the answer to `Trace`."""
    question = traced.question
    return {
        "question": {
            "ask": "trace",
            "node": question.start,
            "direction": question.direction.value,
            **_scope(question),
        },
        "sentence": _words(traced.sentence),
        "nodes": [_traced_node(model, traced, node) for node in traced.nodes.values()],
        "edges": [
            {**_ends(edge), "basis": edge.basis.value, "suspect": edge.suspect}
            for edge in traced.edges
        ],
        "counts": {
            "nodes": _by_basis(Counter(node.basis for node in traced.nodes.values())),
            "edges": _by_basis(Counter(edge.basis for edge in traced.edges)),
        },
        "limits": [_limit(limit) for limit in traced.limits],
        "truncated": traced.truncated,
        "revision": traced.revision,
    }


def _traced_node(model: Model, traced: Traced, node: Node) -> Document:
    """Return a node of a trace; the start alone has no chains."""
    document = brief(model, node)
    if node.id in traced.chains:
        mode, number = traced.chains[node.id]
        document |= {"mode": mode.word, "chains": number}
    return document


def red_thread_document(model: Model, picture: Pictured) -> Document:
    """Return the answer to `RedThread`: columns with their items, and the edges between them.

    Its edges are the rows of the table that stands below the picture.
    """
    question = picture.question
    return {
        "question": {
            "ask": "red-thread",
            "focus": sorted(question.focus, key=order_key),
            "alone": question.alone,
            "beside": sorted(question.beside),
            "expand": sorted(question.expand),
            "fold": sorted(question.fold),
            **_scope(question),
        },
        "sentence": _words(picture.sentence),
        "columns": [_column(model, column) for column in picture.columns],
        "edges": [_row(row) for row in rows(picture, model)],
        "counts": {"nodes": _by_basis(picture.counts)},
        "limits": [_limit(limit) for limit in picture.limits],
        "revision": picture.revision,
    }


def _column(model: Model, column: Column) -> Document:
    return {
        "key": column.key,
        "kinds": [
            {"kind": kind, "total": column.totals[kind], "chosen": column.chosen[kind]}
            for kind in column.kinds
        ],
        "shown": column.shown,
        "invented": column.invented,
        "folded": column.folded,
        "beside": column.beside,
        "items": [_item(model, item) for item in column.items],
    }


def _item(model: Model, item: Item) -> Document:
    """Return an item of a column; one that stands for several nodes says how many."""
    document: Document = {"key": item.key, "standing": item.standing.value}
    if item.node is not None:
        document |= brief(model, item.node)
    else:
        document |= {"kind": item.kind, "members": item.members, "invented": item.invented}
        document |= {"rest": item.is_rest}
    if item.under is not None:
        document["under"] = item.under
    if item.heading is not None:
        document["heading"] = item.heading
    return document


def _row(row: Row) -> Document:
    document: Document = {"from": row.lower.key, "edge": row.kind.name, "to": row.upper.key}
    if row.actor is not None:
        document["through"] = row.actor.id
    return document | {
        "number": row.number,
        "basis": [basis.value for basis in row.bases],
        "suspect": row.suspect,
        "standing": row.standing.value,
    }


def shown_document(model: Model, shown: Shown) -> Document:
    """Return the answer to `Show`: the record, and its neighbours in words."""
    return {
        "question": _show(shown.question),
        "node": node_document(model, shown.node),
        "neighbours": [_neighbour(model, each) for each in shown.neighbours],
        "limits": [_limit(limit) for limit in shown.limits],
        "revision": shown.revision,
    }


def neighbours_document(model: Model, shown: Shown) -> Document:
    """Return the neighbours alone."""
    document = shown_document(model, shown)
    del document["node"]
    return document


def _show(question: Show) -> Document:
    return {
        "ask": "show",
        "node": question.node,
        "organisation": question.organisation,
        "basis": _bases(question.basis),
        "as_of": question.as_of.isoformat(),
    }


def _neighbour(model: Model, neighbour: Neighbour) -> Document:
    return {
        "direction": "out" if neighbour.outgoing else "in",
        "words": _words(neighbour.words),
        "edge": edge_document(model, neighbour.edge),
        "node": brief(model, neighbour.node),
    }


def findings_document(findings: Iterable[Limit], as_of: date, revision: int) -> Document:
    """Return what a check of the whole graph found."""
    return {
        "question": {"ask": "check", "as_of": as_of.isoformat()},
        "findings": [_limit(finding) for finding in findings],
        "revision": revision,
    }


# --- the table of kinds ---------------------------------------------------------------------------


def kinds_document(model: Model) -> Document:
    """Return the table of kinds: what there is, what it may hold and how it is read."""
    return {
        "nodes": [node_kind_document(model, kind) for kind in model.nodes],
        "edges": [edge_kind_document(model, kind) for kind in model.edges],
        "modes": [mode.word for mode in Mode],
        "shared": sorted(model.shared),
    }


def node_kind_document(model: Model, kind: NodeKind) -> Document:
    """Return one row of the table of node kinds."""
    return {
        "name": kind.name,
        "plural": kind.plural,
        "one": _words(kind.one),
        "many": _words(kind.many),
        "help": kind.help.en,
        "help_nb": kind.help.nb,
        "colour": kind.colour,
        "level": kind.level,
        "namespace": kind.namespace,
        "id_example": kind.id_example,
        "fields": [field_document(field) for field in model.fields_of(kind)],
        "edges_out": [edge.name for edge in model.leaving(kind.name)],
        "edges_in": [edge.name for edge in model.entering(kind.name)],
    }


def edge_kind_document(model: Model, kind: EdgeKind) -> Document:
    """Return one row of the table of edge kinds."""
    return {
        "name": kind.name,
        "up": _words(kind.up),
        "down": _words(kind.down),
        "filter_out": kind.column,
        "filter_in": kind.reverse,
        "help": kind.help.en,
        "help_nb": kind.help.nb,
        "ends": [{"from": low, "to": high} for low, high in sorted(model.ends(kind.name))],
        "mode": None if kind.mode is None else kind.mode.word,
        "key": None if kind.key is None else _words(kind.key),
        "fields": [field_document(field) for field in model.fields_of(kind)],
    }


def field_document(field: Field) -> Document:
    """Return what a field is."""
    document: Document = {
        "name": field.name,
        "columns": list(field.columns),
        "type": field.type.value,
        "label": _words(field.label),
        "help": field.help.en,
        "help_nb": field.help.nb,
        "required": field.required,
        "many": field.many,
    }
    if field.type is FieldType.ONE_OF:
        document["options"] = {str(code): _words(label) for code, label in field.options.items()}
    if field.type is FieldType.ROWS:
        document["rows"] = [field_document(each) for each in field.rows]
    return document


# --- problems -------------------------------------------------------------------------------------


def problem_documents(problems: Collection[Problem], language: str = "en") -> Document:
    """Return problems in a language, at most SHOWN_PROBLEMS of them, and how many there are."""
    return {
        "count": len(problems),
        "problems": [_problem(problem, language) for problem in list(problems)[:SHOWN_PROBLEMS]],
    }


def _problem(problem: Problem, language: str) -> Document:
    document: Document = {
        "code": problem.code,
        "title": problem.title[language],
        "hint": problem.hint[language],
    }
    if problem.origin is not None:
        origin = problem.origin
        document["origin"] = {
            name: value
            for name, value in (
                ("file", origin.file),
                ("row", origin.row),
                ("line", origin.line),
                ("column", origin.column),
            )
            if value is not None
        }
    return document
