"""The archives of all texts, data and PDFs by year: what is in them, and which are written again."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import pytest
from diptych.build import build, bulk
from diptych.build.options import Order
from diptych.build.state import WorkState
from diptych.files.install import Wanted
from diptych.files.manifest import Installed, Placed, installed

from tests.products.test_catalogue import LEFT_OUT, project

FILES = {"akn": "build/akn/{}/zho.xml", "exports": "build/exports/{}/data.json", "pdf": "build/pdf/{}/zho.pdf"}


class Shelf:
    """Works in their places, as a build leaves them."""

    def __init__(self, root: Path) -> None:
        self.root, self.works, self.record = root, dict[str, WorkState](), dict[str, Installed]()

    def put(self, path: str, words: str, *, listed: bool = True) -> None:
        """Puts the files of a work in their places."""
        wanted = []
        for kind, place in FILES.items():
            file, data = self.root / place.format(path), f"{kind} {words}".encode()
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
            name = f"{kind} {path}"
            wanted.append(Wanted(name, "", ()))
            self.record[name] = installed("", [
                Placed(place.format(path), sha256(data).hexdigest(), len(data), 0),
                Placed(place.format(path).replace("build/exports", "site/akn"), "", 0, 0)])
        self.works[path] = WorkState(tuple(wanted), {"entry": ("entry",)} if listed else {}, (("", f"akn/{path}/"),))

    def write(self, at_once: int = bulk.WORKS) -> set[str]:
        """The names of the archives that are written."""
        return set(bulk.write(self.root, "inputs", bulk.contents(self.works.values(), self.record, at_once)))

    def archives(self) -> Mapping[str, bytes]:
        return {path.name: path.read_bytes() for path in (self.root / bulk.FOLDER).iterdir()}


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    made = Shelf(tmp_path)
    for path in ("cn/act/law/2018/5", "cn/act/law/2018/6", "cn/act/law/2020-03-04/1", "cn/act/law/0001/2"):
        made.put(path, path)
    return made


def test_each_archive_has_the_files_of_a_year_and_their_sums(shelf: Shelf) -> None:
    ends = ("2018.zip", "2020.zip", "undated.zip")
    assert shelf.write() == {f"{kind}-{end}" for kind in ("akn", "data", "pdf") for end in ends}
    with zipfile.ZipFile(shelf.root / bulk.FOLDER / "pdf-2018.zip") as archive:
        inner = {name: archive.read(name) for name in archive.namelist()}
    sums = inner.pop("SHA256SUMS").decode().splitlines()
    assert inner == {f"cn/act/law/2018/{number}/zho.pdf": f"pdf cn/act/law/2018/{number}".encode() for number in (5, 6)}
    assert {line[66:]: line[:64] for line in sums} == {
        name: sha256(data).hexdigest() for name, data in inner.items()}
    outer = shelf.archives()["SHA256SUMS"].decode().splitlines()
    assert {line[66:]: line[:64] for line in outer} == {
        name: sha256(data).hexdigest() for name, data in shelf.archives().items() if name != "SHA256SUMS"}


def test_a_changed_work_writes_the_archives_of_its_year_alone(shelf: Shelf) -> None:
    shelf.write()
    before = shelf.archives()
    assert shelf.write() == set()
    shelf.put("cn/act/law/2018/5", "other words")
    assert shelf.write() == {"akn-2018.zip", "data-2018.zip", "pdf-2018.zip"}
    shelf.put("cn/act/law/2018/5", "cn/act/law/2018/5")
    assert shelf.write() == {"akn-2018.zip", "data-2018.zip", "pdf-2018.zip"}
    assert shelf.archives() == before


def test_many_works_of_a_year_are_divided_and_a_change_writes_one_part(shelf: Shelf) -> None:
    for number in range(20):
        shelf.put(f"cn/act/law/2021/{number}", str(number))
    assert {f"akn-2021-{number}-of-8.zip" for number in range(1, 9)} > shelf.write(3) & {
        f"akn-2021-{number}-of-8.zip" for number in range(1, 9)} != set()
    parts = [name for name in shelf.archives() if name.startswith("akn-2021-")]
    inner = [name for part in parts for name in zipfile.ZipFile(shelf.root / bulk.FOLDER / part).namelist()]
    assert sorted(name for name in inner if name != "SHA256SUMS") == sorted(
        f"cn/act/law/2021/{number}/zho.xml" for number in range(20))
    shelf.put("cn/act/law/2021/7", "other words")
    assert len(shelf.write(3)) == 3
    shelf.put("cn/act/law/2021/20", "a new work")
    assert len(shelf.write(3)) == 3


def test_a_work_that_no_list_has_is_in_no_archive(shelf: Shelf) -> None:
    shelf.put("cn/act/law/2018/6", "a draft", listed=False)
    shelf.write()
    with zipfile.ZipFile(shelf.root / bulk.FOLDER / "akn-2018.zip") as archive:
        assert archive.namelist() == ["cn/act/law/2018/5/zho.xml", "SHA256SUMS"]


def test_what_is_lost_is_noticed_and_written_again(shelf: Shelf) -> None:
    shelf.write()
    assert bulk.whole(shelf.root, "inputs")
    assert not bulk.whole(shelf.root, "other inputs")
    (shelf.root / bulk.FOLDER / "akn-2020.zip").unlink()
    (shelf.root / bulk.FOLDER / "data-2018.zip").write_bytes(b"")
    assert not bulk.whole(shelf.root, "inputs")
    assert shelf.write() == {"akn-2020.zip", "data-2018.zip"}
    (shelf.root / bulk.RECORD).write_bytes(b"{")
    assert not bulk.whole(shelf.root, "inputs")


def test_what_is_no_longer_wanted_goes(shelf: Shelf) -> None:
    shelf.write()
    del shelf.works["cn/act/law/2020-03-04/1"]
    assert shelf.write() == set()
    assert not [name for name in shelf.archives() if "2020" in name]
    bulk.write(shelf.root, "inputs", {})
    assert not (shelf.root / bulk.FOLDER).exists()
    assert bulk.whole(shelf.root, "inputs")


def test_a_build_makes_them_and_an_option_leaves_them_out(tmp_path: Path) -> None:
    root, order = project(tmp_path), Order(without=LEFT_OUT | {"exchange"})
    assert not build.build(root, lambda _: None, order).failed
    names = {path.name for path in (root / bulk.FOLDER).iterdir()}
    assert names == {"SHA256SUMS", *(f"{kind}-{year}.zip" for kind in ("akn", "data") for year in (2018, 2020))}
    for kind, folder in (("akn", "build/akn"), ("data", "build/exports")):
        packed: dict[str, bytes] = {}
        for year in (2018, 2020):
            with zipfile.ZipFile(root / bulk.FOLDER / f"{kind}-{year}.zip") as archive:
                packed |= {name: archive.read(name) for name in archive.namelist() if name != "SHA256SUMS"}
        suffix = "*.xml" if kind == "akn" else "data.json"
        assert packed == {path.relative_to(root / folder).as_posix(): path.read_bytes()
                          for path in (root / folder).rglob(suffix)}
    assert build.build(root, lambda _: None, order).unchanged
    (root / bulk.FOLDER / "akn-2018.zip").unlink()
    assert not build.build(root, lambda _: None, order).unchanged
    assert (root / bulk.FOLDER / "akn-2018.zip").is_file()
    settings = (root / "mkdocs.yml").read_text("utf-8")
    assert settings.count("diptych") == 1
    (root / "mkdocs.yml").write_text(settings.replace("- diptych", "- diptych:\n      bulk: false"), "utf-8")
    assert not build.build(root, lambda _: None, order).failed
    assert not (root / bulk.FOLDER).exists()
