"""What a paper does with what it mentions can be switched on and off."""

import pytest
from playwright.sync_api import expect

from kg.text.wording import INFERRED, NOUNS, ROLES
from tests.browser import Visit
from tests.graphs import BIRDS, MENTIONS, small

pytestmark = pytest.mark.browser

LINKS = small().to_networkx().number_of_edges()
WORDS = ROLES
SAID = [set(roles) for *_, role, roles in MENTIONS if role == "mentions"]
"""The finer roles of each mention that introduces nothing."""


def left(*hidden: str) -> int:
    """Count the links of which not all that they say is hidden; the empty word is that of those that say no more."""
    return LINKS - sum((roles or {""}) <= set(hidden) for roles in SAID)


def test_legend_counts_the_roles_of_mentions(visit: Visit) -> None:
    rows = visit.page.locator("#links .use")
    counts = {words: sum(role in roles for roles in SAID) for role, words in WORDS.items()}
    plain = sum(not roles for roles in SAID)
    expect(rows).to_have_text(
        [f"{words}{count}" for words, count in {**counts, "says no more": plain}.items()]
    )


def test_roles_are_switched_each_by_itself_and_a_mention_of_two_needs_one(visit: Visit) -> None:
    for role, words in WORDS.items():
        visit.page.locator(".use", has_text=words).click()
        assert visit.shown()[1] == left(role)
        assert visit.address() == f"#hide=role%20{role}"
        visit.page.locator(".use", has_text=words).click()
    for words in WORDS.values():
        visit.page.locator(".use", has_text=words).click()
    assert visit.shown()[1] == left(*WORDS)
    visit.page.locator(".use", has_text="says no more").click()
    assert visit.shown()[1] == left(*WORDS, "")
    visit.follow("#hide=role%20none,role%20extends")
    assert visit.shown()[1] == left("extends", "")
    assert not visit.page.locator(".use", has_text="extends it").locator("input").is_checked()
    visit.page.locator("label", has_text="Mentions").click()
    assert visit.shown()[1] == LINKS - len(SAID)
    expect(visit.page.locator(".use input").first).to_be_disabled()


def test_papers_that_mention_a_thing_stand_under_what_they_do_with_it_the_latest_first(visit: Visit) -> None:
    visit.follow(f"#{BIRDS}")
    headings = visit.page.locator("#panel section h3", has=visit.page.locator(".number"))
    expect(headings).to_have_text(["Introduced by 1", "Evaluated on by 1", "Mentioned by 2"])
    rows = visit.page.locator("#panel section", has_text="Mentioned by").locator("a.to")
    years = {row["id"]: row["year"] for row in small().nodes["Paper"].iter_rows(named=True)}
    expect(rows).to_have_count(2)
    shown = [row.get_attribute("href") for row in rows.all()]
    assert shown == sorted(shown, key=lambda href: -years[href.removeprefix("#")])


def test_an_inferred_citation_is_drawn_whole_only_where_its_paper_extends_the_other(visit: Visit) -> None:
    drawn = "edges.filter(({type}) => type === 'BUILDS_ON').map((edge) => [!drawnEdge(edge.id).dashes, edge.roles.includes('extends')])"
    whole = visit.page.evaluate(drawn)
    assert {tuple(one) for one in whole} == {(True, True), (False, False)}


def test_kinds_and_roles_are_called_as_the_commands_call_them(visit: Visit) -> None:
    kinds = "Object.entries(KINDS).map(([kind, { one, many }]) => [kind, [one, many]])"
    assert dict(visit.page.evaluate(kinds)) == {kind: list(words) for kind, words in NOUNS.items()}
    inferred = "[...INFERRED].map(([role, { label, out }]) => [role, label, out])"
    assert visit.page.evaluate(inferred) == [
        [role, f"{out} (inferred)", f"{out.capitalize()} (inferred)"] for role, (out, _) in INFERRED.items()
    ]
