"""`diptych dataset`: read by programs of others, and held against the published files."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result
from diptych.build import build
from diptych.build.options import Order
from diptych.commands import dataset as dataset_command
from diptych.commands.main import main
from diptych.exchange import dataset_files
from diptych.exchange.dataset_files import DatasetFacts, Shards
from diptych.exchange.dataset_rows import part
from lxml import etree

from tests import base
from tests.conftest import ROOT
from tests.products.test_catalogue import LEFT_OUT, SITE, project

TABLES = ("versions", "clauses", "sentences", "pairs", "references")
NS = {"a": "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"}


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), "dataset", *arguments], catch_exceptions=False)


def add_copy(root: Path, number: int, rights: str) -> None:
    """Adds a work with the texts of the first one under another number, its translation with some rights."""
    folder = root / Path(base.FOLDER).parent / str(number)
    folder.mkdir()
    text = (root / base.RECEIVED).read_text("utf-8").replace("3号", f"{number}号").encode()
    (folder / "received.txt").write_bytes(text)
    work = (root / base.FOLDER / "work.toml").read_text("utf-8").replace("3号", f"{number}号")
    work = re.sub('sha256 = "[0-9a-f]+"', f'sha256 = "{sha256(text).hexdigest()}"', work)
    (folder / "work.toml").write_text(work.replace('rights = "unknown"', rights), "utf-8")
    (folder / "editorial.toml").write_bytes((root / base.FOLDER / "editorial.toml").read_bytes())


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with works in two languages and one in three versions, in all parts of its data set."""
    root = project(tmp_path_factory.mktemp("project"))
    add_copy(root, 13, 'rights = "CC-BY-4.0"')
    add_copy(root, 14, 'rights = "unknown"')
    assert not build.build(root, lambda _: None, Order(without=LEFT_OUT)).failed
    done = run(root)
    assert done.exit_code == 0, done.output
    return root


def rows(root: Path, table: str, folder: str = "build/dataset") -> list[dict[str, Any]]:
    """The rows of a table by the standard library alone."""
    files = sorted((root / folder / "jsonl" / table).glob("*.jsonl"))
    return [json.loads(line) for file in files for line in file.read_bytes().split(b"\n") if line]


def texts(root: Path) -> Iterator[tuple[tuple[str, str | None, str], Path]]:
    """The published Akoma Ntoso of a data set: work, version, language."""
    for file in (root / "build/akn").rglob("*.xml"):
        version = file.parent.name.removeprefix("@") if file.parent.name.startswith("@") else None
        folder = file.parent.parent if version else file.parent
        if version or not list(folder.glob("@*")):
            yield (f"/akn/{folder.relative_to(root / 'build/akn').as_posix()}", version, file.stem), file


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_each_published_text_is_a_row_with_its_origin(built: Path) -> None:
    published = dict(texts(built))
    made = {(row["work"], row["version"], row["language"]): row for row in rows(built, "versions")}
    assert made.keys() == published.keys()
    assert len(made) == 11
    for key, file in published.items():
        row, tree = made[key], etree.parse(file)
        assert row["akn_sha256"] == sha256(file.read_bytes()).hexdigest()
        translation = tree.find(".//a:FRBRtranslation", NS)
        assert row["translation_status"] == ("original" if translation is None else "unofficial")
        assert row["translated_from"] == (None if translation is None else translation.get("fromLanguage"))
        assert (built / row["url"].replace(SITE, "site/") / "index.html").is_file()
    newest = {(row["work"], row["version"]) for row in made.values() if row["newest"]}
    assert newest == {("/akn/cn/act/qingshitiaoli/2018/5", "2024-01-01"), *(
        (f"/akn/cn/act/qingshizhengban/2020/{number}", None) for number in (3, 13, 14))}


def test_each_row_says_its_part_and_rights(built: Path) -> None:
    for table in TABLES:
        made = rows(built, table)
        assert {row["work"].rpartition("/")[2]: row["split"] for row in made if table != "references"} in (
            {}, {"5": "train", "3": "train", "13": "validation", "14": "test"})
        licences = {(row["work"][-2:], row.get("language", "kor"), row["rights"], row["licence"]) for row in made}
        assert ("13", "kor", "licensed", "https://creativecommons.org/licenses/by/4.0/") in licences or (
            table == "references")
        assert {licence for work, _, _, licence in licences if work != "13"} == {None}
    told = (built / "build/dataset/README.md").read_text("utf-8")
    assert "| licensed | https://creativecommons.org/licenses/by/4.0/ | 1 |" in told


def test_the_clauses_are_those_of_the_published_texts(built: Path) -> None:
    made: dict[tuple[str, str | None, str], dict[str, dict[str, Any]]] = {}
    for row in rows(built, "clauses"):
        made.setdefault((row["work"], row["version"], row["language"]), {})[row["eid"]] = row
    for key, file in texts(built):
        tree = etree.parse(file)
        eids = {element.get("eId"): element for element in tree.iter() if isinstance(element.tag, str)}
        articles = [eid for eid in eids if eid and re.fullmatch(r"art_\w+|sec_\w+", eid) and "__" not in eid]
        assert articles
        assert set(articles) <= made[key].keys() <= eids.keys()
        body = bare("".join("".join(part.itertext()) for part in tree.iterfind(".//a:body", NS)))
        said = {bare(row["text"]) for row in made[key].values() if "\n" not in row["text"]}
        assert sum(words in body for words in said if words) > len(articles) / 2
        assert (built / row["url"].replace(SITE, "site/") / "index.html").is_file()


def test_the_sentences_make_up_the_clauses(built: Path) -> None:
    clauses = {(row["work"], row["version"], row["language"], row["eid"]): row for row in rows(built, "clauses")}
    by_part: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for row in rows(built, "sentences"):
        by_part.setdefault((row["work"], row["version"], row["language"], row["eid"], row["part"]), []).append(row)
    assert len(by_part) > 40
    for key, sentences in by_part.items():
        words = clauses[key[:4]][key[4]]
        assert bare("".join(row["sentence"] for row in sentences)) == bare(words)
        assert all(words[row["start"]:row["end"]] == row["sentence"] for row in sentences)
        assert [row["position"] for row in sentences] == list(range(len(sentences)))


def test_both_sides_of_a_pair_are_in_their_clauses(built: Path) -> None:
    clauses = {(row["work"], row["version"], row["language"], row["eid"]): row for row in rows(built, "clauses")}
    pairs = rows(built, "pairs")
    assert len(pairs) > 30
    for row in pairs:
        for side in ("source", "target"):
            clause = clauses[row["work"], row["version"], row[f"{side}_language"], row["eid"]]
            assert bare(row[f"{side}_words"]) in bare(clause[row["part"]])
        assert (row["source_language"], row["target_language"]) == ("zho", "kor")
        assert row["translation_status"] == "unofficial"
        assert not row["outdated"]


def test_parquet_says_the_same_as_json_lines(built: Path) -> None:
    for table in TABLES:
        files = sorted((built / "build/dataset/parquet" / table).glob("*.parquet"))
        assert [row for file in files for row in pq.ParquetFile(file).read().to_pylist()] == rows(built, table)


def test_the_same_texts_give_the_same_bytes(built: Path) -> None:
    def digests() -> dict[str, bytes]:
        folder = built / "build/dataset"
        return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}

    before = digests()
    assert len(before) == 2 + 2 * 13
    assert run(built).exit_code == 0
    assert digests() == before


def test_another_folder_is_not_written_over(built: Path, tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("dear", "utf-8")
    done = run(built, "--out", str(tmp_path))
    assert done.exit_code == 1
    assert "holds something other" in done.output
    assert [path.name for path in tmp_path.iterdir()] == ["letters.txt"]


def test_nothing_is_made_of_what_is_not_built(tmp_path: Path) -> None:
    root = project(tmp_path)
    done = run(root)
    assert done.exit_code == 1
    assert "diptych build" in done.output
    assert not (root / "build/dataset").exists()


def test_without_pyarrow_it_says_what_to_install(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dataset_command, "find_spec", lambda _: None)
    done = run(built, "--out", str(tmp_path / "data"))
    assert done.exit_code == 1
    assert "pip install 'diptych[dataset]'" in done.output
    assert run(built, "--out", str(tmp_path / "data"), "--format", "jsonl").exit_code == 0
    assert {path.name for path in (tmp_path / "data").iterdir()} == {"jsonl", "croissant.json", "README.md"}
    assert rows(tmp_path, "clauses", "data") == rows(built, "clauses")


def test_all_texts_of_a_work_are_in_one_part() -> None:
    works = [f"/akn/cn/act/2{year:03}/{number}" for year in range(20) for number in range(50)]
    shares = Counter(map(part, works))
    assert shares.keys() == {"train", "validation", "test"}
    assert all(70 <= shares[name] <= 130 for name in ("validation", "test"))


def test_rows_fill_files_of_a_fixed_size_and_the_description_leads_to_each() -> None:
    described = (ROOT / "schema/published/dataset.json").read_bytes()
    references = next(table for table in dataset_files.tables(described) if table.name == "references")
    made = Shards([references], ("jsonl",), limit=3)
    row = dict.fromkeys((column.name for column in references.columns), None)
    items = [{**row, "split": "train" if number % 2 else "test", "position": number} for number in range(10)]
    files = dict([*made.add({"references": items}), *made.close()])
    assert {name: data.count(b"\n") for name, data in files.items()} == {
        "jsonl/references/test-00000.jsonl": 3, "jsonl/references/test-00001.jsonl": 2,
        "jsonl/references/train-00000.jsonl": 3, "jsonl/references/train-00001.jsonl": 2}
    told = json.loads(dataset_files.croissant(made, DatasetFacts("A", SITE, "2020-01-01"), described))
    listed = {item["contentUrl"]: item["sha256"] for item in told["distribution"] if item["@type"] == "cr:FileObject"}
    assert listed == {name: sha256(data).hexdigest() for name, data in files.items()}


# Programs that nobody here wrote.


@pytest.fixture
def offline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The settings by which the clients keep to this folder."""
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hub"))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("CROISSANT_CACHE", str(tmp_path / "croissant"))


def in_order(items: Iterable[Mapping[str, Any]]) -> list[str]:
    """Rows in an order of their own, with null for every kind of nothing."""
    return sorted(json.dumps({key: None if value is None or value != value else value  # noqa: PLR0124 - NaN
                              for key, value in item.items()}, sort_keys=True, ensure_ascii=False) for item in items)


@pytest.mark.slow
@pytest.mark.usefixtures("offline")
def test_datasets_and_pandas_load_it(built: Path, tmp_path: Path) -> None:
    import datasets  # noqa: PLC0415 - they take seconds to load
    import pandas as pd  # noqa: PLC0415

    folder = built / "build/dataset"
    for table in TABLES:
        expected = in_order(rows(built, table))
        loaded = datasets.load_dataset(str(folder), table, cache_dir=str(tmp_path / "arrow"))
        assert in_order(row for split in loaded.values() for row in split) == expected
        assert all(row["split"] == name for name, split in loaded.items() for row in split)
        frame = pd.read_parquet(folder / "parquet" / table)
        records = frame.astype(object).where(frame.notna(), None).to_dict("records")
        assert in_order({str(name): value for name, value in row.items()} for row in records) == expected
        lines = pd.read_json(folder / f"jsonl/{table}/train-00000.jsonl", lines=True)
        assert len(lines) == len([row for row in rows(built, table) if row["split"] == "train"])


@pytest.mark.slow
def test_duckdb_loads_it(built: Path) -> None:
    import duckdb  # noqa: PLC0415

    folder = built / "build/dataset"
    for table in TABLES:
        read = duckdb.sql(f"SELECT * FROM '{folder}/parquet/{table}/*.parquet'")  # noqa: S608 - our own folder
        assert read
        assert in_order(dict(zip(read.columns, row, strict=True)) for row in read.fetchall()) == in_order(
            rows(built, table))
        lines = duckdb.sql(f"SELECT count(*) FROM '{folder}/jsonl/{table}/*.jsonl'")  # noqa: S608 - our own folder
        assert lines
        assert lines.fetchall() == [(len(rows(built, table)),)]


@pytest.mark.slow
@pytest.mark.parametrize("form", ["both", "jsonl"])
@pytest.mark.filterwarnings("ignore")  # by the client, of the libraries that it uses
@pytest.mark.usefixtures("offline")
def test_mlcroissant_loads_it(built: Path, tmp_path: Path, form: str) -> None:
    import mlcroissant  # noqa: PLC0415

    assert run(built, "--out", str(tmp_path / "data"), "--format", form).exit_code == 0
    described = mlcroissant.Dataset(tmp_path / "data/croissant.json")
    assert not described.metadata.ctx.issues.errors
    assert not described.metadata.ctx.issues.warnings
    for table in TABLES:
        made = [{key.rpartition("/")[2]: value.decode() if isinstance(value, bytes) else value
                 for key, value in record.items()} for record in described.records(table)]
        assert in_order(made) == in_order(rows(built, table))
