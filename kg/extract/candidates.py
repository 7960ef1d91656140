"""
Candidates: everything in a paper that may name a dataset or a method, with all its places.

Found first are the keys (folded names) that the paper itself offers: by shape ("nnU-Net", "CIFAR-10"), by capitals
inside a sentence, by a definition, by the title ("X: ...") or by a naming verb ("called X"). Together with the
known names they are then looked up everywhere in the paper, so that each place of a name is found whatever its case.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kg.extract.definitions import definitions
from kg.extract.lexicon import Known, Lexicon
from kg.extract.lists import expand
from kg.extract.spelling import Spellings, spellings
from kg.extract.text import Sentence, Word, sentences
from kg.ids import fold_name
from kg.model import Field, Paper

_HEADS = frozenset(
    "dataset datasets benchmark benchmarks corpus corpora challenge challenges competition collection suite database "
    "model models network networks optimizer optimizers algorithm algorithms framework frameworks method methods "
    "architecture architectures classification detection segmentation recognition task tasks loss layer layers module "
    "data test validation training set sets leaderboard family series library toolkit estimator backbone encoder "
    "decoder features track score scores image images".split()
)
_NAMING = ("called", "named", "dubbed", "termed", "denoted", "coined", "titled", "namely", "nicknamed")
_NAMED = re.compile(
    rf"\b(?:{'|'.join(_NAMING)})(?: as| by)?[:,]? [\"'“‘`]*(\w[\w^+*@./-]*(?: [A-Z\d][\w^+*@./-]*)*)"
)
_TITLE_NAME = re.compile(r"^[\"'“‘]?([^:]{2,70}?)[\"'”’]?(?::\s| [–—-]+ )")
_CUE = re.compile(r" (?:datasets?|benchmarks?|corpus|corpora)\b")
_CUED = re.compile(r"\b([a-z][a-z\d]*(?:[-_][a-z\d]+){0,20})\Z")
_LONGEST = 200
"""Characters of a folded name; words that run on without a blank are none."""
_SIZES = frozenset(
    "Nano Tiny Mini Small Base Medium Large Huge Giant Lite Light Pro Plus Max Ultra Turbo".split()
)
"""Words behind a name that make it another thing: XLM-R Base is not XLM-R Large."""
_ATTRIBUTES = frozenset({"language", "task", "metric", "term", "field", "unit", "organisation"})
_SPACES = frozenset({" ", "~", "\u00a0"})
_GAPS = _SPACES | {"-", "", "/"}
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
_INTRODUCE = frozenset(
    stem + ending
    for stem in "introduc propos present develop call nam design devis describ".split()
    for ending in ("", "e", "es", "ed", "ing")
)
_FILLERS = frozenset(
    "a an the our we novel new simple called named is are this to of in and for on as by with".split()
)


@dataclass(slots=True)
class Place:
    """One occurrence: the sentence (its number in the field) and the words first to last (exclusive)."""

    field: Field
    sentence: int
    first: int
    last: int
    start: int
    end: int


@dataclass(slots=True)
class Candidate:
    """Everything that a paper says under one name: its folded forms, its places, what the lexicon knows."""

    keys: set[str]
    places: list[Place] = field(default_factory=list)
    known: tuple[Known, ...] = ()
    sources: set[str] = field(default_factory=set)
    """How it was found: shape, capitals, short, long, title, named, cued, echo, several (words), known."""


@dataclass(slots=True)
class Text:
    """A paper cut into sentences, with what it defines."""

    paper: Paper
    fields: dict[Field, list[Sentence]]
    definitions: list[tuple[str, str]]
    """(long form, short form) as written."""
    offers_data: bool
    """Whether the abstract speaks of a new dataset or benchmark."""
    defining: Mapping[str, int] = field(init=False)
    """The number of the first definition that has a folded name as either form."""

    def __post_init__(self) -> None:
        """Look the definitions up once."""
        pairs = reversed(list(enumerate(self.definitions)))
        self.defining = {fold_name(form): number for number, pair in pairs for form in pair}


def read(paper: Paper) -> Text:
    """Cut a paper into sentences and find its definitions."""
    found = []
    for text in (paper.title, paper.abstract):
        found += [(text[slice(*one.long)], text[slice(*one.short)]) for one in definitions(text)]
    fields: dict[Field, list[Sentence]] = {
        "title": sentences(paper.title),
        "abstract": sentences(paper.abstract),
    }
    return Text(paper, fields, found, _offers_data(paper.abstract))


def _offers_data(abstract: str) -> bool:
    """Tell whether a text speaks of a new dataset or benchmark: behind a verb of making."""
    text = abstract.lower()
    return any(
        _OFFER.search(text, max(0, found.start() - _OFFERED), found.start())
        for word in _DATA
        if word in text
        for found in re.finditer(word, text)
    )


def candidates(text: Text, lexicon: Lexicon) -> list[Candidate]:
    """Give the candidates of a paper in the order of their first places."""
    own = _own_keys(text, lexicon)
    offered = spellings(own)
    places: dict[str, list[Place]] = defaultdict(list)
    known: dict[str, tuple[Known, ...]] = {}
    for name, parts in text.fields.items():
        body = text.paper.text(name)
        for number, sentence in enumerate(parts):
            for first, last, key, meant in _found(sentence, body, offered, own, lexicon):
                start, end = sentence.starts[first], sentence.behind(last - 1)
                places[key].append(Place(name, number, first, last, start, end))
                known[key] = _united(known.get(key, ()), meant)
    _trust_definitions(text, known, lexicon)
    return _grouped(text, own, places, known)


def _own_keys(text: Text, lexicon: Lexicon) -> dict[str, set[str]]:
    """Give the folded names that the paper itself offers, each with how it was found."""
    own: dict[str, set[str]] = defaultdict(set)
    for long, short in text.definitions:
        own[fold_name(short)].add("short")
        own[fold_name(long)].add("long")
    title = _TITLE_NAME.match(text.paper.title)
    if title and len(title.group(1).split()) <= 5:
        own[fold_name(title.group(1))].add("title")
    for named in _named(text.paper.abstract, lexicon):
        own[fold_name(named)].add("named")
    for cued in _cued(text.paper.abstract, lexicon):
        own[fold_name(cued)].add("cued")
    for key in _echoes(text, lexicon):
        own[key] |= {"echo", "several"}
    title_case = _is_title_case(text.fields["title"])
    for name, parts in text.fields.items():
        for sentence in parts:
            for source, run in _runs(sentence, lexicon, capitals=not (name == "title" and title_case)):
                own["".join([word.key for word in run])].update((source, "several") if run[1:] else (source,))
    own.pop("", None)
    return {key: sources for key, sources in own.items() if len(key) <= _LONGEST}


def _named(abstract: str, lexicon: Lexicon) -> Iterator[str]:
    """Give the names behind verbs of naming ("called X")."""
    if any(verb in abstract for verb in _NAMING):
        for found in _NAMED.finditer(abstract):
            if found.group(1) not in lexicon.common:
                yield found.group(1)


def _cued(abstract: str, lexicon: Lexicon) -> Iterator[str]:
    """Give the unusual words in lower case before a word for data ("the ogbl-ddi dataset")."""
    behind = 0
    for cue in _CUE.finditer(abstract):
        found = _CUED.search(abstract, max(behind, abstract.rfind(" ", 0, cue.start())), cue.start())
        if found:
            behind = cue.end()
            words = filter(None, re.split(r"[-_\d]", found.group(1)))
            if not any(word in lexicon.common or len(word) < 2 for word in words):
                yield found.group(1)


def _echoes(text: Text, lexicon: Lexicon) -> Iterator[str]:
    """Give the phrases of several words that stand in the title and, in the abstract, behind a verb of introducing."""
    pairs = set(pairwise([key for sentence in text.fields["title"] for key in sentence.keys]))
    for sentence in text.fields["abstract"]:
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


def _is_title_case(parts: Sequence[Sentence]) -> bool:
    words = [word for sentence in parts for word in sentence.words if len(word.text) > 3]
    return sum(word.capital for word in words) > 0.6 * len(words)


def _runs(sentence: Sentence, lexicon: Lexicon, *, capitals: bool) -> Iterator[tuple[str, Sequence[Word]]]:
    """Give runs of neighbouring words that are written as names, with the reason."""
    words, behind = sentence.words, 0
    for first in [at for at, word in enumerate(words) if word.named or word.capital]:
        if first < behind or not _begins(words[first], capitals, lexicon.common):
            continue
        behind = first + 1
        while behind < len(words) and _goes_on(sentence, behind, capitals, lexicon.common):
            behind += 1
        run = _trimmed(words[first:behind], first == 0, lexicon)
        if run:
            yield ("shape" if any(word.named for word in run) else "capitals"), run


def _begins(word: Word, capitals: bool, common: Collection[str]) -> bool:
    """Tell whether a word is written as a name, or has a capital where `capitals` tell names."""
    if not word.named:
        return capitals and word.capital
    if word.text == word.lower:
        return re.split(r"[-\d]", word.text, maxsplit=1)[0] not in common
    return not word.number


def _goes_on(sentence: Sentence, at: int, capitals: bool, common: Collection[str]) -> bool:
    """Tell whether a word goes on the name that ends before it."""
    gap = sentence.text[sentence.behind(at - 1) - sentence.start : sentence.starts[at] - sentence.start]
    word = sentence.words[at]
    return gap in _SPACES and (word.version or _begins(word, capitals, common))


def _trimmed(run: Sequence[Word], at_start: bool, lexicon: Lexicon) -> Sequence[Word]:
    """Give a run without the capital of a sentence's beginning and without generic words at its end."""
    if at_start and run and not run[0].named and (run[0].lower in lexicon.common or len(run[0].text) == 1):
        run = run[1:]
    while len(run) > 1 and _adds_nothing(run, lexicon):
        run = run[:-1]
    if len(run) == 1 and (run[0].number or len(run[0].text) < 2):
        return ()
    return run


def _adds_nothing(run: Sequence[Word], lexicon: Lexicon) -> bool:
    """Tell whether the last word only says what kind of thing the known name before it is."""
    if run[-1].text in _SIZES:
        return False
    before = lexicon.get(" ".join([word.text for word in run[:-1]]))
    if not any(known.kind in ("dataset", "method") for known in before):
        return False
    return run[-1].lower in _HEADS or any(known.kind in _ATTRIBUTES for known in lexicon.get(run[-1].text))


def _found(
    sentence: Sentence, body: str, offered: Spellings, own: Mapping[str, set[str]], lexicon: Lexicon
) -> Iterator[tuple[int, int, str, tuple[Known, ...]]]:
    """Give the names in a sentence from left to right without overlap, the longest first where they compete."""
    spans: dict[tuple[int, int], tuple[str, tuple[Known, ...]]] = {}
    starts, behind = sentence.starts, sentence.behind
    meanings, openings = lexicon.meanings, offered.openings
    known = [meanings[word.text] for word in sentence.words]
    firsts = lexicon.followers.firsts(sentence.keys, known)
    for first, last, key in lexicon.spellings.find(sentence.keys, firsts):
        meant = known[first] if last - first == 1 else lexicon.get(body[starts[first] : behind(last - 1)])
        if meant and _joined(sentence, first, last, body):
            spans[first, last] = (key, meant)
    firsts = [first for first, key in enumerate(sentence.keys) if key in openings]
    for first, last, key in offered.find(sentence.keys, firsts):
        surface = body[starts[first] : behind(last - 1)]
        if _joined(sentence, first, last, body) and _written_as_name(surface, last - first, own[key]):
            listed = lexicon.get(expand(surface, "")[0][0]) if "/" in surface else ()
            spans.setdefault((first, last), (key, listed))
    done = 0
    for first, last in sorted(spans, key=lambda span: (span[0], -span[1])):
        if first >= done:
            key, meant = spans[first, last]
            yield first, last, key, meant
            done = last


def _joined(sentence: Sentence, first: int, last: int, body: str) -> bool:
    """Tell whether only spaces or hyphens stand between the words."""
    return last - first == 1 or all(
        body[sentence.behind(at - 1) : sentence.starts[at]] in _GAPS for at in range(first + 1, last)
    )


def _written_as_name(surface: str, count: int, sources: Collection[str]) -> bool:
    if count > 1 and surface.islower():
        return not {"several", "long", "title", "named"}.isdisjoint(sources)
    return (
        count > 1
        or not surface.isalpha()
        or not surface.islower()
        or not {"named", "title", "long", "cued"}.isdisjoint(sources)
    )


def _united(first: tuple[Known, ...], second: tuple[Known, ...]) -> tuple[Known, ...]:
    if first is second or not second:
        return first
    return tuple(dict.fromkeys([*first, *second])) if first else second


def _trust_definitions(text: Text, known: dict[str, tuple[Known, ...]], lexicon: Lexicon) -> None:
    """Forget what the lexicon knows under an acronym that this paper spells out otherwise."""
    for long, short in text.definitions:
        for key in {fold_name(short), fold_name(short).removesuffix("s")} & known.keys():
            known[key] = tuple(one for one in known[key] if lexicon.agrees(one, long))


def _grouped(
    text: Text,
    own: Mapping[str, set[str]],
    places: Mapping[str, list[Place]],
    known: Mapping[str, tuple[Known, ...]],
) -> list[Candidate]:
    """Join the keys that name one thing: a definition's two forms, plurals, spellings of one known name."""
    groups: dict[str, list[str]] = defaultdict(list)
    for key, root in _roots(text, known).items():
        groups[root].append(key)
    found = [_candidate(keys, own, places, known) for keys in groups.values()]
    return sorted(found, key=lambda one: (one.places[0].field != "title", one.places[0].start))


def _roots(text: Text, known: Mapping[str, tuple[Known, ...]]) -> dict[str, str]:
    """Give for each key the one that stands for all that name the same thing."""
    root = {key: key for key in known}

    def find(key: str) -> str:
        while root[key] != key:
            key = root[key]
        return key

    def join(a: str, b: str) -> None:
        if a in root and b in root:
            root[find(b)] = find(a)

    for long, short in text.definitions:
        for form in {fold_name(long), fold_name(long).removesuffix("s")}:
            for brief in {fold_name(short), fold_name(short).removesuffix("s")}:
                join(brief, form)
    by_name: dict[tuple[str, str], str] = {}
    for key, meant in known.items():
        if key.endswith("s"):
            join(key[:-1], key)
        if len(meant) == 1:
            join(by_name.setdefault((meant[0].kind, meant[0].name), key), key)
    return {key: find(key) for key in root}


def _candidate(
    keys: Sequence[str],
    own: Mapping[str, set[str]],
    places: Mapping[str, list[Place]],
    known: Mapping[str, tuple[Known, ...]],
) -> Candidate:
    found, meant = places[keys[0]], known[keys[0]]
    if len(keys) > 1:
        found = sorted(
            [place for key in keys for place in places[key]],
            key=lambda place: (place.field != "title", place.start),
        )
        meant = tuple({one: None for key in keys for one in known[key]})
    if len(meant) > 1:
        meant = tuple(sorted(meant, key=lambda one: (one.kind, one.name, one.spelling)))
    sources = {source for key in keys for source in own.get(key, ())}
    if meant:
        sources.add("known")
    return Candidate({*keys}, found, meant, sources)
