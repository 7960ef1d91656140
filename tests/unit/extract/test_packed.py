"""Mentions as bytes: what comes out is what went in, with confidences calibrated."""

from dataclasses import replace

from kg.extract import packed, tools
from kg.extract.models import calibration
from kg.extract.paper import extract
from kg.extract.roles.finer import with_finer_roles
from kg.model import Mention, Paper

PAPER = Paper(
    "WingNet 🐦: Hearing Birds",
    "We introduce WingNet 🐦, a network which hears birds. It outperforms ResNet-50 on BirdSong-10K and on CIFAR-10/100. "
    "Code is at https://github.com/birds/wingnet. We hear birds with graph neural networks.",
    id="paper:wingnet",
    code=("https://github.com/birds/wingnet", "https://github.com/birds/more"),
)


def test_mentions_come_back_as_they_were() -> None:
    found = with_finer_roles(PAPER, extract(PAPER, tools()))
    sure = calibration.load()
    expected = [replace(one, confidence=sure.of(one)) for one in found]
    assert {one.field for one in expected} == {"title", "abstract", "code"}
    assert any(one.roles for one in expected)
    assert any(one.family for one in expected)
    assert any(one.name != one.surface for one in expected)
    assert packed.mentions(PAPER, packed.pack(PAPER, found)) == expected


def test_sentences_that_begin_alike_are_not_confused() -> None:
    paper = Paper("T", "A net. A net is B.", id="paper:t")

    def mention(start: int, end: int, sentence: str) -> Mention:
        surface = paper.abstract[start:end]
        return Mention(
            "paper:t", "method", surface, "abstract", start, end, surface, sentence, "mentions", "r", 0.5
        )

    found = [mention(0, 1, "A net. A net is B."), mention(0, 5, "A net."), mention(7, 12, "A net is B.")]
    assert [one.sentence for one in packed.mentions(paper, packed.pack(paper, found))] == [
        one.sentence for one in found
    ]
