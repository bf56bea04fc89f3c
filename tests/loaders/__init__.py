"""Tests of the loaders, on real files and the embedded store."""
