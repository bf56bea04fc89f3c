"""The free node-link view of a network as an HTML page: pyvis's data, our own template.

As pyvis comes, its pages load scripts from elsewhere, run what stands in a heading, let a physics
simulation run for a minute, and say neither language nor title.  So positions are computed here,
the physics is off, and the page is ours: the same content as a table, no address but our own.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from graph.model import Basis, Words
from graph.wording import INVENTED, noun
from views import labels
from views.measuring import wrapped
from views.palette import THEMES, kind_colours
from views.radial import radial

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from graph.identity import NodeId
    from graph.model import Model
    from graph.records import Edge, Node
    from views.networks import Network

VIS: Final = "lib/vis-9.1.2/vis-network.min.js"
"""vis-network in the wheel of pyvis; `tests/views/test_network_page.py` pins what it is."""

TEMPLATES: Final = Path(__file__).resolve().parent / "templates"

_LABEL: Final = 15.0
"""About how many capital letters wide the label of a node is."""

_WIDE: Final = 1.6
"""How much wider than high it is drawn: so are screens, and so are labels."""

_OPTIONS: Final[dict[str, Any]] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "keyboard": {"enabled": True, "bindToWindow": False}},
    "nodes": {"shape": "dot", "size": 9, "borderWidth": 2, "font": {"size": 14, "strokeWidth": 4}},
    "edges": {
        "arrows": {"to": {"enabled": True, "scaleFactor": 0.5}},
        "smooth": False,
        "width": 1,
    },
}

_WORDS: Final = {
    "picture": Words(
        "Nettverk av noder og koblinger. Det samme innholdet står i tabellen nedenfor.",
        "Network of nodes and links. The table below has the same content.",
    ),
    "without": Words(
        "Nettverket tegnes med JavaScript. Det samme innholdet står i tabellen.",
        "The network is drawn with JavaScript. The table has the same content.",
    ),
    "table": Words("Koblingene som tabell", "The links as a table"),
    "apart": Words("Uten koblinger her", "Without links here"),
    "find": Words("Framhev det som inneholder", "Highlight what contains"),
    "whole": Words("Vis alt", "Show all"),
    "open": Words("Åpne siden", "Open its page"),
}
_HEADINGS: Final = (
    Words("Fra", "From"),
    Words("Kobling", "Link"),
    Words("Til", "To"),
    Words("Grunnlag", "Basis"),
)


@dataclass(frozen=True, slots=True)
class Served:
    """Where a page that is served loads its scripts and its style from.

    It stands in a frame of another page, which has the title and the table.
    """

    vis: str
    script: str
    style: str


@dataclass(frozen=True, slots=True)
class LinkCell:
    """A text of the table, where it leads, and its language where that is not the page's."""

    text: str
    href: str | None = None
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class LinkTable:
    """A network as a table: a row for each edge, and the nodes that stand in none."""

    headings: tuple[str, ...]
    rows: tuple[tuple[LinkCell, ...], ...]
    apart: tuple[LinkCell, ...]


def vis_script() -> str:
    """Return vis-network, out of the wheel of pyvis."""
    return files("pyvis").joinpath("templates", VIS).read_bytes().decode()


@cache
def own_script() -> str:
    """Return the page's own script."""
    return (TEMPLATES / "network.js").read_text(encoding="utf-8")


@cache
def own_style() -> str:
    """Return the page's own style."""
    return (TEMPLATES / "network.css").read_text(encoding="utf-8")


def network_page(  # noqa: PLR0913 - what the page is about, and how it is made
    held: Network,
    model: Model,
    language: str,
    *,
    title: str,
    said: Sequence[str] = (),
    middle: Collection[NodeId] = (),
    href: Callable[[NodeId], str | None] = lambda _: None,
    served: Served | None = None,
) -> str:
    """Return the page.

    `said` stands below the title: what it shows, what limits it, which day it is for.  `middle` is
    what stands in the middle, and whose links are red.  `href` says where a node's page is.  Where
    `served` is given, scripts and style are loaded from there; otherwise they stand in the page,
    which is then one file that needs nothing else.
    """
    # It imports IPython, which takes longer than most commands that draw nothing.
    from pyvis.network import Network as Drawn  # noqa: PLC0415

    drawn = Drawn(directed=True, cdn_resources="remote")
    places = radial(list(held.nodes), [(each.from_id, each.to_id) for each in held.edges], middle)
    for node in held.nodes.values():
        drawn.add_node(node.id, **_node(model, node, places[node.id], href, language))
    for number, edge in enumerate(held.edges):
        drawn.add_edge(edge.from_id, edge.to_id, **_edge(model, edge, number, middle, language))
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=False
    )
    environment.globals["page"] = {
        "language": language,
        "title": title,
        "said": list(said),
        "options": _OPTIONS,
        "themes": _themes(model),
        "words": {name: words[language] for name, words in _WORDS.items()},
        "toggles": list(_toggles(held, model, language)),
        "table": link_table(held, model, language, href),
        "framed": served is not None,
        **_resources(served),
    }
    drawn.templateEnv, drawn.path = environment, "network.html"
    return str(drawn.generate_html())


def link_table(
    held: Network, model: Model, language: str, href: Callable[[NodeId], str | None]
) -> LinkTable:
    """Return the content of the network as a table."""
    return LinkTable(
        headings=tuple(words[language] for words in _HEADINGS),
        rows=tuple(tuple(_row(held, model, edge, href, language)) for edge in held.edges),
        apart=tuple(_cell(model, node, href, language) for node in _apart(held)),
    )


def framed(page: str, title: str, *, height: int = 900) -> str:
    """Return a page as HTML to be shown within another, such as a notebook's.

    The frame is a sandbox: the page's scripts run, and reach nothing outside of it.
    """
    return (
        f'<div><iframe title="{escape(title)}" sandbox="allow-scripts" width="100%" '
        f'height="{height}" srcdoc="{escape(page)}"></iframe></div>'
    )


def _resources(served: Served | None) -> dict[str, Any]:
    if served is not None:
        return {"style_url": served.style, "script_urls": [served.vis, served.script]}
    # Our own files, and the library's, which hold no end tag of the elements that they stand in.
    scripts = [Markup(script) for script in (vis_script(), own_script())]  # noqa: S704
    return {"style": Markup(own_style()), "scripts": scripts}  # noqa: S704


def _node(
    model: Model,
    node: Node,
    place: tuple[float, float],
    href: Callable[[NodeId], str | None],
    language: str,
) -> dict[str, Any]:
    text = labels.node_label(model, node, language)
    hollow = labels.node_is_invented(node)
    invented = f"({INVENTED[language]})" if hollow else ""
    x, y = place
    x = round(x * _WIDE, 1)
    return {
        "label": "\n".join(wrapped(text, _LABEL, 2, 1.0, keep=invented)),
        "title": f"{text}\n{model.node_kinds[node.kind].one[language]}",
        "full": text,
        "sort": model.node_kinds[node.kind].one[language],
        "kind": node.kind,
        "basis": node.basis.value,
        "hollow": hollow,
        "shapeProperties": {"borderDashes": [4, 2] if hollow else False},
        "href": href(node.id),
        "x": x,
        "y": y,
        "physics": False,
    }


def _edge(
    model: Model, edge: Edge, number: int, middle: Collection[NodeId], language: str
) -> dict[str, Any]:
    invented = edge.basis is Basis.ILLUSTRATIVE
    return {
        "id": number,
        "title": model.edge_kinds[edge.kind].up[language],
        "dashes": [2, 4] if invented else model.edge_kinds[edge.kind].mode is None,
        "chosen": edge.from_id in middle or edge.to_id in middle,
    }


def _themes(model: Model) -> dict[str, Any]:
    return {
        name: {
            "kinds": kind_colours(model, theme),
            "ground": theme.ground,
            "ink": theme.ink,
            "quiet": theme.quiet,
            "line": theme.line,
            "faint": theme.faint,
            "thread": theme.thread,
        }
        for name, theme in THEMES.items()
    }


def _toggles(held: Network, model: Model, language: str) -> Iterator[dict[str, Any]]:
    """Yield what can be hidden: kinds and bases, each with how many nodes it has."""
    kinds = Counter(node.kind for node in held.nodes.values())
    colours = {kind.name: kind.colour for kind in model.nodes}
    yield {
        "name": "kind",
        "words": Words("Vis", "Show")[language],
        "toggles": [
            {
                "value": kind.name,
                "words": noun(kind, 2, language),
                "number": kinds[kind.name],
                "fill": colours[kind.name],
                "stroke": colours[kind.name],
                "hollow": False,
            }
            for kind in model.nodes
            if kinds[kind.name]
        ],
    }
    bases = Counter(node.basis for node in held.nodes.values())
    field = next(each for each in model.common if each.name == "basis")
    yield {
        "name": "basis",
        "words": field.label[language].capitalize(),
        "toggles": [
            {
                "value": basis.value,
                "words": field.options[basis][language],
                "number": bases[basis],
                "fill": "none" if basis is Basis.ILLUSTRATIVE else "currentColor",
                "stroke": "currentColor",
                "hollow": basis is Basis.ILLUSTRATIVE,
            }
            for basis in Basis
            if bases[basis]
        ],
    }


def _row(
    held: Network,
    model: Model,
    edge: Edge,
    href: Callable[[NodeId], str | None],
    language: str,
) -> Iterator[LinkCell]:
    options = next(each for each in model.common_edge if each.name == "basis").options
    yield _cell(model, held.nodes[edge.from_id], href, language)
    yield LinkCell(model.edge_kinds[edge.kind].up[language])
    yield _cell(model, held.nodes[edge.to_id], href, language)
    yield LinkCell(options[edge.basis][language])


def _cell(
    model: Model, node: Node, href: Callable[[NodeId], str | None], language: str
) -> LinkCell:
    _, found = node.text("title", language) or ("", language)
    text = labels.node_label(model, node, language)
    return LinkCell(text, href(node.id), found if found != language else None)


def _apart(held: Network) -> Iterable[Node]:
    """Return the nodes that stand in no row of the table."""
    ends = {end for edge in held.edges for end in (edge.from_id, edge.to_id)}
    return [node for node in held.nodes.values() if node.id not in ends]
