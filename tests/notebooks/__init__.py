"""Tests of the notebooks: they are run, and exported, as an analyst does."""
