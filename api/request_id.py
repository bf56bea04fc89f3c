"""The identifier of a request: in its answer, in problems and in the log."""

from __future__ import annotations

from typing import Final

from starlette.types import Scope

REQUEST_ID: Final = "X-Request-ID"
"""The header that brings it and takes it back."""

STATE: Final = "request_id"
"""Where it stands in the state of a request."""


def request_id(scope: Scope) -> str:
    """Return the identifier of a request; empty where nothing has given it one."""
    found: str = scope.get("state", {}).get(STATE, "")
    return found
