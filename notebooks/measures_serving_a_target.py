# ---
# jupyter:
#   jupytext:
#     formats: py:percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
#   title: Which measures serve SDG target 11.6
# ---

# %% [markdown]
# # Which measures serve SDG target 11.6
#
# The question is a value, the answer too. The store is the one that `GOALGRAPH_STORE` names;
# without it, the packaged sets are loaded into memory. Most measures of the packaged sets are
# invented, and say so.

# %%
import os
from datetime import date

from IPython.display import HTML, Markdown

from api.opening import opened
from graph.answers import answer
from graph.kinds import MODEL
from graph.questions import RedThread, Which
from graph.red_thread import pictured
from loaders.load import load
from loaders.packaged import packaged
from views.edge_table import HEADINGS, rows
from views.svg import svg

LANGUAGE = "nb"
GOAL = "sdg:11.6"
DAY = date(2026, 11, 23)

uri = os.environ.get("GOALGRAPH_STORE")
store = opened(uri or "memory:", MODEL, create=uri is None)
if uri is None:
    load(store, list(packaged().values()), author="notebook", reason="the packaged sets")

# %%
with store.read() as view:
    found = answer(
        view, Which(kind="Measure", serves=frozenset({GOAL}), organisation="asker", as_of=DAY)
    )

Markdown(f"**{found.sentence[LANGUAGE]}**")

# %% [markdown]
# Each result has its proof: the best chain from the measure up to the goal, how many chains there
# are, and the narrowest mode that has one.

# %%
Markdown(
    "\n".join(
        f"- {result.serves.because[LANGUAGE]} *({result.serves.chains})*"
        for result in found.results
        if result.serves
    )
)

# %% [markdown]
# What limits the answer is a part of it.

# %%
Markdown("\n".join(f"- {limit.text[LANGUAGE]}" for limit in found.limits))

# %% [markdown]
# ## Drawn
#
# The chosen thread in red; what is invented has a hollow bar, a dotted line and «(oppdiktet)» in
# its name.

# %%
with store.read() as view:
    picture = pictured(
        view,
        RedThread(focus=frozenset({GOAL}), alone=True, organisation="asker", as_of=DAY),
    )

HTML(svg(picture, MODEL, LANGUAGE, frame=True))

# %% [markdown]
# The same as a table, edge by edge.

# %%
lines = [
    [heading[LANGUAGE] for heading in HEADINGS],
    ["---"] * len(HEADINGS),
    *(row.cells(MODEL, LANGUAGE, chosen=True) for row in rows(picture, MODEL)),
]
Markdown("\n".join(f"| {' | '.join(line)} |" for line in lines))

# %%
store.close()
