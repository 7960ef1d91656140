"""A name that several papers coin is several things, one for what each of them is about."""

from dataclasses import replace

import pytest

from kg.model import Decision, Mention, Paper
from kg.resolve import resolve
from tests.timing import within
from tests.unit.resolve.making import mention, together


def _coins(paper: str, title: str) -> Mention:
    name = title.partition(":")[0]
    return Mention(paper, "method", name, "title", 0, len(name), name, title, "introduces", "name", 0.9)


def test_a_name_that_papers_coin_for_unlike_things_is_several_things() -> None:
    papers = [
        _coins("a", "VIVID: Face Swapping in Videos by Diffusion"),
        _coins("b", "VIVID: Satellite Imagery of Coral Reefs"),
        replace(mention("c", "VIVID"), sentence="For swapping faces in videos we use VIVID."),
        mention("d", "VIVID"),
    ]
    a, b, c, d = resolve(papers).entity_of
    assert a == c
    assert len({a, b, d}) == 3


def test_a_name_that_a_paper_coins_is_not_the_known_thing_of_that_name() -> None:
    known = [mention(paper, "LIME", rule="known name") for paper in ("a", "b")]
    papers = [*known, _coins("c", "LIME: Language Models of Imaginary Mountains")]
    a, b, c = resolve(papers).entity_of
    assert a == b != c


@pytest.mark.parametrize(("year", "same"), [("2023", False), ("2024", True), (None, True)])
def test_what_a_title_coins_is_another_thing_than_what_papers_of_an_earlier_year_name(
    year: str | None, same: bool
) -> None:
    papers = [Paper("Coral", id="a", published="2024-05"), Paper("Reefs", id="b", published=year)]
    one, other = resolve(
        [_coins("a", "VivMap9: Face Swapping in Videos by Diffusion"), mention("b", "VivMap9")], (), papers
    ).entity_of
    assert (one == other) is same


def _coins_known(paper: str, title: str) -> Mention:
    return replace(_coins(paper, title), rule="known name")


def test_a_known_name_that_papers_coin_for_unlike_things_is_several_things() -> None:
    papers = [
        _coins_known("a", "VIVID: Face Swapping in Videos by Diffusion"),
        _coins_known("b", "VIVID: Satellite Imagery of Coral Reefs"),
        mention("c", "VIVID", rule="known name"),
    ]
    assert len(set(resolve(papers).entity_of)) == 3


def test_what_papers_mean_by_a_known_name_is_what_the_lexicon_knows() -> None:
    papers = [
        _coins_known("a", "VIVID: Face Swapping in Videos by Diffusion"),
        _coins_known("b", "VIVID: Satellite Imagery of Coral Reefs"),
        replace(
            mention("c", "VIVID", rule="known name"), sentence="For swapping faces in videos we use VIVID."
        ),
        mention("d", "VIVID", rule="known name"),
    ]
    a, b, c, d = resolve(papers).entity_of
    assert a == c == d != b


def test_a_known_name_that_one_paper_coins_is_the_known_thing() -> None:
    assert together(
        _coins_known("a", "VIVID: Face Swapping in Videos by Diffusion"),
        _coins_known("b", "VIVID: Diffusion for Face Swapping, Revised"),
        mention("c", "VIVID", rule="known name"),
    )


def test_titles_that_share_words_coin_one_thing() -> None:
    first = _coins("a", "VIVID: Face Swapping in Videos by Diffusion")
    assert together(first, _coins("b", "VIVID: Diffusion for Face Swapping, Revised"))


def test_a_name_that_thousands_coin_takes_time_by_their_number_alone() -> None:
    words = [f"{one}{other}ing" for one in ("blue", "grey", "dark") for other in map(chr, range(97, 123))]
    titles = [f"VIVID: {words[n % 78]} {words[n * 7 % 78]} {words[n * 31 % 78]}" for n in range(3000)]
    with within(4):
        resolve([_coins(str(n), title) for n, title in enumerate(titles)])


def test_a_person_may_join_what_papers_coin_separately() -> None:
    papers = [
        _coins("a", "VIVID: Face Swapping in Videos"),
        _coins("b", "VIVID: Satellites over Coral Reefs"),
    ]
    other = mention("c", "VividNet")
    assert len(resolve([*papers, other]).entities) == 3
    merge = Decision("merge", "method", "VIVID", "VividNet")
    assert len(resolve([*papers, other], [merge]).entities) == 2


def test_words_that_any_title_has_do_not_tell_what_a_name_means() -> None:
    one = _coins("a", "VIVID: Large Language Models for Coral Reefs")
    other = _coins("b", "VIVID: Face Swapping by a Large Language Model")
    assert not together(one, other)


def test_titles_that_coin_a_name_in_two_spellings_coin_two_things_however_sure_that_is() -> None:
    papers = [
        replace(_coins("a", "HedgeLoRA: Pruning of Gardens"), confidence=0.6),
        replace(_coins("b", "HedgeLora: Sounds of Birds"), confidence=0.6),
    ]
    assert len(set(resolve(papers).entity_of)) == 2


def test_several_of_a_kind_are_not_the_thing_that_has_their_name_in_one_word() -> None:
    papers = [_coins("a", "HedgeLLM: Pruning of Gardens"), mention("b", "Hedge LLMs")]
    assert len(set(resolve(papers).entity_of)) == 2
    alike = [mention("a", "Hedge LLM"), mention("b", "Hedge LLMs")]
    assert len(set(resolve(alike).entity_of)) == 1


def test_letters_of_an_acronym_make_no_other_spelling() -> None:
    surfaces = ("hedge pruning", "HEDGe pruning", "$H$edge pruning", "Hedge Pruning")
    found = [mention(str(at), "hedge pruning", one, rule="known name") for at, one in enumerate(surfaces)]
    assert [one.name for one in resolve(found).entities[0].aliases] == ["Hedge Pruning", "Hedge pruning"]


def _introduces(paper: str, sentence: str, name: str = "VIVID", confidence: float = 0.9) -> Mention:
    start = sentence.index(name)
    return Mention(
        paper,
        "method",
        name,
        "abstract",
        start,
        start + len(name),
        name,
        sentence,
        "introduces",
        "name",
        confidence,
    )


def test_papers_that_coin_a_name_in_their_texts_for_unlike_things_name_several_things() -> None:
    faces = _introduces("a", "We propose VIVID, which swaps faces in videos by diffusion.")
    reefs = _introduces("b", "We introduce VIVID for coral reefs in satellite imagery.")
    assert not together(faces, reefs)
    assert together(faces, _introduces("c", "Our VIVID needs no diffusion for faces in short videos."))
    unsure = replace(reefs, confidence=0.5)
    assert together(faces, unsure) == together(unsure, faces)


def test_papers_with_a_common_author_coin_one_thing() -> None:
    mentions = [
        _introduces("a", "We propose VIVID, which swaps faces in videos by diffusion."),
        _introduces("b", "We introduce VIVID for coral reefs in satellite imagery."),
    ]
    papers = [Paper("Faces", id="a", authors=("Ada Byron",)), Paper("Reefs", id="b", authors=("Ada Byron",))]
    assert len(resolve(mentions, papers=papers).entities) == 1
    assert len(resolve(mentions, papers=[papers[0], replace(papers[1], authors=())]).entities) == 2


def test_a_known_name_that_a_paper_gives_to_its_own_thing_is_another_however_unsure_that_is() -> None:
    known = mention("a", "VIVID", rule="known name")
    other = replace(_introduces("b", "We propose VIVID to swap faces.", confidence=0.4), new=True)
    assert not together(known, other)
    assert together(known, replace(other, new=False))


def test_a_plain_name_of_a_paper_that_speaks_of_something_else_is_another_thing() -> None:
    faces = _introduces("a", "We propose VIVID, which swaps faces in videos by diffusion.")
    reefs = replace(mention("b", "VIVID"), sentence="Coral reefs are mapped from satellites by VIVID.")
    videos = replace(mention("c", "VIVID"), sentence="Unlike VIVID, we swap whole faces of videos.")
    assert not together(faces, reefs)
    assert together(faces, videos)
    assert len(set(resolve([faces, reefs, videos]).entity_of)) == 2
    capitals = [replace(one, name="ViViD", surface="ViViD") for one in (reefs, videos)]
    assert [together(faces, one) for one in capitals] == [False, True]


def test_a_name_that_is_not_plain_is_one_thing_whatever_a_paper_speaks_of() -> None:
    faces = _introduces("a", "We propose Vivid-Face, which swaps faces in videos.", "Vivid-Face")
    reefs = replace(mention("b", "Vivid-Face"), sentence="Coral reefs are mapped by Vivid-Face.")
    assert together(faces, reefs)


def test_where_enough_papers_speak_of_what_a_plain_name_was_coined_for_the_others_mean_it_as_well() -> None:
    said = "Unlike VIVID, we swap whole faces of videos."
    alike = [replace(mention(paper, "VIVID"), sentence=said) for paper in "bc"]
    bare = [replace(mention(paper, "VIVID"), sentence="Coral reefs are seen by VIVID.") for paper in "def"]
    faces = _introduces("a", "We propose VIVID, which swaps faces in videos by diffusion.")
    assert together(faces, *alike, *bare)
    assert not together(faces, alike[0], *bare)


def test_a_title_gives_a_known_name_that_older_papers_mean_otherwise_to_another_thing() -> None:
    dates = {"a": "2020", "b": "2023-05"}
    papers = [Paper("Coral reefs from satellites", id=one, published=date) for one, date in dates.items()]
    reefs = replace(mention("a", "VIVID", rule="known name"), sentence="Satellites map coral reefs by VIVID.")
    faces = _coins_known("b", "VIVID: Face Swapping in Videos by Diffusion")
    assert (
        len(resolve([reefs, faces], papers=[papers[0], replace(papers[1], title=faces.sentence)]).entities)
        == 2
    )
    younger = [replace(papers[0], published="2024"), papers[1]]
    assert len(resolve([reefs, faces], papers=younger).entities) == 1
    alike = replace(reefs, sentence="Swapping faces in videos by diffusion, VIVID wins.")
    assert len(resolve([alike, faces], papers=papers).entities) == 1


def test_a_version_that_a_paper_writes_in_its_own_way_is_the_known_one() -> None:
    known = mention("a", "VIVID 3.2", rule="known name")
    assert together(known, _introduces("b", "We distil a VIVID3.2 model of reefs.", "VIVID3.2"))
