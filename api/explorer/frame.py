"""What every page knows of the request that it answers, and how a template becomes a response."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Final

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import Response

from api import asking
from api.explorer.address import CARRIED, Address
from api.explorer.spelling import day, number
from api.explorer.texts import say
from graph.identity import namespace_of
from graph.kinds import MODEL
from graph.model import Model
from graph.records import Node
from graph.store import GraphStore, Scope, Search, View
from graph.wording import capital

LANGUAGES: Final = {"nb": "Norsk", "en": "English"}
"""The languages of the pages, and what each is called in itself."""

PAGE_HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self'; connect-src 'self'; frame-src 'self'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'",
}
"""Scripts, styles and forms are our own, from files; nothing stands in the page, nothing is let in
from elsewhere."""

TEMPLATES: Final = Environment(
    loader=FileSystemLoader(Path(__file__).parent.parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)
TEMPLATES.filters |= {"day": day, "number": number, "capital": capital}


@dataclass(frozen=True)
class Frame:
    """What stands around the content of any page, also of one that tells an error.

    Attributes:
        address: what was asked for, without what is empty.
        language: the language of the page.
        model: the table of kinds, which the navigation is made from.
        carried: what goes along to other pages.
    """

    address: Address
    language: str
    model: Model = MODEL
    carried: tuple[str, ...] = field(default=CARRIED, kw_only=True)

    @property
    def here(self) -> Address:
        """The start page, seen in the same way."""
        return self.to("/")

    def to(self, path: str, *query: tuple[str, str]) -> Address:
        """Return the address of another page, seen in the same way."""
        return self.address.only(self.carried).to(path, *query)


@dataclass(frozen=True)
class Visit(Frame):
    """One request for a page: what was typed, and the revision of the graph that answers it."""

    view: View = field(kw_only=True)
    store: GraphStore = field(kw_only=True)
    today: date = field(kw_only=True)
    node_id: str = field(default="", kw_only=True)
    """The node that the path names."""

    @cached_property
    def typed(self) -> asking.Typed:
        """What was typed, by name, without the language."""
        names = dict.fromkeys(name for name, _ in self.address.query if name != "lang")
        return {name: self.address.values(name) for name in names}

    def typed_of(self, names: Mapping[str, object]) -> asking.Typed:
        """Return what was typed, without what goes along but has no meaning to this question."""
        carried = self.address.only(("organisation", "basis", "mode")).query
        idle = {name for name, _ in carried} - names.keys()
        return {name: values for name, values in self.typed.items() if name not in idle}

    def unfiltered(self) -> None:
        """Raise Refused when anything was typed beside what goes along from page to page."""
        own = {name: each for name, each in self.typed.items() if name not in CARRIED}
        asking.unfiltered(own)

    @cached_property
    def organisations(self) -> Mapping[str, Node]:
        """The organisations that the graph holds on the day, by namespace, in order."""
        kinds = frozenset(kind.name for kind in self.model.nodes if kind.owner)
        found = self.view.find(Search(scope=Scope(as_of=self.scope.as_of), kinds=kinds))
        nodes = self.view.nodes({key.id for key in found.keys})
        return {namespace_of(key.id): nodes[key.id] for key in found.keys}

    @cached_property
    def scope(self) -> Scope:
        """What part of the graph counts, as far as the address says."""
        return asking.scope(self.typed, self.today)


@dataclass(frozen=True)
class Page:
    """What a page is made of: a template, its values, and the other forms of the same content.

    Attributes:
        template: the template's name.
        values: what it is filled with.
        forms: for a suffix, what makes the same content in that form.
    """

    template: str
    values: Mapping[str, object]
    forms: Mapping[str, Callable[[], Response]] = field(default_factory=dict)


def language_of(request: Request) -> str:
    """Return the language that a page is wanted in; the one that is set where that is none."""
    asked = request.query_params.get("lang", "")
    default: str = request.app.state.language
    return asked if asked in LANGUAGES else default


def address_of(request: Request) -> Address:
    """Return what was asked for."""
    return Address(request.url.path, tuple(request.query_params.multi_items())).clean()


def frame_of(request: Request) -> Frame:
    """Return the frame of a page that may have no content."""
    store: GraphStore = request.app.state.store
    return Frame(address_of(request), language_of(request), store.model)


def rendered(frame: Frame, page: Page, status: int = 200) -> HTMLResponse:
    """Return a page as a response."""
    text = TEMPLATES.get_template(page.template).render(
        page.values,
        frame=frame,
        address=frame.address,
        lang=frame.language,
        languages=LANGUAGES,
        say=say(frame.language),
        forms=list(page.forms),
        visit=frame if isinstance(frame, Visit) else None,
    )
    headers = {"Content-Language": frame.language, **PAGE_HEADERS}
    return HTMLResponse(text, status, headers=headers)
