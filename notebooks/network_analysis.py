# ---
# jupyter:
#   jupytext:
#     formats: py:percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
#   title: Network analysis with networkx
# ---

# %% [markdown]
# # Network analysis with networkx
#
# `to_networkx` gives a view, or an answer from it, as a `MultiDiGraph` with all fields. Edges
# lead from the concrete to what it serves.

# %%
import os
from collections import Counter
from datetime import date

import networkx as nx
from IPython.display import Markdown

from api.opening import opened
from graph.kinds import MODEL
from graph.store import Scope
from loaders.load import load
from loaders.packaged import packaged
from views.networks import to_networkx, whole_network

LANGUAGE = "nb"
DAY = date(2026, 11, 23)

uri = os.environ.get("GOALGRAPH_STORE")
store = opened(uri or "memory:", MODEL, create=uri is None)
if uri is None:
    load(store, list(packaged().values()), author="notebook", reason="the packaged sets")

# %%
with store.read() as view:
    whole = to_networkx(whole_network(view, Scope(as_of=DAY, organisation="asker")))

print(whole)

# %% [markdown]
# Only thread edges carry "serves": the rest is left out before anything is said of it.

# %%
thread_kinds = {kind.name for kind in MODEL.thread}
thread = nx.MultiDiGraph(
    (low, high, kind) for low, high, kind in whole.edges(keys=True) if kind[0] in thread_kinds
)
thread.add_nodes_from((node, whole.nodes[node]) for node in thread)

assert nx.is_directed_acyclic_graph(thread)
print(thread)

# %% [markdown]
# ## Which goals have most below them


# %%
def table(headings, lines):
    """Show lines as a table."""
    body = [headings, ["---"] * len(headings), *lines]
    return Markdown("\n".join(f"| {' | '.join(map(str, line))} |" for line in body))


def kinds_below(node):
    """Count what serves a node, by kind."""
    return Counter(thread.nodes[each]["kind"] for each in nx.ancestors(thread, node))


goals = [node for node, kind in thread.nodes(data="kind") if kind == "SDG"]
below = {goal: kinds_below(goal) for goal in goals}
ranked = sorted(goals, key=lambda goal: (-below[goal]["Measure"], goal))
table(
    ["goal", "title", "subgoals", "strategies", "measures"],
    [
        [
            goal,
            thread.nodes[goal]["title"],
            *(below[goal][kind] for kind in ("Subgoal", "Strategy", "Measure")),
        ]
        for goal in ranked
    ],
)

# %% [markdown]
# ## Strategies that much hangs on
#
# How many measures serve some SDG only through a strategy: what would be left without support,
# were it taken away.


# %%
def serving(graph):
    """Return the measures that serve some SDG."""
    found = set()
    for goal in goals:
        found |= {
            node for node in nx.ancestors(graph, goal) if graph.nodes[node].get("kind") == "Measure"
        }
    return found


all_serving = serving(thread)
lost = {}
for node, kind in thread.nodes(data="kind"):
    if kind == "Strategy":
        without = thread.copy()
        without.remove_node(node)
        lost[node] = len(all_serving - serving(without))
table(
    ["strategy", "title", "measures lost without it"],
    [
        [node, thread.nodes[node]["title"], number]
        for node, number in sorted(lost.items(), key=lambda each: (-each[1], each[0]))
        if number
    ],
)

# %% [markdown]
# ## Measures on no thread

# %%
alone = [
    (node, whole.nodes[node]["title"])
    for node, kind in whole.nodes(data="kind")
    if kind == "Measure" and node not in all_serving
]
table(["measure", "title"], alone)

# %%
store.close()
