"""Tests of the HTTP interface, over a real store."""
