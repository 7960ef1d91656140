"""Where records state an arXiv id, a DOI and an address, and what an address is of."""

import pytest

from kg.readers.record import to_paper


def ignore(kind: str, example: str) -> None:
    """Take a note of a defect."""


@pytest.mark.parametrize(
    "stated",
    [
        {"itemType": "preprint", "repository": "arXiv", "archiveID": "arXiv:2101.00001"},
        {"archive": "arXiv", "archive_location": "2101.00001"},
        {"archive": "arXiv.org", "archive_location": "2101.00001v2"},
        {"Archive": "", "Archive Location": "arXiv:2101.00001 [cs]"},
        {"venue": "CoRR", "volume": "abs/2101.00001"},
        {"doi / link": "https://arxiv.org/abs/2101.00001"},
        {"PDF link": "https://arxiv.org/pdf/2101.00001.pdf"},
        {"Enlace": "http://arxiv.org/abs/2101.00001v3"},
    ],
    ids=str,
)
def test_an_arxiv_id_is_found_wherever_it_is_stated(stated):
    notes = []
    paper = to_paper({"title": "Owls", "abstract": "They see."} | stated, lambda *note: notes.append(note))
    assert (paper.arxiv_id, paper.url) == ("2101.00001", "https://arxiv.org/abs/2101.00001")
    assert notes == []


@pytest.mark.parametrize(
    "stated",
    [
        {"archive": "JSTOR", "archive_location": "2101.00001"},
        {"archive_location": "2101.00001"},
        {"venue": "Journal of Owls", "volume": "2101.00001"},
        {"venue": "CoRR", "volume": "12"},
    ],
    ids=str,
)
def test_a_number_of_another_archive_is_none_of_arxiv(stated):
    assert to_paper({"title": "Owls"} | stated, ignore).arxiv_id is None


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("http://arxiv.org/abs/2101.00001v2", "https://arxiv.org/abs/2101.00001"),
        ("https://export.arxiv.org/pdf/2101.00001v1.pdf", "https://arxiv.org/abs/2101.00001"),
        ("https://doi.org/10.48550/arXiv.2101.00001", "https://arxiv.org/abs/2101.00001"),
        ("https://arxiv.org/abs/2101.00002", "https://arxiv.org/abs/2101.00002"),
        ("https://huggingface.co/papers/2101.00001", "https://huggingface.co/papers/2101.00001"),
    ],
)
def test_a_page_of_arxiv_has_one_address_whatever_the_version(url, shown):
    assert to_paper({"title": "Owls", "arxiv": "2101.00001", "url": url}, ignore).url == shown


def test_a_link_in_the_place_of_a_doi_is_kept():
    paper = to_paper({"title": "Owls", "DOI / Link": "https://openreview.net/forum?id=owl"}, ignore)
    assert (paper.doi, paper.url) == (None, "https://openreview.net/forum?id=owl")


def test_where_zotero_has_a_preprint_from_is_no_address_of_code():
    notes = []
    to_paper(
        {"title": "Owls", "abstract": "x", "itemType": "preprint", "repository": "PsyArXiv"},
        lambda *n: notes.append(n),
    )
    assert notes == []
