"""`kg load`: what a load would remove from the server."""

import pytest

from kg.cli.load import _check_covered
from kg.corpus import Corpus, Listing
from kg.errors import UsageError
from kg.model import Decision, KnownName, NameList

LISTING = Listing("june.html", "/june.html", "1f", "html")
MERGED = Decision("merge", "method", "Owlet", "OWL-Net")
NAMES = NameList("mine.tsv", "tsv", (KnownName("Zorble", "method"),))


@pytest.mark.parametrize(
    ("there", "lost"),
    [
        (Corpus((LISTING,)), "1 listing that ours does not, such as 'june.html'"),
        (Corpus(decisions=(MERGED,)), "1 decision that ours does not, such as 'Owlet and OWL-Net'"),
        (Corpus(lexicons=(NAMES,)), "1 name list that ours does not, such as 'mine.tsv'"),
    ],
)
def test_what_only_the_server_holds_is_not_removed_silently(there: Corpus, lost: str) -> None:
    with pytest.raises(UsageError, match=f"server holds {lost}; load with --replace"):
        _check_covered(there, Corpus(), "server", "ours")
    _check_covered(there, there, "server", "ours")
    _check_covered(Corpus(), there, "server", "ours")
