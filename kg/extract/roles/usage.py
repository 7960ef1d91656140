"""
What a paper's own work uses: things that it applies, combines or trains, and data that it trains on or takes from.

"We use X", "OwlNet integrates X", "implemented in X", "fine-tune Y with X", "trained on X", "X was used", "X as the
backbone": the word that governs the name tells, or what follows it. Of the work of others nothing is told.
"""

from __future__ import annotations

import re

from kg.extract.roles.governors import Governed, clause_of, verbs, word_set
from kg.extract.roles.ownership import (
    JUST_MADE,
    OWN,
    is_denied,
    is_of_others,
    opens,
)

_NEAR = 90
"""How many characters before a word may belong to it."""
_USED = verbs(
    "adapt us employ adopt appl leverag utiliz utilis exploit harness integrat incorporat combin fine-tun finetun train pretrain "
    "pre-train merg implement invok perform iterat"
)
"""Verbs whose object is used."""
_PARTICIPLES = frozenset(verb for verb in _USED if verb.endswith("ed"))
_DOERS = word_set("we also then further first finally additionally jointly successfully")
"""Words after which a participle is a verb: "we used X", but "used X"."""
_WAYS = word_set("via through using")
"""What governs a means, whatever stands before."""
_DONE = (
    r"\b(?:implement|train|pre-?train|fine-?tun|optimi[sz]|combin|coupl|integrat|equip|initiali[sz]|augment|parameteri[sz]|"
    r"model|approximat|estimat|generat|extract|encod|construct|buil[dt]|solv|replac|power|driv|guid|supervis|regulari[sz]|"
    r"stratif|label|annotat|pair|simulat|deploy|comput|learn|perform|process|obtain|produc|regulat|unif|creat|distil|"
    r"embed|align|deriv|represent|written|select|refin|classif|segment|fus|cluster|reconstruct|filter|"
    r"compress|translat|transform|render|synthes|forecast|enrich|blend)"
)
_WITH = re.compile(rf"{_DONE}\w*(?: (?!and |that )[\w\\-]+){{0,9}} $", re.IGNORECASE)
"""What is done "with" or "by" a thing."""
_WITHIN = word_set("implemented written developed built coded deployed simulated refine trained")
_INTO = re.compile(
    r"\b(?:integrat|incorporat|embed|inject|plug|insert|distill)\w*(?: [\w-]+){1,6} $", re.IGNORECASE
)
LEARNT_ON = re.compile(
    r"\b(?:(?:pre-?)?train|fine-?tun|learn|post-train|distill)\w*(?: (?!and |that )[\w-]+){0,5} $",
    re.IGNORECASE,
)
_TAKEN_FROM = word_set(
    "data derived drawn sampled sourced collected constructed extracted curated built obtained taken selected adapted images "
    "compiled generated samples records from created annotated"
)
"""What stands before "from" and data that is used."""
_TAKEN = re.compile(
    r"\b(?:drawn|derived|sourced|sampled|collected|curated|compiled|extracted|taken) from [^;]*$"
)
_STARTED_FROM = word_set("initialized initialised fine-tuned finetuned distilled starting start transferred")
_OUTPUTS = word_set(
    "features embeddings representations predictions outputs latents weights priors knowledge"
)
_SEVERAL = re.compile(r"\b(?:several|many|various|different|target|the)\b")
"""What a model gives, before "from" and the model."""
_PROPOSED = verbs("propos present introduc develop design") | word_set("is")
_MADE_OF = re.compile(r"-(?:based|guided|driven|enhanced|augmented|powered|assisted)\b")
_NEW_WITH = re.compile(
    r"\b(?:propos|present|introduc|develop|design|build)\w* an? (?:(?!for |to |that |of |in )[\w-]+ ){1,7}$"
)
"""What a paper makes with a part: "we propose a framework with X"."""
_BUILT_WITH = re.compile(
    r"-(?:based|guided|driven|enhanced|augmented|powered|assisted) (?:[\w-]+ ){1,4}(?:is|are|was|were) "
)
"""What tells in the passive what is made with a thing: "X-based features are computed"."""
_SIMULATOR = re.compile(r"(?: \([^)]*\))? (?:simulator|simulation|physics engine|simulation environment)\b")
_RELIED_ON = word_set("relies rely relying based built building builds implemented")
_PART = re.compile(
    r"(?: \([^)]*\))?(?: [\w-]+){0,2}? as (?:the |an? |our |its )?(?:[\w-]+ ){0,2}"
    r"(?:backbones?|encoders?|decoders?|base|teachers?|foundation|generator|judge|extractors?|controller|student|"
    r"regularizer|component|module|planner|classifiers?|policy|optimizer|core|engine)\b",
    re.IGNORECASE,
)
"""What makes a part of the name before it: "X as the backbone"."""
_PASSIVE = re.compile(
    r"(?: \([^)]*\))?(?: (?:models?|algorithms?|methods?|networks?|data ?sets?|corpus|data|architectures?|approach|framework|tests?|"
    r"classifiers?|library|simulator|images|technique|optimizer|loss|toolkit))? (?:is|are|(was|were)) "
    r"(?:then |also |further |first |next |finally |\w+ly )?(?:used|employed|applied|adopted|utili[sz]ed|leveraged|exploited|"
    r"(?:pre-?)?trained|fine-?tuned|integrated|incorporated|combined|implemented|chosen)\b",
    re.IGNORECASE,
)
"""What says of the name before it that it is used; in the past it is, in an abstract, by the paper."""
_ANY = re.compile(r"\b(?:any|arbitrary|other|most)\b")
_MAY = re.compile(
    r"\b(?:can|could|may|might|would|should|will|able to|ability to|allow\w*|enabl\w*|how to|possib\w+|applicab\w+|compatib\w+|"
    r"need\w* to|requir\w*|tend to|inspired|motivated|challeng\w*|difficult\w*|users|practitioners|researchers|people)\b"
    r"(?: [\w-]+){0,4} ?$",
    re.IGNORECASE,
)
"""What says that a thing may be used, or that others use it."""
_PROSPECT = re.compile(
    r"\b(?:opens|opening|directions?|pav(?:e|es|ing)|avenues?|potential (?:of|for|to)|future|insights?)\b",
    re.IGNORECASE,
)
_MEASURES = re.compile(
    r"\b(?:outperform|surpass|exceed|than|against|versus|compared|comparable|baselines?|unlike|beyond|over|whereas|competitive)\b\w*",
    re.IGNORECASE,
)
"""What speaks of others where things "using X" follow."""
_LINKED = re.compile(r"^\W*(?:which|that|who|where|because|since)\b", re.IGNORECASE)
"""What begins a clause about something that the one before names."""
_BEFORE_SUBJECT = re.compile(r"(?:^|[,;:.]|\b(?:and|then|that|the|an?|where|finally|here)) *$", re.IGNORECASE)
_OWN_AFTER = re.compile(
    r"[^.;]{0,200}?, (?:\w+ )?(?:we|our|this (?:paper|work|study)|the (?:proposed )?(?:method|model|framework|approach|system))\b",
    re.IGNORECASE,
)
_INSTEAD = re.compile(r"(?:Unlike|Instead of|Rather than|In contrast to|Different from|Beyond) [^,]+, ")
"""An opening about others."""
_WAS = re.compile(r"\b(?:was|were) (?:\w+ly |then |also )?\w+ed\b")
"""What tells in the past what was done: in an abstract, by the paper."""
_TREATED = re.compile(
    r"\b(?:train|pre-?train|fine-?tun|evaluat|deploy|run|test|implement)(?:ing|e|s|es)?\b(?:\W+\w+){1,6}\W*$",
    re.IGNORECASE,
)
"""What is done with models "using X" makes them the paper's."""
_FINDS = re.compile(
    r"\b(?:show|find|found|suggest|demonstrat|compar|evaluat|assess|test|outperform|improve|yield|reveal|observ|results|"
    r"trade-?offs?|overlook|often|previous|prior|existing|conventional|traditional|recent|state-of-the-art|approaches|publicly|available|released|better|requir|naturally|closely|unlike|although|whereas|however|many|"
    r"analy[sz]|examin|investigat|bench|confirm|highlight|indicat|limit|fail|challeng|suffer|users|annotators|humans|participants|variants|"
    r"applications|knowledge,|best of|lead|prove|theor|bound|deriv|findings|driven by|induced by)",
    re.IGNORECASE,
)
"""What makes of a sentence one about findings, theory or other work, which tells of no part of the paper's own."""
_OF_IT = re.compile(r"['’]s\b|-(?:generated|based|like|style)")
"""What makes of a name a part of another: it is not the thing itself that is used."""
_WE = re.compile(r"\b(?:we|our|this (?:paper|work|study)|here|proposed)\b", re.IGNORECASE)


def uses(spot: Governed, own: set[str], *, data: bool, told: bool = False) -> bool:
    """
    Tell whether a paper says of its own work that it uses the thing named.

    `told` says that a sentence before has spoken of that work.
    """
    passive = _PASSIVE.match(spot.sentence, spot.end)
    if passive and _BEFORE_SUBJECT.search(spot.sentence, max(0, spot.start - _NEAR), spot.start):
        left = spot.sentence[: spot.start]
        if passive[1]:
            return not is_denied(clause_of(left) + passive[0], left, ours=False)
        return _is_ours(spot, own, left, told=told)
    if (
        told
        and spot.governor == ""
        and _BUILT_WITH.match(spot.sentence, spot.end)
        and not _FINDS.search(spot.sentence)
    ):
        return True
    if not _is_means(spot, data=data) or _ANY.search(spot.sentence, len(spot.left), spot.start):
        return False
    return _is_ours(spot, own, spot.left, told=told)


def is_part(spot: Governed) -> bool:
    """Tell whether the thing named is said to be a part of something: "X as the backbone"."""
    return bool(_PART.match(spot.sentence, spot.end))


def _is_means(spot: Governed, *, data: bool) -> bool:
    """Tell whether the word that governs a name, with what stands before, makes a means of the thing."""
    governor, before = spot.governor, spot.before
    if governor in _PARTICIPLES:
        return before in _DOERS
    if governor in _USED or governor in _WAYS:
        return not (governor.startswith("perform") and (data or before == "to"))
    if governor == "with" and _NEW_WITH.search(spot.left[-_NEAR:]):
        return True
    if governor in ("in", "within") and not data and _SIMULATOR.match(spot.sentence, spot.end):
        return True
    if governor in ("with", "by"):
        return bool(_WITH.search(spot.left[-_NEAR:])) or is_part(spot)
    if governor in ("on", "upon"):
        if data and LEARNT_ON.search(spot.left[-_NEAR:]):
            return True
        return before in _RELIED_ON
    if governor == "of":
        return before == "top"
    if governor == "in":
        return before in _WITHIN
    if governor in ("into", "within"):
        return bool(_INTO.search(spot.left[-_NEAR:]))
    if governor in _PROPOSED:
        return not data and bool(_MADE_OF.match(spot.sentence, spot.end))
    if governor == "from":
        if not data:
            several = _SEVERAL.search(spot.sentence, len(spot.left), spot.start)
            return before in _STARTED_FROM or (before in _OUTPUTS and not several)
        return before in _TAKEN_FROM or bool(_TAKEN.search(spot.left))
    return False


def _is_ours(spot: Governed, own: set[str], left: str, *, told: bool) -> bool:
    """Tell whether the clause that says so is about the paper's own work."""
    clause = _INSTEAD.sub("", clause_of(left))
    if _MAY.search(clause[-_NEAR:]) or _PROSPECT.search(clause) or _is_any(spot, clause):
        return False
    ours = any(name in clause for name in own)
    said = ours or bool(OWN.search(clause)) or bool(_WAS.search(clause))
    if opens(clause) and not said:
        after = spot.sentence[spot.end :]
        return bool(_OWN_AFTER.match(after)) or any(name in after for name in own)
    if is_denied(clause, left, ours=ours):
        return False
    if (spot.governor in _WAYS or spot.governor not in _USED) and _MEASURES.search(clause):
        return False
    if said:
        return True
    if told and not _FINDS.search(spot.sentence) and not _OF_IT.match(spot.sentence, spot.end):
        return True
    if _LINKED.search(clause):
        earlier = clause_of(left[: len(left) - len(clause)])
        return any(name in earlier for name in own) or bool(_WE.search(earlier) and JUST_MADE.search(earlier))
    return False


def _is_any(spot: Governed, clause: str) -> bool:
    """Tell whether what uses the thing is anything that does, and not of the paper: "models that use X"."""
    head = spot.head if spot.governor in ("on", "upon") else clause
    head = head[-_NEAR:].removesuffix("that ").removesuffix("which ")
    return is_of_others(head) and not _TREATED.search(head)
