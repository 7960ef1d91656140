"""What the fields of a record are called."""

import pytest

from kg.readers.fields import field_named, place


@pytest.mark.parametrize(
    ("names", "field"),
    [
        ("title Titel Titre Título paper_title paperTitle", "title"),
        (
            "Summary Zusammenfassung Kurzfassung Résumé Resume Resumen paper_abstract Abstract_Note",
            "abstract",
        ),
        ("Lien Enlace Link url_abs paper_link Paper-URL articleUrl source_url web-link fulltext_url", "url"),
        ("arXiv arxiv_link arXiv-URL linkToArxiv arxiv_number", "arxiv"),
        ("DOI doi_url DOI/Link URL/DOI", "doi"),
        ("pdf PDF-link pdfs_link openAccessPdf", "file"),
        ("code codeUrl link-to-code repo_url", "code"),
        ("GitHub github_link link-to-github", "github"),
        ("Année Ano Jahr publication_year", "year"),
        ("Schlagwörter Mots-clés Palabras_clave categories primaryClass", "keywords"),
    ],
)
def test_a_field_goes_by_many_names_in_any_spelling(names, field):
    assert {name: field_named(name) for name in names.split()} == dict.fromkeys(names.split(), field)


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("Summary (mine)", "abstract"),
        ("Author(s)", "authors"),
        ("Link (arXiv)", "arxiv"),
        ("Tags (", "keywords"),
    ],
)
def test_what_stands_in_brackets_does_not_count_unless_it_says_more(name, field):
    assert field_named(name) == field


OTHERS = (
    "",
    "paper",
    "()",
    "page",
    "Pages",
    "Number of pages",
    "Text",
    "HTML",
    "address",
    "Zip code",
    "Code review",
)


@pytest.mark.parametrize("name", [*OTHERS, "arXiv category", "github_stars", "Date added"])
def test_other_names_stand_for_nothing(name):
    assert field_named(name) is None


def test_a_name_that_is_listed_says_more_than_one_that_is_composed():
    assert place("paper_url")[1] < place("link to the paper")[1]
    assert place("Abstract")[1] < place("Abstract (short)")[1]
