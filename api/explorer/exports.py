"""The same content in other forms: JSON for systems, CSV for spreadsheets, pictures."""

from __future__ import annotations

from starlette.responses import Response

from api.explorer.frame import Visit
from api.readable import Readable
from views.answer_tables import Table
from views.delimited import Dialect, delimited
from views.documents import Document

DIALECTS: dict[str, Dialect] = {"nb": Dialect(";", ","), "en": Dialect(",", ".")}
"""What a spreadsheet expects in each language: in Norwegian, the comma stands in numbers."""


def as_json(document: Document) -> Response:
    """Return a document as the HTTP API does."""
    return Readable(document)


def as_csv(visit: Visit, table: Table) -> Response:
    """Return a table as a file that a spreadsheet in the page's language opens."""
    name = visit.address.path.strip("/").replace("/", "-").replace(":", "-")
    text = delimited(table, DIALECTS[visit.language])
    return Response(
        text.encode("utf-8-sig"),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
