"""Decisions about candidates: what the lexicon settles."""

from kg.extract import tools
from kg.extract.paper import extract
from kg.model import Paper


def kinds(abstract: str, name: str) -> set[str]:
    paper = Paper(title="A note", abstract=abstract, id="paper:a")
    return {one.kind for one in extract(paper, tools()) if one.name == name}


def test_a_warning_about_an_acronym_does_not_touch_a_name_with_a_space() -> None:
    name = "Universal Dependencies"
    assert kinds(f"A parser is built with the {name} (UD) method, and UD models follow.", name) == {"dataset"}
