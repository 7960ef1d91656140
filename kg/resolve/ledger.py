"""The alias ledger: for every name of an entity the reason why it belongs there, and the best evidence for it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence

from rapidfuzz import fuzz, process

from kg.model import FIELDS, KNOWN_NAME, NAMELESS, Alias, Kind, Mention
from kg.names.folding import fold_name, without_plural
from kg.resolve.cluster import Cluster
from kg.resolve.decisions import DECIDED, Decisions
from kg.resolve.normalise import shorter
from kg.resolve.shortened import shortens, without_head
from kg.resolve.spelling import initials, same, spelling_key, spells_out, version_words
from kg.resolve.typos import is_misspelled

_LETTER = re.compile(r"\$([A-Za-z]{1,3})\$")
"""Letters that are typeset as a formula: "$R$einforcement $L$earning"."""
_ODD = re.compile(
    r"[A-Z]{2,}[a-z]+[A-Za-z]*|[a-z]+[A-Z][A-Za-z]*|(?!(?:[A-Z][a-z]{2,})+$)[A-Z][a-z]+[A-Z][A-Za-z]*"
)
"""A word with capitals that its spelling does not ask for, which is no AutoEncoder."""
TOPIC = "topic"
"""Rule of names of which the topic of a paper tells what it means by them."""
SCORES = {
    "spelling": 1.0,
    DECIDED: 1.0,
    "known alias": 0.99,
    "plural": 0.98,
    "regional spelling": 0.97,
    "definition": 0.95,
    "added word": 0.93,
    "year": 0.92,
    "order of words": 0.92,
    "initials": 0.9,
    TOPIC: 0.9,
    "similar definition": 0.9,
    "misspelling": 0.85,
}
"""The score of each rule, set by judgement."""


def aliases(
    name: str, cluster: Cluster, mentions: Sequence[Mention], decisions: Decisions
) -> tuple[Alias, ...]:
    """
    Give every name of an entity but the canonical one, sorted, with the reason why it belongs to it.

    Names by which some papers mean it as their topic tells come once more for these, also the canonical one.
    """
    if cluster[0].kind == "repo":  # its surfaces are addresses, not names
        return ()
    if all(_tidy(text) == name for text in _texts(cluster)):
        return tuple(_told(name, cluster, mentions))
    names = _Names(name, [group for group in cluster if not group.told], mentions, decisions)
    found = [names.alias(text) for text in names.places if text != name]
    return tuple(sorted([*found, *_told(name, cluster, mentions)], key=lambda one: (one.name, one.rule)))


def _texts(cluster: Cluster) -> set[str]:
    """Give the names and surfaces in a cluster, each once: of one that thousands of papers mention, there are few."""
    texts = {group.name for group in cluster}
    for group in cluster:
        texts |= group.surfaces
    return texts


def _told(name: str, cluster: Cluster, mentions: Sequence[Mention]) -> Iterator[Alias]:
    """Give the names by which papers mean an entity as their topic tells."""
    places: dict[str, list[Mention]] = defaultdict(list)
    for mention in (mentions[number] for group in cluster if group.told for number in group.mentions):
        if mention.rule not in NAMELESS:
            places[_tidy(mention.surface)].append(mention)
    others = Counter(_tidy(text) for group in cluster if not group.told for text in group.surfaces)
    for text, found in places.items():
        papers = tuple(sorted({mention.paper for mention in found}))
        longs = [one for one in others if spells_out(one, text)]
        of = name if name != text else min(longs, key=lambda one: (-others[one], one), default=name)
        yield Alias(text, TOPIC, of, SCORES[TOPIC], papers, min(found, key=lambda one: _quality(one, of)))


class _Names:
    """The names of one entity, with their places and, for each, the names that occur in the same papers."""

    def __init__(
        self, name: str, cluster: Cluster, mentions: Sequence[Mention], decisions: Decisions
    ) -> None:
        self.name = name
        self.kind: Kind = cluster[0].kind
        self.places: dict[str, list[Mention]] = {}
        self.beside: dict[str, Counter[str]] = defaultdict(Counter)
        tidy = {text: _plainly(_tidy(text), name) for text in _texts(cluster)}
        for text in tidy.values():
            self.places[text] = []
        written = {text: self.places[one] for text, one in tidy.items()}
        for group in cluster:
            for at in group.mentions:
                mention = mentions[at]
                if mention.rule not in NAMELESS:
                    written[mention.surface].append(mention)
            if len(group.surfaces) > 1:
                together = {tidy[surface] for surface in group.surfaces}
                for text in together:
                    self.beside[text].update(together - {text})
        self._of_paper: dict[str, set[str]] = defaultdict(set)
        for text, places in self.places.items() if len(self.places) > 1 else ():
            for place in places:
                self._of_paper[place.paper].add(text)
        self._by_key: dict[str, list[str]] = defaultdict(list)
        for text in sorted(self.places, key=lambda one: (one != name, one)):
            self._by_key[same(text)].append(text)
        self._decided: dict[str, str] = {}
        for merge in decisions.merges:
            if merge.kind == self.kind and {same(merge.name), same(merge.other)} <= self._by_key.keys():
                self._decided |= {same(merge.name): merge.other, same(merge.other): merge.name}

    def alias(self, text: str) -> Alias:
        """Give a text as a name of the entity: the rule that makes it one, its score, its papers and one mention."""
        rule, of = self._reason(text)
        places = self.places[text]
        papers = tuple(sorted({mention.paper for mention in places}))
        evidence = min(places, key=lambda one: _quality(one, of), default=None)
        return Alias(text, rule, of, SCORES[rule], papers, evidence)

    def _reason(self, text: str) -> tuple[str, str]:
        """Give the rule by which a text is a name of the entity, and the name that it was matched to."""
        if rule := _variant(self.kind, text, [self.name]):
            return rule
        if other := self._decided.get(same(text)):
            return DECIDED, other
        beside = self.beside[text]
        defining = [one for one in beside if spells_out(text, one) or spells_out(one, text)]
        known = any(mention.rule == KNOWN_NAME for mention in self.places[text])
        if known and self.name not in defining:
            return "known alias", self.name
        if defining:
            return "definition", min(defining, key=lambda one: (one != self.name, -beside[one], one))
        if rule := _variant(self.kind, text, self._near(text)):
            return rule
        if other := self._initials(text):
            return "initials", other
        others = sorted(self.places.keys() - {text})
        if not self.places[text] or spelling_key(text) == spelling_key(self.name):
            return "known alias", self.name
        nearest = process.extractOne(text, others, scorer=fuzz.ratio, processor=str.lower)
        if nearest and is_misspelled(text, nearest[0]):
            return "misspelling", nearest[0]
        return ("similar definition", nearest[0]) if nearest else ("known alias", self.name)

    def _initials(self, text: str) -> str | None:
        """Give the name in the same paper whose initials a text is, or that is the initials of the text."""
        together = {other for at in self.places[text] for other in self._of_paper[at.paper]} - {text}
        return min(
            (
                other
                for other in together
                if text.lower() == initials(other)
                or other.lower() == initials(text)
                or shortens(text, other)
                or shortens(other, text)
            ),
            default=None,
        )

    def _near(self, text: str) -> Iterator[str]:
        """Give the other names of which a text may be a variant."""
        for key in (same(text), *(same(one) for one in shorter(self.kind, text, spelling_key(text)))):
            yield from (one for one in self._by_key.get(key, ()) if one != text)


def _variant(kind: Kind, text: str, others: Collection[str] | Iterator[str]) -> tuple[str, str] | None:
    """Give the rule by which a text is a variant of one of some other names, and which one."""
    a, key = fold_name(text), spelling_key(text)
    for other in others:
        b, there = fold_name(other), spelling_key(other)
        if a == b:
            return "spelling", other
        if without_plural(a) == without_plural(b):
            return "plural", other
        if without_plural(key) == without_plural(there):
            return "regional spelling", other
        for short, long, against in ((text, key, there), (other, there, key)):
            more = without_head(short) if kind == "method" else None
            for rest in (*shorter(kind, short, long), *([more] if more else ())):
                if same(rest) == without_plural(against):
                    is_year = rest[-2:].isdigit() and spelling_key(rest) == rest
                    return ("year" if is_year else "added word"), other
        if version_words(text) and version_words(text) == version_words(other):
            return "order of words", other
        if is_misspelled(text, other):
            return "misspelling", other
    return None


def _quality(mention: Mention, of: str) -> tuple[bool, bool, str, int, int]:
    """Rank places: those whose sentence defines the name first, then those that have both names."""
    sentence, text = mention.sentence, mention.surface
    both = of in sentence and text in sentence
    return (
        not (both and (f"({of}" in sentence or f"({text}" in sentence)),
        not both and of not in sentence,
        mention.paper,
        FIELDS.index(mention.field),
        mention.start,
    )


def _tidy(text: str) -> str:
    return " ".join((_LETTER.sub(r"\1", text) if "$" in text else text).split())


def _plainly(text: str, name: str) -> str:
    """
    Give the name of an entity for a text that is this name but for capitals within words, the letters of some acronym.

    >>> _plainly("CONformal prediction", "conformal prediction"), _plainly("OpenAI gym", "OpenAI Gym")
    ('conformal prediction', 'OpenAI gym')
    """
    if " " not in text or text.lower() != name.lower():
        return text
    pairs = zip(text.split(), name.split(), strict=True)
    return name if any(plain.islower() and _ODD.fullmatch(word) for word, plain in pairs) else text
