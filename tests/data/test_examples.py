"""The identifiers that messages and help hold up as examples."""

import pytest

from graph.kinds import MODEL
from graph.model import NodeKind
from graph.sqlite_view import SqliteView


@pytest.mark.parametrize("kind", MODEL.nodes, ids=lambda kind: kind.name)
def test_an_example_can_be_looked_up(view: SqliteView, kind: NodeKind) -> None:
    """Whoever types the example of a kind finds a node of that kind in the packaged data."""
    assert view.nodes([kind.id_example])[kind.id_example].kind == kind.name
