"""The model, the store and the questions: everything that Goalgraph knows about the red thread.

`kinds` is the one table of node and edge kinds; everything else is derived from it.  Imports go one
way only: nothing in here knows of files, pages, routes or commands.
"""
