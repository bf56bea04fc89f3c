"""The explorer in a real browser, without a net: what people do, and what no parser can see.

Chromium is the system's; nothing is downloaded.  Where there is none, these tests are skipped with
that reason (in CI, where a skip is a failure, `.ci/run` installs it).
"""
