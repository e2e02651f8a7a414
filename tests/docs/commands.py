"""Pages of the manual → the commands that they show, run in order in a project of their own.

A mark, a comment on the line before a fenced block, says what the block is:

    <!-- start: PAGE -->      the page begins with the project that another page leaves; once, without a block
    <!-- run -->              commands, run by bash; `<!-- run: exit 1 -->` names another exit status
    <!-- not run: WHY -->     commands that no test can run
    <!-- output -->           lines that the last commands printed; … is any words
    <!-- file: PATH -->       the content of a file
    <!-- edit: PATH -->       a diff of a file: lines that go (-), that come (+), that stay
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import ROOT
from tests.loaded_commands import Loaded

MANUAL = ROOT / "docs/manual"
BLOCK = re.compile(r"(?:^<!-- (?P<mark>[^\n]*?) -->\n)?^``` ?(?P<language>\w+)[^\n]*\n(?P<content>.*?)^```$",
                   re.MULTILINE | re.DOTALL)
START = re.compile(r"^<!-- start: (?P<page>\S+) -->$", re.MULTILINE)
COMMANDS = frozenset({"sh", "bash", "console", "shell"})
"""The languages of blocks that are commands."""
TIMEOUT = 300


@dataclass(frozen=True)
class Block:
    """A fenced block: its mark, split in kind and argument; its language, its content."""

    kind: str
    argument: str
    language: str
    content: str


@dataclass
class Story:
    """A project while a page is followed: its folder, the current folder, what was printed last."""

    home: Path
    current: Path
    printed: str = ""


def blocks(page: str) -> Iterator[Block]:
    """The blocks of a page, in order."""
    for match in BLOCK.finditer(page):
        kind, _, argument = (match["mark"] or "").partition(":")
        yield Block(kind.strip(), argument.strip(), match["language"], match["content"])


def start(page: str) -> str:
    """The page whose project a page goes on with; empty for an empty folder."""
    found = START.search(page)
    return found["page"] if found else ""


def follow(page: str, story: Story, loaded: Loaded) -> None:
    """Does what a page says, block by block; AssertionError for the first block that fails."""
    for block in blocks(page):
        if block.kind == "run":
            _run(block, story, loaded)
        elif block.kind == "output":
            _compare(block.content, story.printed)
        elif block.kind == "file":
            path = story.current / block.argument
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.content, encoding="utf-8")
        elif block.kind == "edit":
            path = story.current / block.argument
            path.write_text(edited(path.read_text(encoding="utf-8"), block.content), encoding="utf-8")


def edited(text: str, diff: str) -> str:
    """A text with a diff applied; its lines must be in the text once, in this order and without a gap."""
    lines = diff.splitlines()
    before = "".join(f"{line[1:].removeprefix(' ')}\n" for line in lines if not line.startswith("+"))
    after = "".join(f"{line[1:].removeprefix(' ')}\n" for line in lines if not line.startswith("-"))
    assert text.count(before) == 1, f"{text.count(before)} times in the file:\n{before}"
    return text.replace(before, after)


def program(folder: Path, loaded: Loaded) -> Path:
    """A folder with the command `diptych` of this tree."""
    folder.mkdir(parents=True, exist_ok=True)
    script = folder / "diptych"
    script.write_text(loaded.client(), encoding="utf-8")
    script.chmod(0o755)
    return folder


def _run(block: Block, story: Story, loaded: Loaded) -> None:
    expected = int(block.argument.removeprefix("exit") or 0)
    folders = (program(story.home / ".program", loaded), Path(sys.executable).parent)
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
        "PATH": os.pathsep.join((*map(str, folders), os.environ["PATH"])), "PYTHONPATH": str(ROOT / "pipeline"),
        "HOME": str(story.home), "GIT_CONFIG_GLOBAL": "/dev/null", "LC_ALL": "C.UTF-8",
        **{f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER")
           for what, value in (("NAME", "Someone"), ("EMAIL", "someone@example.org"))}}
    shell = ("python", "-c", block.content) if block.language == "python" else (
        "bash", "-euo", "pipefail", "-c", f"{block.content}\npwd > '{story.home}/.current'")
    ran = subprocess.run(shell, cwd=story.current, env=environment, capture_output=True, text=True, check=False,
                         timeout=TIMEOUT, stdin=subprocess.DEVNULL)
    story.printed = ran.stdout + ran.stderr
    assert ran.returncode == expected, f"{block.content}\n{story.printed}"
    assert "Traceback" not in story.printed
    if (story.home / ".current").is_file():
        story.current = Path((story.home / ".current").read_text(encoding="utf-8").strip())


def _compare(expected: str, printed: str) -> None:
    for line in filter(str.strip, expected.splitlines()):
        pattern = ".*".join(map(re.escape, line.strip().split("…")))
        assert re.search(pattern, printed), f"not printed: {line}\nbut:\n{printed}"


def copied(story: Story, home: Path) -> Story:
    """The same project in another folder."""
    shutil.copytree(story.home, home, symlinks=True)
    return Story(home, home / story.current.relative_to(story.home))
