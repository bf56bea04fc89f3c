"""What every engine must show: a file is a section, a test a paragraph.

Read `test_*.py` as the description of `graph.store` and of the questions that are asked of it.  The
graph that a paragraph is about is drawn in it (`sketch.py`).  `naive.py` is the reference, slow and
obviously right; `brute.py` is the same for chains.  `conftest.py` runs each test on each engine.
"""
