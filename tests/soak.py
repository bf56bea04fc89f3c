"""How often the tests do what they do many times: more when nobody waits (`make soak`)."""

import os
from typing import Final

SOAKING: Final = os.environ.get("GOALGRAPH_SOAK", "") not in {"", "0"}


def often(times: int, soaking: int | None = None) -> int:
    """Return how many times: ten times as many when soaking, unless that is told."""
    if SOAKING:
        return 10 * times if soaking is None else soaking
    return times
