"""Every command in the manual is run, or says why it cannot be; the tutorials in three languages say the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.docs.commands import COMMANDS, MANUAL, Story, blocks, copied, edited, follow, start
from tests.loaded_commands import Loaded

PAGES = {file.relative_to(MANUAL).with_suffix("").as_posix(): file.read_text(encoding="utf-8")
         for file in sorted(MANUAL.rglob("*.md"))}
FOLLOWED = [name for name, page in PAGES.items() if any(block.kind == "run" for block in blocks(page))]
TRANSLATED = ("zh/tutorial", "ko/tutorial")
KINDS = frozenset({"run", "not run", "output", "file", "edit", ""})


@pytest.fixture(scope="session")
def stories(tmp_path_factory: pytest.TempPathFactory, loaded: Loaded) -> Stories:
    return Stories(tmp_path_factory.mktemp("manual"), loaded)


class Stories:
    """The projects that pages leave; each page is followed once a session."""

    def __init__(self, folder: Path, loaded: Loaded) -> None:
        self.folder, self.loaded = folder, loaded
        self.done: dict[str, Story] = {}

    def of(self, name: str) -> Story:
        if name not in self.done:
            home = self.folder / name.replace("/", "-")
            before = start(PAGES[name])
            if before:
                story = copied(self.of(before), home)
            else:
                home.mkdir()
                story = Story(home, home)
            follow(PAGES[name], story, self.loaded)
            self.done[name] = story
        return self.done[name]


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in FOLLOWED if name not in TRANSLATED])
def test_the_commands_of_a_page_do_what_it_says(stories: Stories, name: str) -> None:
    assert stories.of(name).current.is_dir()


@pytest.mark.parametrize("name", PAGES)
def test_each_command_is_run_or_says_why_not(name: str) -> None:
    for block in blocks(PAGES[name]):
        assert block.kind in KINDS, block
        assert block.kind or block.language not in COMMANDS, f"neither run nor excused: {block.content}"
        assert block.kind != "not run" or len(block.argument) > 10, f"no reason: {block.content}"


def test_the_readme_shows_only_commands_with_a_mark() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert all(block.kind in ("run", "not run") for block in blocks(readme) if block.language in COMMANDS)


@pytest.mark.parametrize("name", TRANSLATED)
def test_a_translated_tutorial_has_the_same_blocks(name: str) -> None:
    """So they need not be followed again. The reason why a command is not run is in the language of the page."""
    def compared(page: str) -> list[tuple[str, str, str]]:
        return [(block.kind, "" if block.kind == "not run" else block.argument, block.content)
                for block in blocks(page)]

    assert compared(PAGES[name]) == compared(PAGES["tutorial"])


def test_a_diff_must_fit() -> None:
    assert edited("a\nb\nc\n", "- b\n+ d\n+ e\n") == "a\nd\ne\nc\n"
    assert edited("a\n\nc\n", "  a\n+ b\n") == "a\nb\n\nc\n"
    with pytest.raises(AssertionError):
        edited("a\na\n", "- a\n+ b\n")
