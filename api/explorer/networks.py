"""The free node-link view of a thread: a page with a frame, what stands in the frame, its files.

What stands in the frame runs a library of others, so it is fenced in: it has an origin of its own,
may load three files and nothing else, and may tell the page around it which node was opened.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response

from api import asking
from api.explorer.exports import as_csv, as_json
from api.explorer.frame import Page, Visit
from api.explorer.lists import choices
from api.explorer.pictures import edge_table, picture_notes
from api.explorer.wording import chips
from graph.identity import NodeId
from graph.questions import MOST_ITEMS
from graph.red_thread import Pictured, pictured
from views import labels
from views.documents import red_thread_document
from views.network_page import (
    Served,
    link_table,
    network_page,
    own_script,
    own_style,
    vis_script,
)
from views.networks import network

SERVED: Final = Served(
    vis="/network-files/vis-network-9.1.2.min.js",
    script="/network-files/network.js",
    style="/network-files/network.css",
)
"""Where the frame loads from: vis-network out of pyvis' wheel, and what is our own."""

FENCE: Final = "allow-scripts allow-top-navigation-by-user-activation"
"""What the frame may: run its scripts, and lead to a node's page when somebody clicks."""

_FRAME_HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; "
    f"sandbox {FENCE}",
}


@dataclass(frozen=True, slots=True)
class File:
    """A file that the frame loads: its text, type, and how long it may be kept."""

    text: str
    type: str
    keep: str


def files() -> Mapping[str, File]:
    """Return the only files of the frame, by name; the name of the library's holds its version."""
    script = "text/javascript"
    return {
        SERVED.vis: File(vis_script(), script, "public, max-age=31536000, immutable"),
        SERVED.script: File(own_script(), script, "no-cache"),
        SERVED.style: File(own_style(), "text/css", "no-cache"),
    }


def add_files(app: FastAPI) -> None:
    """Add the files of the frame, and no others."""
    listed = files()

    def endpoint(name: str) -> Response:
        file = listed.get(f"/network-files/{name}")
        if file is None:
            raise HTTPException(404)
        # The frame's origin is its own, so to the browser these are files of somebody else.
        headers = {"Cache-Control": file.keep, "Cross-Origin-Resource-Policy": "cross-origin"}
        return Response(file.text, media_type=file.type, headers=headers)

    app.add_api_route("/network-files/{name}", endpoint, include_in_schema=False)


def page(visit: Visit) -> Page | Response:
    """Return the page around the frame."""
    filters = asking.red_thread_filters(visit.model)
    elsewhere = choices(visit, filters)
    if elsewhere is not None:
        return elsewhere
    picture = _picture(visit)
    held = network(visit.view, picture)
    return Page(
        "network.html",
        {
            "table": link_table(held, visit.model, visit.language, lambda each: _page(visit, each)),
            "heading": labels.title(picture, visit.model, visit.language),
            "sentence": picture.sentence[visit.language],
            "chips": list(chips(visit, filters)),
            "frame_address": visit.address.at("/network/frame"),
            "thread": visit.address.at("/thread"),
            "fence": FENCE,
        },
        {
            "json": lambda: as_json(red_thread_document(visit.model, picture)),
            "csv": lambda: as_csv(visit, edge_table(visit, picture)),
            "html": lambda: as_file(visit, picture),
        },
    )


def frame(visit: Visit) -> Response:
    """Return what stands in the frame."""
    text = _drawn(visit, _picture(visit), SERVED)
    return HTMLResponse(text, headers={"Content-Language": visit.language, **_FRAME_HEADERS})


def _picture(visit: Visit) -> Pictured:
    question = asking.red_thread(visit.model, visit.typed, visit.today)
    # Groups have no place in a network: as many nodes as may be are shown one by one.
    return pictured(visit.view, replace(question, most=MOST_ITEMS))


def as_file(visit: Visit, picture: Pictured) -> Response:
    """Return the network as one file that needs nothing else, to be saved and passed on."""
    name = visit.address.path.strip("/")
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HTMLResponse(_drawn(visit, picture, None), headers=headers)


def _page(visit: Visit, node_id: NodeId) -> str:
    return str(visit.to(f"/nodes/{node_id}"))


def _drawn(visit: Visit, picture: Pictured, served: Served | None) -> str:
    return network_page(
        network(visit.view, picture),
        visit.model,
        visit.language,
        title=labels.title(picture, visit.model, visit.language),
        # In the frame, the page around it has said all that.
        said=() if served else (picture.sentence[visit.language], *picture_notes(visit, picture)),
        middle=picture.question.focus,
        href=(lambda node_id: _page(visit, node_id)) if served else lambda _: None,
        served=served,
    )
