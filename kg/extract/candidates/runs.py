"""Runs of adjacent words that are written as names: by shape ("nnU-Net", "CIFAR-10") or by capitals inside a sentence."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from kg.extract.candidates.eponyms import is_eponym
from kg.extract.lexicon.tables import Lexicon
from kg.extract.text.senses import FUNCTION
from kg.extract.text.sentences import SPACES, Passage
from kg.extract.text.words import BREAK, Word

_HEADS = frozenset(
    "dataset datasets benchmark benchmarks corpus corpora challenge challenges competition collection suite database "
    "model models network networks optimizer optimizers algorithm algorithms framework frameworks method methods "
    "architecture architectures classification detection segmentation recognition task tasks loss layer layers module "
    "data test validation training set sets leaderboard family series library toolkit estimator backbone encoder "
    "decoder features track score scores image images".split()
)
"""Words that only say what kind of thing the name before them is."""
_SIZES = frozenset(
    "Nano Tiny Mini Small Base Medium Large Huge Giant Lite Light Pro Plus Max Ultra Turbo".split()
)
"""Words after a name that make it another thing: XLM-R Base is not XLM-R Large."""
_ATTRIBUTES = frozenset({"language", "task", "metric", "term", "field", "unit", "organisation"})
_LANGUAGES = re.compile(r"[A-Z][a-z]{1,2}[-–→][A-Z][a-z]{1,2}")
"""A pair of languages, which names a part of a dataset: WMT'14 En-De."""
_PATCHES = re.compile(r"[A-Z][a-z]?/\d+")
"""Size and patch of a vision transformer without its name, as in lists: ViT-B/16 and L/16."""
_STARTERS = FUNCTION | frozenset(
    "recent recently existing current using given most many several all some these those such while although however "
    "moreover furthermore additionally finally here unlike despite when where if since because inspired motivated "
    "compared experiments extensive code empirical".split()
)
"""Words that begin a sentence but never a name, even where the next word has a capital as well."""
_LEADING = frozenset({"a", "an", "our", "the"})
"""Words that begin no name where they begin an item of a list: "1) The GRPO algorithm"; "our" does nowhere."""


def runs(one: Passage, lexicon: Lexicon, *, capitals: bool) -> Iterator[tuple[str, Sequence[Word]]]:
    """
    Give the runs of adjacent words that are written as names, with the reason: shape, capitals or eponym.

    Without `capitals`, as in a title in title case, a capital alone says nothing.
    """
    words, behind = one.words, 0
    for first in [at for at, word in enumerate(words) if word.named or word.capital]:
        if first < behind or not _begins(words[first], capitals, lexicon.common):
            continue
        behind = first + 1
        while _continues(one, behind, capitals, lexicon.common):
            behind += 1
        run: Sequence[Word] = words[first:behind]
        if run[1:] and run[0].lower in _LEADING and (run[0].lower == "our" or one.gap(first) == ") "):
            run = run[1:]
        run = _trimmed(run, one.keys[first - 1] == BREAK, lexicon)
        if run and is_eponym(run, one, behind, lexicon):
            yield "eponym", [*run, words[behind]]
        if run:
            yield ("shape" if any(word.named for word in run) else "capitals"), run


def _begins(word: Word, capitals: bool, common: Collection[str]) -> bool:
    """Tell whether a name may begin with a word: it has the shape of a name or, with `capitals`, a capital."""
    if not word.named:
        return capitals and word.capital
    if word.text == word.lower:
        return re.split(r"[-\d]", word.text, maxsplit=1)[0] not in common
    return not word.number


def _continues(one: Passage, at: int, capitals: bool, common: Collection[str]) -> bool:
    """Tell whether a word continues the name that ends before it."""
    word = one.words[at]
    return (word.version or _begins(word, capitals, common)) and one.gap(at) in SPACES


def _trimmed(run: Sequence[Word], at_start: bool, lexicon: Lexicon) -> Sequence[Word]:
    """Drop a first word that is capitalised only because it begins the sentence, and generic words at the end."""
    begun = at_start and run and not run[0].named
    if begun and (lexicon.meanings.is_common(run[0].text) or len(run[0].text) == 1):
        whole = len(run) > 1 and not any(word.named for word in run) and run[0].lower not in _STARTERS
        run = run if whole else run[1:]
    while len(run) > 1 and _adds_nothing(run, lexicon):
        run = run[:-1]
    return () if len(run) == 1 and _is_none(run[0]) else run


def _is_none(word: Word) -> bool:
    """Tell whether a word on its own cannot be a name: a number, a letter, a size and patch."""
    return word.number or len(word.text) < 2 or ("/" in word.text and bool(_PATCHES.fullmatch(word.text)))


def _adds_nothing(run: Sequence[Word], lexicon: Lexicon) -> bool:
    """Tell whether the last word only describes the known name before it ("ImageNet dataset", "WMT'14 En-De")."""
    if run[-1].text in _SIZES or run[-1].version:
        return False
    before = lexicon.get(" ".join([word.text for word in run[:-1]]))
    if not any(known.kind in ("dataset", "method") for known in before):
        return False
    if run[-1].lower in _HEADS or _LANGUAGES.fullmatch(run[-1].text):
        return True
    return any(known.kind in _ATTRIBUTES for known in lexicon.get(run[-1].text))
