"""What HTTP costs beside the answer.

A request's CPU, less that of its answer (the question put to an open view, and the document) and of
`orjson.dumps`, against that of a plain route which returns ready bytes of the same length behind
the same middleware.  All are measured in turn, in one process, so that what else the machine does
meets them alike; a ratio of medians is printed, and the share of each part.

    python -m benchmarks.http
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from statistics import median
from time import process_time, thread_time
from typing import TYPE_CHECKING, Final

import orjson
from starlette.responses import Response

from api import asking
from api.answering import Tags
from api.app import create_app
from api.settings import Settings
from graph.answers import answer
from graph.embedded import EmbeddedStore
from graph.surroundings import traced
from loaders.load import load
from loaders.packaged import packaged
from views.documents import (
    Document,
    answer_document,
    kinds_document,
    node_document,
    trace_document,
)
from views.history import changes_document

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.types import Message

    from graph.store import GraphStore

TODAY: Final = date(2026, 11, 23)
ROUNDS: Final = 60
"""How many samples are taken; each is the mean of BATCH, in turn with the others."""
BATCH: Final = 10
MOST: Final = 1.5
"""What a request may cost beside its answer, in plain routes."""

GOAL: Final = "sdg:11.6"

Told = Callable[[], Document]
"""The answer alone: the question put to an open view, and the document."""


def _measures(**typed: list[str]) -> Callable[[GraphStore], Told]:
    """Return what answers a question about measures."""

    def of(store: GraphStore) -> Told:
        kind = store.model.node_kinds["Measure"]
        filters = asking.filters_of(store.model, kind)
        question = asking.which(store.model, kind, typed, TODAY, filters=filters)

        def told() -> Document:
            with store.read() as view:
                return answer_document(view.model, answer(view, question))

        return told

    return of


def _node(store: GraphStore) -> Told:
    wanted = asking.record(GOAL, {})

    def told() -> Document:
        with store.read() as view:
            return node_document(view.model, view.nodes({wanted})[wanted])

    return told


def _trace(store: GraphStore) -> Told:
    question = asking.trace(GOAL, {}, TODAY)

    def told() -> Document:
        with store.read() as view:
            return trace_document(view.model, traced(view, question))

    return told


def _kinds(store: GraphStore) -> Told:
    return lambda: kinds_document(store.model)


def _changes(store: GraphStore) -> Told:
    question = asking.changes(asking.CHANGE_FILTERS, {})
    tags = Tags(store, "benchmark")

    def told() -> Document:
        with store.read() as view:
            newest = view.revision
            found = store.find_changes(replace(question.page, until=newest))
            page = found[: question.number]
            numbers = sorted({each.revision for each in page})
            made = [each for each in map(tags.revision, numbers) if each is not None]
            return changes_document(view.model, page, made) | {"revision": newest}

    return told


ASKED: Final = (
    ("one measure", f"measures?serves={GOAL}&limit=1", _measures(serves=[GOAL], limit=["1"])),
    (
        "measures under 11.6",
        f"measures?serves={GOAL}&organisation=asker",
        _measures(serves=[GOAL], organisation=["asker"]),
    ),
    ("every measure", "measures?limit=1000", _measures(limit=["1000"])),
    ("a node", f"nodes/{GOAL}", _node),
    ("its red thread", f"trace/{GOAL}", _trace),
    ("the table of kinds", "kinds", _kinds),
    ("the change feed", "changes", _changes),
)
"""What is asked, where, and what answers it: about measures shortly, as usual and at length, and
each other sort of route."""


@dataclass
class Costs:
    """CPU seconds of one call, sample by sample."""

    request: list[float] = field(default_factory=list)
    answer: list[float] = field(default_factory=list)
    dumps: list[float] = field(default_factory=list)
    plain: list[float] = field(default_factory=list)

    @property
    def ratio(self) -> float:
        """What HTTP costs beside the answer, in plain routes."""
        beside = [
            request - answered - dumped
            for request, answered, dumped in zip(self.request, self.answer, self.dumps, strict=True)
        ]
        return median(beside) / median(self.plain)


def main() -> None:
    """Print the ratio of each question; exit with 1 when one is above what is allowed."""
    highest = 0.0
    print("HTTP: a request's CPU beside its answer and orjson.dumps, in plain routes")
    with EmbeddedStore.open("memory:") as store:
        load(store, packaged().values(), author="benchmark", reason="a benchmark")
        for name, path, alone in ASKED:
            costs, size = asyncio.run(_measured(store, f"/api/v1/{path}", alone(store)))
            highest = max(highest, costs.ratio)
            told = ", ".join(
                f"{part} {median(samples) * 1e6:,.0f} µs" for part, samples in vars(costs).items()
            )
            print(f"  {name:20} {costs.ratio:5.2f}×   {size:>9,} bytes   {told}")
    _dumps()
    if highest > MOST:
        print(f"Above {MOST}×.", file=sys.stderr)
        sys.exit(1)


async def _measured(store: GraphStore, address: str, answered: Told) -> tuple[Costs, int]:
    app = create_app(store, Settings(), today=lambda: TODAY)
    document = answered()

    def dumped() -> bytes:
        return orjson.dumps(document, option=orjson.OPT_INDENT_2)

    ready = dumped()

    def plain() -> Response:
        return Response(ready, media_type="application/json")

    app.add_api_route("/plain", plain, response_model=None)
    # First, or it would be found only after all others were looked at, and seem dearer than it is.
    app.router.routes.insert(0, app.router.routes.pop())
    for each in (address, "/plain"):
        if len(await _got(app, each)) != len(ready):
            raise ValueError(each)
    costs = Costs()
    for _ in range(ROUNDS):
        sample = [0.0] * 4
        for _ in range(BATCH):
            sample[0] += await _asked(app, address)
            # In a thread, as the application answers, and as often woken for it.
            sample[1] += await asyncio.to_thread(_timed, answered)
            sample[2] += await asyncio.to_thread(_timed, dumped)
            sample[3] += await _asked(app, "/plain")
        for samples, seconds in zip(vars(costs).values(), sample, strict=True):
            samples.append(seconds / BATCH)
    return costs, len(ready)


def _timed(call: Callable[[], object]) -> float:
    begun = thread_time()
    call()
    return thread_time() - begun


async def _asked(app: FastAPI, address: str) -> float:
    """Return the CPU of the whole process, as a request is answered in two threads."""
    begun = process_time()
    await _got(app, address)
    return process_time() - begun


async def _got(app: FastAPI, address: str) -> bytes:
    path, _, query = address.partition("?")
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(b"host", b"localhost"), (b"accept", b"*/*")],
        "server": ("127.0.0.1", 8000),
        "client": ("127.0.0.1", 12345),
    }
    parts: list[bytes] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        parts.append(message.get("body", b""))

    await app(scope, receive, send)
    return b"".join(parts)


def _dumps() -> None:
    """Print what orjson saves, in the same form."""
    document = [{"id": f"asker:demo.{number}", "chains": number} for number in range(1000)]
    ours = [_timed(lambda: orjson.dumps(document, option=orjson.OPT_INDENT_2)) for _ in range(9)]
    theirs = [_timed(lambda: json.dumps(document, ensure_ascii=False, indent=2)) for _ in range(9)]
    print(f"  json.dumps takes {median(theirs) / median(ours):.1f} times as long as orjson.dumps")


if __name__ == "__main__":
    main()
