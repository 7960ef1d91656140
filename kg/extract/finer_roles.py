"""
Finer roles: what a paper does with a thing that it mentions, where the sentence says so.

`evaluatesOn`: it reports experiments on the dataset; `comparesWith`: it measures its own work, or things of one
kind, against the thing; `extends`: its own work is built on the thing. The role depends on the word that governs the
name ("on", "than", "outperforms", "extends"; see `kg.extract.governors`). The part of the clause before that word must
be about the paper's own work, and be neither negated nor about the work of others.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.extract.governors import (
    BEATEN,
    CHANGED,
    COMPARED,
    EXTENDED,
    KIN,
    Governed,
    clause_of,
    governed,
    word_set,
)
from kg.model import FinerRole, Mention, Paper

_TRIED = re.compile(
    r"\b(?:evaluat|experiment|tests?\b|tested|testing|benchmark|result|outperform|achiev|perform|accura|improv|gains?\b|state-of-the-art|"
    r"sota\b|scor|validat|demonstrat|superior|effective|efficacy|verif|assess|attain|obtain|reach|competitive|surpass|compar|"
    r"reduc|speed-?ups?|error|ablation|simulat|case stud|rank|exceed|better|map\b|f1\b|bleu|fid\b|auc\b|psnr|\d%|% )",
    re.IGNORECASE,
)
_NOT_TRIED_ON = word_set(
    "trained training pretrained pre-trained pretraining pre-training finetuned fine-tuned fine-tuning finetuning based built "
    "build builds building focus focuses focused focusing rely relies relying depend depends depending available hosted "
    "annotated conditioned learned learnt train trains work works research studies study information data "
    "report based annotations released published details finetune fine-tune pretrain pre-train overfit built "
    "trending found collected interest paper papers literature lies resides impact overview survey light"
)
"""Words whose "on" is not that of an experiment ("trained on")."""
_TRIED_WITH = word_set(
    "experiments experiment evaluated evaluate evaluation evaluations tested test validated validate verified simulations "
    "benchmarked experimented experimentation demonstrated assessed evaluating validating testing results evidence"
)
_TRIES = re.compile(
    r"\b(?:we|is|are|was|were) (?:\w+ly )?(?:evaluate|validate|test|assess|benchmark)(?:d|ed)? (?:(?!train|learn)[^,;])*$",
    re.IGNORECASE,
)
"""What a paper evaluates with a dataset."""
_INVESTIGATES = re.compile(r"\b(?:we|is|are|was|were) (?:\w+ )?(?:investigate|examine)d?\b", re.IGNORECASE)
_REACHES = re.compile(
    r"\b(?:achiev|obtain|attain|reach|report|yield|state-of-the-art|accurac)\w*[^,;]*\d|\b(?:results|accuracy|performance|scores?) for$",
    re.IGNORECASE,
)
"""What comes before "for" and a dataset: a figure or a result."""
_TRIED_AGAINST = re.compile(r"\b(?:evaluat|test|benchmark|validat)", re.IGNORECASE)
_COMPARED_TO = word_set(
    "compared comparison comparisons compare comparing comparable comparably superior inferior relative competitive favorably "
    "favourably par preferable competing competes compete equal compares"
)
_COMPARES = re.compile(
    r"\bcompar(?:e|es|ed|ing) (?!to |with |against )(?:\w[\w-]* ){1,6}(?:to|with)$", re.IGNORECASE
)
"""What is compared stands between the verb and its preposition."""
_AS_GOOD = re.compile(
    r"\b(?:same|similar|comparable|equal|competitive) (?:\w+ ){0,3}(?:performance|accuracy|quality|results?|speed|errors?|rates?|scores?|variance) as ?$|\bas \w+ as ?$",
    re.IGNORECASE,
)
_THAN_FIGURE = re.compile(
    r"\b(?:compared (?:to|with)|than|versus|vs\.?|against|from) (?:the |only )?[~≈\d.,]+ ?%? of ?$"
)
"""A figure of what the own work is compared with: "75% compared to 70% of X"."""
_GAINS = re.compile(
    r"\b(?:improv|gain|speed-?up|advantage|superior|reduction|faster|better|boost|increase|benefit|outperform|wins?\b|margins?\b|lift)",
    re.IGNORECASE,
)
_NEXT_SUBJECT = re.compile(r", (?:the|our|this|a|an) (?:(?! and |,).)*$")
"""What begins the main clause after an opening such as "compared to equal settings"."""
_RECENT = 120
"""How many characters before "for" a result may stand."""
_PLACES = word_set("on in across at this under")
"""Words that govern where something is done."""
_EXAMPLES = re.compile(r"\b(?:including|such as|like|namely)\b")
_KINDS = re.compile(
    r"\b(?:models|methods|networks|baselines|approaches|algorithms|schemes|techniques|architectures|systems|agents|"
    r"data|datasets|benchmarks|tasks|domains|environments|applications|problems)\b"
)
"""What names are examples of."""
_BESIDE = 60
"""How many characters before a word may belong to it."""
_MEASURED = re.compile(
    r"\b(?:evaluat|benchmark|compar|test|favou?rabl|validat|competitive|assess|measur)", re.IGNORECASE
)
_MEASURED_AGAINST = re.compile(
    r"outperform|surpass|compar|evaluat|assess|performance|\bthan\b|\bagainst\b|state[- ]of[- ]the[- ]art",
    re.IGNORECASE,
)
_FROM = word_set(
    "derived adapted extended initialized initialised fine-tuned finetuned developed built constructed sourced"
)
_CHANGES = word_set("modification extension")
_BASED = word_set("based builds build building built")
_OF_OTHERS = re.compile(
    r"\b(?:(?:methods|models|architectures|approaches|networks|algorithms|systems|baselines|frameworks|agents|techniques|"
    r"those) |(?:different|multiple|various|several|many|two|three|four|five|six|all|both|most) (?:\w+ ){0,2})$"
)
"""Things of others, or any, before "based on X" or "versions of X"."""
_DATA = re.compile(
    r"\b(?:data|data ?sets?|databases?|benchmarks?|corpus|corpora|collections?|resources?|lexicons?|ontolog|tasks?|challenge|suite)",
    re.IGNORECASE,
)
_SOME = re.compile(r"\b(?:a|an|our|the|as) (?:[\w-]+ ){0,2}$", re.IGNORECASE)
"""What comes before something new: "a natural generalization of X", but "improving generalization of X"."""
_IMPROVED = word_set("improves improve improving improvement improvements improved")

_OWN = re.compile(
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
    r"releas|build|built|modif|contribut)(?:e|es|ed|ing|s|y|ies|ied|ying)?\b"
)
_MAKES = re.compile(
    rf"\b(?:we|(?:this|the) (?:present |current )?(?:paper|work|study|article))\b[^;]*?\b{_CREATE}|"
    r"\b(?:our|ours|the proposed|this (?:approach|method|model|framework|technique|algorithm|system))\b|"
    r"(?:^|[,;.] )(?:it|this (?:paper|work|study|article|thesis))\b(?: \w+){0,4} ?$",
    re.IGNORECASE,
)
_JUST_MADE = re.compile(rf"\b{_CREATE}(?:\W+\w+){{0,6}}\W*$", re.IGNORECASE)
_OTHERS = re.compile(
    r"\b(?:existing|previous|prior|recent|current|other|traditional|conventional|many|most|several|standard|earlier|classical|"
    r"recently|previously|often|widely|typically|commonly|usually)\b",
    re.IGNORECASE,
)
_BEGINS_WITH_OTHERS = re.compile(
    r"(?:(?:however|though|although|while),? )?(?:existing|previous|prior|recent|traditional|conventional|earlier)\b",
    re.IGNORECASE,
)
_OURSELVES = re.compile(r"\b(?:we|our|ours|proposed|this (?:paper|work|study|article))\b", re.IGNORECASE)
_DENIED = re.compile(
    r"\b(?:not(?! only)|never|without|cannot|can't|rather than|instead of|neither|nor|unlike|fails? to|lack|unclear|hard to|"
    r"difficult to|future work|remains?|have been|has been|whether|if)\b",
    re.IGNORECASE,
)
_WITH_LESS = re.compile(r"\bwithout\b", re.IGNORECASE)
"""What denies nothing where a result is told: "without extra data, it reaches ... on X"."""
_USED_TO_TRY = re.compile(
    r"[^.;]{0,60}?\b(?:to (?:evaluate|test|validate|assess|benchmark|demonstrate)|"
    r"(?:for|in) (?:(?:our|the|all) )?(?:\w+ )?(?:evaluations?|testing|validation|experiments?)\b|"
    r"as (?:a|an|our|the) (?:\w+ )?(?:benchmark|testbed|test ?bed|test set|case study))\b",
    re.IGNORECASE,
)
_SUBJECT_BEATS = re.compile(
    r"(?: (?:model|method|algorithm|approach|network|classifier|architecture|regression|predictor)s?)?"
    r" ?(?:\([^)]*\) )?(?:\w+ly )?(?:outperform(?:s|ed|ing)?|surpass(?:es|ed|ing)?|exceed(?:s|ed)|"
    r"perform(?:s|ed)? (?:better|best|worse|competitively|well)|achieve[sd]? (?:the )?(?:best|highest|lowest))\b"
)
_FOUND = re.compile(
    r"\b(?:we|our (?:results|experiments|findings|study)|results|experiments)\b[^.;]*\b(?:find|found|show|observe|reveal|compar|demonstrate|"
    r"indicate|suggest|evaluat|report)\w*",
    re.IGNORECASE,
)


def with_finer_roles(paper: Paper, mentions: Sequence[Mention]) -> list[Mention]:
    """Give the mentions of a paper, each with the finer roles that its sentence states."""
    own = {one.surface for one in mentions if one.role == "introduces" and len(one.surface) > 1}
    return [
        replace(mention, roles=found) if (found := _roles_of(paper, mention, own)) else mention
        for mention in mentions
    ]


def _roles_of(paper: Paper, mention: Mention, own: set[str]) -> tuple[FinerRole, ...]:
    if mention.field != "abstract" or mention.role != "mentions" or mention.kind == "repo":
        return ()
    sentence = mention.sentence
    first = max(0, mention.end - len(sentence))
    begin = paper.abstract.find(sentence, first, mention.start + len(sentence))
    if begin < 0:
        return ()
    data = mention.kind == "dataset"
    return roles(sentence, mention.start - begin, mention.end - begin, own, data=data)


def roles(sentence: str, start: int, end: int, own: set[str], *, data: bool) -> tuple[FinerRole, ...]:
    """
    Give the finer roles of the name from start to end in a sentence.

    `own` are the names that the paper introduces; `data` says that the name is that of a dataset.

    >>> said = "Our model outperforms BERT, RoBERTa and XLNet on GLUE."
    >>> roles(said, 40, 45, set(), data=False), roles(said, 49, 53, set(), data=True)
    (('comparesWith',), ('evaluatesOn',))
    """
    spot = governed(sentence, start, end)
    if not data and spot.governor in _PLACES and _is_example_of_earlier(spot):
        while spot.governor in _PLACES:
            spot = replace(governed(sentence, len(spot.left), end), start=start)
    return _roles_at(spot, own, data=data)


def _is_example_of_earlier(spot: Governed) -> bool:
    """Tell whether "models on many budgets, including X" names a model: X is none of what stands after "on"."""
    place = spot.sentence[len(spot.left) : spot.start]
    if not _EXAMPLES.search(place) or _KINDS.search(place):
        return False
    return spot.before not in _BASED and bool(_KINDS.search(spot.clause))


def _roles_at(spot: Governed, own: set[str], *, data: bool) -> tuple[FinerRole, ...]:
    role: FinerRole
    if data and _evaluates_on(spot):
        role = "evaluatesOn"
    elif _extends(spot):
        role = "extends"
    elif _compares_with(spot):
        role = "comparesWith"
    elif _wins(spot):
        return ("comparesWith",)
    else:
        return ()
    clause = spot.clause
    said = spot.sentence if _opens(clause) else spot.left
    ours = any(name in (clause if role == "extends" else said) for name in own)
    if role == "extends":
        made = (ours or _makes(spot)) and not _MEASURED_AGAINST.search(clause)
        of_data = not data or spot.before not in _BASED or _DATA.search(clause)
        return (role,) if made and of_data and not _is_denied(clause, clause, ours=ours) else ()
    if _is_denied(_WITH_LESS.sub("", clause), said, ours=ours):
        return ()
    return (role,) if ours or _OWN.search(said) else ()


def _is_denied(clause: str, said: str, *, ours: bool) -> bool:
    """Tell whether a clause is negated, or it or the beginning of what is said about the work of others."""
    if _DENIED.search(clause):
        return True
    if _OTHERS.search(clause) and not (ours or _OURSELVES.search(clause)):
        return True
    return bool(_BEGINS_WITH_OTHERS.match(said)) and not (ours or _OURSELVES.search(said))


def _opens(clause: str) -> bool:
    """Tell whether the word that governs the name opens the clause: "On MNIST, our network ..."."""
    return len(clause.split()) <= 2


def _evaluates_on(spot: Governed) -> bool:
    if spot.governor in ("on", "across", "over", "in"):
        if spot.before in _NOT_TRIED_ON:
            return False
        clause = spot.clause
        if _TRIED.search(clause) or _INVESTIGATES.search(clause):
            return True
        return bool(_opens(clause) and _TRIED.search(spot.sentence, spot.end))
    if spot.governor in ("with", "using"):
        return spot.before in _TRIED_WITH or bool(_TRIES.search(spot.left))
    if spot.governor == "for":
        return bool(_REACHES.search(spot.left[-_RECENT:]))
    if spot.governor == "against":
        return bool(_TRIED_AGAINST.search(spot.clause))
    return spot.governor in ("use", "using") and bool(_USED_TO_TRY.match(spot.sentence, spot.end))


def _compares_with(spot: Governed) -> bool:
    governor, before = spot.governor, spot.before
    if governor in BEATEN or governor in COMPARED:
        return True
    if governor in ("than", "versus", "vs", "vs."):
        return before not in ("rather", "other", "more")
    if governor in ("to", "with"):
        compared = before in _COMPARED_TO or _COMPARES.search(spot.clause + governor)
        return bool(compared) and not _NEXT_SUBJECT.search(spot.sentence, len(spot.left), spot.start)
    if governor == "as":
        return bool(_AS_GOOD.search(spot.clause[-_BESIDE:] + "as"))
    if governor == "against":
        return bool(_MEASURED.search(spot.clause[-_BESIDE:]))
    if governor in ("on", "upon"):
        return before in _IMPROVED
    if governor == "of" and (before == "ahead" or _THAN_FIGURE.search(f"{spot.left}of")):
        return True
    if governor in ("of", "between"):
        return before in ("comparison", "comparisons") and bool(_OURSELVES.search(spot.clause))
    return governor == "over" and bool(_GAINS.search(spot.clause))


def _wins(spot: Governed) -> bool:
    """Tell whether a paper reports that the thing named outperforms others."""
    return (
        spot.governor in ("", "that")
        and bool(_SUBJECT_BEATS.match(spot.sentence, spot.end))
        and bool(_FOUND.search(spot.sentence[: spot.start]))
    )


def _extends(spot: Governed) -> bool:
    governor, before = spot.governor, spot.before
    if ":" in spot.sentence[len(spot.left) : spot.start]:
        return False
    if governor in EXTENDED:
        return True
    if governor in CHANGED:
        return before in ("a", "an", "our") and spot.sentence.startswith(governor, len(spot.left))
    if governor == "of" or (governor == "to" and before in _CHANGES):
        new = not before.startswith("generali") or _SOME.search(spot.head)
        return before in KIN and bool(new) and not _is_of_others(spot.head)
    if governor in ("on", "upon"):
        return before in _BASED and not (before == "based" and _is_of_others(spot.head))
    return governor == "from" and before in _FROM


def _is_of_others(head: str) -> bool:
    """Tell whether what is "based on" a thing, or its "variants", are any that there are, and not made by the paper."""
    return bool(_OF_OTHERS.search(head)) and not _JUST_MADE.search(head)


def _makes(spot: Governed) -> bool:
    """Tell whether the clause is about something that the paper creates."""
    return bool(_MAKES.search(clause_of(spot.left if spot.governor in EXTENDED else spot.head)))
