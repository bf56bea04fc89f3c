"""Tests of goalgraph; a package, so that tests can share helpers by `from tests.… import …`."""
