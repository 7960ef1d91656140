"""Two names that one paper has for one thing are one: a name that shortens another one's words, or says what it is."""

from dataclasses import replace

import pytest

from kg.model import KNOWN_NAME, Mention
from kg.resolve import resolve
from kg.resolve.shortened import shortens
from tests.timing import within
from tests.unit.resolve.making import mention, together


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("DynaBERT", "dynamic BERT"),
        ("PC-DARTS", "Partially-Connected DARTS"),
        ("DEpS", "Delayed ε-Shrinking"),
        ("DEpS", "DεpS"),
        ("P2F", "Prior2Former"),
        ("MoQE", "Mixture of Quantization Experts"),
        ("Innamark", "Innamark method"),
        ("Hutchinson", "Hutchinson's method"),
    ],
)
def test_two_names_in_one_paper_are_one_and_in_two_papers_are_not(one: str, other: str) -> None:
    assert together(mention("a", one), mention("a", other))
    assert not together(mention("a", one), mention("b", other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Fast-WAM", "Faster-WAM"),
        ("SWE-QA", "SWE-QA-Agent"),
        ("BR-MARLENE", "BRPW-MARLENE"),
        ("Goedel-V2", "Goedel-Prover-V2"),
        ("RP", "ResidualPlanner+"),
        ("QMDP", "QMDP-Net"),
        ("MedSAM-3", "MedSAM-3 Agent"),
    ],
)
def test_versions_parts_and_relatives_in_one_paper_are_apart(one: str, other: str) -> None:
    assert not together(mention("a", one), mention("a", other))


def test_a_title_shortens_the_long_form_of_an_acronym() -> None:
    defined = [mention("a", "PN", text) for text in ("PN", "Power Normalization")]
    found = resolve([*defined, mention("a", "PowerNorm")])
    assert {entity.name for entity in found.entities} == {"PN"}
    assert ("PowerNorm", "initials") in {(one.name, one.rule) for one in found.entities[0].aliases}


def test_a_known_name_shortens_another_only_where_the_paper_introduces_both() -> None:
    used = [mention("a", "PC-DARTS", rule=KNOWN_NAME), mention("a", "Partially-Connected DARTS")]
    own = [replace(one, role="introduces") for one in used]
    assert not together(*used)
    assert together(*own)


@pytest.mark.parametrize(("short", "long"), [("LLM", "LLaMA"), ("ISRU", "ISRLUs"), ("a", "A"), ("", "x y")])
def test_single_words_shorten_nothing(short: str, long: str) -> None:
    assert not shortens(short, long)


def test_neither_a_name_of_many_words_nor_a_list_of_names_takes_long():
    with within(5):
        assert not shortens("A" + "a" * 100 + "Cc", "Aaaa" * 50 + "Bbb")
    names = [f"{chr(65 + n % 26)}ingNet{chr(97 + n // 26 % 26)}{chr(65 + n // 676)}xy" for n in range(2000)]
    with within(5):
        assert len(resolve([mention("a", name) for name in names]).entities) == len(names)


@pytest.mark.parametrize(
    ("sentence", "long", "short", "one"),
    [
        ("We propose Careful Paper Reading (CAPIR).", "Careful Paper Reading", "CAPIR", True),
        ("We propose CAPIR (Careful Paper Reading).", "Careful Paper Reading", "CAPIR", True),
        ("We propose Careful Paper Reading and CAPIR.", "Careful Paper Reading", "CAPIR", False),
        ("We propose Broad Ink Order (QUILO).", "Broad Ink Order", "QUILO", False),
        ("We propose InkNet-Large (InkNet).", "InkNet-Large", "InkNet", False),
    ],
)
def test_a_name_in_brackets_is_short_for_the_one_before_that_the_paper_introduces_as_well(
    sentence, long, short, one
):
    def said(name):
        start = sentence.index(name)
        place = {"sentence": sentence, "start": start, "end": start + len(name)}
        return replace(mention("a", name), role="introduces", **place)

    assert together(said(long), said(short)) is one


def test_a_paper_may_spell_a_name_of_its_own_out_in_two_ways() -> None:
    own = [
        _introduced("a", "KITE", "Knotted Interpolation of Twine Edges"),
        _introduced("a", "KITE"),
        _introduced("a", "Knotted Interpolated Twine Elements"),
    ]
    assert together(*own)
    assert not together(*own[:2], _introduced("a", "Knotted Interpolation Network"))
    guided = [_introduced("a", "KnoTR", "Knot-aided Twine Removal"), _introduced("a", "KnoTR")]
    assert together(*guided, _introduced("a", "Knot-guided Twine Removal Network"))


def _introduced(paper: str, name: str, surface: str = "") -> Mention:
    return replace(mention(paper, name, surface), role="introduces")
