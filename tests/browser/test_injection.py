"""What others wrote and typed is text and nothing else: in every field, chain and address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import quote

import pytest

from graph.changes import ChangeSet
from graph.embedded import EmbeddedStore
from graph.kinds import MODEL
from graph.model import FieldType
from graph.records import Edge, Node
from tests.browser.chromium import Watched, tab
from tests.browser.serving import served

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from graph.identity import NodeId
    from graph.model import NodeKind
    from graph.records import Value

PAYLOADS: Final = (
    "<script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "--><script>alert(1)</script>",
    "]]><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<svg><foreignObject><img src=x onerror=alert(1)></foreignObject></svg>",
    "<math><mi xlink:href='javascript:alert(1)'>x</mi></math>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<form action=javascript:alert(1)><button>x</button></form>",
    "<a href=javascript:alert(1)>x</a>",
    "<body onload=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    '" onmouseover=alert(1) autofocus onfocus=alert(1) x="',
    "' onmouseover=alert(1) autofocus onfocus=alert(1) x='",
    "{{ 7*7 }}{% for x in range(9) %}{{ x }}{% endfor %}${alert(1)}",
    "javascript:alert(1)//<!--\u2028\u200f<script>alert(1)</script>",
)


def node_id(kind: NodeKind, number: int) -> NodeId:
    """Return the identifier of a payload's node of a kind."""
    return f"{kind.namespace or 'asker'}:p{number}.{kind.name.lower()}"


def hostile(number: int) -> ChangeSet:
    """Return a change with a node of each kind and edges, every text of which is a payload."""
    payload = PAYLOADS[number]
    puts: list[Node | Edge] = []
    for kind in MODEL.nodes:
        values: dict[str, Value] = {
            column: payload
            for each in MODEL.fields_of(kind)
            if each.type is FieldType.TEXT and each.pattern is None and not each.many
            for column in each.columns
        }
        for each in kind.sub_tables:
            row = {
                one.name: payload
                for one in each.rows
                if one.type is FieldType.TEXT and one.pattern is None
            }
            needed = [one for one in each.rows if one.required and one.name not in row]
            if row and not needed:
                values[each.name] = (row,)
        values["basis"] = "documented"
        puts.append(Node(id=node_id(kind, number), kind=kind.name, values=values))
    for edge in MODEL.edges:
        low, high = min(MODEL.ends(edge.name))
        if low == high or any(each.required for each in edge.fields):
            continue
        fields = [each for each in MODEL.fields_of(edge) if each.type is FieldType.TEXT]
        texts: dict[str, Value] = {column: payload for each in fields for column in each.columns}
        puts.append(
            Edge(
                kind=edge.name,
                from_id=node_id(MODEL.node_kinds[low], number),
                to_id=node_id(MODEL.node_kinds[high], number),
                values={**texts, "basis": "documented"},
                key=payload if edge.key else "",
            )
        )
    return ChangeSet(f"hostile {number}", payload, payload, case=payload, puts=tuple(puts))


STORED: Final = (
    "/measures?serves=sdg:p{0}.sdg",
    "/nodes/asker:p{0}.subgoal",
    "/nodes/asker:p{0}.plan/history",
    "/thread?focus=asker:p{0}.subgoal&alone=yes",
    "/network?focus=asker:p{0}.subgoal&alone=yes",
    "/plans?q=p{0}",
)
"""Pages on which a payload is shown in every sort of field."""

TYPED: Final = (
    "/nodes?q={}",
    "/measures?serves={}",
    "/measures?place={}",
    "/measures?type={}",
    "/measures?lang={}",
    "/thread?focus={}",
    "/nodes/{}",
    "/{}",
)
"""Pages that say again what was typed into the address, at the braces."""


@pytest.fixture(scope="module")
def watched(browser: Browser) -> Iterator[Watched]:
    """Return a tab on a server whose every text is a payload."""
    with EmbeddedStore.open("memory:") as store:
        for number in range(len(PAYLOADS)):
            store.apply(hostile(number))
        with served(store) as address, tab(browser, address) as opened:
            yield opened


def assert_harmless(watched: Watched, path: str) -> None:
    """Open a page, and see that it is whole and nothing on it ran or came in."""
    watched.page.goto(path)

    assert watched.page.locator("main").count() == 1
    let_in = "main :is(script, iframe:not([data-network]), object, embed, base)"
    assert watched.page.locator(let_in).count() == 0
    # The network's own frame too.
    for frame in watched.page.frames:
        assert frame.evaluate("window.violations") == []
    watched.check()


@pytest.mark.parametrize("number", range(len(PAYLOADS)))
def test_a_payload_in_every_text_does_nothing(watched: Watched, number: int) -> None:
    """No script runs, nothing is loaded, nothing is reported; it is read as it was written."""
    typed = TYPED[number % len(TYPED)].format(quote(PAYLOADS[number], safe=""))
    for path in (*(each.format(number) for each in STORED), typed):
        assert_harmless(watched, path)

    watched.page.goto(f"/nodes/asker:p{number}.measure")
    assert watched.page.locator("h1").text_content() == PAYLOADS[number]


@pytest.mark.parametrize("path", ["/", "/goals", "/plan-ladder", "/participation", "/nodes"])
def test_all_of_them_on_one_page_do_nothing(watched: Watched, path: str) -> None:
    """Where many are listed, and in the suggestions under the field."""
    assert_harmless(watched, path)

    watched.page.locator("#site-q").fill("alert")
    watched.page.locator(".listbox [role=option]").first.wait_for()
    watched.check()


@pytest.mark.parametrize("number", range(len(PAYLOADS)))
def test_a_payload_does_nothing_in_a_file_that_is_passed_on(watched: Watched, number: int) -> None:
    """Not in the picture opened by itself, nor in the network saved and opened as a page."""
    page = watched.page
    query = f"focus=asker:p{number}.subgoal&alone=yes"
    page.goto(f"/thread.svg?{query}")
    assert page.evaluate("document.documentElement.localName") == "svg"
    assert page.locator("script, foreignObject, image, [onload], [onerror]").count() == 0
    watched.check()

    saved = page.request.get(f"/network.html?{query}")
    assert saved.ok
    # As a file has it: without the headers that it came with.
    page.route("**/saved", lambda route: route.fulfill(body=saved.body(), content_type="text/html"))
    page.goto("/saved")
    page.locator("table").first.wait_for(state="attached")
    assert page.locator("h1").count() == 1
    assert page.locator(":is(iframe, object, embed, base, form[action^=javascript])").count() == 0
    watched.check()
    page.unroute("**/saved")
