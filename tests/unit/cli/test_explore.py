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


@pytest.mark.parametrize("words", [["Ada", "Ara"], ["ara, ada"]])
def test_who_searches_for_an_author_is_told_how_to_see_the_papers(kg, words: list[str]) -> None:
    _, told = kg("search", *words)
    assert "is an author; the papers: kg query --store store papers-by-author -p 'author=" in told


@pytest.mark.parametrize("words", ["bird songs", "wingnet", "Ada"])
def test_who_searches_for_anything_else_is_told_of_no_author(kg, words: str) -> None:
    assert "author;" not in kg("search", words)[1]
