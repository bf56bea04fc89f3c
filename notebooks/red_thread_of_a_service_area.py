# ---
# jupyter:
#   jupytext:
#     formats: py:percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
#   title: The red thread of one service area
# ---

# %% [markdown]
# # The red thread of one service area
#
# Up from the subgoals that it follows up to the UN's goals, and down to the measures that it, or
# a unit under it, is responsible for. That it follows up a subgoal does not make every measure
# under that subgoal its own.

# %%
import os
from collections import Counter
from datetime import date

from IPython.display import HTML, Markdown

from api.opening import opened
from graph.kinds import MODEL
from graph.questions import RedThread
from graph.red_thread import Standing, pictured
from graph.store import Scope, Search
from graph.wording import noun
from loaders.load import load
from loaders.packaged import packaged
from views.labels import label, title
from views.network_page import framed, network_page
from views.networks import network
from views.svg import svg

LANGUAGE = "nb"
DAY = date(2026, 11, 23)

uri = os.environ.get("GOALGRAPH_STORE")
store = opened(uri or "memory:", MODEL, create=uri is None)
if uri is None:
    load(store, list(packaged().values()), author="notebook", reason="the packaged sets")

# %% [markdown]
# The service areas that there are:

# %%
with store.read() as view:
    keys = view.find(
        Search(scope=Scope(as_of=DAY, organisation="asker"), kinds=frozenset({"ServiceArea"}))
    ).keys
    areas = view.nodes([key.id for key in keys])

Markdown("\n".join(f"- `{node.id}` {node.title}" for node in areas.values()))

# %%
AREA = "asker:eksempelomradet"

with store.read() as view:
    picture = pictured(
        view,
        RedThread(
            focus=frozenset({AREA}),
            alone=True,
            beside=frozenset({"ServiceArea"}),
            organisation="asker",
            as_of=DAY,
        ),
    )

HTML(svg(picture, MODEL, LANGUAGE, frame=True))

# %% [markdown]
# How many of each kind are on its thread:

# %%
on = [item for item in picture.items.values() if item.standing is Standing.ON]
numbers = Counter(item.kind for item in on)
Markdown(
    "\n".join(
        f"- {numbers[kind.name]} {noun(kind, numbers[kind.name], LANGUAGE)}"
        for kind in MODEL.nodes
        if numbers[kind.name]
    )
)

# %% [markdown]
# Its subgoals in full:

# %%
Markdown("\n".join(f"- {label(MODEL, item, LANGUAGE)}" for item in on if item.kind == "Subgoal"))

# %% [markdown]
# ## To move about in
#
# The same as a free network. Point, click and hide; the page in the frame loads nothing.

# %%
with store.read() as view:
    page = network_page(
        network(view, picture),
        MODEL,
        LANGUAGE,
        title=title(picture, MODEL, LANGUAGE),
        said=[picture.sentence[LANGUAGE]],
        middle=[AREA],
    )

HTML(framed(page, title(picture, MODEL, LANGUAGE)))

# %%
store.close()
