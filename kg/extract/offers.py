"""Names that a paper offers in words: behind verbs of naming and introducing, before words for data, in its title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kg.extract.lexicon import Lexicon
from kg.extract.senses import FUNCTION
from kg.extract.text import SPACES, Sentence

_NAMING = ("called", "named", "dubbed", "termed", "denoted", "coined", "titled", "namely", "nicknamed")
_NAMED = re.compile(
    rf"\b(?:{'|'.join(_NAMING)})(?: as| by)?[:,]? [\"'“‘`]*(\w[\w^+*@./-]*(?: [A-Z\d][\w^+*@./-]*)*)"
)
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


def named(abstract: str, lexicon: Lexicon) -> Iterator[str]:
    """Give the names behind verbs of naming ("called X")."""
    if any(verb in abstract for verb in _NAMING):
        for found in _NAMED.finditer(abstract):
            if found.group(1) not in lexicon.common:
                yield found.group(1)


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


def echoes(title: Sequence[Sentence], abstract: Sequence[Sentence]) -> Iterator[str]:
    """Give the phrases of several words that stand in the title and, in the abstract, behind a verb of introducing."""
    pairs = set(pairwise([key for sentence in title for key in sentence.keys]))
    for sentence in abstract:
        keys = sentence.keys
        for verb in [at for at, word in enumerate(sentence.words) if word.lower in _INTRODUCE]:
            first = verb + 1
            while first < min(verb + 8, len(keys) - 1):
                last = first
                while last + 1 < min(first + 5, len(keys)) and (keys[last], keys[last + 1]) in pairs:
                    last += 1
                if last > first and keys[first] not in _FILLERS and keys[last] not in _FILLERS:
                    yield "".join(keys[first : last + 1])
                first = last + 1


def means(title: Sequence[Sentence]) -> Iterator[str]:
    """Give the phrases of two to five words by means of which a title says that something is done ("... via X Y")."""
    for sentence in title:
        for at, word in enumerate(sentence.words[:-2], 1):
            if word.lower in _BY_MEANS:
                ends = (end for end in range(at, len(sentence.words)) if not _continues(sentence, at, end))
                last = next(ends, len(sentence.words))
                if 2 <= last - at <= _MOST_MEANS:
                    yield "".join(sentence.keys[at:last])


def _continues(sentence: Sentence, first: int, at: int) -> bool:
    return sentence.words[at].lower not in FUNCTION and (at == first or sentence.gap(at) in SPACES)
