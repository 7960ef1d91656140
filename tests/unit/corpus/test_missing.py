"""What a corpus has that another lacks, as a load onto a server would remove it there."""

import pytest

from kg.corpus import Corpus, Listing
from kg.model import Decision, KnownName, NameList

LISTING = Listing("june.html", "/june.html", "1f", "html")
MERGED = Decision("merge", "method", "Owlet", "OWL-Net")
NAMES = NameList("mine.tsv", "tsv", (KnownName("Zorble", "method"),))


@pytest.mark.parametrize(
    ("there", "what", "name"),
    [
        (Corpus((LISTING,)), "listing", "june.html"),
        (Corpus(decisions=(MERGED,)), "decision", "Owlet and OWL-Net"),
        (Corpus(lexicons=(NAMES,)), "lexicon", "mine.tsv"),
    ],
)
def test_what_another_corpus_lacks_is_named_by_what_it_is(there: Corpus, what: str, name: str) -> None:
    nothing = {"listing": (), "decision": (), "lexicon": ()}
    assert there.missing_from(Corpus()) == {**nothing, what: (name,)}
    assert there.missing_from(there) == Corpus().missing_from(there) == nothing
