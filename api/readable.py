"""JSON as people read it too, in the browser's address bar: on many lines."""

import json

from starlette.responses import JSONResponse


class Readable(JSONResponse):
    """A JSON document on many lines."""

    def render(self, content: object) -> bytes:
        """Return the document as text."""
        return json.dumps(content, ensure_ascii=False, allow_nan=False, indent=2).encode()
