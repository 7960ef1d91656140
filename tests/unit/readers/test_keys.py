"""The keys by which a person's texts cite papers, from each format that has them."""

import json
from types import ModuleType

import pytest

from kg.readers import bibtex, endnote_xml, json_records, markdown, table, tagged
from kg.readers.keys import noted
from tests.timing import within
from tests.unit.readers.parsing import each_of, whole

CSL = {"type": "article-journal", "title": "Owls", "author": [{"family": "Ara", "given": "Ada"}]}
LABELLED = (
    "<xml><records><record><titles><title>Owls</title></titles><label>{}</label></record></records></xml>"
)
FORMATS: dict[str, tuple[tuple[ModuleType, str], str | None]] = {
    "BibTeX": ((bibtex, "@article{ara2020, title = {Owls}}"), "ara2020"),
    "BibTeX of a publisher": ((bibtex, "@article{10.1000/owls, title = {Owls}}"), "10.1000/owls"),
    "BibTeX of IEEE": ((bibtex, "@article{9156843, title = {Owls}}"), "9156843"),
    "BibTeX with letters of Spanish": ((bibtex, "@article{nin\u0303o2020, title = {Owls}}"), "ni\u00f1o2020"),
    "RIS": ((tagged, "TY  - JOUR\nTI  - Owls\nID  - ara2020\nER  - \n"), "ara2020"),
    "RIS with a label": ((tagged, "TY  - JOUR\nTI  - Owls\nLB  - ara2020\nER  - \n"), "ara2020"),
    "RIS with a number": ((tagged, "TY  - JOUR\nTI  - Owls\nID  - 1047\nER  - \n"), None),
    "RIS with a DOI": ((tagged, "TY  - JOUR\nTI  - Owls\nID  - 10.1000/owls\nER  - \n"), None),
    "EndNote": ((tagged, "%0 Book\n%T Owls\n%F ara2020\n"), "ara2020"),
    "EndNote with words": ((tagged, "%0 Book\n%T Owls\n%F to be read\n"), None),
    "EndNote's XML": ((endnote_xml, LABELLED.format("ara2020")), "ara2020"),
    "EndNote's XML with words": ((endnote_xml, LABELLED.format("to be read")), None),
    "CSL JSON": ((json_records, json.dumps([{**CSL, "id": "ara2020"}])), "ara2020"),
    "CSL JSON with a key": ((json_records, json.dumps([{**CSL, "id": "x", "citation-key": "a"}])), "a"),
    "CSL JSON of Zotero": ((json_records, json.dumps([{**CSL, "id": "http://zotero.org/items/A1"}])), None),
    "JSON of a service": (
        (json_records, json.dumps([{"id": "rkgNKkHtvB", "title": "Owls", "abstract": "They see."}])),
        None,
    ),
    "a table": ((table, "Title,Authors,Citation Key\nOwls,Ada Ara,ara2020\n"), "ara2020"),
    "a table of Zotero": (
        (table, 'Title,Author,Extra\nOwls,"Ara, Ada","x: y\nCitation Key: ara2020"\n'),
        "ara2020",
    ),
    "a note": ((markdown, "---\ntitle: Owls\ncitekey: '@ara2020'\nabstract: They see.\n---\n"), "ara2020"),
}


@each_of(FORMATS)
def test_a_key_is_kept_where_it_is_one(stated: tuple[ModuleType, str], expected: str | None) -> None:
    reader, text = stated
    assert [paper.citation_key for paper in whole(reader, "a", text)] == [expected]


@pytest.mark.parametrize("key", ["a b", "a%b", "a\\b", "a#b", "a~b"])
def test_what_tex_would_not_take_for_a_key_is_left_out(key: str) -> None:
    assert [one.citation_key for one in whole(bibtex, "a", f"@article{{{key}, title = {{Owls}}}}")] == [None]


def test_a_note_of_blank_lines_takes_no_time() -> None:
    with within(1):
        assert all(noted("\n" * 100_000) is None for _ in range(200))
