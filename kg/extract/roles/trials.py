"""
Whether a sentence reports experiments on a dataset: "evaluated on X", "reaches 84% for X", "80% X accuracy".

The word that governs the name tells (see `kg.extract.roles.governors`), with what stands before it, or what follows the name.
"""

from __future__ import annotations

import re
from dataclasses import replace

from kg.extract.roles.governors import Governed, governed, word_set
from kg.extract.roles.ownership import opens
from kg.extract.roles.usage import LEARNT_ON

_TRIED = re.compile(
    r"\b(?:evaluat|experiment|tests?\b|tested|testing|benchmark|result|outperform|achiev|perform|accura|improv|match\w* [^,;]{0,30}(?:performance|quality|accurac|result)|success\b|wins?\b|gains?\b|state[- ]of[- ]the[- ]art|"
    r"best-known|new (?:best|record)\b|outscor|dominat|sota\b|scor|validat|demonstrat|superior|effective|efficacy|verif|assess|attain|obtain|reach|competitive|surpass|compar|"
    r"reduc|speed-?ups?|error|ablation|simulat|case stud|rank|exceed|better|higher|lower|yield|map\b|f1\b|bleu|fid\b|auc\b|psnr|\d%|% )",
    re.IGNORECASE,
)
_NOT_TRIED_ON = word_set(
    "trained training pretrained pre-trained pretraining pre-training finetuned fine-tuned fine-tuning finetuning based built "
    "build builds building focus focuses focused focusing rely relies relying depend depends depending available hosted "
    "annotated calibrated conditioned learned learnt train trains work works research studies study information data "
    "report based annotations released published details finetune fine-tune pretrain pre-train overfit "
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
_TRIALS_SHOW = re.compile(
    r"\b(?:experiments?|empirical\w*|evaluat\w+|results|we) (?:\w+ ){0,4}(?:demonstrat|show|reveal|confirm|verif|indicat)\w* that [^;]*$",
    re.IGNORECASE,
)
"""What experiments show, up to where."""
_THEN_TRIED = re.compile(
    r"[^.;]{0,160}?\b(?:we|it|our \w+|is|are|was|were|(?:the|this) (?:proposed |present )?\w+)\b (?:\w+ ){0,3}(?:evaluat|test|validat|benchmark|assess)(?:e|ed|s)?\b",
    re.IGNORECASE,
)
"""What follows on "Using the X dataset"."""
_CARRIED_TO = word_set(
    "generalization generalisation generalizes generalises generalize transfers transfer transferability"
)
_SCORE = re.compile(
    r"(?: \([^)]*\))?(?: (?:data ?set|test set|validation|val|test|classification|zero-shot|linear))*"
    r" (?:top[- ]?[15],? ?)?(?:accuracy|acc\b|error|mAP\b|AP\b|F1\b|BLEU|FID\b|mIoU|perplexity|AUC|PSNR|scores?\b)",
    re.IGNORECASE,
)
FIGURE = re.compile(r"\d ?%|\d\.\d|\b\d\d\b")
"""A figure that may be a result."""
_STUDIES = word_set("studies study research analysis")
_OF_TRIALS = word_set(
    "ablation comparative empirical simulation experimental case comparison numerical comprehensive quantitative extensive "
    "evaluation user validation feasibility systematic controlled"
)
"""What makes a trial of a study: "ablation studies on X"."""
_TRIALS = word_set(
    "evaluation evaluations experiments tests testing benchmarking validation simulations experimentation assessment"
)
_DATA_HEAD = re.compile(
    r"\b(?:data ?sets|benchmarks|corpora|tasks|suites|test ?sets|environments|test ?beds)\b[^.;]*$",
    re.IGNORECASE,
)
"""Data of which the name is an example: "evaluations of benchmarks such as X"."""
_IS_DATA = re.compile(
    r"\b(?:data ?sets?|benchmarks?|corpora|corpus|tasks|test ?sets?|environments)\b", re.IGNORECASE
)
_DATA_AFTER = re.compile(
    r"(?: \([^)]*\))?(?:,? (?:and )?[A-Z][\w-]*)* (?:\w+ ){0,1}(?:data|data ?sets?|benchmarks?|corpus|corpora|test ?sets?|databases?|cohorts?)\b"
)
_GIVES = re.compile(
    r"\b(?:achiev|attain|obtain|reach|outperform|surpass|evaluation of|evaluations of|evaluat(?:e|ed|ing)\b)"
    r"(?:(?!train|learn|fine-tun|finetun)[^;])*$",
    re.IGNORECASE,
)
"""What a paper reports "using the X dataset"."""
_APPLIED = re.compile(
    r"(?<!by )\b(?:appl(?:y|ies|ied|ying)|application of) (?:(?!to |and |,)[^ ]+ ){0,8}$", re.IGNORECASE
)
"""What is done to a thing, before "to" and the data."""
_SIMULATES = re.compile(r"\bsimulate\b")
_ARE_USED = re.compile(
    r"(?: \([^)]*\))?(?:,? (?:and |or )?[A-Z][\w.-]*| data ?sets?| benchmarks?|\))* (?:is|are|was|were) (?:\w+ )?(?:used|employed|utili[sz]ed|adopted) "
    r"(?:to|for|as) (?:the |our |an? )?(?:\w+ )?(?:evaluat|assess|test|validat|benchmark|experiment)"
)
_NUMBER = re.compile(r"[~≈$]?[+-]?\d[\d.,]*[%x]?\$?$")
"""What before "on X" is a result on X."""
_INVESTIGATES = re.compile(r"\b(?:we|is|are|was|were) (?:\w+ )?(?:investigate|examine)d?\b", re.IGNORECASE)
_REACHES = re.compile(
    r"\b(?:achiev|obtain|attain|reach|report|yield|state-of-the-art|accurac)\w*[^,;]*\d|\b(?:results|accuracy|performance|scores?) for$",
    re.IGNORECASE,
)
"""What comes before "for" and a dataset: a figure or a result."""
_TRIED_AGAINST = re.compile(r"\b(?:evaluat|test|benchmark|validat)", re.IGNORECASE)
_RECENT = 120
"""How many characters before "for" a result may stand."""
_USED_TO_TRY = re.compile(
    r"[^.;]{0,60}?\b(?:to (?:evaluate|test|validate|assess|benchmark|demonstrate)|"
    r"(?:for|in) (?:(?:our|the|all) )?(?:\w+ )?(?:evaluations?|testing|validation|experiments?)\b|"
    r"as (?:a|an|our|the) (?:\w+ )?(?:benchmark|testbed|test ?bed|test set|case study))\b",
    re.IGNORECASE,
)


def evaluates_on(spot: Governed) -> bool:
    """Tell whether the word that governs a name says that there were experiments on the thing."""
    if spot.governor in ("on", "across", "over", "in"):
        if spot.before in _NOT_TRIED_ON and not _is_trial(spot):
            return False
        if _NUMBER.match(spot.before):
            return True
        clause = spot.clause
        if (
            _TRIED.search(clause)
            or _INVESTIGATES.search(clause)
            or (_TRIALS_SHOW.search(spot.left) and not LEARNT_ON.search(spot.left))
        ):
            return True
        return bool(opens(clause) and _TRIED.search(spot.sentence, spot.end))
    if spot.governor in ("with", "using", "use"):
        if _DATA_AFTER.match(spot.sentence, spot.end) and _GIVES.search(spot.clause):
            return True
        if spot.before in _TRIED_WITH or _USED_TO_TRY.match(spot.sentence, spot.end):
            return True
        return bool(
            _TRIES.search(spot.left) or (opens(spot.clause) and _THEN_TRIED.match(spot.sentence, spot.end))
        )
    if spot.governor == "of":
        between = spot.sentence[len(spot.left) : spot.start]
        return spot.before in _TRIALS and bool(_DATA_HEAD.search(between))
    if spot.governor == "for":
        if opens(spot.clause) and _IS_DATA.search(spot.sentence, len(spot.left), spot.start):
            return True
        return bool(_REACHES.search(spot.left[-_RECENT:]))
    if spot.governor == "to":
        return spot.before in _CARRIED_TO or bool(_APPLIED.search(spot.left[-_RECENT:]))
    return spot.governor == "against" and bool(_TRIED_AGAINST.search(spot.clause))


def is_tried(spot: Governed) -> bool:
    """Tell whether a name that opens a clause is said to be what things are tried on: "X and Y are used to test it"."""
    return spot.governor in ("", "that", ";") and bool(_ARE_USED.match(spot.sentence, spot.end))


def around(spot: Governed) -> Governed | None:
    """Give the name as governed by what governs the whole of which it tells the source: "on scans from X"."""
    if spot.governor not in ("from", "of", "within", "in", "at"):
        return None
    wider = replace(governed(spot.sentence, len(spot.left), spot.end), start=spot.start)
    if (
        _SIMULATES.search(wider.clause)
        or wider.governor not in ("on", "across")
        or ", " in spot.sentence[len(wider.left) : len(spot.left)]
    ):
        return None
    return wider


def _is_trial(spot: Governed) -> bool:
    """Tell whether a study on a dataset is a trial of the paper's own work: "ablation studies on X"."""
    if spot.before not in _STUDIES:
        return False
    words = spot.head.lower().split()
    return bool(words) and words[-1] in _OF_TRIALS


def is_scored(spot: Governed) -> bool:
    """Tell whether a figure stands for the name: "80% ImageNet accuracy"."""
    return bool(_SCORE.match(spot.sentence, spot.end) and FIGURE.search(spot.sentence))


def result_for(spot: Governed) -> Governed | None:
    """Give the name as governed by the "for" of a list that an earlier word seems to govern: "84% for X and Y"."""
    at = spot.sentence.rfind(" for ", len(spot.left), spot.start) + 1
    if at and _REACHES.search(spot.sentence[:at][-_RECENT:]):
        return governed(spot.sentence, at + len("for "), spot.end)
    return None
