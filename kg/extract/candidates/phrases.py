"""Names that the wording of a paper marks: "called X", "the x-y dataset", "We introduce x y", a title "X: ..." or "... via X Y"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import count, pairwise

from kg.extract.lexicon.tables import Lexicon
from kg.extract.text.senses import FUNCTION
from kg.extract.text.sentences import SPACES, Passage
from kg.extract.text.words import BREAK, is_name

_VERBS = ("called", "named", "dubbed", "termed", "denoted", "coined")
_NAMING = ("titled", "namely", "nicknamed")
_NAMED = re.compile(
    rf"\b(?:{'|'.join((*_VERBS, *_NAMING))})(?: as| by)?[:,]? (?:the )?(?!an? )[\"'“‘`]*(\w[\w^+*@./-]*(?: [A-Z\d][\w^+*@./-]*)*)"
)
_PHRASING = ("known as", "refer to as", "referred to as", "we call")
_PHRASE = re.compile(
    rf"\b(?:{'|'.join((*_VERBS, *_PHRASING))})(?: as| by| the| an?)? [\"'“‘`]*"
    r"([a-z][a-z-]+(?: [a-z][a-z-]+){1,3})"
)
_NUMBERED_TASK = re.compile(r"\d [Tt]ask \d")
_TASK = re.compile(r"\b[A-Z][\w-]*[A-Za-z](?:-| )?(?:19|20)\d\d [Tt]ask \d{1,2}\b")
_LEADING = frozenset(
    "network networks transformer transformers autoencoder autoencoders distillation descent matching embedding embeddings "
    "flow flows propagation filter filters quantization decomposition decoding encoding fusion sampling clustering "
    "optimization search corpus dataset benchmark tree trees attention normalization regularization".split()
)
"""Last words of phrases that may be names where a title begins with them."""
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
_TITLE_NAME = re.compile(
    r"^[\"'“‘]?(?:(?:The|An?) )?([^:]{2,70}?)[\"'”’]?(?: at [A-Z][^:\d]{0,60}\d[^:]{0,40})?(?::\s| [–—-]+ )"
)
"""The name at the beginning of a title: "X: ...", and "X at SemEval-2019 Task 3: ..." of a team in a challenge."""
_BY_MEANS = frozenset({"with", "via", "by", "through", "using"})
_MOST_MEANS = 5
_ARTICLES = frozenset({"a", "an", "the"})


def named(abstract: str, lexicon: Lexicon) -> Iterator[str]:
    """Give the names after verbs of naming ("called X"), and phrases of two to four words there ("known as x y")."""
    verb = _earliest(abstract, _VERBS)
    first = min(verb, _earliest(abstract, _NAMING))
    if first < len(abstract):
        for found in _NAMED.finditer(abstract, first):
            if found.group(1) not in lexicon.common:
                yield found.group(1)
    first = min(verb, _earliest(abstract, _PHRASING))
    if first < len(abstract):
        for found in _PHRASE.finditer(abstract, first):
            words = found.group(1).split()
            end = next((at for at, word in enumerate(words) if word in FUNCTION), len(words))
            if end > 1:
                yield " ".join(words[:end])


def _earliest(text: str, parts: Iterable[str]) -> int:
    """Give the index at which the first of the parts occurs in a text, or the length of the text where none does."""
    first = len(text)
    for part in parts:
        at = text.find(part, 0, first + len(part))
        if at >= 0:
            first = at
    return first


def tasks(text: str) -> Iterator[str]:
    """Give the tasks of yearly challenges ("SemEval-2020 Task 9")."""
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


def echoes(title: Passage, abstract: Passage) -> Iterator[str]:
    """Give the phrases of several words that follow a verb of introducing in the abstract and occur in the title as well."""
    pairs, keys = {pair for pair in pairwise(title.keys) if BREAK not in pair}, abstract.keys
    said = [at for at, key in enumerate(keys) if key in _INTRODUCE]
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
    """Give the phrase of two to five words at the beginning of a title without a colon, where its last word is one of names."""
    words, first = title.words, 1
    if ":" in title.text or len(words) < 3:
        return
    if words[first].lower in _ARTICLES:
        first += 1
    last = next(at for at in count(first) if not _continues(title, first, at))
    if 2 <= last - first <= _MOST_MEANS and words[last - 1].lower in _LEADING:
        yield "".join(title.keys[first:last])


def means(title: Passage) -> Iterator[str]:
    """Give the phrases of two to five words that name the means in a title ("... via X Y")."""
    for first in [at for at, word in enumerate(title.words, 1) if word.lower in _BY_MEANS]:
        last = next(at for at in count(first) if not _continues(title, first, at))
        if 2 <= last - first <= _MOST_MEANS:
            yield "".join(title.keys[first:last])


def _continues(title: Passage, first: int, at: int) -> bool:
    if title.keys[at] == BREAK or title.words[at].lower in FUNCTION:
        return False
    return at == first or title.gap(at) in SPACES


def title_names(title: str) -> list[str]:
    """Give the name before the colon of a title, or both names of "X and Y: ..."."""
    found = _TITLE_NAME.match(title)
    words = found.group(1).split() if found else []
    if len(words) == 3 and words[1] in ("and", "&") and is_name(words[0]) and is_name(words[2]):
        return [words[0], words[2]]
    return [" ".join(words)] if 1 <= len(words) <= 5 else []
