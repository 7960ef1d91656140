"""Names that a paper offers in words: behind verbs of naming and introducing, before words for data, in its title; and whether
it offers data.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import compress, count, pairwise

from kg.extract.lexicon import Lexicon
from kg.extract.senses import FUNCTION
from kg.extract.text import BREAK, SPACES, Passage

_VERBS = ("called", "named", "dubbed", "termed", "denoted", "coined")
_NAMING = (*_VERBS, "titled", "namely", "nicknamed")
_NAMED = re.compile(
    rf"\b(?:{'|'.join(_NAMING)})(?: as| by)?[:,]? [\"'“‘`]*(\w[\w^+*@./-]*(?: [A-Z\d][\w^+*@./-]*)*)"
)
_PHRASING = (*_VERBS, "known as", "refer to as", "referred to as", "we call")
_PHRASE = re.compile(
    rf"\b(?:{'|'.join(_PHRASING)})(?: as| by| the| an?)? [\"'“‘`]*"
    r"([a-z][a-z-]+(?: [a-z][a-z-]+){1,3})"
)
_NUMBERED_TASK = re.compile(r"\d [Tt]ask \d")
_TASK = re.compile(r"\b[A-Z][\w-]*[A-Za-z](?:-| )?(?:19|20)\d\d [Tt]ask \d{1,2}\b")
"""A task of the year: SemEval-2020 Task 9."""
_LEADING = frozenset(
    "network networks transformer transformers autoencoder autoencoders distillation descent matching embedding embeddings "
    "flow flows propagation filter filters quantization decomposition decoding encoding fusion sampling clustering "
    "optimization search corpus dataset benchmark tree trees attention normalization regularization".split()
)
"""Words in which a phrase ends that may be a name where a title begins with it."""
_CUE = re.compile(r" (?:datasets?|benchmarks?|corpus|corpora)\b")
_CUED = re.compile(r"\b([a-z][a-z\d]*(?:[-_][a-z\d]+){0,20})\Z")
_INTRODUCE = frozenset(
    stem + ending
    for stem in "introduc propos present develop call nam design devis describ".split()
    for ending in ("", "e", "es", "ed", "ing")
)
_FILLERS = frozenset(
    "a an the our we novel new simple called named is are this to of in and for on as by with".split()
)
_BY_MEANS = frozenset({"with", "via", "by", "through", "using"})
_MOST_MEANS = 5
_ARTICLES = frozenset({"a", "an", "the"})
_OFFER = re.compile(
    r"\b(?:introduc|present|releas|construct|propos|buil[dt]|creat|curat|collect|develop|publish|contribut|annotat)\w*\b"
    r"[^.;]{0,89}[^.;\w]\Z"
)
_OFFERED = 130
"""Characters before the word for data in which the verb begins."""
_DATA = (
    "dataset",
    "benchmark",
    "corpus",
    "corpora",
    "testbed",
    "challenge",
    "leaderboard",
    "treebank",
    "test suite",
    "test set",
)


def named(abstract: str, lexicon: Lexicon) -> Iterator[str]:
    """Give the names behind verbs of naming ("called X"), and phrases of two to four words there ("known as x y")."""
    first = _earliest(abstract, _NAMING)
    if first is not None:
        for found in _NAMED.finditer(abstract, first):
            if found.group(1) not in lexicon.common:
                yield found.group(1)
    first = _earliest(abstract, _PHRASING)
    if first is not None:
        for found in _PHRASE.finditer(abstract, first):
            words = found.group(1).split()
            end = next((at for at, word in enumerate(words) if word in FUNCTION), len(words))
            if end > 1:
                yield " ".join(words[:end])


def _earliest(text: str, parts: Iterable[str]) -> int | None:
    """Give the place of the first of some parts of a text."""
    return min([at for at in map(text.find, parts) if at >= 0], default=None)


def tasks(text: str) -> Iterator[str]:
    """Give the tasks of challenges that come anew each year."""
    if "ask " in text and _NUMBERED_TASK.search(text):
        yield from _TASK.findall(text)


def cued(abstract: str, lexicon: Lexicon) -> Iterator[str]:
    """Give the unusual words in lower case before a word for data ("the ogbl-ddi dataset")."""
    behind = 0
    for cue in _CUE.finditer(abstract):
        found = _CUED.search(abstract, max(behind, abstract.rfind(" ", 0, cue.start())), cue.start())
        if found:
            behind = cue.end()
            words = filter(None, re.split(r"[-_\d]", found.group(1)))
            if not any(word in lexicon.common or len(word) < 2 for word in words):
                yield found.group(1)


def new_data(abstract: str) -> bool:
    """Tell whether a text speaks of a new dataset or benchmark: behind a verb of making."""
    text = abstract.lower()
    return any(
        _OFFER.search(text, max(0, found.start() - _OFFERED), found.start())
        for word in [word for word in _DATA if word in text]
        for found in re.finditer(word, text)
    )


def echoes(title: Passage, abstract: Passage) -> Iterator[str]:
    """Give the phrases of several words that stand in the title and, in the abstract, behind a verb of introducing."""
    pairs, keys = {pair for pair in pairwise(title.keys) if BREAK not in pair}, abstract.keys
    said = compress(count(), map(_INTRODUCE.__contains__, keys))
    for verb in [at for at in said if keys[at] == abstract.words[at].lower]:
        first = verb + 1
        while first < verb + 8 and keys[first] != BREAK:
            last = first
            while last + 1 < first + 5 and (keys[last], keys[last + 1]) in pairs:
                last += 1
            if last > first and keys[first] not in _FILLERS and keys[last] not in _FILLERS:
                yield "".join(keys[first : last + 1])
            first = last + 1


def leading(title: Passage) -> Iterator[str]:
    """Give the phrase of two to five words that a title without a colon begins with, where it ends as names do."""
    words, first = title.words, 1
    if ":" in title.text or len(words) < 3:
        return
    if words[first].lower in _ARTICLES:
        first += 1
    last = next(at for at in count(first) if not _continues(title, first, at))
    if 2 <= last - first <= _MOST_MEANS and words[last - 1].lower in _LEADING:
        yield "".join(title.keys[first:last])


def means(title: Passage) -> Iterator[str]:
    """Give the phrases of two to five words by means of which a title says that something is done ("... via X Y")."""
    for first in [at for at, word in enumerate(title.words, 1) if word.lower in _BY_MEANS]:
        last = next(at for at in count(first) if not _continues(title, first, at))
        if 2 <= last - first <= _MOST_MEANS:
            yield "".join(title.keys[first:last])


def _continues(title: Passage, first: int, at: int) -> bool:
    if title.keys[at] == BREAK or title.words[at].lower in FUNCTION:
        return False
    return at == first or title.gap(at) in SPACES
