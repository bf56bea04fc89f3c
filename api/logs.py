"""The log of a server: one JSON object on each line, on stderr, for people's eyes and for machines.

What people ask stands in no line: neither query nor path, address or name of whoever asks.
"""

from __future__ import annotations

import logging
import sys
from datetime import UTC, datetime
from typing import Final

import orjson

REQUESTS: Final = "goalgraph.requests"
"""The logger that tells each request; the others tell only what went wrong."""

FACTS: Final = "facts"
"""Under which name of `extra` a line's further members stand."""


class JsonLines(logging.Formatter):
    """Writes each record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "message": record.getMessage(),
            **getattr(record, FACTS, {}),
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        # What the log cannot hold as JSON, it holds as Python writes it.
        return orjson.dumps(line, default=repr).decode()


def write_logs(*, requests: bool) -> None:
    """Write what is logged to stderr, with or without a line for each request."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.getLogger(REQUESTS).setLevel(logging.INFO if requests else logging.WARNING)
