"""Prints, as JSON, each regular expression that reading a folder of texts compiles, and the methods that it is used by.

Run in a process of its own, since patterns are compiled when modules are imported:
`python recorded_patterns.py FOLDER…`
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
import sys
from pathlib import Path
from typing import Any

_COMPILE = re.compile


class Recorded:
    """A compiled pattern that notes its uses."""

    def __init__(self, known: re.Pattern[str], place: str) -> None:
        self.known, self.place = known, place
        self.used: set[str] = set()

    def __getattr__(self, name: str) -> Any:
        if name in ("match", "fullmatch", "search", "finditer", "findall", "split", "sub", "subn"):
            self.used.add(name)
        return getattr(self.known, name)


def main() -> None:
    """Imports all modules, converts the texts, prints what was compiled."""
    recorded: list[Recorded] = []

    def compiled(pattern: Any, flags: int = 0) -> Any:
        frame = sys._getframe(1)
        known = _COMPILE(pattern, flags)
        place = frame.f_code.co_filename.rpartition("/diptych/")[2]
        foreign = "/site-packages/" in frame.f_code.co_filename or place.startswith(("/", "<"))
        if foreign or not isinstance(pattern, str):
            return known
        recorded.append(Recorded(known, place))
        return recorded[-1]

    re.compile = compiled
    package = importlib.import_module("diptych")
    for module in pkgutil.walk_packages(package.__path__, "diptych."):
        if not module.name.startswith("diptych.schema"):
            importlib.import_module(module.name)
    convert = importlib.import_module("diptych.commands.convert")
    options = importlib.import_module("diptych.compile.single_text").Options
    converter = convert.converter(Path(), options(), "akn")
    for folder in sys.argv[1:]:
        for path in sorted(Path(folder).rglob("received*")):
            converter.convert(path)
    patterns = [(item.place, item.known.pattern, item.known.flags, sorted(item.used)) for item in recorded]
    sys.stdout.write(json.dumps(patterns))


if __name__ == "__main__":
    main()
