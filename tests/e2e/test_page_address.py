"""What the address of the page asks for: it restores a view, and what is not there is told."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import Visit
from tests.graphs import SURVEY, WINGNET

pytestmark = pytest.mark.browser


def test_hidden_node_that_is_asked_for_is_shown_again(visit: Visit) -> None:
    for hash_ in ("#hide=Dataset", "#years=2020-2020", "#sure=0.95", f"#around={SURVEY},1"):
        visit.follow(hash_)
        assert "dataset:whalecalls" not in visit.ids()
        visit.page.locator("#search").fill("whalecalls")
        visit.page.locator("#search").press("Enter")
        assert visit.title() == "WhaleCalls"
        assert "dataset:whalecalls" in visit.ids()


def test_address_restores_the_view_and_back_goes_back(browser: Browser, file: Path, visit: Visit) -> None:
    visit.follow("#method:wingnet")
    visit.page.locator("label", has_text="Repositories").click()
    visit.page.locator("label", has_text="cites").click()
    visit.page.get_by_role("button", name="at most 2 steps").click()
    visit.page.locator(".vis-network").focus()
    visit.page.keyboard.press("+")
    visit.until("location.hash.includes('at=')")
    address, shown, ids = visit.address(), visit.shown(), visit.ids()
    with Visit(browser, file, address) as restored:
        assert restored.title() == "WingNet"
        assert (restored.shown(), restored.ids()) == (shown, ids)
        assert restored.address() == address
        restored.until("Math.abs(network.getScale() - camera[2]) < 1e-9")
    visit.page.go_back()
    visit.until("!location.hash.includes('around')")
    assert len(visit.ids()) > len(ids)
    visit.page.locator("#back").click()
    visit.until("!location.hash.includes('CITES')")


@pytest.mark.parametrize(
    ("hash_", "asked"),
    [
        ("#dataset:of-another-page", "“dataset:of-another-page”"),
        ("#node=%E0%A4%A", "“…”"),
        (f"#path={SURVEY},method:gone&hide=Repo", "“method:gone”"),
        ("#around=method:gone,2&node=method:far", "“method:far” and “method:gone”"),
        (f"#link={SURVEY},CITES,{WINGNET}", f"“{SURVEY} CITES {WINGNET}”"),
        ("#topic=99", "“topic 99”"),
        ("#" + "x" * 999, f"“{'x' * 79}…”"),
    ],
)
def test_address_that_asks_for_what_is_not_there_is_told_so(visit: Visit, hash_: str, asked: str) -> None:
    visit.follow(hash_)
    told = visit.page.locator("#shown")
    expect(told).to_have_text(f"The address asks for {asked}, which this page does not have Close")
    told.get_by_role("button").click()
    expect(told).not_to_contain_text("The address")
    visit.follow("#method:wingnet&hide=Gone&without=gone")
    expect(told).to_be_empty()
