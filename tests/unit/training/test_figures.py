"""What training prints: every figure of an assessment."""

from kg.evaluate import Annotated, Named, assess
from kg.training.figures import text

GOLD = Annotated(
    "Owls", datasets=(Named("OwlBench"), Named("Never")), methods=(Named("BERT"), Named("RoBERTa"))
)
FOUND = Annotated("Owls", datasets=(Named("OwlBench"),), methods=(Named("BERT", ("BERT", "RoBERTa")),))


def test_text_holds_precision_recall_and_what_was_joined_wrongly() -> None:
    told = text(assess([GOLD], [FOUND]))
    assert told.splitlines()[1].split() == ["datasets", "1.000", "0.500", "0.667", "1", "0", "1"]
    assert "of 3 datasets and methods found, 2 share a node with another (66.67%)" in told
    assert told.endswith("1 papers, 0 of them absent\n")
