"""Whose work a clause speaks of: that of the paper itself or of others; and whether it denies what it says."""

from __future__ import annotations

import re

from kg.extract.roles.governors import EXTENDED, Governed, clause_of

OWN = re.compile(
    r"\b(?:we|our|ours|us|this (?:paper|work|study|article|approach|method|model|framework|technique|algorithm|system|thesis)|"
    r"proposed|experiments?|experimental(?:ly)?|empirical(?:ly)?|evaluations?|results|simulations?|it|its|"
    r"the (?:\w+ )?(?:method|model|approach|algorithm|framework|system|architecture|network|technique|resulting)|"
    r"this (?:paradigm|strategy|scheme|pipeline|solution|design|procedure)|the (?:optimi[sz]ed|resulting|learned|trained) \w+|"
    r"the (?:methods|models)|(?:was|were) (?:\w+ly )?(?:evaluated|validated|tested|benchmarked|assessed)|"
    r"outperform(?:s|ing)? (?:the |all )?(?:existing|previous|prior|current|state-of-the-art|sota|strong|several|other|competing))\b",
    re.IGNORECASE,
)
_CREATE = (
    r"(?:propos|present|introduc|develop|design|describ|deriv|construct|creat|extend|formulat|implement|devis|generali[sz]|adapt|"
    r"releas|build|built|modif|contribut|augment|reformulat|mak)(?:e|es|ed|ing|s|y|ies|ied|ying)?\b"
)
_MAKES = re.compile(
    rf"\b(?:we|(?:this|the) (?:present |current )?(?:paper|work|study|article))\b[^;]*?\b{_CREATE}|"
    r"\b(?:our|ours|the proposed|this (?:approach|method|model|framework|technique|algorithm|system))\b|"
    r"(?:^|[,;.] )(?:it|this (?:paper|work|study|article|thesis))\b(?: \w+){0,4} ?$",
    re.IGNORECASE,
)
JUST_MADE = re.compile(rf"\b{_CREATE}(?:\W+\w+){{0,6}}\W*$", re.IGNORECASE)
OTHERS = re.compile(
    r"\b(?:existing|previous|prior|recent|current|other|traditional|conventional|many|most|several|standard|earlier|classical|"
    r"recently|previously|often|widely|typically|commonly|usually)\b",
    re.IGNORECASE,
)
_BEGINS_WITH_OTHERS = re.compile(
    r"(?:(?:however|though|although|while),? )?(?:existing|previous|prior|recent|traditional|conventional|earlier|(?:methods|models|approaches|algorithms|techniques|systems) (?:like|such as))\b",
    re.IGNORECASE,
)
_THE_WORK = re.compile(
    r"\W*(?:[a-z]+ly,? )?(?:(?:the|this) (?:[\w-]+ )?(?:system|approach|framework|method|model|algorithm|architecture|platform|toolkit|"
    r"database|dataset|benchmark|pipeline)|it) (?:is |was )?(?:\w+ly )?(?:built|builds?|based|extend|augment|generali|modif|adapt|reformulat|add|$)",
    re.IGNORECASE,
)
"""What speaks of the paper's own work where a sentence before has introduced it: "the framework builds on X"."""
_THEN_OURS = re.compile(
    r"[^,;]{0,80}?(?: \([^)]*\))?, (?:we (?:propose|present|introduce|develop|design)|our \w+|it|the proposed)\b"
)
"""What follows on "Built on X" and names the paper's own work."""
OURSELVES = re.compile(r"\b(?:we|our|ours|proposed|this (?:paper|work|study|article))\b", re.IGNORECASE)
DENIED = re.compile(
    r"\b(?:not(?! only)|never|without|cannot|can't|rather than|instead of|neither|nor|unlike|fails? to|lack|unclear|hard to|"
    r"difficult to|future work|remains?|ha(?:s|ve) been(?! (?:\w+ly )?(?:evaluat|test|validat|assess|verif|trained|implement))|whether|if)\b",
    re.IGNORECASE,
)
_OF_OTHERS = re.compile(
    r"\b(?:(?:methods|models|architectures|approaches|networks|algorithms|systems|baselines|frameworks|agents|techniques|"
    r"those) |(?:different|multiple|various|several|many|two|three|four|five|six|all|both|most) (?:\w+ ){0,2})$"
)
"""Things of others, or any, before "based on X" or "versions of X"."""


def is_denied(clause: str, said: str, *, ours: bool) -> bool:
    """Tell whether a clause is negated, or it or the beginning of what is said about the work of others."""
    if DENIED.search(clause):
        return True
    if OTHERS.search(clause) and not (ours or OURSELVES.search(clause)):
        return True
    return bool(_BEGINS_WITH_OTHERS.match(said)) and not (ours or OURSELVES.search(said))


def opens(clause: str) -> bool:
    """Tell whether the word that governs the name opens the clause: "On MNIST, our network ..."."""
    return len(clause.split()) <= 2


def is_of_others(head: str) -> bool:
    """Tell whether what is "based on" a thing, or its "variants", are any that there are, and not made by the paper."""
    return bool(_OF_OTHERS.search(head)) and not JUST_MADE.search(head)


def makes(spot: Governed) -> bool:
    """Tell whether the clause is about something that the paper creates."""
    if spot.governor in EXTENDED:
        text = spot.left + spot.governor
    else:
        text = spot.left if spot.before in ("build", "builds") else spot.head
    return bool(_MAKES.search(clause_of(text)))


def is_own_base(spot: Governed, own: set[str], *, told: bool) -> bool:
    """Tell whether what is built on the thing, or extends it, is what the paper has introduced before or does behind."""
    if told and _THE_WORK.match(spot.clause + spot.governor):
        return True
    if not (opens(spot.clause) and spot.before in ("built", "building")):
        return False
    after = spot.sentence[spot.end :]
    named = re.search(r", ([\w-]+)", after)
    return bool(_THEN_OURS.match(after)) or bool(named and named[1] in own)
