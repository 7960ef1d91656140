"""The corpus and the ledger in parts."""

import json
import zlib
from collections.abc import Iterable

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from kg.corpus import Corpus, Listing
from kg.graph import LEDGER, schema
from kg.model import Paper
from kg.stores.neo4j import parts
from tests.graphs import TEXTS, keyless, owned, small, small_corpus

PAPERS = st.builds(
    Paper,
    title=TEXTS,
    abstract=TEXTS,
    arxiv_id=st.none() | TEXTS,
    published=st.none() | st.just("2024-03"),
    authors=st.lists(TEXTS, max_size=3).map(tuple),
    upvotes=st.none() | st.integers(0, 2**40),
    citation_key=st.none() | TEXTS,
    code=st.lists(TEXTS, max_size=2).map(tuple),
)
LISTINGS = st.builds(
    Listing, TEXTS, TEXTS, st.sampled_from(["00", "11", "22"]), TEXTS, st.lists(PAPERS, max_size=4).map(tuple)
)


def stored(corpus: Corpus) -> tuple[parts.Content, dict[str, bytes]]:
    """Give a corpus as it would be stored."""
    data: dict[str, bytes] = {}

    def keep(pieces: Iterable[parts.Part]) -> list[str]:
        found = dict(pieces)
        data.update(found)
        return list(found)

    return parts.Content.of(parts.truth(corpus, keep).text()), data


@given(st.lists(LISTINGS, max_size=4))
def test_any_corpus_comes_back(listings: list[Listing]) -> None:
    corpus = owned(Corpus()).add(listings)
    assert parts.corpus(*stored(corpus)) == corpus


def test_records_that_an_earlier_kg_stored_come_back_without_the_fields_that_it_did_not_know() -> None:
    content, data = stored(small_corpus())
    for name in content.corpus_parts():
        rows = json.loads(zlib.decompress(data[name]))
        data[name] = zlib.compress(json.dumps([row[:-1] for row in rows]).encode())
    assert parts.corpus(content, data) == keyless(small_corpus())


def test_an_unchanged_listing_has_the_same_parts_whatever_comes_before_it() -> None:
    corpus = small_corpus()
    more = corpus.add([Listing("a-new-one.html", "-", "ef" * 32, "html", corpus.listings[0].papers[:1])])
    before, after = stored(corpus)[0].corpus_parts(), stored(more)[0].corpus_parts()
    assert set(before) < set(after)


def test_many_records_make_many_parts(monkeypatch) -> None:
    monkeypatch.setattr(parts, "BYTES", 2000)
    papers = tuple(Paper(f"Paper {number}", "word " * 50) for number in range(40))
    corpus = Corpus((Listing("a", "-", "00", "jsonl", papers),))
    content, data = stored(corpus)
    assert len(content.corpus_parts()) > 5
    assert parts.corpus(content, data) == corpus


def test_the_ledger_comes_back() -> None:
    ledger = small().ledger
    pieces = list(parts.ledger_parts(ledger))
    content = parts.Content(ledger=[piece.name for piece in pieces])
    assert parts.ledger(content, dict(pieces)).equals(ledger)
    empty = pl.DataFrame(schema=schema(LEDGER))
    assert parts.ledger(parts.Content(), {}).equals(empty)


def test_a_batch_is_as_large_as_its_rows_allow() -> None:
    small_rows, large_rows = pl.DataFrame({"x": ["a"] * 10}), pl.DataFrame({"x": ["a" * parts.BYTES] * 10})
    assert parts.fitting(small_rows, 4) == 4
    assert parts.fitting(small_rows, 1000) >= 10
    assert parts.fitting(large_rows, 1000) == 1
    assert parts.fitting(small_rows.clear(), 1000) == 1
