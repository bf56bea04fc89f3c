"""Where the outside data lie that some tests read, and nothing else of the project does."""

from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).resolve().parent.parent
SHARED: Final = ROOT.parent / "shared"

needs_shared = pytest.mark.skipif(
    not SHARED.is_dir(),
    reason="the folder shared/ with the source documents is not beside the repo",
)
"""Marks a test that reads outside data; it is skipped, with this reason, where they are absent."""
