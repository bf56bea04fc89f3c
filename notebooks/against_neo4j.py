# ---
# jupyter:
#   jupytext:
#     formats: py:percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
#   title: The same against Neo4j
# ---

# %% [markdown]
# # The same against Neo4j
#
# Where `GOALGRAPH_STORE` names a Neo4j server that holds the graph (`goalgraph load sdg norway
# asker demo --store neo4j://HOST:PORT`), the same question is asked there, and the same answer
# comes. Elsewhere this notebook says so and does nothing.

# %%
import os
from datetime import date

from IPython.display import HTML, Markdown

from api.opening import opened
from graph.answers import answer
from graph.kinds import MODEL
from graph.neo4j_address import SCHEMES
from graph.questions import RedThread, Which
from graph.red_thread import pictured
from views.svg import svg

LANGUAGE = "nb"
GOAL = "sdg:11.6"
DAY = date(2026, 11, 23)

uri = os.environ.get("GOALGRAPH_STORE", "")
on_neo4j = uri.partition(":")[0] in SCHEMES
Markdown(
    "The graph is kept by a Neo4j server."
    if on_neo4j
    else "`GOALGRAPH_STORE` names no Neo4j server, so there is nothing to ask."
)

# %%
if on_neo4j:
    with opened(uri, MODEL) as store, store.read() as view:
        found = answer(
            view, Which(kind="Measure", serves=frozenset({GOAL}), organisation="asker", as_of=DAY)
        )
        picture = pictured(
            view,
            RedThread(focus=frozenset({GOAL}), alone=True, organisation="asker", as_of=DAY),
        )

Markdown(f"**{found.sentence[LANGUAGE]}**" if on_neo4j else "")

# %%
HTML(svg(picture, MODEL, LANGUAGE, frame=True) if on_neo4j else "")
