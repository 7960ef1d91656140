"""
First step: from mentions to the names that each paper gives each thing, under folded keys.

A key is a name without differences of mere spelling (`kg.resolve.spelling`). Where the corpus has the shorter name as
well, a name also loses its plural s, its article, the word that says what it is ("BERT model"), the century of its year
("WMT 2014", "WMT14"), or a misspelling.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from kg.model import KNOWN_NAME, KNOWN_RULES, NAMELESS, Kind, Mention
from kg.names.folding import without_plural
from kg.resolve.decisions import Decisions
from kg.resolve.shortened import in_latin, shortens, spelled_out_beside, without_head
from kg.resolve.spelling import initials, spelling_key, spells_out, stem, version_words
from kg.resolve.typos import corrections
from kg.resolve.usage import Usage, namesakes, used, usual_orders
from kg.text.titles import begins_title

_WORDS = re.compile(r"[\s_-]+")
_MOST_COMPARED = 100
"""Names of one kind in a paper, of which each is compared with each; hardly a paper has as many, and a list of names may."""
_NAMELIKE = re.compile(r"\w*[A-Z\d]\w*")
_COINED = re.compile(r"\S*(?:[^\W\d_]\S*[A-Z]|[A-Z]\S*\d)")
_ACRONYM = re.compile(r"[^\s\W]{2,10}")
_PLURAL = re.compile(r"[A-Z]{2,}s")
"""The plural of an acronym, which is none that has its S as a capital: "GAs" are not GAS."""
_THEIRS = re.compile(
    r"(?P<persons>[A-Z][^\W\d_]*[a-z](?:[-\u2013]{1,2}[A-Z][^\W\d_]*[a-z])+)(?:['\u2019]s)?"
    r" (?i:algorithm|estimator|iteration|method)s?"
)
"""Persons and a word that only says that what is named after them is a method: "Gauss-Seidel method"."""
_SAID = re.compile(
    r" (?:data(?: set)?|(?:shared )?task|challenge|competition|treebanks?|survey|catalog(?:ue)?)$",
    re.IGNORECASE,
)
"""Words after the name of a dataset that only say what it is, where no hyphen makes them part of it as in ARC-Challenge."""
_MADE_BY = re.compile(
    r"(?:(?:Amazon|Anthropic|DeepMind|Facebook|Google|Hugging ?Face|IBM|Microsoft|NVIDIA|OpenAI|UCI|xAI)(?:['\u2019]s)?(?: |-(?=.*\d))"
    r"|M(?:eta|ETA)(?:['\u2019]s)?[ -](?=(?i:llama)))(?P<rest>.+)"
)
"""The maker's name before the name of a thing."""
_YEAR = re.compile(r"(?P<stem>.*[^\W\d_])(?P<century>19|20)(?P<year>\d\d)")
HEADS: Mapping[str, frozenset[str]] = {
    "dataset": frozenset(
        "dataset datasets benchmark benchmarks corpus corpora database collection testbed".split()
    ),
    "method": frozenset(
        "model models algorithm algorithms optimizer optimizers optimiser optimisers architecture architectures "
        "framework frameworks network networks method methods library toolkit package".split()
    ),
}
"""Words after a name that only say what kind of thing it is."""


SURE = 0.8
"""Least confidence with which a paper counts as one that introduces a name."""


@dataclass(slots=True)
class Group:
    """All mentions of one name in one paper: the unit of resolution, which is never divided."""

    paper: str
    kind: Kind
    key: str
    """Key of the name; of a long form, the key of the acronym that the paper has for it."""
    name: str
    family: bool
    known: bool = False
    """Whether the lexicon knows the name."""
    mentions: list[int] = field(default_factory=list)
    surfaces: set[str] = field(default_factory=set)
    longs: tuple[str, ...] = ()
    """Keys of its long forms in the paper, the longest first."""
    stem: str = ""
    """The first long form with its words stemmed."""
    coined_by: str = ""
    """Of a name that papers coin for several things: the first of the papers that coin what is meant, where that is clear."""
    told: bool = False
    """Whether what is meant is told by the topic of the paper."""


def groups(mentions: Sequence[Mention], decisions: Decisions) -> list[Group]:
    """Give the groups of all mentions, which are sorted by paper; sorted by kind, key and paper."""
    keys = Keys(mentions, decisions)
    found: dict[tuple[Kind, str], list[Group]] = defaultdict(list)
    named: dict[tuple[Kind, str], list[Group]] = {}  # those of `found` by a name instead of its key
    for number, mention in enumerate(mentions):
        kind, name, paper = mention.kind, mention.name, mention.paper
        block = named.get((kind, name))
        if block is None:
            block = named[kind, name] = found[kind, keys.of(kind, name)]
        if block and block[-1].paper == paper:
            group = block[-1]
            if name != group.name:
                group.name = min(group.name, name, key=lambda one: (len(one), one))
        else:
            group = Group(paper, kind, keys.of(kind, name), name, mention.family)
            block.append(group)
        group.mentions.append(number)
        rule = mention.rule
        if rule in KNOWN_RULES:
            group.known = True
        if rule not in NAMELESS:
            group.surfaces.add(mention.surface)
    ordered = list(chain.from_iterable(found[place] for place in sorted(found)))
    for group in ordered:
        if group.kind != "repo":
            _find_long_forms(group, keys)
    _find_initials(ordered)
    _find_own_names(ordered, mentions)
    return ordered


def by_name(found: Sequence[Group]) -> dict[tuple[Kind, str], list[Group]]:
    """Give the groups of each kind and key."""
    blocks: dict[tuple[Kind, str], list[Group]] = defaultdict(list)
    for group in found:
        blocks[group.kind, group.key].append(group)
    return blocks


def _find_long_forms(group: Group, keys: Keys) -> None:
    """Find the long forms of a name; one that is itself a long form gets the key of its acronym."""
    if len(group.surfaces) == (group.name in group.surfaces):
        return  # none but the name
    shorts = sorted(
        (text for text in group.surfaces if _ACRONYM.fullmatch(text) and spells_out(group.name, text)),
        key=lambda text: (len(text), text),
    )
    short = shorts[0] if shorts else group.name
    longs = {
        keys.of(group.kind, text): text
        for text in sorted((*group.surfaces, group.name))
        if spells_out(text, short)
    }
    group.longs = tuple(sorted(longs, key=lambda key: (-len(key), key)))
    group.stem = stem(longs[group.longs[0]]) if longs else ""
    if shorts:
        group.key = keys.of(group.kind, short)


def _find_initials(found: Sequence[Group]) -> None:
    """
    Take a name for the acronym of another one in the same paper if it is its initials, even without parentheses.

    Most of 37 such pairs in 20,000 papers, often one in the title and one in the abstract, looked like one thing.
    """
    longs: dict[tuple[str, Kind, str], list[Group]] = defaultdict(list)
    for group in found:
        if not group.longs and (letters := initials(group.name)).isalpha():
            longs[group.paper, group.kind, letters].append(group)
    for group in found:
        if group.longs or not group.name.isupper():
            continue
        spelled = longs.get((group.paper, group.kind, group.name.lower()), ())
        if len(spelled) == 1:
            group.longs, group.stem = (spelled[0].key,), stem(spelled[0].name)


def _find_own_names(found: Sequence[Group], mentions: Sequence[Mention]) -> None:
    """
    Take two names that one paper has for one thing for one (`kg.resolve.shortened`).

    Either the paper introduces both, or no lexicon knows either.
    """
    together: dict[tuple[str, Kind], list[Group]] = defaultdict(list)
    for group in found:
        if group.kind != "repo" and not group.family:
            together[group.paper, group.kind].append(group)
    papers = Counter((group.kind, group.key) for group in found)
    for among in together.values():
        if not 1 < len(among) <= _MOST_COMPARED:
            continue
        new = [one for one in among if not one.known]
        own = [one for one in among if any(mentions[at].role == "introduces" for at in one.mentions)]
        for group in (one for one in new if not one.longs):
            others = [one for one in new if one.key != group.key]
            _find_longer(group, others)
            if papers[group.kind, group.key] == 1:  # other papers would keep the longer name for it
                _find_shorter(group, others)
        for group in (one for one in own if one.longs and not one.known):
            _find_other_longs(group, [one for one in own if not (one.longs or one.known)])
        for group in (one for one in own if not one.longs):
            others = [one for one in own if one.key != group.key and not (one.known and group.known)]
            _find_longer(group, others)
            if not (group.longs or group.known):
                said = [(one, [mentions[at] for at in one.mentions]) for one in others if not one.known]
                mine = [mentions[at] for at in group.mentions]
                _take_long_form(group, [one for one, theirs in said if spelled_out_beside(mine, theirs)])


def _find_longer(group: Group, others: Iterable[Group]) -> None:
    """Find the long form of a name that shortens its words."""
    texts = ((one, (one.name, *one.surfaces)) for one in others)
    _take_long_form(group, [one for one, names in texts if any(shortens(group.name, text) for text in names)])


def _find_other_longs(group: Group, others: Iterable[Group]) -> None:
    """Give another long form of a name, if there is just one, the key that the name has."""
    longer = [one for one in others if shortens(group.name, one.name, loosely=True)]
    if len(longer) == 1:
        longer[0].key, longer[0].longs, longer[0].stem = group.key, group.longs, group.stem


def _take_long_form(group: Group, longer: Sequence[Group]) -> None:
    """Give a name the long form that another group is or has, if there is just one."""
    if len(longer) == 1:
        of = longer[0]
        group.longs, group.stem = (of.longs, of.stem) if of.longs else ((of.key,), stem(of.name))


def _find_shorter(group: Group, others: Iterable[Group]) -> None:
    """Give a name the key of the same without the word that says what it is, or without Greek letters."""
    if rest := without_head(group.name) or in_latin(group.name):
        key = spelling_key(rest)
        shorter = [one for one in others if key in map(spelling_key, (one.name, *one.surfaces))]
        if len(shorter) == 1:
            group.key, group.longs, group.stem = shorter[0].key, shorter[0].longs, shorter[0].stem


class Keys:
    """The keys of all names in a corpus."""

    def __init__(self, mentions: Sequence[Mention], decisions: Decisions) -> None:
        """Collect the names of mentions."""
        self._decisions = decisions
        usage = used(mentions)
        self._texts = usage.texts
        self._plain = {(kind, decisions.key(kind, text)) for kind, text in usage.texts}
        self._right = corrections(mentions, usage, self._plain)
        self._own = _introduced(mentions, usage)
        for place, names in namesakes(usage).items():
            self._own[place] = [*self._own.get(place, ()), *names]
        self._usual = usual_orders(usage)
        self._settled = {(kind, name) for kind, name, *_ in usage.known}
        self._listed = {
            (kind, text)
            for kind, name, surface, _, family in usage.known
            if not family
            for text in (name, surface)
        }
        self._known: dict[tuple[Kind, str], str] = {}

    def of(self, kind: Kind, name: str) -> str:
        """Give the key of a name."""
        if kind == "repo":
            return name.lower()
        key = self._known.get((kind, name))
        if key is None:
            key = self._known[kind, name] = self._reduced(kind, name)
        return key

    def _reduced(self, kind: Kind, name: str) -> str:
        key = self._decisions.key(kind, name)
        if "=" in key:
            return key
        if name in self._own.get((kind, key), ()):
            return f"{key}={name}"
        text: str | None = name
        while text is not None:
            name, text = text, None
            usual = self._usual.get((kind, version_words(name)))
            if usual and not self._decisions.are_apart(kind, there := spelling_key(usual), key):
                name, key = usual, there
            if _PLURAL.fullmatch(name) and (kind, name) not in self._settled:
                key = key[:-1]
            elif self._is_plural(kind, name, key):
                key = without_plural(key)
            for rest in shorter(kind, name, key):
                there = self._decisions.key(kind, rest)
                if (kind, there) in self._plain and self._is_same(kind, name, rest, there, key):
                    key, text = there, rest
                    break
        right = self._right.get((kind, key))
        return right if right and not self._decisions.are_apart(kind, right, key) else key

    def _is_plural(self, kind: Kind, name: str, key: str) -> bool:
        """
        Tell whether a name is the plural of one that the corpus has as well.

        "Vision LLMs" are several of a kind, not of the VisionLLM: of an acronym, the singular must be spelled alike.
        """
        if name[-1:] != "s" or not name[-2:-1].isalpha() or (kind, without_plural(key)) not in self._plain:
            return False
        return not (" " in name and name[-2].isupper()) or (kind, name[:-1]) in self._texts

    def _is_same(self, kind: Kind, name: str, rest: str, there: str, key: str) -> bool:
        """
        Tell whether what a name has more than the rest of it adds nothing.

        Without its maker a known name is left, or that of a version: "OpenAI's GPT-4" is GPT-4, Google News is no News.
        What the lexicon knows as a challenge is one: LIVE Challenge is not LIVE.
        """
        if rest == without_maker(name):
            same = (kind, rest) in self._listed or any(map(str.isdigit, rest))
        else:
            same = (kind, name) not in self._settled or not _SAID.search(name)
        return same and not self._decisions.are_apart(kind, there, key)


def _introduced(mentions: Sequence[Mention], usage: Usage) -> dict[tuple[Kind, str], list[str]]:
    """
    Give the spellings of names that papers introduce, where different papers spell one differently.

    A paper that introduces RAVEn and one that introduces Raven have made two things, and one that introduces SUGAR has
    not made what the lexicon knows as SuGaR. The most frequent spelling, of which others may be variants, is not among
    them, unless the lexicon's is there.
    """
    papers: dict[tuple[Kind, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    known = {
        (kind, text) for kind, name, surface, *_ in usage.known if " " not in name for text in (name, surface)
    }
    settled = {(kind, spelling_key(text)) for kind, text in known}
    for mention in mentions:
        if mention.role == "introduces" and (mention.confidence >= SURE or _is_titled(mention)):
            name = mention.name
            if mention.kind != "repo" and mention.rule != KNOWN_NAME and " " not in name:
                papers[mention.kind, spelling_key(name)][name].add(mention.paper)
    found = {}
    for (kind, key), spellings in papers.items():
        ranked = sorted(spellings, key=lambda name: (-usage.coined[kind, name], name))
        if (kind, key) in settled or (kind, without_plural(key)) in settled:
            found[kind, key] = [name for name in ranked if (kind, name) not in known]
        elif len(spellings) > 1 and len(set.union(*spellings.values())) > 1:
            found[kind, key] = ranked[1:]
    return found


def _is_titled(mention: Mention) -> bool:
    """Tell whether a mention is the name before the colon of a title."""
    return begins_title(mention) and mention.sentence.partition(mention.surface)[2].startswith(":")


def shorter(kind: Kind, name: str, key: str) -> Iterator[str]:
    """Give a name without each of the parts that add nothing: an article, a word for its kind, a century, its maker."""
    name = name.strip()
    words = _WORDS.split(name)
    rest = words[:-1]
    if words[0].lower() == "the" and rest:
        yield " ".join(words[1:])
        yield from shorter(kind, " ".join(words[1:]), key.removeprefix("the"))
    if rest and words[-1].lower() in HEADS[kind] and _is_name(rest, kind):
        yield " ".join(rest)
    elif kind == "dataset" and (said := _SAID.search(name)):
        if _is_name(_WORDS.split(name[: said.start()]), kind):
            yield name[: said.start()]
    elif kind == "method" and (theirs := _THEIRS.fullmatch(name)):
        yield theirs["persons"]
    dated = _YEAR.fullmatch(key) if kind == "dataset" else None
    if dated and (dated["century"] == "19") == (dated["year"] >= "50"):
        yield dated["stem"] + dated["year"]
    if made := without_maker(name):
        yield made


def without_maker(name: str) -> str | None:
    """
    Give a name without that of its maker before it, None where there is none.

    >>> without_maker("OpenAI's GPT-4"), without_maker("Meta-Llama-3-8B"), without_maker("Meta-SGD")
    ('GPT-4', 'Llama-3-8B', None)
    """
    found = _MADE_BY.fullmatch(name)
    return found["rest"] if found else None


def _is_name(words: Sequence[str], kind: Kind) -> bool:
    """Tell whether words can stand for a thing alone: "Graph network" is no "Graph"."""
    if kind == "dataset":
        return all(map(_NAMELIKE.fullmatch, words))
    return any(map(_COINED.match, words))
