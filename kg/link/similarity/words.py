"""
The words of papers.

Texts are cleaned and split into words, and these numbered, with plurals folded: batch by batch, several at a time.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np
import polars as pl

from kg.link.similarity.threads import shared
from kg.model import Paper

if TYPE_CHECKING:
    from numpy.typing import NDArray

_PAPERS = 2_000
"""Papers in a batch: few enough for their text to stay in the processor's cache."""

WORD = r"\p{N}*\p{L}[\p{L}\p{M}\p{N}]+(?:-\p{N}[\p{L}\p{N}]*)?|\p{L}-\p{L}[\p{L}\p{M}\p{N}]+"
"""Two characters or more with a letter among them; "cifar-10" and "u-net" are one word, "pre-training" is two."""
_NOISE = r"https?://\S+|\bwww\.\S+|\\[a-z]+"
"""Addresses and LaTeX commands: they say where things are and how they look, not what the paper is about."""

# Measured on 18,027 abstracts with 13,979 known citations (benchmarks/similarity.py), half of them set aside:
# word pairs add 0.010 to nDCG@10, folded plurals 0.005, a title that counts twice 0.004, saturation in
# place of the logarithm 0.003. Neighbouring values of the three numbers differ by less than 0.002.
TITLE = 2
"""Weight of a word in a title; one in an abstract has 1."""
SATURATION = 2.0
"""How often a term must occur for half of its greatest weight."""
PAIR = 0.7
"""Weight of a pair of words; a word as rare has 1."""

STOP_WORDS = sorted(
    """
    about above across after again against al all almost along already also although always among an and
    another any are around as at be became because become been before being below between both but by can
    cannot common commonly could did do does doing done down due during each either else enough especially et
    etc even ever every few first for from further generally had has have having he hence her here him his how
    however if in indeed instead into is it its itself just last latter least less made make makes making many
    may me might more moreover most mostly much must my near neither never next no none nor not nothing now of
    off often on once one only onto or other others otherwise our out over own particular particularly per
    perhaps rather same second see seem seems several she should since so some still such than that the their
    them then there thereby therefore these they this those though three through thus to together too toward
    towards two typically under until up upon us usually very via was way ways we well were what when where
    whereas whether which while who whole whom whose why will with within without would yet you your

    achieve achieves additionally address addresses approach approaches based compared conduct conducted
    demonstrate demonstrated demonstrates develop developed different effective effectiveness evaluate
    evaluated existing experimental extensive furthermore improve improved improves introduce introduced
    introduces method methods new novel outperform outperforms paper present presented presents previous
    propose proposed proposes provide provides recent recently result results show showed shown shows
    significantly use used uses using various work
    """.split()
)
"""Words that say nothing about a subject: of the language, then of research papers."""


FILLER = frozenset(
    """
    able absence absolute account accurate accurately achieved actual adapted add adding addition additional
    addressed addressing adopt adopted advance advanced advantage affect aim aimed allow allowing alone
    alternative amount analyse analysis analyze analyzing appear applicable application applied apply applying
    appropriate area arise aspect assess assessing associated assume attempt availability available average
    avoid avoiding aware away back base basic basis begin behind believe benefit best better beyond big bring
    build building built call called capable capture capturing careful carefully carry case cause caused
    central certain challenge challenging change choice choose clear clearly close closely collected
    combination combine combined combining come comparable compare comparing comparison complement
    complementary complete complex component comprehensive compute computed computing concept conclude
    conclusion condition confirm consider considerable considered considering consist consistent consistently
    consisting construct constructed constructing contain containing contrast contribute contribution
    conventional core correct corresponding cost costly cover covering create creating critical crucial
    current currently data define defined definition degree deliver demonstrating depend dependent derive
    derived describe described describing description design designed designing desired despite detail
    detailed determine determining developing development differ difference difficult difficulty direct
    directly discover discuss discussed distinct drawback drive driven early easily easy effect effectively
    efficacy efficiency efficient efficiently effort eight element emerging emphasize employ employed
    employing enable enabling encourage end enhance enhanced enhancing ensure ensuring entire equal equipped
    essential establish established establishing estimate exhibit exist expand expensive experiment explicit
    explicitly exploit explore explored exploring extend extended extending extension extent facilitate factor
    fail fall far fast faster fewer final finally find finding five fixed flexible focus focused focusing
    follow followed following form found four framework frequently full fully fundamental furthermore future
    gain gap general generally generated generic get give given goal good great greater grow growing guarantee
    handle handling hard heavily help high higher highest highlight highly hypothesis idea ideal
    identification identify identifying impact implement implementation implemented importance important
    improvement improving include including incorporate incorporating increase increased increasing
    increasingly independent independently indicate individual influence information inherent inherently
    innovative input insight inspired instance insufficient integrate integrated integrating interest
    interesting introducing introduction investigate investigated involve involving issue key kind known lack
    large largely larger largest lead leading leverage leveraging lie like limit limitation limited limiting
    literature long longer low lower main mainly maintain maintaining major manner match mean meaningful
    measure measured measuring meet methodology million minimal missing mode model modeling modification
    motivated multi multiple namely natural naturally nature necessary need needed negative non notable
    notably number numerous objective observe observed obtain obtained obtaining occur offer offering open
    order original output overall overcome part partially past perform performance performed performing
    perspective phenomenon place play point popular possible post potential powerful practical pre preliminary
    presence present preserve previously primarily primary principle prior problem process processing produce
    producing product progress promise promising prone proper proposal prove provided providing purely purpose
    range ranging rapid rapidly rate reach real reduce reduced reducing reduction refer reference regarding
    related relationship relative relatively relevant reliable rely relying remain remaining report reported
    represent represented representing require required requirement requiring research resolve respect
    respectively resulting retain reveal revealing rise robust role run running scalable scale scenario scheme
    select selected separate serve set setting seven share short showing significant similar simple simply
    simultaneously single six size slow small solution solve solved solving source specific specifically stage
    standard start state step strategy strength strong stronger structure studied study subsequent substantial
    substantially successful successfully suffer sufficient suggest suggesting suitable suited superior
    support system tackle tailored take taken taking target task technique tend term test tested testing
    thorough time top total traditional transform trend true try turn two type underlying understand
    understanding unified unique unit universal unlike useful usefulness utilize utilized utilizing valuable
    value variant variation variety vary varying verify version versus vital want well whole wide widely
    widespread working yield yielding zero
    """.split()
)
"""
Words that say little about a subject, in the singular: they count for similarity, and are not named as what papers share.

Picked by hand from the 1,795 words that at least 0.8 % of 25,000 papers of all fields have, those as common in one field
as in another before all.
"""


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
        texts = [_normal(text) for paper in papers[first:last] for text in (paper.title, paper.abstract)]
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


def _normal(text: str) -> str:
    """Give the text with its characters in one form; most texts are ASCII and need nothing."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


def is_filler(words: pl.Series) -> NDArray[np.bool_]:
    """Tell for each word, in the singular or plural, whether it says little about a subject."""
    return words.to_frame("word").select(_singular(pl.col("word")).is_in(sorted(FILLER)))["word"].to_numpy()


def _singular(word: pl.Expr) -> pl.Expr:
    """Fold regular plurals: "policies" and "policy", "embeddings" and "embedding", but not "analysis" or "gas"."""
    folded = (
        word.str.replace(r"^(.{2,})ies$", "${1}y")
        .str.replace(r"^(.{2,}ss)es$", "${1}")
        .str.replace(r"^(.{2,}[^sui])s$", "${1}")
    )
    return pl.when(word.str.len_chars() > 3).then(folded).otherwise(word)
