"""What a page of the red thread costs the server, as a ratio to the JSON of the same address.

Both are asked for in turn in one run, of the packaged data with some 200 items shown; the cost is
the processor's time of this process.  How heavy pages are, packed as they are sent, is told too.
"""

from __future__ import annotations

import gzip
import statistics
import time
from typing import Final

from fastapi.testclient import TestClient

from api.app import create_app
from api.guard import PACKING
from api.settings import Settings
from graph.embedded import EmbeddedStore
from loaders.load import load
from loaders.packaged import packaged

ROUNDS: Final = 15
RATIO: Final = 3
HEAVIEST: Final = 60_000
"""The most bytes that a page may have, packed."""

ASKED: Final = "?focus=sdg:11.6&organisation=asker"
PAGES: Final = (
    "/",
    "/measures?serves=sdg:11.6",
    "/nodes/asker:byer.4",
    "/goals",
    "/plan-ladder",
    "/thread",
    f"/thread{ASKED}",
)


def main() -> None:
    """Print the ratio and the weights; exit with 1 when one is over its limit."""
    with EmbeddedStore.open("memory:") as store:
        load(store, packaged().values(), author="bench", reason="the packaged data")
        client = TestClient(create_app(store, Settings()), base_url="http://localhost")
        columns = client.get(f"/thread.json{ASKED}").json()["columns"]
        items = sum(len(column["items"]) for column in columns)
        ratio = statistics.median(
            spent(client, f"/thread{ASKED}") / spent(client, f"/thread.json{ASKED}")
            for _ in range(ROUNDS)
        )
        weights = {path: len(gzip.compress(client.get(path).content, PACKING)) for path in PAGES}
    print(f"page of the red thread, {items} items: {ratio:.2f} × its JSON (limit {RATIO})")
    for path, weight in weights.items():
        print(f"{path}: {weight / 1000:.1f} kB packed (limit {HEAVIEST / 1000:.0f})")
    if ratio > RATIO or max(weights.values()) > HEAVIEST:
        raise SystemExit(1)


def spent(client: TestClient, address: str) -> float:
    """Return the processor's time that an answer takes, in seconds."""
    begun = time.process_time()
    client.get(address).raise_for_status()
    return time.process_time() - begun


if __name__ == "__main__":
    main()
