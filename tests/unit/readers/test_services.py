"""Records as other services give them: OpenAlex, arXiv's dump, CSL, Crossref, OpenReview and papercopilot."""

from kg.model import Paper
from kg.readers.record import describes_paper, entries, to_paper
from tests.unit.readers.parsing import at_its_page, each_of

OPENALEX = {
    "id": "https://openalex.org/W3000000001",
    "doi": "https://doi.org/10.1000/birds",
    "display_name": "How Birds <i>Sing</i>",
    "publication_date": "2020-11-30",
    "publication_year": 2020,
    "authorships": [{"author": {"id": "https://openalex.org/A1", "display_name": "Ada Ara"}}],
    "abstract_inverted_index": {"birds": [1, 3], "We": [0], "as": [2], "sing.": [4]},
    "primary_location": {
        "landing_page_url": "https://doi.org/10.1000/birds",
        "source": {"display_name": "Journal of Nests", "type": "journal"},
    },
    "locations": [
        None,
        {"landing_page_url": "http://arxiv.org/abs/2011.14522", "source": {"type": "repository"}},
        {"source": {"display_name": "arXiv (Cornell University)", "type": "repository"}},
    ],
    "referenced_works": ["https://openalex.org/W2"],
}
ARXIV_DUMP = {
    "id": "2011.14522",
    "authors": "A. \\'Ara, B. Bunting",
    "authors_parsed": [["\\'Ara", "Ada", ""], ["Bunting", "Bo", "Jr"]],
    "title": "How Birds\n  Sing",
    "comments": "9 pages. Code: https://github.com/birds/song, page: https://birds.example/",
    "journal-ref": "Journal of Nests 3 (2021)",
    "abstract": "  We listen.\n",
    "versions": [{"version": "v1", "created": "Mon, 30 Nov 2020 19:18:42 GMT"}],
    "update_date": "2022-01-01",
}
CSL = {
    "type": "article",
    "title": 'How Birds <span class="nocase">Sing</span>',
    "abstract": "<jats:title>Abstract</jats:title><jats:p>We listen.</jats:p>",
    "author": [
        {"family": "Cruz", "given": "Ada", "non-dropping-particle": "de la"},
        {"literal": "Birds Inc."},
    ],
    "issued": {"date-parts": [["2020", 11, 30]]},
    "number": "arXiv:2011.14522",
    "container-title": "Journal of Nests",
    "keyword": "birds, song",
    "URL": "http://arxiv.org/abs/2011.14522",
}
CROSSREF = {
    "message": {
        "DOI": "10.1000/Birds",
        "URL": "https://doi.org/10.1000/birds",
        "title": ["How Birds Sing &amp; Fly"],
        "author": [{"given": "Ada", "family": "Ara", "sequence": "first", "affiliation": []}],
        "container-title": ["Journal of Nests"],
        "published": {"date-parts": [[2020, 11]]},
        "abstract": "<jats:p>We listen.</jats:p>",
        "reference": [
            {"key": "1", "DOI": "10.1000/nests"},
            {"key": "2", "article-title": "How Nests Hold"},
            {"key": "3", "unstructured": "Coot. Wings. 2020. arXiv:2011.14522."},
            {"key": "4", "unstructured": "Coot. Feathers. 2019."},
        ],
    }
}
OPENREVIEW = {
    "id": "aBcD_-1234",
    "forum": "aBcD_-1234",
    "cdate": 1606780800000,
    "content": {
        "title": {"value": "How Birds Sing"},
        "abstract": {"value": "We listen."},
        "authors": {"value": ["Ada Ara"]},
        "venue": {"value": "Nests 2021 poster"},
        "pdf": {"value": "/pdf/1.pdf"},
    },
}
CONFERENCE = {
    "count": 1,
    "results": [
        {
            "id": 1,
            "name": "How Birds Sing",
            "authors": [{"id": 1, "fullname": "Ada Ara", "institution": "Birds Inc."}],
            "abstract": "We listen.",
            "starttime": "2023-12-12T17:15:00-06:00",
            "paper_url": "https://openreview.net/forum?id=aBcD_-1234",
        }
    ],
}
ADS = {
    "response": {
        "numFound": 1,
        "docs": [
            {
                "title": ["How Birds Sing"],
                "abstract": "We listen.",
                "author": ["Ara, Ada"],
                "doi": ["10.1000/birds"],
                "pubdate": "2023-05-00",
                "keyword": ["birds"],
            }
        ],
    }
}
EUROPE_PMC = {
    "version": "6.9",
    "resultList": {
        "result": [
            {
                "id": "1",
                "doi": "10.1000/birds",
                "title": "How Birds Sing.",
                "authorString": "Ara A, Bunting B.",
                "abstractText": "We listen.",
                "firstPublicationDate": "2024-03-05",
            }
        ]
    },
}
BIORXIV = {
    "messages": [{"status": "ok"}],
    "collection": [
        {
            "doi": "10.1101/2023.05.20",
            "title": "How Birds Sing",
            "authors": "Ara, A.; Bunting, B.",
            "date": "2023-05-20",
            "abstract": "We listen.",
        }
    ],
}
DBLP = {
    "result": {
        "query": "birds",
        "status": {"@code": "200", "text": "OK"},
        "completions": {"@total": "1", "c": {"@sc": "1", "text": "birds"}},
        "hits": {
            "@total": "1",
            "@sent": "1",
            "hit": [
                {
                    "@score": "1",
                    "@id": "1",
                    "info": {
                        "authors": {
                            "author": [
                                {"@pid": "1/1-1", "text": "Ada Ara 0001"},
                                {"@pid": "2", "text": "Bo Bunting"},
                            ]
                        },
                        "title": "How Birds Sing.",
                        "venue": "CoRR",
                        "volume": "abs/2011.14522",
                        "year": "2020",
                        "type": "Informal and Other Publications",
                        "key": "journals/corr/abs-2011-14522",
                        "ee": "https://arxiv.org/abs/2011.14522",
                        "url": "https://dblp.org/rec/journals/corr/abs-2011-14522",
                    },
                    "url": "URL#1",
                }
            ],
        },
    }
}
PAPERCOPILOT = {
    "title": "How Birds Sing",
    "author": "Ada Ara;Bo Bunting",
    "keywords": "birds;song",
    "site": "https://openreview.net/forum?id=aBcD",
    "github": "",
}


SERVICES = {
    "OpenAlex": (
        OPENALEX,
        Paper(
            "How Birds Sing",
            "We birds as birds sing.",
            arxiv_id="2011.14522",
            doi="10.1000/birds",
            url="https://doi.org/10.1000/birds",
            published="2020-11-30",
            authors=("Ada Ara",),
            venue="Journal of Nests",
        ),
    ),
    "arXiv's dump": (
        ARXIV_DUMP,
        at_its_page(
            "How Birds Sing",
            "We listen.",
            arxiv_id="2011.14522",
            published="2020-11-30",
            authors=("Ada Ára", "Bo Bunting"),
            venue="Journal of Nests 3 (2021)",
            code=("https://github.com/birds/song",),
        ),
    ),
    "CSL": (
        CSL,
        at_its_page(
            "How Birds Sing",
            "We listen.",
            arxiv_id="2011.14522",
            published="2020-11-30",
            authors=("Ada de la Cruz", "Birds Inc."),
            venue="Journal of Nests",
            keywords=("birds", "song"),
        ),
    ),
    "Crossref": (
        CROSSREF,
        at_its_page(
            "How Birds Sing & Fly",
            "We listen.",
            doi="10.1000/birds",
            published="2020-11",
            authors=("Ada Ara",),
            venue="Journal of Nests",
            references=("10.1000/nests", "How Nests Hold", "2011.14522"),
        ),
    ),
    "OpenReview": (
        OPENREVIEW,
        Paper(
            "How Birds Sing",
            "We listen.",
            published="2020-12-01",
            url="https://openreview.net/forum?id=aBcD_-1234",
            authors=("Ada Ara",),
            venue="Nests 2021 poster",
        ),
    ),
    "site of a conference": (
        CONFERENCE,
        Paper(
            "How Birds Sing",
            "We listen.",
            url="https://openreview.net/forum?id=aBcD_-1234",
            published="2023-12-12",
            authors=("Ada Ara",),
        ),
    ),
    "NASA ADS": (
        ADS,
        at_its_page(
            "How Birds Sing",
            "We listen.",
            doi="10.1000/birds",
            published="2023-05",
            authors=("Ada Ara",),
            keywords=("birds",),
        ),
    ),
    "Europe PMC": (
        EUROPE_PMC,
        at_its_page(
            "How Birds Sing.",
            "We listen.",
            doi="10.1000/birds",
            published="2024-03-05",
            authors=("Ara A", "Bunting B."),
        ),
    ),
    "bioRxiv": (
        BIORXIV,
        at_its_page(
            "How Birds Sing",
            "We listen.",
            doi="10.1101/2023.05.20",
            published="2023-05-20",
            authors=("A. Ara", "B. Bunting"),
        ),
    ),
    "DBLP": (
        DBLP,
        at_its_page(
            "How Birds Sing.",
            arxiv_id="2011.14522",
            published="2020-11",
            authors=("Ada Ara", "Bo Bunting"),
        ),
    ),
    "Paperpile": (
        {
            "title": "How Birds Sing",
            "abstract": "We listen.",
            "published": {"year": "2023", "month": "05"},
        },
        Paper("How Birds Sing", "We listen.", published="2023-05"),
    ),
    "papercopilot": (
        PAPERCOPILOT,
        Paper(
            "How Birds Sing",
            url="https://openreview.net/forum?id=aBcD",
            authors=("Ada Ara", "Bo Bunting"),
            keywords=("birds", "song"),
        ),
    ),
}


@each_of(SERVICES)
def test_records_of_other_services_are_read_whole(stated, expected):
    (one,) = entries(stated)
    assert describes_paper(one)
    assert to_paper(one, lambda kind, example: None) == expected


def test_one_author_in_dblp_is_no_list():
    record = {"title": "Owls.", "authors": {"author": {"@pid": "1", "text": "Ada Ara"}}}
    assert to_paper(record, lambda kind, example: None).authors == ("Ada Ara",)


def test_what_a_record_says_aside_of_itself_is_not_taken_for_its_fields():
    record = {"title": "Owls", "abstract": "They see.", "info": {"title": "Server", "abstract": "Up."}}
    (one,) = entries(record)
    assert to_paper(one, lambda kind, example: None).title == "Owls"
