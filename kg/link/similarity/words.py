"""
The words of papers.

Texts are cleaned and split into words, and these numbered, with plurals folded: batch by batch, several at a time.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Container, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np
import polars as pl

from kg.link.similarity.threads import shared
from kg.model import Paper
from kg.text.word_lists import PLURALS, SHORTEST_PLURAL, listed

if TYPE_CHECKING:
    from numpy.typing import NDArray

_PAPERS = 2_000
"""Papers in a batch: few enough for their text to stay in the processor's cache."""

WORD = r"\p{N}*\p{L}[\p{L}\p{M}\p{N}]+(?:-\p{N}[\p{L}\p{N}]*)?|\p{L}-\p{L}[\p{L}\p{M}\p{N}]+"
"""Two characters or more with a letter among them; "cifar-10" and "u-net" are one word, "pre-training" is two."""
_NOISE = r"https?://\S+|\bwww\.\S+|\\[a-z]+"
"""Addresses and LaTeX commands: they say where things are and how they look, not what the paper is about."""
_LETTERS = re.compile(r"[^\W\d_]+")
_ABROAD = (" de ", " du ", " und ", " di ", " bir ", " ve ")
"""One of these is in any text of the languages of `kg.text.word_lists.listed("foreign")`: a quick test."""
_FEWEST, _FEWEST_IN_TITLE = 5, 3
"""Fewest such words of an abstract, and of a title, in one of these languages; of 100,000 abstracts in English none had as many."""

# Measured on 18,027 abstracts with 13,979 known citations (benchmarks/similarity.py), half of them set aside:
# word pairs add 0.010 to nDCG@10, folded plurals 0.005, a title that counts twice 0.004, saturation in
# place of the logarithm 0.003. Neighbouring values of the three numbers differ by less than 0.002.
TITLE = 2
"""Weight of a word in a title; one in an abstract has 1."""
SATURATION = 2.0
"""How often a term must occur for half of its greatest weight."""
PAIR = 0.7
"""Weight of a pair of words; a word as rare has 1."""


class Cut(NamedTuple):
    """The words of some texts, in their order, without those that say nothing."""

    text: NDArray[np.int32]
    """For each word the index of its text."""
    place: NDArray[np.int32]
    """For each word its index among the different ones."""
    written: Sequence[str] | pl.Series
    """The different words, in any order."""
    times: NDArray[np.int32]
    """How often each of them occurs."""


Cutter: TypeAlias = Callable[[pl.Series], Cut]
"""A tokeniser: `cut` of `kg.link.similarity.few`, or of `kg.link.similarity.counts` for many texts."""


class Words(NamedTuple):
    """The words of papers, in their order."""

    field: NDArray[np.int32]
    """For each word where it stands: 0 and 1 are title and abstract of the first paper, and so on."""
    number: NDArray[np.int32]
    """For each word its number."""
    written: pl.Series
    """The commonest written form of each word, by its number."""


def numbered(papers: Sequence[Paper], cutter: Cutter) -> Words:
    """Split the titles and abstracts of papers into words, and number these in alphabetical order."""

    def share(first: int, last: int) -> Cut:
        """Split the texts of some papers into words, the texts numbered as among all."""
        texts = [text for paper in papers[first:last] for text in _texts(paper)]
        clean = pl.Series(texts, dtype=pl.String).str.to_lowercase().str.replace_all(_NOISE, " ")
        cut = cutter(clean)
        return cut._replace(text=cut.text + np.int32(2 * first))

    cuts = list(shared(share, len(papers), _PAPERS))
    blocks = [pl.DataFrame({"word": cut.written, "times": cut.times}) for cut in cuts]
    found = pl.concat([pl.DataFrame(schema={"word": pl.String, "times": pl.Int32}), *blocks])
    forms = (
        found.group_by("word")
        .agg(pl.col("times").sum())
        .with_columns(term=_singular(pl.col("word")))
        .sort("term", "times", "word", descending=[False, True, False])
        .with_columns(number=pl.col("term").rle_id().cast(pl.Int32))
    )
    numbers = found.join(forms, on="word", how="left", maintain_order="left")["number"].to_numpy()
    ends = np.cumsum([len(cut.times) for cut in cuts])
    none = np.empty(0, np.int32)
    return Words(
        np.concatenate([none, *(cut.text for cut in cuts)]),
        np.concatenate(
            [none, *(numbers[end - len(cut.times) :][cut.place] for cut, end in zip(cuts, ends, strict=True))]
        ),
        forms.unique("number", keep="first", maintain_order=True)["word"],
    )


def _texts(paper: Paper) -> tuple[str, str]:
    """Give title and abstract of a paper, in another language than English without the words that hold sentences together."""
    title, abstract = _normal(paper.title), _normal(paper.abstract)
    if not any(word in abstract or word in title for word in _ABROAD):
        return title, abstract
    known = listed("foreign")
    if len(known.intersection(abstract.lower().split())) >= _FEWEST:
        return _of_few(title, known), _of_few(abstract, known)
    if len(known.intersection(title.lower().split())) >= _FEWEST_IN_TITLE:
        return _of_few(title, known), abstract
    return title, abstract


def _of_few(text: str, left_out: Container[str]) -> str:
    """Give a text without some words."""
    return _LETTERS.sub(lambda found: "" if found.group().lower() in left_out else found.group(), text)


def _normal(text: str) -> str:
    """Give the text with its characters in one form; most texts are ASCII and need nothing."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


def stop_words() -> list[str]:
    """Give the words that do not count, sorted: those of the language and of all research papers."""
    return sorted(listed("function", "research"))


def is_filler(terms: pl.Series) -> NDArray[np.bool_]:
    """
    Tell for each word, in the singular or plural, whether it says little about a subject.

    Such words count for similarity and are not named as what papers share. They were picked by hand from the 1,795
    words that at least 0.8 % of 25,000 papers of all fields have, those as common in one field as in another before all.
    """
    filler = sorted(listed("prose", "general"))
    return terms.to_frame("word").select(_singular(pl.col("word")).is_in(filler))["word"].to_numpy()


def _singular(word: pl.Expr) -> pl.Expr:
    """Fold regular plurals as `kg.text.word_lists.singular` does: "policies" and "policy", but not "analysis" or "gas"."""
    folded = word
    for pattern, ending in PLURALS:
        folded = folded.str.replace(pattern, f"${{1}}{ending}")
    return pl.when(word.str.len_chars() >= SHORTEST_PLURAL).then(folded).otherwise(word)
