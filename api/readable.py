"""JSON as people read it too, in the browser's address bar: on many lines."""

import orjson
from starlette.responses import JSONResponse


class Readable(JSONResponse):
    """A JSON document on many lines."""

    def render(self, content: object) -> bytes:
        """Return the document as text."""
        return orjson.dumps(content, option=orjson.OPT_INDENT_2)
