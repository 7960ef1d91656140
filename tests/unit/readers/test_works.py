import json
from typing import Any

import pytest

from kg.model import Paper
from kg.readers import json_records
from tests.unit.readers.parsing import parsed

PLACE = "https://openalex.org/"


def parse(records: list[dict[str, Any]]) -> list[Paper]:
    return parsed(json_records, "works.json", json.dumps(records).encode())[0]


def work(number: int, *cited: Any, **more: Any) -> dict[str, Any]:
    return {
        "id": f"{PLACE}W{number}",
        "display_name": f"Work {number}",
        "authorships": [],
        "abstract_inverted_index": {"Birds": [0]},
        "referenced_works": list(cited),
        **more,
    }


def test_works_of_a_file_refer_to_each_other_by_what_they_are_known_as() -> None:
    records = [
        work(1, f"{PLACE}W2", f"{PLACE}W3", f"{PLACE}W99", f"{PLACE}w2"),
        work(2, doi="https://doi.org/10.1000/nests"),
        work(3),
    ]
    first, second, third = parse(records)
    assert first.references == ("10.1000/nests", "Work 3")
    assert second.references == third.references == ()
    assert [one.references for one in parse(records[::-1])] == [(), (), first.references]


@pytest.mark.parametrize("cited", [None, "W2", {"a": 1}, [None, 7, "W2"], [f"{PLACE}A2", f"{PLACE}W2/.."]])
def test_what_is_no_list_of_works_cites_nothing(cited: Any) -> None:
    assert parse([{**work(1), "referenced_works": cited}, work(2)])[0].references == ()


def test_records_of_others_stay_where_they_are() -> None:
    other = {"id": "W1", "title": "Wings", "abstract": "They carry.", "references": ["Work 2"]}
    assert [one.title for one in parse([other, work(2), other])] == ["Wings", "Work 2", "Wings"]


def scholar(number: int, **more: Any) -> dict[str, Any]:
    return {"paperId": f"{number:040x}", "title": f"Work {number}", "abstract": "Birds.", **more}


def test_papers_of_semantic_scholar_that_cite_others_of_the_file_refer_to_them() -> None:
    records = [
        scholar(1, citations=[{"paperId": f"{2:040x}"}, {"paperId": None}, {"paperId": f"{9:040x}"}, None]),
        scholar(2, externalIds={"ArXiv": "2101.00002"}, citations=None),
        scholar(3, references=[{"paperId": f"{2:040x}"}, {"paperId": f"{9:040x}", "title": "Wings"}]),
    ]
    first, second, third = parse(records)
    assert first.references == ()
    assert second.references == ("Work 1",)
    assert third.references == ("Wings", "2101.00002")


@pytest.mark.parametrize("citing", ["a", {"paperId": f"{2:040x}"}, [7, "x", {"paperId": 7}]])
def test_what_is_no_list_of_papers_is_cited_by_nobody(citing: Any) -> None:
    assert all(not one.references for one in parse([scholar(1, citations=citing), scholar(2)]))


def test_works_before_a_cut_refer_to_each_other() -> None:
    text = json.dumps({"meta": {"count": 3}, "results": [work(1, f"{PLACE}W2"), work(2), work(3)]})
    papers, (problem,) = parsed(json_records, "works.json", text[: text.index("Work 3")].encode())
    assert [(one.title, one.references) for one in papers] == [("Work 1", ("Work 2",)), ("Work 2", ())]
    assert problem.lost
