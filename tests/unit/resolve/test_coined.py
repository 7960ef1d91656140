"""A name that several papers coin is several things, one for what each of them is about."""

from dataclasses import replace

from kg.model import Decision, Mention
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
