"""Checks: what is wrong with a change, all of it at once, each with how to mend it.

A problem refuses the change.  The checks are the same for every engine: an engine calls `problems`
under its lock, with a view of what is stored, before it writes anything.
"""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from decimal import Decimal
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from graph.identity import ID_LIMIT, is_id, local_of, namespace_of, nearest
from graph.model import Field, FieldType, Words
from graph.problems import (
    KEEP_ONE,
    Problem,
    did_you_mean,
    edge_words,
    end_words,
    it_has,
    spaced,
    unknown_kind,
    unknown_node,
    use_one_of,
)
from graph.records import Edge, Node, Origin
from graph.store import EdgeSearch
from graph.values import is_text, misfits
from graph.wording import capital

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from graph.changes import ChangeSet
    from graph.identity import NodeId
    from graph.model import EdgeKind, Model, NodeKind
    from graph.store import View

ELEMENT_LIMIT: Final = 100_000
"""The most nodes and edges that one change puts, removes and confirms.

A server of 512 MB runs out of memory at 240,000 in one transaction.
"""

KEY_LIMIT: Final = 300
"""The longest key of an edge or a change, in characters."""

_KEY: Final = Field(
    name="key",
    type=FieldType.TEXT,
    label=Words("nøkkel", "key"),
    help=Words("En kort tekst.", "A short text."),
    longest=KEY_LIMIT,
)
CYCLES_SHOWN: Final = 10
CYCLE_SHOWN: Final = 12
"""How many nodes of a cycle are named."""

_LIST: Final = r"[A-Z_]+:(?:in|out)"
"""A list of edges at a node; what is not of this form is told as a bad value."""


def problems(view: View, change: ChangeSet, *, in_parts: bool = False) -> list[Problem]:
    """Return everything that is wrong with a change, in the order of its parts; [] when nothing.

    A change that is to be made in parts may be of any size.
    """
    if not in_parts and (too_large := list(_too_large(change))):
        return too_large
    found = [
        *_unsaid(change),
        *_expectations(view, change),
        *_twice(change),
        *_removals(view, change),
        *(problem for node in change.nodes for problem in node_problems(view.model, node)),
        *_other_kind(view, change),
        *(problem for edge in change.edges for problem in edge_problems(view.model, edge)),
        *_ends(view, change),
    ]
    # The rules on several edges are only worth asking of edges that are in form.
    return found or [*_limits(view, change), *_cycles(view, change)]


def unreadable(change: ChangeSet) -> list[Problem]:
    """Return what a change names by a text that is none, before a store looks for it; [] mostly.

    Half a surrogate pair cannot be written as UTF-8, so no engine can look it up.
    """
    named = [*change.removes, *change.confirms, *change.expects]
    ids = [
        each
        for one in named
        for each in ((one,) if isinstance(one, str) else (one.from_id, one.to_id, one.key))
        if not is_text(each)
    ]
    found = [] if is_text(change.key) else [next(_unsaid(change))]
    return found + [problem for each in ids for problem in id_problems(each, "sdg:11.6", None)]


# --- one node, one edge ---------------------------------------------------------------------------


def node_problems(model: Model, node: Node) -> Iterator[Problem]:
    """Yield what is wrong with one node by itself."""
    kind = model.node_kinds.get(node.kind)
    if kind is None:
        yield unknown_kind(model, node.kind, node.origin)
        return
    yield from id_problems(node.id, kind.id_example, _at(node.origin, "id"))
    yield from _namespace_problems(model, kind, node)
    yield from _field_problems(model, kind, node)
    for token in sorted(node.complete):
        way = token.rpartition(":")[2]
        edges = model.entering(kind.name) if way == "in" else model.leaving(kind.name)
        known = [f"{edge.name}:{way}" for edge in edges]
        if token not in known and re.fullmatch(_LIST, token):
            yield Problem(
                "unknown-complete",
                Words(
                    f"{token!r} er ingen liste som {kind.one.nb} {node.id!r} har.",
                    f"{token!r} is no list that {kind.one.en} {node.id!r} has.",
                ),
                Words(
                    f"Bruk koblingens type og in eller out: {', '.join(known) or 'den har ingen'}.",
                    f"Use the edge kind and in or out: {', '.join(known) or 'it has none'}.",
                ),
                _at(node.origin, "complete"),
            )


def id_problems(node_id: str, example: str, origin: Origin | None) -> Iterator[Problem]:
    """Yield what is wrong with the form of an identifier."""
    if is_id(node_id):
        return
    lowered = node_id.strip().lower()
    if _is_number(node_id):
        spelt = _spelt(node_id, example)
        title = Words(
            f"{node_id!r} er et tall, ikke en identifikator.",
            f"{node_id!r} is a number, not an identifier.",
        )
        hint = Words(
            f"Skriv den med navnerommet, som {spelt!r}. I et regneark må kolonnen først gjøres til "
            "tekst: som tall blir 11.10 til 11.1.",
            f"Write it with its namespace, like {spelt!r}. In a spreadsheet "
            "make the column Text first: as a number, 11.10 becomes 11.1.",
        )
    elif lowered != node_id and is_id(lowered):
        title = Words(
            f"{node_id!r} er ingen identifikator: de skrives med små bokstaver.",
            f"{node_id!r} is not an identifier: identifiers are lower case.",
        )
        hint = Words(f"Skriv {lowered!r}.", f"Write {lowered!r}.")
    elif is_id(pointed := lowered.replace(",", ".")):
        title = Words(
            f"{node_id!r} er ingen identifikator: der står punktum, ikke komma.",
            f"{node_id!r} is not an identifier: it has full stops, no commas.",
        )
        hint = Words(f"Skriv {pointed!r}.", f"Write {pointed!r}.")
    elif len(node_id) > ID_LIMIT:
        title = Words(
            f"En identifikator på {len(node_id)} tegn er for lang: {node_id[:40]!r}…",
            f"An identifier of {len(node_id)} characters is too long: {node_id[:40]!r}…",
        )
        hint = Words(f"Bruk høyst {ID_LIMIT} tegn.", f"Use at most {ID_LIMIT} characters.")
    else:
        title = Words(f"{node_id!r} er ingen identifikator.", f"{node_id!r} is not an identifier.")
        hint = Words(
            f"Bruk navnerom:navn med a–z, 0–9, punktum og bindestrek, som {example!r}.",
            f"Use namespace:local with a–z, 0–9, full stop and hyphen, like {example!r}.",
        )
    yield Problem("bad-id", title, hint, origin)


def _spelt(number: str, example: str) -> str:
    """Return a number as the identifier it may stand for: as codes are, where these are numbers."""
    if not _is_number(local_of(example)):
        return example
    return f"{namespace_of(example)}:{number.replace(',', '.')}"


def _is_number(text: str) -> bool:
    return text.replace(",", ".").replace(".", "", 1).strip().isdecimal()


def _namespace_problems(model: Model, kind: NodeKind, node: Node) -> Iterator[Problem]:
    if kind.namespace is not None and node.namespace != kind.namespace:
        yield Problem(
            "wrong-namespace",
            Words(
                f"{capital(kind.one.nb)} {node.id!r} er ikke i navnerommet {kind.namespace!r}.",
                f"{capital(kind.one.en)} {node.id!r} is not in the namespace {kind.namespace!r}.",
            ),
            Words(
                f"Identifikatoren skrives som {kind.id_example!r}.",
                f"Its identifier has the form {kind.id_example!r}.",
            ),
            _at(node.origin, "id"),
        )
    elif kind.namespace is None and node.namespace in model.shared:
        yield Problem(
            "wrong-namespace",
            Words(
                f"{node.id!r} er i det felles navnerommet {node.namespace!r}, "
                f"der {kind.one.nb} ikke hører hjemme.",
                f"{node.id!r} is in the shared namespace {node.namespace!r}, "
                f"where no {kind.one.en} belongs.",
            ),
            Words(
                f"Bruk organisasjonens eget navnerom, som {kind.id_example!r}.",
                f"Use the organisation's own namespace, like {kind.id_example!r}.",
            ),
            _at(node.origin, "id"),
        )


def edge_problems(model: Model, edge: Edge) -> Iterator[Problem]:
    """Yield what is wrong with one edge by itself, its ends apart."""
    kind = model.edge_kinds.get(edge.kind)
    if kind is None:
        yield Problem(
            "unknown-kind",
            Words(f"{edge.kind!r} er ingen type kobling.", f"{edge.kind!r} is not a kind of edge."),
            use_one_of(model.edge_kinds),
            edge.origin,
        )
        return
    if edge.from_id == edge.to_id:
        yield Problem(
            "self-edge",
            Words(
                f"{edge.from_id!r} {kind.up.nb} seg selv.",
                f"{edge.from_id!r} {kind.up.en} itself.",
            ),
            Words(
                "Oppgi et annet element, eller ta bort koblingen.",
                "Name another node, or remove the edge.",
            ),
            _end_at(edge.origin, "to"),
        )
    if kind.key is None and edge.key:
        yield Problem(
            "needless-key",
            Words(
                f"{kind.name} har ingen nøkkel, men der står {edge.key!r}.",
                f"{kind.name} has no key, but {edge.key!r} stands there.",
            ),
            Words("La nøkkelen stå tom.", "Leave the key blank."),
            _at(edge.origin, "key"),
        )
    if kind.key is not None and not edge.key:
        yield Problem(
            "missing-key",
            Words(
                f"{kind.name} fra {edge.from_id!r} til {edge.to_id!r} har ingen nøkkel.",
                f"{kind.name} from {edge.from_id!r} to {edge.to_id!r} has no key.",
            ),
            Words(f"Oppgi {kind.key.nb}.", f"Give its {kind.key.en}."),
            _at(edge.origin, "key"),
        )
    for misfit in misfits(_KEY, edge.key) if edge.key else ():
        yield Problem(
            "bad-value",
            Words(
                f"Nøkkelen til {kind.name} fra {edge.from_id!r} til {edge.to_id!r} {misfit.nb}.",
                f"The key of {kind.name} from {edge.from_id!r} to {edge.to_id!r} {misfit.en}.",
            ),
            _SHORT_TEXT,
            _at(edge.origin, "key"),
        )
    yield from _field_problems(model, kind, edge)


def _field_problems(
    model: Model, kind: NodeKind | EdgeKind, record: Node | Edge
) -> Iterator[Problem]:
    """Yield the fields that are missing, unknown or hold what they cannot."""
    columns = model.columns[kind.name]
    name = _name(record)
    for column in sorted(set(record.values) - columns.keys()):
        meant = nearest(column, columns)
        yield Problem(
            "unknown-field",
            Words(
                f"{kind.name} har ikke feltet {column!r} ({name.nb}).",
                f"{kind.name} has no field {column!r} ({name.en}).",
            ),
            did_you_mean(repr(meant)) if meant else it_has(columns),
            _at(record.origin, column),
        )
    for column, field in columns.items():
        if column in record.values:
            shown = _shown(record.values[column])
            for misfit in misfits(field, record.values[column]):
                yield Problem(
                    "bad-value",
                    Words(
                        f"Feltet {field.label.nb} i {name.nb} {misfit.nb}{shown}.",
                        f"The {field.label.en} of {name.en} {misfit.en}{shown}.",
                    ),
                    field.help,
                    _at(record.origin, column),
                )
        elif field.required and column == field.name:
            yield Problem(
                "missing-field",
                Words(
                    f"{name.nb} mangler feltet {field.label.nb}.",
                    f"{name.en} has no {field.label.en}.",
                ),
                field.help,
                _at(record.origin, column),
            )
    first, last = record.valid_from, record.valid_to
    if first is not None and last is not None and first >= last:
        yield Problem(
            "empty-validity",
            Words(
                f"{name.nb} gjelder fra {first} til {last}, altså aldri.",
                f"{name.en} is in force from {first} until {last}, which is never.",
            ),
            Words(
                "valid_to er den første dagen det ikke lenger gjelder, så den kommer senere.",
                "valid_to is the first day on which it is no longer in force, so it comes later.",
            ),
            _at(record.origin, "valid_to"),
        )


def _shown(value: object, limit: int = 60) -> str:
    """Return a value as it is told after a problem; rows and lists are too long to be."""
    if not isinstance(value, str | int | Decimal | date):
        return ""
    text = str(value)
    return f": {text if len(text) <= limit else f'{text[:limit]}…'!r}"


# --- against the rest of the change, and against what is stored -----------------------------------


def _too_large(change: ChangeSet) -> Iterator[Problem]:
    size = len(change.puts) + len(change.removes) + len(change.confirms)
    if size > ELEMENT_LIMIT:
        yield Problem(
            "too-large",
            Words(
                f"Endringen har {spaced(size)} elementer og koblinger; en endring kan ha høyst "
                f"{spaced(ELEMENT_LIMIT)}.",
                f"The change holds {size:,} nodes and edges; one change holds at most "
                f"{ELEMENT_LIMIT:,}.",
            ),
            Words(
                "Del den opp, eller last den i et tomt lager: goalgraph load --initial.",
                "Make it in parts, or load it into an empty store: goalgraph load --initial.",
            ),
        )


def _unsaid(change: ChangeSet) -> Iterator[Problem]:
    """Yield what is missing or no text of who makes a change, why, and what it is called."""
    for name, words in _SAID.items():
        for misfit in misfits(_KEY, getattr(change, name)):
            title = Words(f"{words.nb} {misfit.nb}.", f"{words.en} {misfit.en}.")
            yield Problem("bad-change", title, _SHORT_TEXT)


_SAID: Final = {
    "key": Words("Nøkkelen til endringen", "The key of the change"),
    "author": Words("Forfatteren av endringen", "The author of the change"),
    "reason": Words("Begrunnelsen for endringen", "The reason of the change"),
}
_SHORT_TEXT: Final = Words("Gi en kort tekst.", "Give a short text.")
_DO_ONE: Final = Words("Gjør én av delene.", "Do one of the two.")


def _twice(change: ChangeSet) -> Iterator[Problem]:
    seen: dict[object, Origin | None] = {}
    for put in change.puts:
        if put.id in seen:
            first, name = seen[put.id], _name(put)
            yield Problem(
                "duplicate",
                Words(
                    f"{name.nb} står to ganger{f', først i {first.words.nb}' if first else ''}.",
                    f"{name.en} stands twice{f', first in {first}' if first else ''}.",
                ),
                KEEP_ONE,
                put.origin,
            )
        else:
            seen[put.id] = put.origin


def _expectations(view: View, change: ChangeSet) -> Iterator[Problem]:
    stored = view.nodes(list(change.expects))
    for node_id, expected in change.expects.items():
        actual = stored[node_id].revision if node_id in stored else 0
        if actual != expected:
            yield Problem(
                "changed-meanwhile",
                Words(
                    f"{node_id!r} ble endret i revisjon {actual}, etter revisjon {expected} som "
                    "denne endringen ble laget for.",
                    f"{node_id!r} was changed in revision {actual}, after revision {expected} "
                    "that this change was made for.",
                )
                if actual
                else Words(
                    f"{node_id!r} er borte siden revisjon {expected} som denne ble laget for.",
                    f"{node_id!r} is gone since revision {expected} that this was made for.",
                ),
                Words(
                    "Les det på nytt, og lag endringen om igjen.",
                    "Read it again and make the change anew.",
                ),
            )


def _removals(view: View, change: ChangeSet) -> Iterator[Problem]:
    gone = change.removed_nodes
    stored = view.nodes(gone)
    for node_id in sorted(gone - stored.keys()):
        yield unknown_node(view, node_id, None, Words("fjernes", "removed"))
    yield from _edge_removals(view, change)
    for node_id in sorted(gone & {node.id for node in change.nodes}):
        yield Problem(
            "put-and-removed",
            Words(
                f"{node_id!r} både settes inn og fjernes.", f"{node_id!r} is both put and removed."
            ),
            _DO_ONE,
        )
    if not gone:
        return
    search = EdgeSearch(nodes=gone, outgoing=None, scope=None)
    for key in view.edges(search):
        if key.id not in change.removed_edges:
            yield Problem(
                "still-linked",
                Words(
                    f"{edge_words(key.id).nb} ville mangle en ende, som fjernes.",
                    f"{edge_words(key.id).en} would be left with an end that is removed.",
                ),
                Words(
                    "Fjern koblingen i den samme endringen, eller behold elementet.",
                    "Remove the edge in the same change, or keep the node.",
                ),
            )


def _edge_removals(view: View, change: ChangeSet) -> Iterator[Problem]:
    """Yield the edges that are removed or confirmed but not there, or removed and put."""
    gone, put = change.removed_edges, {edge.id for edge in change.edges}
    stored = view.edge_records(gone | change.confirms).keys()
    for edge_id in sorted(gone - stored):
        yield Problem(
            "unknown-edge",
            Words(
                f"Det finnes ingen {edge_words(edge_id).nb} å fjerne.",
                f"There is no {edge_words(edge_id).en} to remove.",
            ),
            Words("Ta den ut av det som skal fjernes.", "Leave it out of the removals."),
        )
    for edge_id in sorted(change.confirms - stored - put):
        yield Problem(
            "unknown-edge",
            Words(
                f"Det finnes ingen {edge_words(edge_id).nb} å bekrefte.",
                f"There is no {edge_words(edge_id).en} to confirm.",
            ),
            Words("Ta den ut.", "Leave it out."),
        )
    for edge_id in sorted(gone & (put | change.confirms)):
        yield Problem(
            "put-and-removed",
            Words(
                f"{edge_words(edge_id).nb} fjernes, og settes også inn eller bekreftes.",
                f"{edge_words(edge_id).en} is removed, and also put or confirmed.",
            ),
            _DO_ONE,
        )


def _other_kind(view: View, change: ChangeSet) -> Iterator[Problem]:
    stored = view.nodes([node.id for node in change.nodes])
    for node in change.nodes:
        before = stored.get(node.id)
        if before is not None and before.kind != node.kind:
            yield Problem(
                "kind-changed",
                Words(
                    f"{node.id!r} er lagret som {before.kind}, og kan ikke bli {node.kind}.",
                    f"{node.id!r} is a {before.kind} in the graph, and cannot become a "
                    f"{node.kind}.",
                ),
                Words(
                    "En identifikator skifter aldri mening: gi det nye elementet sin egen.",
                    "An identifier never changes meaning: give the new node one of its own.",
                ),
                node.origin,
            )


def _ends(view: View, change: ChangeSet) -> Iterator[Problem]:
    """Yield the edges whose ends are missing, of the wrong kinds, or in another organisation."""
    put = {node.id: node.kind for node in change.nodes}
    asked = {end for edge in change.edges for end in (edge.from_id, edge.to_id)} - put.keys()
    stored = {node_id: node.kind for node_id, node in view.nodes(asked).items()}
    known = {**stored, **put}
    for node_id in change.removed_nodes:
        known.pop(node_id, None)
    for edge in change.edges:
        kind = view.model.edge_kinds.get(edge.kind)
        if kind is None or edge.from_id == edge.to_id:
            continue
        missing = False
        for end, column in ((edge.from_id, "from"), (edge.to_id, "to")):
            if end not in known:
                missing = True
                yield _dangling(view, change, edge, end, column)
        if not missing:
            yield from _end_problems(view.model, kind, edge, known)


def _dangling(view: View, change: ChangeSet, edge: Edge, end: NodeId, column: str) -> Problem:
    at = _end_at(edge.origin, column)
    if not is_id(end):
        return next(id_problems(end, "sdg:11.6", at))
    if end in change.removed_nodes:
        title = Words(
            f"{end!r} fjernes i den samme endringen.", f"{end!r} is removed in the same change."
        )
        return Problem("unknown-node", title, Words("Behold det.", "Keep it."), at)
    role = end_words(edge.kind, column)
    return unknown_node(view, end, at, role, (node.id for node in change.nodes))


def _end_problems(
    model: Model, kind: EdgeKind, edge: Edge, known: Mapping[NodeId, str]
) -> Iterator[Problem]:
    ends = (known[edge.from_id], known[edge.to_id])
    if ends not in model.ends(kind.name):
        allowed = ", ".join(f"{low} → {high}" for low, high in sorted(model.ends(kind.name)))
        others = [each.name for each in model.edges if ends in each.ends]
        yield Problem(
            "wrong-ends",
            Words(
                f"{kind.name} kan ikke gå fra {ends[0]} {edge.from_id!r} til {ends[1]} "
                f"{edge.to_id!r}.",
                f"{kind.name} cannot go from {ends[0]} {edge.from_id!r} to {ends[1]} "
                f"{edge.to_id!r}.",
            ),
            Words(
                f"Den kan gå: {allowed}."
                + (f" Fra {ends[0]} til {ends[1]} går {' eller '.join(others)}." if others else ""),
                f"It may join: {allowed}."
                + (f" From {ends[0]} to {ends[1]} goes {' or '.join(others)}." if others else ""),
            ),
            edge.origin,
        )
    home, other = namespace_of(edge.from_id), namespace_of(edge.to_id)
    crossing = [each.name for each in model.edges if each.crosses]
    if kind.name not in crossing and other != home and other not in model.shared:
        yield Problem(
            "crosses-organisations",
            Words(
                f"{kind.name} går fra {edge.from_id!r} til en annen organisasjon, {edge.to_id!r}.",
                f"{kind.name} goes from {edge.from_id!r} into another organisation, "
                f"{edge.to_id!r}.",
            ),
            Words(
                f"Bare {', '.join(crossing)} kan det; et fellestiltak er ett element i hver.",
                f"Only {', '.join(crossing)} may; a joint measure is one node in each.",
            ),
            edge.origin,
        )


# --- rules on several edges together --------------------------------------------------------------


def _after(view: View, change: ChangeSet, kinds: Iterable[str]) -> Iterator[Edge]:
    """Yield the edges of those kinds that the change's nodes would have going out after it."""
    wanted = frozenset(kinds)
    put = [edge for edge in change.edges if edge.kind in wanted]
    starts = frozenset(edge.from_id for edge in put)
    new = {edge.id for edge in put}
    search = EdgeSearch(nodes=starts, outgoing=True, scope=None, kinds=wanted)
    kept = [
        key.id
        for key in view.edges(search)
        if key.id not in new and key.id not in change.removed_edges
    ]
    yield from view.edge_records(kept).values()
    yield from put


def _limits(view: View, change: ChangeSet) -> Iterator[Problem]:
    """Yield the nodes with two edges where one is allowed at a time, or with two primary ones."""
    kinds = view.model.edge_kinds
    single = [kind.name for kind in kinds.values() if kind.single]
    primary = [
        kind.name for kind in kinds.values() if any(each.name == "primary" for each in kind.fields)
    ]
    groups: dict[tuple[str, str], list[Edge]] = defaultdict(list)
    for edge in _after(view, change, {*single, *primary}):
        if edge.kind in single:
            groups[edge.from_id, edge.kind].append(edge)
        if edge.kind in primary and edge.values.get("primary") is True:
            groups[edge.from_id, "primary"].append(edge)
    for (node_id, what), edges in groups.items():
        for number, edge in enumerate(edges):
            rival = next((each for each in edges[:number] if _overlap(each, edge)), None)
            if rival is not None:
                yield Problem(
                    "two-primary" if what == "primary" else "two-edges",
                    Words(
                        f"{node_id!r} har to {'hovedkoblinger' if what == 'primary' else what}: "
                        f"til {rival.to_id!r} og til {edge.to_id!r}.",
                        f"{node_id!r} has two {'primary edges' if what == 'primary' else what}: "
                        f"to {rival.to_id!r} and to {edge.to_id!r}.",
                    ),
                    Words(
                        "Det har høyst én om gangen: behold én, eller gi den første en valid_to.",
                        "It has one at most at a time: keep one, or give the first a valid_to.",
                    ),
                    edge.origin,
                )


def _overlap(first: Edge, second: Edge) -> bool:
    """Tell whether there is a day on which both edges are in force."""
    return not (
        (first.valid_to is not None and second.valid_from is not None)
        and first.valid_to <= second.valid_from
    ) and not (
        (second.valid_to is not None and first.valid_from is not None)
        and second.valid_to <= first.valid_from
    )


def _cycles(view: View, change: ChangeSet) -> Iterator[Problem]:
    """Yield the cycles that a change would close among edges that must never lead back."""
    for kind in view.model.edges:
        put = [edge for edge in change.edges if edge.kind == kind.name]
        if not kind.acyclic or not put:
            continue
        upper = _upwards(view, change, kind.name, put)
        origins = {(edge.from_id, edge.to_id): edge.origin for edge in put}
        for _ in range(CYCLES_SHOWN):
            try:
                TopologicalSorter(upper).prepare()
            except CycleError as error:
                # graphlib lists a cycle from predecessor to successor; ours reads upwards.
                cycle = list(reversed(error.args[1]))
            else:
                break
            steps = list(pairwise(cycle))
            closing = next(step for step in steps if step in origins)
            yield Problem(
                "cycle",
                Words(
                    f"{kind.name} fører tilbake dit den begynte: {_round(cycle).nb}.",
                    f"{kind.name} leads back to where it began: {_round(cycle).en}.",
                ),
                Words("Fjern en av disse koblingene.", "Remove one of these edges."),
                origins[closing],
            )
            upper[closing[0]].discard(closing[1])


def _round(cycle: list[NodeId]) -> Words:
    if len(cycle) <= CYCLE_SHOWN:
        whole = " → ".join(cycle)
        return Words(whole, whole)
    shown = f"{' → '.join(cycle[: CYCLE_SHOWN - 1])} → … → {cycle[-1]}"
    number = len(cycle) - 1
    return Words(f"{shown} ({number} elementer)", f"{shown} ({number} nodes)")


def _upwards(
    view: View, change: ChangeSet, kind: str, put: Iterable[Edge]
) -> dict[NodeId, set[NodeId]]:
    """Return, for all nodes that can be reached over edges of a kind, where their edges go."""
    upper: dict[NodeId, set[NodeId]] = defaultdict(set)
    for edge in put:
        upper[edge.from_id].add(edge.to_id)
    frontier = frozenset(upper) | {end for ends in upper.values() for end in ends}
    seen: set[NodeId] = set()
    while frontier:
        seen |= frontier
        search = EdgeSearch(nodes=frontier, outgoing=True, scope=None, kinds=frozenset({kind}))
        stored = [key for key in view.edges(search) if key.id not in change.removed_edges]
        for key in stored:
            upper[key.from_id].add(key.to_id)
        frontier = frozenset(key.to_id for key in stored) - seen
    return upper


def _name(record: Node | Edge) -> Words:
    if isinstance(record, Edge):
        return edge_words(record.id)
    name = f"{record.kind} {record.id!r}"
    return Words(name, name)


def _end_at(origin: Origin | None, column: str) -> Origin | None:
    """Return where an edge's end was read: in its own column, or in its kind's column of a node."""
    return origin if origin is not None and origin.column else _at(origin, column)


def _at(origin: Origin | None, column: str) -> Origin | None:
    return origin.at(column) if origin is not None else None
