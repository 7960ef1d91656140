"""The corpus as stores keep it."""

from hypothesis import given
from hypothesis import strategies as st

from kg.corpus import Corpus
from kg.corpus.tables import TABLES, from_tables, to_table
from kg.model import Paper
from tests.graphs import owned
from tests.unit.corpus.making import corpora, listing


@given(corpora(), st.booleans())
def test_tables_give_the_corpus_back(given_listings, has_owner):
    corpus = (owned(Corpus()) if has_owner else Corpus()).add(given_listings)
    assert from_tables({name: to_table(corpus, name) for name in TABLES}) == corpus


def test_tables_that_an_earlier_kg_did_not_write_are_empty():
    corpus = Corpus().add([listing("a", Paper("One"))])
    assert from_tables({name: to_table(corpus, name) for name in ("listings", "records")}) == corpus
    assert from_tables({}) == Corpus()


def test_a_table_without_rows_has_its_columns():
    for name, columns in TABLES.items():
        assert to_table(Corpus(), name).columns == list(columns)
        assert (
            to_table(Corpus(), name).schema
            == to_table(owned(Corpus()).add([listing("a", Paper("One"))]), name).schema
        )
