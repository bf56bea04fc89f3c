"""The server does what its OpenAPI description says, whatever it is asked (Schemathesis)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest
import schemathesis
from hypothesis import settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from api.app import create_app
from api.description import description
from api.settings import Settings
from graph.kinds import MODEL
from tests.api.clients import TODAY
from tests.spec.naive import NaiveStore

if TYPE_CHECKING:
    from schemathesis import Case, CheckContext, Response
    from schemathesis.schemas import BaseSchema
    from starlette.types import ASGIApp, Receive, Scope, Send

    from graph.embedded import EmbeddedStore

CASES: Final = 25
"""How many requests of each route are drawn; those that try each rule by itself come on top."""

ASKED: list[str] = []


class _Served:
    """The application under test, which is there once the packaged data are loaded."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app(scope, receive, send)


def _described(*, each_rule: bool) -> BaseSchema:
    """Return what the application says of itself; for that it needs no data.

    `each_rule` also tries every rule of every parameter by itself.
    """
    app = create_app(NaiveStore(), Settings())
    # An address may be too long before it is wrong in any other way.
    refusals = {"negative_data_rejection": {"expected-statuses": ["404", "414", "422"]}}
    config = schemathesis.Config.from_dict(
        {"checks": refusals, "phases": {"coverage": {"enabled": each_rule}}}
    )
    schema = schemathesis.openapi.from_dict(description(app, MODEL), config=config)
    schema.app = SERVED
    return schema


SERVED: Final = _Served()
ALIKE: Final = [f"/api/v1/{kind.plural}" for kind in MODEL.nodes if kind.name != "Measure"]
"""Collections, which are all made by one function: each rule is tried on measures only."""

others: Final = _described(each_rule=True).exclude(path=ALIKE)
alike: Final = _described(each_rule=False).include(path=ALIKE)


@pytest.fixture(scope="session", autouse=True)
def _served(embedded_packaged_store: EmbeddedStore) -> None:
    SERVED.app = create_app(embedded_packaged_store, Settings(), today=lambda: TODAY)


drawn = settings(max_examples=CASES, derandomize=True, database=None, deadline=None)


@others.parametrize()
@drawn
def test_a_route_does_what_is_described(case: Case[Any]) -> None:
    """Whatever is asked, by the rules or against them, the answer is one that is described."""
    check(case)


@alike.parametrize()
@drawn
def test_a_collection_does_what_is_described(case: Case[Any]) -> None:
    """Of whatever kind."""
    check(case)


def check(case: Case[Any]) -> None:
    """Ask, and look at the answer with every check that there is."""
    ASKED.append(case.operation.label)
    case.call_and_validate(
        headers={"Host": "localhost"},
        additional_checks=[accepts_what_is_well_formed],
        excluded_checks=[
            # What is well-formed may still name what the graph does not hold; ours is as strict
            # about all else.
            positive_data_acceptance,
        ],
    )


def accepts_what_is_well_formed(_: CheckContext, response: Response, case: Case[Any]) -> None:
    """Refuse a question that is described only for what is not in the graph, or for its cursor.

    Cursors are opaque: no schema tells those that the server gave from others.
    """
    if case.meta is None or case.meta.generation.mode is not GenerationMode.POSITIVE:
        return
    problems = response.json().get("problems", []) if response.status_code == 422 else []
    for each in problems:
        held = each["code"] in {"unknown-node", "unknown-organisation", "beyond-newest"}
        assert held or each["title"].startswith("cursor: "), each


def test_a_thousand_cases_were_tried() -> None:
    """By the tests above, which this one counts."""
    assert len(ASKED) >= 1000
