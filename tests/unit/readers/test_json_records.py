import json
from functools import partial

import pytest

from kg.readers import json_records
from kg.readers.base import HEAD, Refused
from tests.unit.readers.parsing import parsed, recognised

RECORDS = [
    {"id": "arxiv:2403.01234", "title": "How Birds\nSing 🐦", "abstract": "We listen."},
    {"title": "Wings", "abstract": "They carry.", "authors": ["Ada Ara"]},
    {"title": "Nests", "summary": "They hold.", "doi": "10.1000/nests"},
]
TITLES = ["How Birds Sing 🐦", "Wings", "Nests"]
LINES = "".join(json.dumps(one) + "\n" for one in RECORDS)


parse = partial(recognised, json_records, "a.json")


def titles(text: str | bytes) -> list[str]:
    return [paper.title for paper in parse(text)[0]]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(LINES, id="lines"),
        pytest.param(LINES.replace("\n", "\r\n"), id="lines of Windows"),
        pytest.param(LINES.replace("\n", "\n\n"), id="blank lines"),
        pytest.param("\ufeff" + LINES, id="lines with a mark"),
        pytest.param(LINES.rstrip(), id="no last line end"),
        pytest.param(
            "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in RECORDS), id="not escaped"
        ),
        pytest.param(json.dumps(RECORDS), id="list"),
        pytest.param("\ufeff \n" + json.dumps(RECORDS, indent=2), id="list over lines"),
        pytest.param("[\n" + ",\n".join(json.dumps(one) for one in RECORDS) + "\n]\n", id="list of lines"),
        pytest.param(
            "\n".join(json.dumps(one, indent=1) for one in RECORDS), id="objects over lines, one by one"
        ),
        pytest.param(
            json.dumps({"dailyPapers": [{"paper": one} for one in RECORDS]}), id="saved data of a page"
        ),
        pytest.param(json.dumps([{"paper": one, "numComments": 1} for one in RECORDS]), id="daily papers"),
        pytest.param(
            '{"papers": [\n' + ",\n".join(map(json.dumps, RECORDS)) + "\n]}", id="list in an object"
        ),
        pytest.param(json.dumps({str(n): one for n, one in enumerate(RECORDS)}), id="objects by key"),
    ],
)
def test_records_are_read_however_they_are_laid_out(text):
    assert titles(text) == TITLES
    assert parse(text)[1] == []


def test_a_single_object_is_one_paper():
    assert titles(json.dumps(RECORDS[0])) == TITLES[:1]
    assert titles(json.dumps(RECORDS[0], indent=2)) == TITLES[:1]


@pytest.mark.parametrize(
    "line",
    [
        b'{"title": "How Birds Sing", "abstract": "We listen.", "score": NaN}',
        b'{"title": "How Birds Sing", "abstract": "We listen.", "more": Infinity}',
        b'{"title": "How Birds Sing\\u0000", "abstract": "We listen."}',
        b'{"title": "How\tBirds Sing", "abstract": "We listen."}',
        b'{"title": "How Birds Sing", "abstract": "We listen.", "n": 123456789012345678901234567890}',
        b'{"title": "How Birds Sing", "abstract": "We listen.", "n": ' + b"1" * 5000 + b"}",
    ],
)
def test_harmless_oddities_are_read(line):
    papers, problems = parse(line + b"\n" + LINES.encode())
    assert (papers[0].title, papers[0].abstract) == ("How Birds Sing", "We listen.")
    assert problems == []


def test_an_enormous_number_spoils_no_list():
    listed = (
        json.dumps(RECORDS)[:-1] + ', {"title": "Eggs", "abstract": "They wait.", "n": ' + "1" * 5000 + "}]"
    )
    papers, problems = parse(listed)
    assert [paper.title for paper in papers] == [*TITLES, "Eggs"]
    assert problems == []


def test_a_lone_surrogate_becomes_a_replacement_character():
    papers, _ = parse(b'{"title": "Birds \\ud800 Sing", "abstract": "\\ud83d\\udc26"}\n' + LINES.encode())
    assert (papers[0].title, papers[0].abstract) == ("Birds \ufffd Sing", "🐦")


def test_a_line_in_windows_1252_is_read():
    assert (
        titles('{"title": "Naïve Birds", "abstract": "x"}\n'.encode("cp1252") + LINES.encode())[0]
        == "Naïve Birds"
    )


def test_the_first_line_in_another_encoding_is_named_once():
    odd = '{"title": "Naïve Birds %d", "abstract": "x"}\n'
    papers, problems = parse(LINES.encode() + (odd % 1 + odd % 2).encode("cp1252"))
    assert len(papers) == len(TITLES) + 2
    (problem,) = problems
    assert problem.reason.startswith(f"not UTF-8 (line {len(TITLES) + 1}), so read as Windows-1252")
    assert not problem.lost


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (
            '{"title": "Cut',
            "not valid JSON, or cut off (unterminated string starting at, column 11); the line is skipped",
        ),
        ("garbage", "not valid JSON, or cut off (expecting value, column 1); the line is skipped"),
        ('{"abstract": "x"}', "no title in an object with the fields 'abstract'; the record is skipped"),
        ('{"title": ""}', "no title in an object with the fields 'title'; the record is skipped"),
        ("7", "no title in a number; the record is skipped"),
        ("[1]", "no title in a number; the record is skipped"),
        (
            '{"n": ' + "[" * 100_000 + "]" * 100_000 + "}",
            "JSON that is nested too deeply; the line is skipped",
        ),
    ],
)
def test_a_bad_line_is_lost_and_named(line, reason):
    first, rest = LINES.split("\n", 1)
    papers, (problem,) = parse(f"{first}\n{line}\n{rest}")
    assert [paper.title for paper in papers] == TITLES
    assert problem.lost
    assert problem.line == 2
    assert f"{problem.reason}; {problem.outcome}".startswith(reason)
    assert "\n" not in str(problem)


def test_a_bad_first_line_is_lost_and_named():
    papers, (problem,) = parse('{"title": "Torn}\n' + LINES)
    assert [paper.title for paper in papers] == TITLES
    assert (problem.lost, problem.line) == (True, 1)


def test_a_first_line_longer_than_what_is_looked_at_is_one_of_lines():
    first = json.dumps({"title": "A Long One", "abstract": "They sing.", "extra": "x" * HEAD})
    papers, (problem,) = parse(f"{first}\n{{bad}}\n{LINES}")
    assert [paper.title for paper in papers] == ["A Long One", *TITLES]
    assert problem.line == 2


def test_a_bad_first_line_longer_than_what_is_looked_at_is_lost_and_named():
    papers, (problem,) = parse('{"title": "Torn' + "x" * HEAD + "}\n" + LINES)
    assert [paper.title for paper in papers] == TITLES
    assert (problem.lost, problem.line) == (True, 1)


@pytest.mark.parametrize("longest", [json_records._LONGEST_LINE, 1000])
def test_one_long_line_is_one_document(longest, monkeypatch):
    monkeypatch.setattr(json_records, "_LONGEST_LINE", longest)
    text = json.dumps({"papers": [{"title": "A Long One", "authors": ["x" * HEAD]}, *RECORDS]})
    assert titles(text) == titles(f"{text}\n") == ["A Long One", *TITLES]


def test_null_instead_of_a_record_is_no_record_that_is_lost():
    record = {"title": "Wings", "abstract": "They carry."}
    papers, (problem,) = parsed(json_records, "batch.json", json.dumps([None, record, None]).encode())
    assert [one.title for one in papers] == ["Wings"]
    assert not problem.lost
    assert problem.reason.endswith("services give for what they do not know: record 1, and 1 more")


def test_an_endless_line_is_skipped_without_keeping_it(monkeypatch):
    monkeypatch.setattr(json_records, "_LONGEST_LINE", 1000)
    papers, (problem,) = parse(LINES + '{"title": "' + "x" * 5000 + '"}\n' + LINES)
    assert [paper.title for paper in papers] == TITLES * 2
    assert problem.line == 4


def test_a_list_that_is_cut_off_gives_what_stands_before_the_cut():
    text = json.dumps(RECORDS, indent=1)
    papers, (problem,) = parse(text[: text.index("They hold")])
    assert [paper.title for paper in papers] == TITLES[:2]
    assert problem.lost
    assert problem.line == text[: text.index("They hold")].count("\n") + 1
    assert "the 2 records before it are kept" in problem.outcome


@pytest.mark.parametrize(
    "answer",
    [
        {"meta": {"count": 3, "results": 7}, "results": RECORDS},
        {"status": "ok", "message": {"total": 3, "items": RECORDS}},
        {"dailyPapers": [{"paper": one, "numComments": 1} for one in RECORDS]},
    ],
    ids=["OpenAlex", "Crossref", "Hugging Face"],
)
@pytest.mark.parametrize("indent", [None, 1])
def test_the_answer_of_a_service_that_is_cut_off_gives_what_stands_before_the_cut(answer, indent):
    text = json.dumps(answer, indent=indent)
    text = text[: text.index("They hold")]
    papers, (problem,) = parse(text)
    assert [paper.title for paper in papers] == TITLES[:2]
    assert (problem.lost, problem.line) == (True, text.count("\n") + 1)
    assert str(problem).endswith("; mend it or get the file again; the 2 records before it are kept")


def test_an_answer_that_is_cut_off_behind_its_records_gives_them_all():
    papers, (problem,) = parse(json.dumps({"results": RECORDS, "group_by": [{"key": "2"}]})[:-4])
    assert [paper.title for paper in papers] == TITLES
    assert "the 3 records before it are kept" in problem.outcome


def test_a_cut_between_two_records_is_told():
    text = json.dumps(RECORDS)
    papers, (problem,) = parse(text[: text.index('{"title": "Nests"')])
    assert [paper.title for paper in papers] == TITLES[:2]
    assert problem.lost
    assert "cut off (expecting ']', column" in problem.reason


def test_a_record_that_is_cut_off_is_no_record_for_a_list_in_it():
    with pytest.raises(Refused, match="not valid JSON, or cut off"):
        parse('{"notes": [{"title": "Wings", "abstract": "They carry."}], "title": "Birds", "abstract": "We')


def test_records_of_a_list_are_named_by_their_number():
    _, (problem,) = parse(json.dumps([*RECORDS, {"id": 4}]))
    assert problem.reason.startswith("record 4: no title")
    assert problem.line is None


def test_defects_are_reported_once_a_kind():
    records = [{"title": f"Birds {n}", "authors": ["Ada Ara"], "date": "soon"} for n in range(1200)]
    papers, problems = parse("".join(json.dumps(one) + "\n" for one in records))
    assert len(papers) == 1200
    assert [str(problem) for problem in problems] == [
        "a.json:1: no abstract: 'Birds 0', and 1,199 more",
        "a.json:1: a date that is not understood: 'soon', and 1,199 more",
    ]
    assert not any(problem.lost for problem in problems)


@pytest.mark.parametrize("text", ["[]", "[ ]\n", '{"dailyPapers": []}', '{"data": [], "total": 0}'])
def test_an_empty_list_is_a_listing_without_papers(text):
    assert parse(text) == ([], [])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('{"name": "x", "version": 1}', "an object with the fields 'name', 'version'"),
        (
            '{"title": "A form", "type": "object", "properties": {}}',
            "an object with the fields 'title', 'type', 'prop",
        ),
        ('[{"level": "info"}, {"level": "error"}]', "an object with the fields 'level'"),
        ('{"level": "info"}\n' * 5000, "an object with the fields 'level'"),
        ('["a", "b"]', "a text"),
        ("[[1, 2], [3, 4]]", "a list"),
        ("{}", "an object with the fields (none)"),
    ],
)
def test_json_of_another_kind_is_refused_with_what_was_found_and_expected(text, found):
    with pytest.raises(Refused) as raised:
        parse(text)
    assert str(raised.value).startswith(f"a.json: JSON, but not of papers: found {found}")
    assert str(raised.value).endswith(
        '; expected a list, or lines, of objects with "title" and "abstract" (or "summary")'
    )
    assert not raised.value.problem.lost


def test_a_dump_of_names_is_sent_to_the_option_that_takes_it() -> None:
    dump = [{"url": "https://a.b/c", "name": "Owl", "full_name": "Owl Net", "paper": None}]
    with pytest.raises(Refused, match=r"a dump of the names of methods or datasets.*--lexicon"):
        parse(json.dumps(dump))


@pytest.mark.parametrize("text", ['{"title": "Birds', '[{"title": "Birds"', '{"a": 1}}\n{"b"'])
def test_json_that_is_cut_off_before_the_first_paper_is_refused_as_lost(text):
    with pytest.raises(Refused) as raised:
        parse(text)
    assert raised.value.problem.lost
    assert "not valid JSON" in str(raised.value)


@pytest.mark.parametrize(
    "text", ["", "[Re] Birds and Nests", "{it Birds}", "[1] A reference", "birds", "<html>"]
)
def test_other_texts_are_not_taken_for_json(text):
    assert not json_records.recognises(text.encode())
