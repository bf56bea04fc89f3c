"""What several processes see of one graph, and what is left of it when one is lost.

Each test takes the fixture `uri`, the address of an empty store that other processes can open too;
pytest runs it once per engine in `PLACES` (`conftest.py`).  An engine joins by one more row there,
and one in `FAULTS` (`test_faults.py`) that makes the n-th statement of a change fail.
"""
