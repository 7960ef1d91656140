"""Corpora for the tests of this folder."""

from hashlib import sha256

from hypothesis import strategies as st

from kg.corpus import Listing
from kg.model import Paper

TITLES = ("Nests: A Survey", "nests — a survey", "On Wings", "On wings!", "???")

ARXIV = ("2401.00001", "2401.00002")

DOIS = ("10.1000/one", "10.1000/two", "10.1000/three")

records = st.builds(
    Paper,
    title=st.sampled_from(TITLES),
    abstract=st.sampled_from(
        ["", "Birds build nests.", "Birds build nests. They sing.", "Wings carry birds."]
    ),
    arxiv_id=st.none() | st.sampled_from(ARXIV),
    doi=st.none() | st.sampled_from(DOIS),
    published=st.sampled_from([None, "2023", "2023-04", "2024-01-02"]),
    authors=st.sampled_from(
        [(), ("Ada Ara",), ("Ada Ara", "Bo Bunting"), ("Cy Crow", "Di Dove"), ("Bunting B",)]
    ),
    keywords=st.lists(st.sampled_from("abc"), unique=True, max_size=2).map(tuple),
    upvotes=st.none() | st.integers(0, 5),
    citation_key=st.none() | st.sampled_from(["ara2020", "bunting2021", "Ara2020"]),
)


def listing(file: str, *papers: Paper, folder: str = "") -> Listing:
    return Listing(file, f"{folder}/{file}", sha256(repr(papers).encode()).hexdigest(), "text", papers)


@st.composite
def corpora(draw: st.DrawFn) -> list[Listing]:
    """Listings at different places; some have the same name, and may have the same content."""
    held = draw(st.lists(st.lists(records, min_size=1, max_size=5), min_size=1, max_size=5))
    return [listing("ab"[n % 2], *papers, folder=f"/{n}") for n, papers in enumerate(held)]
