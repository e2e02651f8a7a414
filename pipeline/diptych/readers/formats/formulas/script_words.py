"""The words of a formula that is written as a script, as in LaTeX or Hancom's editor, one after another."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class ScriptWords:
    """State of a translation: the words of the script, the place of the next one, the depth, and what is not known."""

    words: list[str]
    place: int = 0
    depth: int = 0
    unknown: list[str] = field(default_factory=list)

    @property
    def next(self) -> str:
        """The next word; empty at the end."""
        return self.words[self.place] if self.place < len(self.words) else ""

    def take(self) -> str:
        """The next word, which is passed over."""
        word = self.next
        self.place += 1
        return word
