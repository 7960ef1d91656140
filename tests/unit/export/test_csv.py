"""The files for neo4j-admin; that the tool reads them rightly is tested with the tool."""

import csv as parser
import io
import subprocess
import zipfile
from pathlib import Path

import polars as pl
import pytest

from kg.errors import KgError
from kg.export import csv
from kg.graph import NODES, Graph
from kg.graph.neo4j_schema import GRAPH_SCHEMA
from tests.graphs import AWKWARD, small


def files(graph: Graph, folder: Path) -> dict[str, str]:
    """Give the text of each file of the archive."""
    csv.export(graph, folder / "graph.zip")
    with zipfile.ZipFile(folder / "graph.zip") as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def papers(**columns: list) -> Graph:
    count = len(next(iter(columns.values())))
    ids = [f"paper:{number}" for number in range(count)]
    return Graph.of({"Paper": pl.DataFrame({"id": ids, **columns})}, {})


def test_headers_name_types_and_id_spaces(tmp_path: Path) -> None:
    written = files(small(), tmp_path)
    assert written["Method-header.csv"] == (
        "id:ID(Method),name:string,aliases:string[],family:boolean,papers:long\n"
    )
    assert written["Paper-MENTIONS-Repo-header.csv"].startswith(":START_ID(Paper),:END_ID(Repo),role:string,")
    assert written["Paper-CITES-Paper-header.csv"] == ":START_ID(Paper),:END_ID(Paper)\n"


def test_missing_and_empty_texts_differ_and_quotes_are_doubled(tmp_path: Path) -> None:
    graph = papers(title=[None, "", 'a "b"'], year=[None, 2020, 1999])
    lines = files(graph, tmp_path)["Paper.csv"].splitlines()
    assert lines[0].startswith('"paper:0",,,')
    assert lines[1].startswith('"paper:1","",,')
    assert lines[2].startswith('"paper:2","a ""b""",,')
    assert [line.split(",")[8] for line in lines] == ["", "2020", "1999"]


def test_every_text_comes_back_from_the_file(tmp_path: Path) -> None:
    rows = parser.reader(io.StringIO(files(papers(title=list(AWKWARD)), tmp_path)["Paper.csv"], newline=""))
    assert [row[1] for row in rows] == list(AWKWARD)


def test_lists_are_joined_by_what_occurs_in_none_of_them(tmp_path: Path) -> None:
    plain = files(papers(authors=[["a;b", "c,d"], [], ["e"]]), tmp_path)
    assert "--array-delimiter=U+001F" in plain["import.sh"]
    assert [line.split('"')[-2] for line in plain["Paper.csv"].splitlines() if "a;b" in line] == [
        "a;b\x1fc,d"
    ]
    awkward = files(papers(authors=[["a\x1fb", "c\x1e"], ["\x1d"]]), tmp_path)
    assert "--array-delimiter=U+001C" in awkward["import.sh"]
    everything = [[chr(code) for code in (*range(0x1C, 0x20), *range(0xE000, 0xE100))]]
    with pytest.raises(KgError, match="no character is left"):
        files(papers(authors=everything), tmp_path)


def test_numbers_are_written_as_java_reads_them(tmp_path: Path) -> None:
    ends = {"start": ["paper:0"] * 3, "end": ["paper:0", "paper:1", "paper:2"]}
    scores = pl.DataFrame({**ends, "score": [float("inf"), 1e-7, None]})
    graph = Graph.of(papers(title=["a", "b", "c"]).nodes, {"SIMILAR_TO": scores})
    lines = files(graph, tmp_path)["Paper-SIMILAR_TO-Paper.csv"].splitlines()
    assert [line.split(",")[2] for line in lines] == ["Infinity", "1e-7", ""]


def test_the_importer_reads_as_much_at_once_as_the_longest_text_needs(tmp_path: Path) -> None:
    assert "--read-buffer-size=4m" in files(small(), tmp_path)["import.sh"]
    assert "--read-buffer-size=7m" in files(papers(abstract=["x" * (3 << 20)]), tmp_path)["import.sh"]


def test_the_command_is_a_script_that_names_all_files(tmp_path: Path) -> None:
    written = files(small(), tmp_path)
    script = written["import.sh"]
    assert all(name in script for name in written if name.endswith(".csv"))
    (tmp_path / "import.sh").write_text(script, encoding="utf-8")
    subprocess.run(["sh", "-n", str(tmp_path / "import.sh")], check=True)


def test_the_schema_is_that_of_the_store(tmp_path: Path) -> None:
    statements = files(small(), tmp_path)["schema.cypher"].split(";\n")
    assert statements[: len(GRAPH_SCHEMA)] == list(GRAPH_SCHEMA)
    assert sum("SET n." in statement for statement in statements) == sum(
        kind == "strings" for columns in NODES.values() for kind in columns.values()
    )


def test_notes_tell_what_the_format_cannot_hold(tmp_path: Path) -> None:
    notes = csv.export(papers(authors=[[""], ["", ""], []]), tmp_path / "graph.zip")
    assert notes == ["lists of one empty text that become empty lists: 1"]
    assert csv.export(small(), tmp_path / "graph.zip") == []
