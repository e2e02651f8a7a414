"""`diptych` in a process that has all loaded and makes a copy of itself for each command. Most of a short command is
loading.

A copy has the folder, the environment and the files of whoever asks, as a process of its own would have.
"""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import select
import socket
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).parent.parent
PROJECT = ROOT / "tests/codes/_base"
"""A project that is compiled beforehand, so that its kind of knowledge is loaded."""
CLIENT = """#!{python} -IS
import json, os, socket, sys
with socket.socket(socket.AF_UNIX) as wire:
    wire.connect({door!r})
    asked = json.dumps([sys.argv[1:], os.getcwd(), dict(os.environ), ""]).encode() + b"\\n"
    socket.send_fds(wire, [asked], [0, 1, 2])
    sys.exit(int(wire.recv(9)) % 256)
"""
"""The program `diptych` of a shell: it asks the process that has all loaded."""


class Loaded:
    """The process, and its door. `code` is the folder of the package."""

    def __init__(self, code: Path) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.door = f"{self.folder.name}/door"
        with socket.socket(socket.AF_UNIX) as door:
            door.bind(self.door)
            door.listen()
            # Nothing but the English words and the libraries of this process.
            known = filter(None, [str(code), str(ROOT), os.environ.get("PYTHONPATH")])
            self.process = subprocess.Popen(
                [sys.executable, "-c", f"from tests import loaded_commands; loaded_commands.serve({door.fileno()})"],
                cwd=ROOT, stdin=subprocess.PIPE, pass_fds=[door.fileno()],
                env={"PYTHONPATH": os.pathsep.join(known), "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"})

    def run(self, folder: Path, *words: object, environment: Mapping[str, str], before: str = "") -> tuple[int, str]:
        """The exit status of a command in a folder, and what it said; `before` is code that its process runs first."""
        asked = json.dumps([list(map(str, words)), str(folder), dict(environment), before])
        said, says = os.pipe()
        with socket.socket(socket.AF_UNIX) as wire, Path(os.devnull).open("rb") as nothing:
            wire.connect(self.door)
            socket.send_fds(wire, [f"{asked}\n".encode()], [nothing.fileno(), says, says])
            os.close(says)
            with os.fdopen(said, encoding="utf-8", errors="replace") as heard:
                text = heard.read()
            return int(wire.recv(9)), text

    def client(self) -> str:
        """A program that is `diptych`."""
        return CLIENT.format(python=sys.executable, door=self.door)

    def close(self) -> None:
        """Ends the process."""
        self.process.communicate()
        self.folder.cleanup()


def serve(door: int) -> None:
    """Answers whoever comes to the door, until nobody holds the other end of the standard input."""
    from diptych import commands  # noqa: PLC0415 - the tests have it loaded already, and this process has not
    from diptych.build import build  # noqa: PLC0415

    for module in pkgutil.iter_modules(commands.__path__):
        importlib.import_module(f"diptych.commands.{module.name}")
    build.compiled(PROJECT)
    with socket.socket(fileno=door) as at:
        while sys.stdin not in select.select([sys.stdin, at], [], [])[0]:
            wire, _ = at.accept()
            if os.fork() == 0:
                at.close()
                _answer(wire)
                os._exit(0)
            wire.close()
            with suppress(ChildProcessError):
                while os.waitpid(-1, os.WNOHANG)[0]:
                    pass


def _answer(wire: socket.socket) -> None:
    """Has a command run, and says how it ended."""
    asked, files, _, _ = socket.recv_fds(wire, 1 << 20, 3)
    while not asked.endswith(b"\n"):
        asked += wire.recv(1 << 20)
    child = os.fork()
    if child == 0:
        wire.close()
        for number, file in enumerate(files):
            os.dup2(file, number)
            os.close(file)
        # The objects of the process know whether it can seek in its own files.
        sys.stdin, sys.stdout = os.fdopen(0, encoding="utf-8"), os.fdopen(1, "w", encoding="utf-8")
        sys.stderr = os.fdopen(2, "w", buffering=1, encoding="utf-8", errors="backslashreplace")
        status = _ended(*json.loads(asked))
        sys.stdout.flush()
        # Nothing is cleared up, which takes longer than most commands.
        os._exit(status)
    for file in files:
        os.close(file)
    wire.sendall(str(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])).encode())


def _ended(words: list[str], folder: str, environment: dict[str, str], before: str) -> int:
    """The exit status of a command."""
    from diptych.commands.main import main  # noqa: PLC0415

    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    try:
        exec(before, {})  # noqa: S102 - the code is that of tests/faults.py
        main(words, prog_name="diptych")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # noqa: BLE001 - as the interpreter does
        traceback.print_exc()
    return 1
