"""A coverage-guided run of the readers (libFuzzer, by atheris): what they break on becomes a file of the corpus.

usage: make fuzz [SECONDS=600]   (tests/fuzz/coverage_guided.py FOLDER… [options of libFuzzer])

A find stops the run; its bytes are left in crash-* (or slow-unit-*, timeout-*), and `coverage_guided.py crash-…` runs
them again.
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["diptych"]):
    from tests.fuzz import harness

if __name__ == "__main__":
    harness.known()
    atheris.Setup(sys.argv, harness.one)
    atheris.Fuzz()
