import pytest

from kg.corpus import Corpus, Listing, part_named
from kg.errors import NotFoundError, UsageError
from kg.model import NameList

PAGE = Listing("page.html", "/folder/page.html", "1f3a9c0d00", "text")
CORPUS = Corpus(
    (
        PAGE,
        Listing("page.html", "/other/page.html", "77b0e1aa00", "text"),
        Listing("a.txt", "/x/a.txt\n/y/a.txt", "0", ""),
    ),
    lexicons=tuple(NameList(file, "tsv", ()) for file in ("a.tsv", "gliner", "methods.json.gz", "mine.tsv")),
    extractors=(("gliner", "1"), ("owls", "1")),
    encoder=("/models/small", "1"),
)


@pytest.mark.parametrize(
    ("wanted", "kind", "name"),
    [
        ("a.txt", "listing", "a.txt"),
        ("/x/a.txt", "listing", "a.txt"),
        ("../x/a.txt", "listing", "a.txt"),
        ("/y/a.txt", "listing", "a.txt"),
        ("page~1f3a9c0d", "listing", "page~1f3a9c0d.html"),
        ("/other/page.html", "listing", "page~77b0e1aa.html"),
        ("mine.tsv", "lexicon", "mine.tsv"),
        ("mine", "lexicon", "mine.tsv"),
        ("methods", "lexicon", "methods.json.gz"),
        ("methods.json", "lexicon", "methods.json.gz"),
        ("gliner", "lexicon", "gliner"),
        ("owls", "extractor", "owls"),
        ("small", "encoder", "/models/small"),
        ("/models/small", "encoder", "/models/small"),
    ],
)
def test_each_part_answers_to_its_names(wanted, kind, name, monkeypatch):
    monkeypatch.setattr("os.getcwd", lambda: "/models")
    assert part_named(CORPUS, wanted)[:2] == (kind, name)


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ("a", "'a' may mean a.txt, the lexicon a.tsv; give one of these names"),
        ("page.html", "'page.html' may mean page~1f3a9c0d.html, page~77b0e1aa.html; give one of these names"),
    ],
)
def test_what_several_answer_to_is_told_with_their_names(wanted, message):
    with pytest.raises(UsageError) as raised:
        part_named(CORPUS, wanted)
    assert str(raised.value) == message


def test_what_is_not_there_is_told_with_what_is():
    with pytest.raises(
        NotFoundError, match=r"no 'q'; it holds page~1f3a9c0d.html, .*, the extractor gliner and 2 more$"
    ):
        part_named(CORPUS, "q")
    with pytest.raises(NotFoundError, match=r"no 'b'; it holds nothing$"):
        part_named(Corpus(), "b")
    days = Corpus(tuple(Listing(f"{day}.txt", f"/{day}.txt", str(day), "") for day in range(100, 300)))
    with pytest.raises(NotFoundError, match=r"no 'b'; it holds 100.txt, .*, 107.txt and 192 more$"):
        part_named(days, "b")


@pytest.mark.parametrize(
    ("wanted", "meant"),
    [
        ("methds.json", "methods.json.gz"),
        ("owl", "owls"),
        ("77b0", "page~77b0e1aa.html"),
        ("pag", "page~1f3a9c0d.html or page~77b0e1aa.html"),
    ],
)
def test_what_is_not_there_is_told_with_what_may_be_meant(wanted, meant):
    with pytest.raises(NotFoundError) as raised:
        part_named(CORPUS, wanted)
    assert str(raised.value) == f"the store holds no {wanted!r}; did you mean {meant}?"
