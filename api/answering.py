"""How a route answers: over one revision of the graph, and only what the asker has not already.

What an answer's bytes depend on beside its address is known before it is computed: the revision,
the day where none was asked for, and the program.  So its tag (ETag, RFC 9110) is too, and whoever
brings the same tag back is told that nothing is new without any question being answered.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import Annotated, Final
from urllib.parse import urlencode

from fastapi import Depends, Request
from starlette.responses import Response

from api import asking
from api.guard import PACKED
from api.readable import Readable
from api.readiness import Newest
from graph.changes import Revision
from graph.model import Model
from graph.store import GraphStore, View
from views.documents import Document, kinds_document

REVISIONS_KEPT: Final = 1000
"""Of how many revisions it is remembered when they were made."""


class Tags:
    """The tags of answers; two stores, programs or tables of kinds have none in common."""

    def __init__(self, store: GraphStore, program: str) -> None:
        """Hold the store, and what else an answer's bytes depend on."""
        self._store = store
        table = Readable(kinds_document(store.model)).body
        self._seed = hashlib.blake2b(program.encode() + bytes(table), digest_size=16).digest()
        self._known: dict[int, tuple[str, Revision]] = {}
        self.of_program: Final = f'"{self._mark(0)}"'
        """The strong tag of what says nothing of the graph, only of its table of kinds."""

    def of_answer(self, revision: int, day: date | None) -> str:
        """Return the weak tag of what was answered about a revision, as of a day."""
        return f'W/"{revision}.{day.isoformat() if day else ""}.{self._mark(revision)}"'

    def of_record(self, revision: int) -> str:
        """Return the strong tag of a record that was last changed in a revision."""
        return f'"{revision}.{self._mark(revision)}"'

    def made(self, revision: int) -> datetime | None:
        """Return the second in which a revision was made, where that tells it from the one before.

        None before the first, and where two were made in one second: a client that brings that
        time may have either (RFC 9110, 8.8.2.2).
        """
        found, before = self.revision(revision), self.revision(max(revision - 1, 0))
        at = found.at.replace(microsecond=0) if found else None
        return None if before and before.at.replace(microsecond=0) == at else at

    def revision(self, number: int) -> Revision | None:
        """Return a revision; None before the first."""
        found = self._marked(number)
        return found[1] if found else None

    def _mark(self, revision: int) -> str:
        found = self._marked(revision)
        return found[0] if found else hashlib.blake2b(self._seed, digest_size=6).hexdigest()

    def _marked(self, number: int) -> tuple[str, Revision] | None:
        """Return a revision and its mark, which holds when and by what change it was made."""
        if number and number not in self._known:
            if len(self._known) >= REVISIONS_KEPT:
                self._known.clear()
            for each in self._store.revisions(since=number - 1, limit=1):
                text = f"{each.at.isoformat()} {each.key}".encode()
                mark = hashlib.blake2b(text, digest_size=6, key=self._seed).hexdigest()
                self._known[number] = (mark, each)
        return self._known.get(number)


@dataclass(frozen=True, slots=True)
class Page:
    """What a route found: its document, and where to go from there, by relation (RFC 8288)."""

    document: Document
    links: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as a route needs it.

    Attributes:
        request: the request.
        typed: what was typed after the question mark; a name may stand there several times.
    """

    request: Request
    typed: asking.Typed

    @property
    def store(self) -> GraphStore:
        """The store that the application is over."""
        store: GraphStore = self.request.app.state.store
        return store

    @property
    def newest(self) -> Newest:
        """Its newest revision, told soon or not at all."""
        newest: Newest = self.request.app.state.newest
        return newest

    @property
    def model(self) -> Model:
        """Its table of kinds."""
        return self.store.model

    @property
    def today(self) -> date:
        """The day that a question is for where it names none."""
        today: Callable[[], date] = self.request.app.state.today
        return today()

    @property
    def tags(self) -> Tags:
        """The tags of answers."""
        tags: Tags = self.request.app.state.tags
        return tags

    def answered(self, answer: Callable[[View], Page], *, day: date | None = None) -> Response:
        """Answer about the newest revision, unless that answer is the one that the asker has.

        `day` is the one that the question is for.  Without it the answer says nothing that changes
        with the day, and was last changed when the revision was made.
        """
        with self.store.read() as view:
            tag = self.tags.of_answer(view.revision, day)
            made = None if day else self.tags.made(view.revision)
            headers = _headers(tag, made)
            if self._has(tag, made):
                return self._known(tag, headers)
            page = answer(view)
        # The view is closed before the answer is sent: a slow reader holds nothing open.
        return self._sent(page, headers)

    def record(self, revision: int, page: Callable[[], Page]) -> Response:
        """Answer with what was last changed in a revision, unless the asker has it."""
        return self._tagged(self.tags.of_record(revision), self.tags.made(revision), page)

    def unchanging(self, document: Callable[[], Document]) -> Response:
        """Answer with what stays the same as long as the program does, unless the asker has it."""
        return self._tagged(self.tags.of_program, None, lambda: Page(document()))

    def _tagged(self, tag: str, made: datetime | None, page: Callable[[], Page]) -> Response:
        headers = _headers(tag, made)
        if self._has(tag, made):
            return self._known(tag, headers)
        return self._sent(page(), headers)

    def _sent(self, page: Page, headers: dict[str, str]) -> Response:
        if page.links:
            headers["Link"] = ", ".join(
                f'<{address}>; rel="{relation}"' for relation, address in page.links.items()
            )
        return Readable(page.document, headers=headers)

    def _known(self, tag: str, headers: dict[str, str]) -> Response:
        """Return that nothing is new, with the tag as it was brought: packed or not."""
        packed = f'{tag[:-1]}{PACKED}"'
        if any(packed in each for each in self.request.headers.getlist("if-none-match")):
            headers["ETag"] = packed
        return Response(status_code=304, headers=headers)

    def _has(self, tag: str, made: datetime | None) -> bool:
        """Tell whether the asker has what is so tagged; a tag goes before a time (RFC 9110, 13)."""
        brought = self.request.headers.getlist("if-none-match")
        if brought:
            return ANY in map(str.strip, brought) or _plain(tag) in _compared(brought)
        since = self.request.headers.get("if-modified-since")
        return made is not None and since is not None and _is(made, since)

    def linked(self, **changed: str | None) -> str:
        """Return the address of this question with some of its values set anew, or taken out."""
        kept = [each for each in self.request.query_params.multi_items() if each[0] not in changed]
        added = [(name, value) for name, value in changed.items() if value is not None]
        query = urlencode([*kept, *added], safe=":")
        path = self.request.scope["path"]
        return f"{path}?{query}" if query else path


ANY: Final = "*"
"""What is brought instead of a tag by who wants nothing of what is there (RFC 9110, 13.1.2)."""


def _headers(tag: str, made: datetime | None) -> dict[str, str]:
    headers = {"ETag": tag, "Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
    if made is not None:
        headers["Last-Modified"] = format_datetime(made, usegmt=True)
    return headers


def _compared(brought: Iterable[str]) -> set[str]:
    """Return the tags that were brought, as they are compared: weak or not, packed or not."""
    tags = {_plain(each) for line in brought for each in line.split(",")}
    return tags | {each.replace(f'{PACKED}"', '"') for each in tags}


def _plain(tag: str) -> str:
    return tag.strip().removeprefix("W/")


def _is(made: datetime, since: str) -> bool:
    """Tell whether a time is the one that we gave; a later one may be of what was not made yet."""
    try:
        return made == parsedate_to_datetime(since)
    except (TypeError, ValueError):
        # A date that is none is passed over, and so is one without its time zone.
        return False


async def _asked(request: Request) -> Asked:
    return Asked(request, asking.typed_in(request.scope["query_string"]))


Asking = Annotated[Asked, Depends(_asked)]
"""A route takes it; no thread is needed to make it."""
