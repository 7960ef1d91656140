"""Long forms and short forms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.text.definitions import definitions, expansion


def found(text: str) -> list[tuple[str, str]]:
    return [(text[slice(*one.long)], text[slice(*one.short)]) for one in definitions(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We present Gated Tree Attention (GTA).", [("Gated Tree Attention", "GTA")]),
        ("GTA (Gated Tree Attention) is fast.", [("Gated Tree Attention", "GTA")]),
        ("We train convolutional neural networks (CNNs) here", [("convolutional neural networks", "CNNs")]),
        ("the method of alternating steps (MAS), which", [("method of alternating steps", "MAS")]),
        ("our Low-Rank Adaptation (LoRA)", [("Low-Rank Adaptation", "LoRA")]),
        ("a novel Extra Depthwise (ExtraDW) variant", [("Extra Depthwise", "ExtraDW")]),
        ("known as GizmoNetV4 (GNv4)", [("GizmoNetV4", "GNv4")]),
        ("the Spatial DeepInfomax (S-DIM)", [("Spatial DeepInfomax", "S-DIM")]),
        ("by Continuous-time Ink-Based Search (CIBS)", [("Continuous-time Ink-Based Search", "CIBS")]),
        ("Inked and Iterated Pen Order (IIPO)", [("Inked and Iterated Pen Order", "IIPO")]),
        ("With Ink-Based Search (CIBS)", []),
        ("by Patient Ink Order (PIO) here", [("Patient Ink Order", "PIO")]),
        ("of ink-free reading nets (IFRNs)", [("ink-free reading nets", "IFRNs")]),
        ("the Order of Plain Ink (OPI)", [("Order of Plain Ink", "OPI")]),
        ("a note on paper inking (PI)", [("paper inking", "PI")]),
        ("repeated relighting errors (RE)", [("relighting errors", "RE")]),
        ("by Clear Candid Cautious Editing (C3E)", [("Clear Candid Cautious Editing", "C3E")]),
        ("in Page-to-Ink (P2I) tasks", [("Page-to-Ink", "P2I")]),
        ("so we propose Paper to Ink (P2I)", [("Paper to Ink", "P2I")]),
        ("the Careful Drawing-driven FSCIL (CD-FSCIL)", [("Careful Drawing-driven FSCIL", "CD-FSCIL")]),
        ("on Visual Plain Glossaries (VPG-32K)", [("Visual Plain Glossaries", "VPG-32K")]),
        ("our Old Quill Fusion (OQFNet)", [("Old Quill Fusion", "OQFNet")]),
        ("a method called Meadow Ink Copy (MIC)", [("Meadow Ink Copy", "MIC")]),
        ("multi-page named ink reading (MNIR)", [("multi-page named ink reading", "MNIR")]),
        ("a Pen -- Ink Order (PIO)", []),
        ("we developed a two-stage reader (DATR)", []),
        ("several language models (LLM-7B)", []),
        ("a new model (M3)", []),
        ("runs of LLaMA and Gemma (LLM)", []),
        ("tested on images (ImageNet)", []),
        ("as shown before (see Fig. 2)", []),
        ("a large gain (10%)", []),
        ("two losses (e.g., KL and L2)", []),
        ("", []),
    ],
)
def test_definitions(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("title", "long"),
    [
        ("LINO: Layered Ink Note Order for Offices", "Layered Ink Note Order"),
        ("PEnGI: A Partially Equivariant Graph NeUral Ink", "Partially Equivariant Graph NeUral Ink"),
        ("INK: Writing with Pens", None),
        ("LINO: Layered Paper for Offices", None),
        ("On order", None),
    ],
)
def test_a_title_spells_out_its_name_where_each_capital_begins_a_word(title, long):
    told = expansion(title)
    assert (title[slice(*told.long)] if told else None) == long


@given(st.text(alphabet="abcAB -().,;'", max_size=200))
def test_places_lie_inside_the_text(text: str) -> None:
    for one in definitions(text):
        for start, end in (one.long, one.short):
            assert 0 <= start < end <= len(text)
            assert text[start:end].strip()


@pytest.mark.parametrize(
    "text",
    [
        "We compare cost-aware tree boosters (CatBoost, XGBoost, LightGBM).",
        "They are ranked by signal similarity metrics (e.g., SSIM).",
        "It is often outperformed by accuracy-first baselines (IOBL).",
    ],
)
def test_examples_and_sentences_define_nothing(text: str) -> None:
    assert not list(definitions(text))
