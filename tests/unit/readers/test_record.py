"""Records of any source become papers: which fields are known, what is noted, what is no paper."""

import pytest

from kg.model import Paper
from kg.readers.record import NotAPaper, belongs_to_paper, describes_paper, entries, kind, to_paper

FULL = Paper(
    "How Birds Sing",
    "We listen to birds.",
    arxiv_id="2011.14522",
    doi="10.1000/birds",
    url="https://example.org/birds",
    published="2020-11-30",
    authors=("Ada Ara", "Bo Bunting"),
    venue="Journal of Nests",
    keywords=("birds", "song"),
    upvotes=7,
    references=("2001.00001",),
    code=("https://github.com/birds/song",),
)
SNAKE = {
    "title": "How Birds Sing",
    "abstract": "We listen to birds.",
    "arxiv_id": "2011.14522v2",
    "doi": "10.1000/Birds",
    "url": "https://example.org/birds",
    "published": "2020-11-30",
    "authors": ["Ada Ara", "Bo Bunting"],
    "venue": "Journal of Nests",
    "keywords": ["birds", "song"],
    "upvotes": 7,
    "references": ["arXiv:2001.00001"],
    "code": ["https://github.com/birds/song"],
}
CAMEL = {
    "Title": " How Birds\nSing",
    "summary": "We listen to birds.",
    "externalIds": {"ArXiv": "2011.14522", "DOI": "10.1000/birds", "CorpusId": 1},
    "landingPageUrl": "https://example.org/birds",
    "publicationDate": "2020-11-30",
    "year": 2020,
    "authors": [{"name": "Ada Ara"}, {"name": "Bo Bunting"}],
    "journal": {"name": "Journal of Nests"},
    "Keywords": "birds; song",
    "upvotes": "7",
    "references": [{"externalIds": {"ArXiv": "2001.00001"}}],
    "githubRepo": "birds/song",
}


def paper(record: object) -> Paper:
    return to_paper(record, lambda kind, example: None)


def notes(record: object) -> list[str]:
    found: list[str] = []
    to_paper(record, lambda kind, example: found.append(f"{kind}: {example}"))
    return found


@pytest.mark.parametrize("record", [SNAKE, CAMEL])
def test_a_field_is_known_by_all_its_names(record):
    assert paper(record) == FULL
    assert notes(record) == []


@pytest.mark.parametrize(
    ("fields", "arxiv", "doi", "url"),
    [
        ({"id": "arxiv:2011.14522"}, "2011.14522", None, "https://arxiv.org/abs/2011.14522"),
        ({"id": "http://arxiv.org/abs/cs/0112017v1"}, "cs/0112017", None, "https://arxiv.org/abs/cs/0112017"),
        ({"doi": "10.48550/arXiv.2011.14522"}, "2011.14522", None, "https://arxiv.org/abs/2011.14522"),
        (
            {"doi": "10.1000/a", "eprint": "2011.14522"},
            "2011.14522",
            "10.1000/a",
            "https://arxiv.org/abs/2011.14522",
        ),
        ({"id": "https://doi.org/10.1000/a"}, None, "10.1000/a", "https://doi.org/10.1000/a"),
        ({"url": "https://doi.org/10.1000/a"}, None, "10.1000/a", "https://doi.org/10.1000/a"),
        ({"url": "http://arxiv.org/pdf/2011.14522"}, "2011.14522", None, "https://arxiv.org/abs/2011.14522"),
        ({"url": "https://example.org/10.1000/a"}, None, None, "https://example.org/10.1000/a"),
        (
            {"url": "javascript:alert(1)", "link": "https://example.org/a"},
            None,
            None,
            "https://example.org/a",
        ),
        ({"id": "icra2019:8793256"}, None, None, None),
        (
            {"openAccessPdf": {"url": "https://arxiv.org/pdf/2011.14522"}},
            "2011.14522",
            None,
            "https://arxiv.org/abs/2011.14522",
        ),
        ({"pdf": "https://example.org/a.pdf"}, None, None, "https://example.org/a.pdf"),
        ({"note": "arXiv:2011.14522 [cs]"}, "2011.14522", None, "https://arxiv.org/abs/2011.14522"),
        ({"extra": "DOI: x\narXiv: 2011.14522"}, "2011.14522", None, "https://arxiv.org/abs/2011.14522"),
        ({"note": "extends arXiv:2011.14522", "number": 2011.14522}, None, None, None),
        ({"id": 20111452, "arxiv_id": None, "url": ""}, None, None, None),
    ],
)
def test_identifiers_and_addresses_are_taken_where_they_stand(fields, arxiv, doi, url):
    made = paper({"title": "T"} | fields)
    assert (made.arxiv_id, made.doi, made.url) == (arxiv, doi, url)


@pytest.mark.parametrize(
    ("fields", "published"),
    [
        ({"year": 2012}, "2012"),
        ({"year": 2012, "date": "2012-05-06"}, "2012-05-06"),
        ({"year": 2012, "date": "soon"}, "2012"),
        ({"id": "1210.3682"}, "2012-10"),  # the id names the month
        ({"id": "1210.3682", "year": 2012}, "2012-10"),
        ({"id": "1210.3682", "year": 2014}, "2012-10"),
        ({"id": "1210.3682", "published": "2012-10-12T00:00:00Z"}, "2012-10-12"),
        (
            {"id": "1210.3682", "published": "2012-09-30"},
            "2012-09-30",
        ),  # submitted on the last day of a month
        ({"id": "1412.6980", "date": "2017-01-30"}, "2014-12"),  # the last version
        ({"id": "1412.6980", "date": "2015-01"}, "2014-12"),
        ({"id": "1412.6980", "year": 2015}, "2014-12"),  # the conference
        ({"id": "1412.6980", "year": 2013}, "2013"),
        ({}, None),
    ],
)
def test_the_most_precise_date_counts(fields, published):
    assert paper({"title": "T"} | fields).published == published


def test_a_preprint_server_is_no_venue_and_may_name_the_paper():
    made = paper({"title": "T", "journal": "arXiv preprint arXiv:2011.14522", "booktitle": "Nests 2021"})
    assert (made.arxiv_id, made.venue) == ("2011.14522", "Nests 2021")
    assert paper({"title": "T", "journal": "CoRR"}).venue is None


def test_defects_are_noted_and_do_no_harm():
    record = {"title": "T", "date": "soon", "github": "later", "upvotes": -3, "authors": 0, "keywords": {}}
    assert notes(record) == [
        "no abstract: 'T'",
        "a date that is not understood: 'soon'",
        "an address of code that is not understood: 'later'",
    ]
    assert paper(record) == Paper("T")


def test_what_is_not_a_number_is_no_value():
    nothing = float("nan")
    assert (
        notes({"title": "T", "abstract": "A.", "date": nothing, "github": nothing, "authors": nothing}) == []
    )


@pytest.mark.parametrize(
    "words",
    [
        "[No abstract available]",
        "No abstract is available.",
        "Abstract not available",
        "Abstract unavailable",
    ],
)
def test_words_that_stand_for_no_abstract_are_none(words):
    assert notes({"title": "T", "abstract": words}) == ["no abstract: 'T'"]
    assert paper({"title": "T", "abstract": words, "summary": "We listen."}).abstract == "We listen."


@pytest.mark.parametrize("words", ["No abstract available nonsense here.", "None", "?"])
def test_words_that_say_something_are_an_abstract(words):
    assert paper({"title": "T", "abstract": words}).abstract == words


def test_an_endless_abstract_is_cut():
    record = {"title": "T", "abstract": "word " * 100_000}
    assert len(paper(record).abstract) <= 50_000
    assert "only the first 50,000 characters" in notes(record)[0]


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ({"abstract": "A."}, "no title in an object with the fields 'abstract'"),
        ({"title": " \u200b\n"}, "no title in"),
        ({"title": None}, "no title in"),
        ({}, "no title in an object with the fields (none)"),
        ([1], "no title in a list"),
        (None, "no title in null"),
        ({"title": "x" * 2000}, "a title of 2,000 characters ('xxx"),
    ],
)
def test_without_a_usable_title_there_is_no_paper(record, reason):
    with pytest.raises(NotAPaper) as raised:
        paper(record)
    assert reason in str(raised.value)


@pytest.mark.parametrize(
    ("stated", "code"),
    [
        ("https://gitlab.com/birds/song", ["gitlab.com/birds/song"]),
        ("http://gitlab.nests.org/ornis/birds/song/-/tree/main", ["gitlab.nests.org/ornis/birds/song"]),
        ("9 pages. Code: gitee.com/birds/song.", ["gitee.com/birds/song"]),
        (
            "Data at https://hf.co/datasets/birds/calls, code at https:\n //www.github.com/birds/song",
            ["huggingface.co/datasets/birds/calls", "github.com/birds/song"],
        ),
        (["https://birds.example/", "https://codeberg.org/birds/song"], ["codeberg.org/birds/song"]),
        ("https://birds.github.io/song/, https://github.com/birds, github.com", []),
    ],
)
def test_repositories_in_a_project_page_or_a_comment_are_code_and_other_pages_are_not(stated, code):
    for name in ("projectPage", "comments"):
        assert paper({"title": "T", name: stated}).code == tuple(f"https://{repo}" for repo in code)


@pytest.mark.parametrize(
    ("fields", "keywords"),
    [
        ({"categories": "cs.SD q-bio.PE quant-ph"}, ("cs.SD", "q-bio.PE", "quant-ph")),
        ({"categories": ["cs.SD"]}, ("cs.SD",)),
        ({"categories": "cs.SD", "keywords": "birds, song"}, ("birds", "song")),
    ],
)
def test_categories_are_keywords_where_no_others_are_stated(fields, keywords):
    assert paper({"title": "T", **fields}).keywords == keywords


ONE, TWO = {"title": "One"}, {"title": "Two"}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (ONE, [ONE]),
        ([ONE, TWO], [ONE, TWO]),
        ({"dailyPapers": [{"paper": ONE, "numComments": 3}]}, [{"paper": ONE, "numComments": 3, **ONE}]),
        ({"data": [ONE], "total": 1}, [ONE]),
        ({"data": [{"citedPaper": ONE, "intents": []}]}, [{"citedPaper": ONE, "intents": [], **ONE}]),
        ({"status": "ok", "message": {"total-results": 2, "items": [ONE, TWO]}}, [ONE, TWO]),
        ({"status": "ok", "message": ONE}, [ONE]),
        ({"message": "not found"}, [{"message": "not found"}]),
        ({"dailyPapers": []}, []),
        ({"2011.14522": ONE, "2": {"id": "b", **TWO}}, [{"id": "2011.14522", **ONE}, {"id": "b", **TWO}]),
        (
            {"content": {"title": {"value": "One"}}},
            [{"content": {"title": {"value": "One"}}, "title": {"value": "One"}}],
        ),
        ({"name": "x"}, [{"name": "x"}]),
        ([1, None], [1, None]),
        (7, [7]),
        ({}, [{}]),
    ],
)
def test_records_are_found_inside_what_holds_them(value, expected):
    assert list(entries(value)) == expected


@pytest.mark.parametrize("more", [{"response": {"text": "yes"}}, {"message": {}}, {"docs": [{"page": 1}]}])
@pytest.mark.parametrize("title", ["title", "Title", "paper_title"])
def test_what_a_paper_holds_besides_its_title_is_no_list_of_records(title, more):
    record = {title: "How Birds Sing", "abstract": "We listen.", **more}
    assert list(entries(record)) == [record]


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ({"title": "T", "abstract": "A."}, True),
        ({"title": "T", "authors": ["Ada Ara"]}, True),
        ({"title": "T", "id": "2011.14522"}, True),
        ({"title": "T", "doi": "10.1000/a"}, True),
        ({"title": "T", "type": "object"}, False),
        ({"abstract": "A."}, False),
        ("T", False),
    ],
)
def test_a_title_alone_makes_no_paper(record, expected):
    assert describes_paper(record) is expected


def test_messages_name_few_fields():
    assert kind({str(n): n for n in range(9)}) == "an object with the fields '0', '1', '2', '3', '4', '5', …"
    assert [kind(value) for value in ([], "x", 1, True, None)] == [
        "a list",
        "a text",
        "a number",
        "true or false",
        "null",
    ]


PWC = {
    "paper_url": "https://paperswithcode.com/paper/nests",
    "paper_title": "Nests",
    "paper_arxiv_id": "2011.14522",
    "paper_url_abs": "https://arxiv.org/abs/2011.14522v1",
    "repo_url": "https://github.com/birds/nests",
    "mentioned_in_github": True,
    "framework": "pytorch",
}


@pytest.mark.parametrize(
    ("fields", "own"),
    [
        ({"is_official": True, "mentioned_in_paper": True}, True),
        ({"is_official": "True"}, True),
        ({}, True),
        ({"is_official": False, "mentioned_in_paper": False}, False),
        ({"is_official": False, "mentioned_in_paper": True}, False),
        ({"is_official": "False"}, False),
        ({"mentioned_in_paper": True}, False),
    ],
)
def test_only_official_code_is_the_papers_own(fields, own):
    """As the links between papers and code of Papers with Code state it."""
    record = PWC | {"abstract": "Birds build nests."} | fields
    assert paper(record).code == (("https://github.com/birds/nests",) if own else ())
    left_out = "code that is not the paper's own is left out: 'https://github.com/birds/nests'"
    assert notes(record) == ([] if own else [left_out])


@pytest.mark.parametrize("kind", ["attachment", "note", "annotation"])
def test_what_belongs_to_a_paper_in_zotero_is_no_paper(kind):
    found: list[str] = []
    assert belongs_to_paper(
        {"itemType": kind, "title": "Full Text PDF"}, lambda *noted: found.append(noted[1])
    )
    assert not belongs_to_paper(
        {"itemType": "preprint", "title": "Nests"}, lambda *noted: found.append(noted[1])
    )
    assert found == ["'Full Text PDF'"]


@pytest.mark.parametrize("kind", [{"itemType": "computerProgram"}, {"type": "software"}, {"type": "dataset"}])
def test_software_at_an_address_of_code_is_its_own_code(kind):
    assert paper({"title": "T", "url": "https://github.com/birds/nests", **kind}).code == (
        "https://github.com/birds/nests",
    )
    assert paper({"title": "T", "url": "https://example.org/birds", **kind}).code == ()
    assert paper({"title": "T", "url": "https://github.com/birds/nests", "type": "article"}).code == ()


def test_items_of_the_web_interface_of_zotero_are_read_by_their_data():
    data = {
        "key": "AB12",
        "itemType": "journalArticle",
        "title": "Nests",
        "abstractNote": "Birds build nests.",
        "creators": [{"creatorType": "author", "firstName": "Ada", "lastName": "Ara"}],
        "tags": [{"tag": "birds"}],
    }
    (entry,) = entries([{"key": "AB12", "version": 1, "library": {"id": 1}, "links": {}, "data": data}])
    made = paper(entry)
    assert (made.title, made.abstract, made.authors, made.keywords) == (
        "Nests",
        "Birds build nests.",
        ("Ada Ara",),
        ("birds",),
    )


def test_reviews_and_decisions_on_openreview_are_no_papers():
    noted = []
    review = {"id": "b", "forum": "a", "replyto": "a", "content": {"title": {"value": "A fine paper"}}}
    (one,) = entries({"notes": [review]})
    assert belongs_to_paper(one, lambda *note: noted.append(note))
    assert noted == [
        ("reviews, decisions and other replies are no papers and are left out", "'A fine paper'")
    ]
    for replyto in (None, "", "b"):
        assert not belongs_to_paper({**review, "replyto": replyto}, None)


@pytest.mark.parametrize("name", ["note", "annote", "notes"])
def test_code_in_a_comment_of_arxiv_is_the_papers_and_in_other_notes_is_not(name):
    link = "https://github.com/ara/wings"
    for note, code in ((f"<p>Comment: 9 pages, {link}</p>", (link,)), (f"Compare with {link}", ())):
        assert to_paper({"title": "Wings", name: note}, lambda *_: None).code == code
