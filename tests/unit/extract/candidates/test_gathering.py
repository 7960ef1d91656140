"""Candidates: what a paper offers as names, wherever it stands."""

import pytest

from kg.extract import tools
from kg.extract.candidates.gathering import candidates
from kg.extract.document import read
from kg.extract.features.kinds import surface
from kg.extract.known import Known
from kg.extract.lexicon.tables import make
from kg.extract.text.sentences import passage
from kg.model import Paper


def offered(title: str, abstract: str) -> set[str]:
    text = read(Paper(title=title, abstract=abstract, id="paper:a"), tools().lexicon)
    return {surface(text, place) for one in candidates(text, tools().lexicon) for place in one.places}


def test_what_a_title_works_by_is_a_candidate():
    assert "Orbit Distance Minimization" in offered("Learning Symmetries via Orbit Distance Minimization", "")
    assert "Blue Noise" in offered("Rendering with Blue Noise for Everyone", "")
    assert "Noise for" not in offered("Rendering with Noise for Everyone", "")


def test_a_persons_name_and_what_it_names_are_one_candidate():
    found = offered("On convergence", "The proof uses the Moser iteration and, in part, Fenichel theory.")
    assert {"Moser iteration", "Fenichel theory"} <= found


@pytest.mark.parametrize(
    "name", ["Dijkstra's algorithm", "Ledoit-Wolf shrinkage", "Mahler–Weyl averaging", "Hotelling--Yates"]
)
def test_names_after_several_persons_and_with_an_apostrophe_are_candidates(name):
    assert name in offered("A note", f"For this the {name} is applied twice.")


def test_a_phrase_that_begins_a_title_is_a_candidate_where_it_ends_as_names_do():
    assert "Folded Dense Networks" in offered("Folded Dense Networks for Fast Reading", "")
    assert "Folded Dense Evenings" not in offered("Folded Dense Evenings for Fast Reading", "")


def test_a_task_of_the_year_is_one_candidate():
    assert "SemEval-2020 Task 9" in offered("Reading with Care at SemEval-2020 Task 9", "")
    assert "SemEval 2019 task 12" in offered("A note", "We took part in SemEval 2019 task 12 with rules.")


def test_a_phrase_in_lower_case_behind_a_verb_of_naming_is_a_candidate():
    found = offered(
        "A note", "We add a regulariser termed norm decay, and what is known as paper folding to it."
    )
    assert {"norm decay", "paper folding"} <= found


def test_what_modifies_an_ordinary_word_begins_a_name():
    found = offered(
        "A note", "It rests on a Memory-based Relay Decoder, a Mamba-based Fusion Gate and GRU-style gates."
    )
    assert {"Memory-based Relay Decoder", "Mamba", "GRU"} <= found
    assert not {"Memory", "Relay Decoder"} & found


def test_an_ordinary_word_with_a_modifier_that_begins_a_sentence_is_none():
    assert not offered("A note", "Word-level reading is hard. Memory-based reading is not.")


@pytest.mark.parametrize("name", [r"$\mu$Reader", "Read$^2$Net", "PASCAL-5$^i$", r"Glaze\(^{*}\)"])
def test_a_formula_is_part_of_a_name(name):
    assert name in offered("A note", f"We compare with {name} and with others.")


@pytest.mark.parametrize("said", ["two benchmarks--GlazeNet", "two benchmarks-GlazeNet", "a claim–GlazeNet"])
def test_a_dash_without_blanks_parts_a_name_from_a_plain_word(said):
    assert "GlazeNet" in offered("A note", f"There are {said} and others.")


def test_the_networks_of_a_name_are_its_net():
    text = read(
        Paper(title="A note", abstract="Our GLAZE-Net is one of two GLAZE-Networks.", id="paper:a"),
        tools().lexicon,
    )
    assert {"glazenet", "glazenetworks"} in [one.keys for one in candidates(text, tools().lexicon)]


def test_two_names_before_the_colon_of_a_title_are_two_candidates():
    assert {"FoldQA", "FoldBench"} <= offered("FoldQA and FoldBench: Reading Folded Paper", "")


def test_a_known_name_within_a_longer_one_is_a_candidate_too():
    assert {"Deception-Aware GRPO", "GRPO"} <= offered(
        "A note", "It is trained with Deception-Aware GRPO here."
    )


def test_a_name_at_the_beginning_of_a_sentence_keeps_its_first_word():
    assert "Frame Averaging" in offered("A note", "Frame Averaging makes models invariant.")
    assert "Recent Gizmonet" not in offered("A note", "Recent Gizmonet models are large.")


@pytest.mark.parametrize(
    ("written", "meant"),
    [("ViTs", "ViT"), ("BERTs", "BERT"), ("LLaMA-2", "Llama 2"), ("image-net", "ImageNet")],
)
def test_plurals_and_hyphens_are_known(written, meant):
    assert [one.name for one in tools().lexicon.get(written)] == [meant]


def test_known_names_are_found_at_every_place_however_they_are_parted() -> None:
    names = ["ImageNet", "Net", "CIFAR-10"]
    lexicon = make([Known(name, name, "dataset") for name in names], ["on"])
    abstract = "On Image Nets, of CIFAR 10, net. Nets of image. Net of Nets"
    one = passage(abstract, lexicon.words)
    every = list(lexicon.spellings.find(one.keys, range(len(one.keys))))
    assert [key for _, _, key in every] == ["imagenet", "net", "cifar10", "net", "net", "net", "net"]
    assert list(lexicon.spellings.find(one.keys, lexicon.spellings.firsts(one.keys))) == every
    text = read(Paper(title="A note", abstract=abstract, id="paper:a"), lexicon)
    found = {place.start: surface(text, place) for one in candidates(text, lexicon) for place in one.places}
    assert [found[at] for at in sorted(found)] == ["Image Nets", "CIFAR 10", "Nets", "Net", "Nets"]


@pytest.mark.parametrize(
    ("title", "abstract", "name"),
    [
        ("Gizmonet: A Hybrid Framework", "We propose Gizmonet, a hybrid framework.", "Gizmonet"),
        ("A note", "We use ImageNet, Net and others.", "ImageNet"),
        ("A note", "We walk by Hit-and-Run alone.", "Hit-and-Run"),
        ("A note", "Tested on Needle-in-a-Haystack.", "Needle-in-a-Haystack"),
        ("A note", "GPT-4-as-a-judge is used.", "GPT-4"),
        ("A note", "We combine SigLIP+DINOv2 into one.", "SigLIP"),
        ("A note", "We combine SigLIP+DINOv2 into one.", "DINOv2"),
        ("A note", "A QLoRA-adapted model is used.", "QLoRA"),
        ("A note", "We call it Meaning-Guided Prompt Adapter here.", "Meaning-Guided Prompt Adapter"),
        ("The Glaze Corpus: Pots in Words", "", "Glaze Corpus"),
        ("Potters at SemEval-2019 Task 3: Glazes", "", "Potters"),
        ("Glazing at Scale: Pots in Words", "", "Glazing at Scale"),
    ],
)
def test_names_are_found_whole(title, abstract, name):
    assert name in offered(title, abstract)


def test_a_name_does_not_reach_over_a_comma_or_colon():
    found = offered("Gizmonet: A Hybrid Framework", "We propose Gizmonet, a hybrid framework.")
    assert not any(name.lower().startswith("gizmonet") and " " in name for name in found)


def test_the_size_of_a_model_is_no_plural_of_its_name():
    text = read(
        Paper(
            title="WingNet: Birds in pictures",
            abstract="WingNet flies. WingNet-S is smaller, BirdNet and BirdNets are many, and PARSeq-S is no PARSeq.",
            id="paper:a",
        ),
        tools().lexicon,
    )
    found = [{surface(text, one) for one in each.places} for each in candidates(text, tools().lexicon)]
    assert {"BirdNet", "BirdNets"} in found
    assert {"WingNet"} in found
    assert {"WingNet-S"} in found
    assert {"PARSeq-S"} in found
    assert {"PARSeq"} in found


def test_a_capital_s_makes_no_plural():
    text = read(
        Paper(title="On nets", abstract="GTB and GTBS differ. Each GTC is one of the GTCs.", id="paper:a"),
        tools().lexicon,
    )
    keys = [one.keys for one in candidates(text, tools().lexicon)]
    assert {"gtc", "gtcs"} in keys
    assert {"gtb"} in keys
    assert {"gtbs"} in keys


@pytest.mark.parametrize("between", [" ", " and "])
def test_two_known_names_side_by_side_are_two_candidates(between):
    found = offered("A note", f"We use FrameNet{between}WordNet for this.")
    assert {"FrameNet", "WordNet"} <= found
    assert f"FrameNet{between}WordNet" not in found


def test_two_known_names_that_a_paper_gives_to_one_thing_are_one_candidate():
    assert "MapReduce LoRA" in offered("MapReduce LoRA: A Note", "MapReduce LoRA is fast.")
    assert "BERT-LSTM" in offered("A note", "A BERT-LSTM is trained.")


def test_an_acronym_with_a_capital_s_is_no_plural_of_another():
    text = read(
        Paper(
            title="A note",
            abstract="Reinforcement learning (RL) runs on Recursive Least Squares (RLS). RLS helps RL.",
            id="paper:a",
        ),
        tools().lexicon,
    )
    keys = [one.keys for one in candidates(text, tools().lexicon) if "rl" in one.keys or "rls" in one.keys]
    assert keys == [{"rl", "reinforcementlearning"}, {"rls", "recursiveleastsquares"}]


@pytest.mark.parametrize(
    ("title", "abstract", "wording"),
    [
        ("AZGNN: Searching Graph Networks", "AZGNN beats others. We tune a ZGNN for long.", "a ZGNN"),
        ("FairZNN: Just Networks", "FairZNN is just. Learning fair ZNNs is hard.", "fair ZNNs"),
        ("THRESHOLD: Keeping Out", "THRESHOLD is new. A threshold is set.", "threshold"),
    ],
)
def test_ordinary_words_that_sound_like_a_coined_name_are_no_place_of_it(title, abstract, wording):
    found = offered(title, abstract)
    assert title.partition(":")[0] in found
    assert wording not in found


def test_a_coined_name_may_be_written_small_or_in_two_words():
    found = offered("zonkify: Shrinking Files", "We present Zonkify. The tool zonkify and Zonki Fy are one.")
    assert {"Zonkify", "zonkify", "Zonki Fy"} <= found


@pytest.mark.parametrize(
    ("long", "short"),
    [
        ("Noun-Guided Reading Order", "NGRO"),
        ("Quill's Running Ink", "QRI"),
        ("Paper Order of the Sheets of Ruled and Squared Kind", "POSRSK"),
    ],
)
def test_a_long_form_is_found_as_the_paper_writes_it(long, short):
    text = read(
        Paper(title=f"{long} for Offices", abstract=f"We present {long} ({short}). {short} is fast.", id="a"),
        tools().lexicon,
    )
    found = [{surface(text, place) for place in one.places} for one in candidates(text, tools().lexicon)]
    assert {long, short} in found


def test_a_long_form_is_no_part_of_another_word_or_of_an_address():
    abstract = "We fold Page-Level Ink (PLI). Code: https://example.org/Page-Level Inkwell"
    text = read(Paper(title="A note", abstract=abstract, id="a"), tools().lexicon)
    found = next(one for one in candidates(text, tools().lexicon) if "pli" in one.keys)
    assert [surface(text, place) for place in found.places] == ["Page-Level Ink", "PLI"]


@pytest.mark.parametrize(
    ("said", "known"),
    [
        ("We draw with what is called the Gibbs sampler.", "Gibbs sampler"),
        ("We render by Sorting-Free 3D Gaussian Splatting here.", "3D Gaussian Splatting"),
    ],
)
def test_what_only_looks_like_a_name_cuts_off_no_known_one(said, known):
    assert known in offered("A note", said)
    assert "the Gibbs" not in offered("A note", said)


def test_what_is_called_a_thing_has_no_name_yet():
    assert "a Rated Inkpot" not in offered("A note", "It is one thing, namely a Rated Inkpot of two.")
    assert "Rated Inkpot" in offered("A note", "It is one thing, called the Rated Inkpot by two.")


def test_an_article_that_begins_an_item_of_a_list_begins_no_name():
    found = offered(
        "A note", "Its parts are: 1) The KiteNet decoder, (2) An Elastic TailGate. Also, Our DYN flies."
    )
    assert {"KiteNet", "DYN"} <= found
    assert not {one for one in found if one.startswith(("The ", "An ", "Our "))}
    assert "The KiteNet Oracle" in offered("A note", "We ask The KiteNet Oracle.")
