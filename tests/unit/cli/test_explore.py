"""What the commands that explore say beside what they show."""

from pathlib import Path

import pytest

from kg.cli import main
from kg.stores import open_store
from tests.graphs import small, small_corpus


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("explore") / "store"
    with open_store(str(folder), create=True) as store:
        store.write(small_corpus(), small())
    return folder


@pytest.fixture
def kg(place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """Give what a command prints, and what it says beside that."""
    monkeypatch.chdir(place.parent)

    def run(*arguments: str) -> tuple[str, str]:
        with pytest.raises(SystemExit) as ended:
            main([*arguments, "--store", "store"])
        assert not ended.value.code
        return tuple(capsys.readouterr())

    return run


@pytest.mark.parametrize(
    "words", [["Ada", "Ara"], ["ara, ada"], ["Ara"], ["Ara et al. 2021"], ["Ara", "Coot"]]
)
def test_who_searches_for_an_author_is_told_how_to_see_the_papers(kg, words: list[str]) -> None:
    _, told = kg("search", *words)
    assert "is an author; the papers: kg query --store store papers-by-author -p " in told


@pytest.mark.parametrize("words", ["bird songs", "wingnet", "birds 2021"])
def test_who_searches_for_anything_else_is_told_of_no_author(kg, words: str) -> None:
    assert "author;" not in kg("search", words)[1]


def test_who_searches_for_words_that_stand_nowhere_together_is_told_so(kg) -> None:
    assert (
        "only some of the words, or longer ones; nothing has 'zebras'; kg show NAME"
        in kg("search", "zebras birds")[1]
    )
    assert "only some" not in kg("search", "birds")[1]


def test_a_path_that_is_not_there_names_what_was_looked_for(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(
            [
                "path",
                "hearing graphs",
                "whalecalls",
                "--steps",
                "1",
                "--without-similar",
                "--store",
                str(place),
            ]
        )
    noted, failed = capsys.readouterr().err.splitlines()
    assert "nothing is called 'hearing graphs'; taken for 'WingNet: Hearing Birds with Graphs'" in noted
    assert "joins 'WingNet: Hearing Birds with Graphs' (" in failed
