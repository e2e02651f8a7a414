"""Rows of tables → the files of a data set: JSON Lines and Parquet, and what describes them: Croissant and a card."""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Final

from diptych.exchange.dataset_rows import TEST, TRAIN, VALIDATION, Row
from diptych.exchange.tables import json_line

JSON_LINES: Final = "jsonl"
PARQUET: Final = "parquet"
FORMATS: Final[Mapping[str, str]] = {PARQUET: "application/x-parquet", JSON_LINES: "application/jsonlines"}
"""The formats by suffix, which is also the name of their folder, with their media types in Croissant."""
SHARD: Final = 20_000
"""Rows of a file, chosen: making it takes tens of megabytes of memory. Raised, more memory; lowered, more files."""
_SPLITS: Final = (TRAIN, VALIDATION, TEST)


@dataclass(frozen=True, slots=True)
class DataColumn:
    """A column: its name, its type (string, boolean or integer), and what it says."""

    name: str
    type: str
    description: str


@dataclass(frozen=True, slots=True)
class DataTable:
    """A table: its name, what its rows are, and its columns in their order."""

    name: str
    description: str
    columns: tuple[DataColumn, ...]


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file of the data set: its path, SHA-256 and size in bytes, its table and part, and the number of its rows."""

    path: str
    sha256: str
    size: int
    table: str
    split: str
    rows: int


@dataclass
class Shards:
    """The files of a data set in some formats, made as rows arrive.

    `files` are those that were made. `texts` counts texts by language and translation status, `licences` by licence.
    """

    tables: Sequence[DataTable]
    formats: Sequence[str]
    limit: int = SHARD
    files: list[DataFile] = field(default_factory=list)
    texts: Counter[tuple[str, str]] = field(default_factory=Counter)
    licences: Counter[tuple[str, str]] = field(default_factory=Counter)
    _waiting: dict[tuple[str, str], list[Row]] = field(default_factory=dict)
    _numbers: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, rows: Mapping[str, Iterable[Row]]) -> Iterator[tuple[str, bytes]]:
        """Takes rows by table; gives the files that are full."""
        for name, of_table in rows.items():
            for row in of_table:
                self._count(name, row)
                waiting = self._waiting.setdefault((name, row["split"]), [])
                waiting.append(row)
                if len(waiting) == self.limit:
                    yield from self._written((name, row["split"]))

    def close(self) -> Iterator[tuple[str, bytes]]:
        """The files of the rows that are left."""
        for key in sorted(self._waiting):
            yield from self._written(key)

    def _count(self, table: str, row: Row) -> None:
        if table == "versions":
            self.texts[row["tag"], row["translation_status"]] += 1
            self.licences[row["rights"], row["licence"] or ""] += 1

    def _written(self, key: tuple[str, str]) -> Iterator[tuple[str, bytes]]:
        name, split = key
        rows = self._waiting.pop(key)
        table = next(table for table in self.tables if table.name == name)
        for suffix in self.formats:
            path = f"{suffix}/{name}/{split}-{self._numbers[key]:05}.{suffix}"
            data = parquet(table, rows) if suffix == PARQUET else json_lines(table, rows)
            self.files.append(DataFile(path, sha256(data).hexdigest(), len(data), name, split, len(rows)))
            yield path, data
        self._numbers[key] += 1


def tables(description: bytes) -> tuple[DataTable, ...]:
    """The tables that schema/published/dataset.json describes."""
    known = json.loads(description)
    columns = {name: DataColumn(name, each["type"], each["description"]) for name, each in known["columns"].items()}
    return tuple(DataTable(name, each["description"], tuple(columns[column] for column in each["columns"]))
                 for name, each in known["tables"].items())


def json_lines(table: DataTable, rows: Iterable[Row]) -> bytes:
    """The rows as JSON objects, one a line, each with all columns of the table."""
    return "".join(json_line({column.name: row[column.name] for column in table.columns}) for row in rows).encode()


def parquet(table: DataTable, rows: Sequence[Row]) -> bytes:
    """The rows as Parquet. Raises ImportError without pyarrow.

    The bytes depend on the rows and on the version of pyarrow.
    """
    import pyarrow as pa  # noqa: PLC0415 - an extra
    import pyarrow.parquet as pq  # noqa: PLC0415

    kinds = {"string": pa.string(), "boolean": pa.bool_(), "integer": pa.int64()}
    schema = pa.schema([(column.name, kinds[column.type]) for column in table.columns])
    arrays = [pa.array([row[column.name] for row in rows], kinds[column.type]) for column in table.columns]
    target = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(arrays, schema=schema), target, compression="zstd")
    return target.getvalue()


@dataclass(frozen=True, slots=True)
class DatasetFacts:
    """What the description of a data set says: name and URL of the site, and the date of the last change of a text."""

    name: str
    site_url: str
    changed: str


def croissant(made: Shards, facts: DatasetFacts, description: bytes) -> bytes:
    """The description for machines by Croissant 1.0, of the first format that was made."""
    suffix = made.formats[0]
    licences = sorted({licence for _, licence in made.licences if licence})
    listed = [{"@type": "cr:FileObject", "@id": file.path, "name": file.path, "contentUrl": file.path,
               "contentSize": f"{file.size} B", "encodingFormat": FORMATS[file.path.partition("/")[0]],
               "sha256": file.sha256} for file in sorted(made.files, key=lambda file: file.path)]
    filled = _filled(made)
    sets = [{"@type": "cr:FileSet", "@id": f"{table.name}-files", "name": f"{table.name}-files",
             "encodingFormat": FORMATS[suffix], "includes": f"{suffix}/{table.name}/*.{suffix}"} for table in filled]
    return (json.dumps({
        "@context": json.loads(description)["context"], "@type": "sc:Dataset", "name": facts.name,
        "description": f"The published texts of {facts.site_url}, clause by clause and sentence by sentence.",
        "conformsTo": "http://mlcommons.org/croissant/1.0", "url": facts.site_url, "datePublished": facts.changed,
        "version": ".".join(str(int(part)) for part in facts.changed.split("-")),
        "citeAs": f"{facts.name}, {facts.changed}, {facts.site_url}", **({"license": licences} if licences else {}),
        "creator": {"@type": "sc:Organization", "name": facts.name, "url": facts.site_url},
        "inLanguage": sorted({tag for tag, _ in made.texts}),
        "distribution": [*listed, *sets], "recordSet": [_record_set(table, suffix) for table in filled]},
        ensure_ascii=False, indent=1) + "\n").encode()


def _record_set(table: DataTable, suffix: str) -> Mapping[str, Any]:
    kinds = {"string": "sc:Text", "boolean": "sc:Boolean", "integer": "sc:Integer"}
    extracts = "column" if suffix == PARQUET else "jsonPath"
    return {"@type": "cr:RecordSet", "@id": table.name, "name": table.name, "description": table.description,
            "field": [{"@type": "cr:Field", "@id": f"{table.name}/{column.name}", "name": column.name,
                       "description": column.description, "dataType": kinds[column.type],
                       "source": {"fileSet": {"@id": f"{table.name}-files"}, "extract": {extracts: column.name}}}
                      for column in table.columns]}


def card(made: Shards, facts: DatasetFacts, template: str) -> bytes:
    """The card for people, README.md: what it is, the rights, the limits.

    Its YAML leads `datasets` to the files and types of each table.
    """
    filled = _filled(made)
    counts: Counter[tuple[str, str]] = Counter()
    for file in made.files:
        counts[file.table, file.split] += file.rows if file.path.startswith(f"{made.formats[0]}/") else 0
    used = dict.fromkeys(column for table in filled for column in table.columns)
    said = template.format(
        name=facts.name, site=facts.site_url, changed=facts.changed,
        tables="\n".join(f"- `{table.name}`: {table.description}" for table in filled),
        parts=_grid(("table", *_SPLITS), [(table.name, *(counts[table.name, split] for split in _SPLITS))
                                          for table in filled]),
        texts=_grid(("language", "translation_status", "texts"), [(*key, count) for key, count
                                                                  in sorted(made.texts.items())]),
        rights=_grid(("rights", "licence", "texts"), [(kind, licence or "none", count) for (kind, licence), count
                                                      in sorted(made.licences.items())]),
        columns="\n".join(f"- `{column.name}` ({column.type}): {column.description}" for column in used))
    return f"---\n{_front_matter(made, facts, filled)}---\n\n{said}".encode()


def _front_matter(made: Shards, facts: DatasetFacts, filled: Sequence[DataTable]) -> str:
    """The members that the library `datasets` reads; JSON, which is YAML."""
    suffix = made.formats[0]
    kinds = {"string": "string", "boolean": "bool", "integer": "int64"}
    splits = {table.name: [split for split in _SPLITS if any(
        file.table == table.name and file.split == split for file in made.files)] for table in filled}
    members: Mapping[str, object] = {
        "pretty_name": facts.name, "language": sorted({tag.partition("-")[0] for tag, _ in made.texts}),
        "license": "unknown" if not all(licence for _, licence in made.licences) else "other",
        "configs": [{"config_name": table.name, "data_files": [
            {"split": split, "path": f"{suffix}/{table.name}/{split}-*.{suffix}"} for split in splits[table.name]]}
            for table in filled],
        "dataset_info": [{"config_name": table.name, "features": [
            {"name": column.name, "dtype": kinds[column.type]} for column in table.columns]} for table in filled]}
    return "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in members.items())


def _filled(made: Shards) -> list[DataTable]:
    """The tables that have rows."""
    names = {file.table for file in made.files}
    return [table for table in made.tables if table.name in names]


def _grid(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table."""
    lines = (head, ["---"] * len(head), *rows)
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)
