"""The kept corpus, and changes of it: quickly without a look at coverage, and a run that coverage guides."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.fuzz import harness
from tests.fuzz.inputs import FuzzedFile

CORPUS = Path(__file__).parent / "corpus"
RUNS = 5000
"""Files of the coverage-guided run, a count so that it is the same everywhere: about 60 s."""


def corpus() -> list[bytes]:
    return [path.read_bytes() for path in sorted(CORPUS.iterdir())]


def test_what_was_found_once_is_held() -> None:
    assert len(corpus()) > 50
    for data in corpus():
        harness.one(data)


def test_changes_of_the_corpus_are_held() -> None:
    chance = random.Random(1)  # noqa: S311 - the same every time
    for number in range(400):
        data = bytearray(chance.choice(corpus()))
        for _ in range(chance.randint(1, 6)):
            data.insert(chance.randint(1, len(data)), chance.choice((chance.randrange(256), 240, 100, 210)))
        try:
            harness.one(bytes(data))
        except Exception as error:
            raise AssertionError(f"file {number}, {bytes(data)!r}") from error


def test_the_oracle_sees_a_word_that_is_lost_or_doubled() -> None:
    words = b"<akomaNtoso><act><meta>\xe7\x94\xb2</meta><body>\xe7\x8a\x81</body></act></akomaNtoso>".decode()
    harness._held(FuzzedFile("f", b"", "犁"), words.encode(), ())
    for other in ("犁犁", "", "犂"):
        with pytest.raises(AssertionError, match=r"犁|犂"):
            harness._held(FuzzedFile("f", b"", "犁"), words.replace("犁", other).encode(), ())


@pytest.mark.slow
def test_a_run_that_coverage_guides_finds_nothing(tmp_path: Path) -> None:
    said = subprocess.run(
        [sys.executable, CORPUS.parent / "coverage_guided.py", tmp_path, CORPUS, "-seed=1", f"-runs={RUNS}",
         "-max_len=600", "-timeout=60", f"-artifact_prefix={tmp_path}/"], capture_output=True, text=True, cwd=ROOT,
        check=False, env={**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'pipeline'}:{os.environ.get('PYTHONPATH', '')}"})
    assert said.returncode == 0, said.stdout[-2000:] + said.stderr[-4000:]
    assert f"Done {RUNS} runs" in said.stderr
