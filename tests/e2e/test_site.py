"""The site of plain pages: whole, cross-linked, safe, and readable in a browser without a network."""

import json
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import polars as pl
import pytest
from playwright.sync_api import Browser, expect
from selectolax.lexbor import LexborHTMLParser

from kg.errors import KgError, UsageError
from kg.export import site
from kg.export.part import foremost
from kg.graph import Graph
from tests.browser import PATIENCE
from tests.graphs import crowd, small
from tests.hostile import HOSTILE, hostile_graph


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site") / "small site #1"
    site.export(small(), out)
    return out


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site") / "hostile"
    site.export(hostile_graph(), out)
    return out


def pages(folder: Path) -> dict[Path, LexborHTMLParser]:
    """Give all pages but the interactive one, parsed."""
    files = [path for path in folder.rglob("*.html") if path.name != site.PICTURE]
    return {path: LexborHTMLParser(path.read_text(encoding="utf-8")) for path in files}


@pytest.mark.parametrize("name", ["plain", "hostile"])
def test_every_link_leads_to_a_page_of_the_site_or_to_the_web(
    name: str, request: pytest.FixtureRequest
) -> None:
    folder = request.getfixturevalue(name)
    reached = set()
    for file, page in pages(folder).items():
        for link in page.css("a[href]"):
            address = link.attributes["href"] or ""
            if urlsplit(address).scheme:
                assert urlsplit(address).scheme in ("http", "https")
                continue
            target = (file.parent / unquote(urldefrag(address).url)).resolve()
            assert target.is_relative_to(folder.resolve())
            assert target.is_file()
            reached.add(target)
    assert reached == {path.resolve() for path in folder.rglob("*.html")}


def test_inferred_citations_stand_under_what_is_said_of_the_other_paper(plain: Path) -> None:
    (page,) = [one for one in pages(plain).values() if one.css_first("h1").text().startswith("WingNet: ")]
    headings = [one.text() for one in page.css("h2")]
    assert [one for one in headings if one.endswith(" by")] == ["Extended by", "Compared with by"]
    assert "Evaluates on" in headings


def test_what_is_near_says_how_near_and_why(plain: Path) -> None:
    """The figures are those of kg show, by which the lists are sorted; they show where the pointer rests."""
    rows = {
        (page.css_first("h1").text(), row.css_first("a").text()): row
        for page in pages(plain).values()
        for row in page.css(".near li")
    }
    near = {ends: row.text().strip() for ends, row in rows.items()}
    together = rows["BirdSong-10K", "WingNet"].css_first("[title]").attributes["title"]
    assert together == "0.87, where 1 is that the same papers mention them"
    assert near["BirdSong-10K", "WingNet"] == "WingNet 3 papers mention both"
    assert near["BirdSong-10K", "WhaleCalls"] == "WhaleCalls 2 papers mention both"
    assert near["Soundscapes with WingNet++", "WingNet: Hearing Birds with Graphs"] == (
        "WingNet: Hearing Birds with Graphs (2021) wing"
    )


def test_a_confidence_stands_beside_a_mention_only_where_it_is_low(tmp_path: Path) -> None:
    tables = small()
    confidence = pl.Series([0.5] + [0.95] * (len(tables.relationships["MENTIONS"]) - 1))
    mentions = tables.relationships["MENTIONS"].with_columns(confidence=confidence)
    changed = {**tables.relationships, "MENTIONS": mentions}
    site.export(Graph(tables.nodes, changed, tables.ledger), tmp_path / "site")
    told = [
        note
        for page in pages(tmp_path / "site").values()
        for note in page.css(".mentions > li .quiet[title]")
    ]
    low = [note for note in told if note.attributes["title"].endswith(": 0.50")]
    high = [note for note in told if note.attributes["title"].endswith(": 0.95")]
    assert low
    assert high
    assert all("confidence 0.50" in note.text() for note in low)
    assert not any("confidence" in note.text() for note in high)


def test_papers_without_dates_are_listed_without_a_column_for_years(plain: Path, tmp_path: Path) -> None:
    dated = small()
    papers = dated.nodes["Paper"].with_columns(year=pl.lit(None, dtype=pl.Int64))
    site.export(Graph({**dated.nodes, "Paper": papers}, dated.relationships, dated.ledger), tmp_path / "site")
    heads = [
        [cell.text() for cell in LexborHTMLParser((folder / "papers.html").read_text("utf-8")).css("th")]
        for folder in (plain, tmp_path / "site")
    ]
    assert heads == [["Paper", "Topic", "Year"], ["Paper", "Topic"]]


def test_a_paper_without_an_address_has_a_link_that_searches_for_its_title(plain: Path) -> None:
    outside = {page.css_first("h1").text(): page.css("a.outside") for page in pages(plain).values()}
    (link,) = outside["A Survey of Listening Machines"]
    assert link.text() == "Search for its title on arXiv"
    assert link.attributes["rel"] == "noopener noreferrer"
    address = "https://arxiv.org/search/?searchtype=title&query=A%20Survey%20of%20Listening%20Machines"
    assert link.attributes["href"] == address
    assert [link.text() for link in outside["Whale Calls at Scale"]] == ["arXiv", "DOI"]


def test_no_text_of_a_paper_becomes_markup(hostile: Path) -> None:
    """Elements and attributes are those of the templates, however hostile the texts."""
    elements = set()
    for file, page in pages(hostile).items():
        for element in page.css("*"):
            elements.add(element.tag)
            assert not any(name.lower().startswith("on") for name in element.attributes)
        scripts = page.css("script")
        assert len(scripts) == (1 if file.parent == hostile and file.stem != "index" else 0)
    assert elements <= set(
        "html head meta title link body header div footer nav main section a p h1 h2 b ol ul li span table thead tbody tr "
        "th td blockquote mark svg rect text input noscript script -text".split()
    )
    titles = [page.css_first("h1").text() for page in pages(hostile).values() if page.css_first("p.kind")]
    assert {" ".join(text.split()) for text in titles} >= {
        " ".join(text.split()) for text in HOSTILE if "\x00" not in text and text.strip()
    }


@pytest.mark.browser
def test_pages_are_read_offline_and_the_list_is_searched(browser: Browser, plain: Path) -> None:
    page = browser.new_page(offline=True)
    page.set_default_timeout(PATIENCE)
    offences: list[str] = []
    page.on("console", lambda message: offences.append(message.text))
    page.on("pageerror", lambda error: offences.append(str(error)))
    page.on("requestfailed", lambda request: offences.append(request.url))
    page.goto((plain / "index.html").as_uri())
    assert page.evaluate("getComputedStyle(document.body).maxWidth") != "none"  # the style sheet is in force
    page.locator("nav a", has_text="Methods").click()
    page.locator("#search").fill("zebra")
    expect(page.locator("#list tr:visible")).to_have_count(0)
    page.locator("#search").fill("g-n-n")
    expect(page.locator("#list tr:visible a")).to_have_text("graph neural network")
    page.locator("#search").fill("wingnet")
    expect(page.locator("#found")).to_contain_text("of")
    page.locator("#list tr:visible a").first.click()
    expect(page.locator("h1")).to_contain_text("WingNet")
    expect(page.locator("blockquote mark").first).to_have_text("WingNet")
    expect(page.locator("svg.years rect").first).to_be_visible()
    page.locator("nav a", has_text="Picture").click()
    expect(page.locator("#counts")).to_contain_text("papers")
    assert offences == []
    page.close()


@pytest.mark.browser
def test_nothing_hostile_runs(browser: Browser, hostile: Path) -> None:
    page = browser.new_page(offline=True)
    offences: list[str] = []
    page.on("dialog", lambda dialog: (offences.append("dialog"), dialog.dismiss()))
    page.on("console", lambda message: offences.append(message.text))
    inside = hostile.as_uri()
    page.on("request", lambda request: request.url.startswith(inside) or offences.append(request.url))
    for name in ("index", "papers", "datasets", "methods", "repositories"):
        page.goto((hostile / f"{name}.html").as_uri())
        assert page.evaluate("window.__pwned") is None
    for file in sorted(hostile.glob("*/*.html"))[::12]:
        page.goto(file.as_uri())
        assert page.evaluate("window.__pwned") is None
    assert offences == []
    page.close()


def test_a_folder_with_other_things_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(UsageError, match="is a folder with other things in it; name a new one"):
        site.export(small(), tmp_path)
    with pytest.raises(UsageError, match="is a file; name a folder"):
        site.export(small(), tmp_path / "notes.txt")
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


@pytest.mark.parametrize("where", [".", "..", ""])
def test_the_folder_where_one_is_is_never_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    (tmp_path / "site" / "here").mkdir(parents=True)
    site.export(small(), tmp_path / "other")
    (tmp_path / "other").rename(tmp_path / "site" / "made")
    for folder in (
        tmp_path / "site" / "here",
        tmp_path / "site" / "made",
        tmp_path / "site" / "made" / "papers",
    ):
        monkeypatch.chdir(folder)
        with pytest.raises(UsageError, match="name a"):
            site.export(small(), Path(where))
        assert folder.samefile(Path.cwd())


def test_a_link_to_a_folder_stays(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "site").symlink_to(tmp_path / "kept")
    site.export(small(), tmp_path / "site")
    assert (tmp_path / "site").is_symlink()
    assert (tmp_path / "kept" / "index.html").is_file()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kept", "site"]


def test_a_failure_leaves_the_earlier_site(
    plain: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "site"
    site.export(small(), out)
    before = (out / "index.html").read_bytes()

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(site.html, "export", full)
    with pytest.raises(KgError, match="No space left on device"):
        site.export(Graph.empty(), out)
    assert (out / "index.html").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_large_graph_has_a_picture_of_its_foremost_part_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(site.html, "HEAVY", 3)
    monkeypatch.setattr(site.html, "FIRST", 4)
    notes = site.export(small(), tmp_path / "site")
    assert any("shows the 4 foremost of" in note for note in notes)
    picture = LexborHTMLParser((tmp_path / "site" / site.PICTURE).read_text(encoding="utf-8"))
    shown = json.loads(picture.css_first("#page").text())
    assert {node["id"] for node in shown["nodes"]} == set(foremost(small(), 4))
    assert not shown["whole"]


def test_a_graph_too_large_for_topics_has_none_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(site, "_MOST", 3)
    assert any("no topics" in note for note in site.export(small(), tmp_path / "site"))
    assert not (tmp_path / "site" / "topics.html").exists()
    assert "Topics" not in (tmp_path / "site" / "index.html").read_text("utf-8")


def test_a_topic_has_a_page_with_its_papers_what_they_share_and_its_parts(tmp_path: Path) -> None:
    birds = crowd({"owl": 90, "wren": 70, "whale": 160}, ("owl", "wren"), 9)
    mentions = pl.DataFrame({"start": ["paper:owl-1", "paper:owl-2"], "end": "method:wingnet"})
    wingnet = pl.DataFrame({"id": ["method:wingnet"], "name": ["WingNet"], "papers": [2]})
    graph = Graph.of({**birds.nodes, "Method": wingnet}, {**birds.relationships, "MENTIONS": mentions})
    site.export(graph, tmp_path / "site")
    written = pages(tmp_path / "site")
    names = [row.text() for row in written[tmp_path / "site" / "topics.html"].css("#list td:first-child")]
    topic = written[tmp_path / "site" / "topics" / f"{names.index('owl calls') + 1}.html"]
    assert "owl calls, in 90 of 160" in topic.text()
    assert [" ".join(part.text().split()) for part in topic.css("h3")] == [
        "owl calls 90 papers: WingNet 2",
        "wren calls 70 papers",
    ]
    assert len(topic.css("ul")[-1].css("a.Paper")) == 160
    (first, *_) = written[tmp_path / "site" / "index.html"].css("ol.top")
    assert [row.css_first("a").text() for row in first.css("li")] == names
    paper = next(page for page in written.values() if page.css_first("h1").text() == "paper:owl-1")
    assert paper.css_first("a.Topic").text() == "owl calls"


def test_the_command_writes_it_and_says_where(kg, built: Path) -> None:
    done = kg("export", "site")
    assert done.returncode == 0, done.stderr
    assert (built / "kg-site" / "index.html").is_file()
    assert "kg-site/index.html" in done.stderr
    titled = kg("export", "site", "-o", "near", "--around", "WingNet", "--title", "Near <b>WingNet</b>")
    assert titled.returncode == 0, titled.stderr
    for page in ("index.html", "graph.html"):
        assert '<h1 dir="auto">Near &lt;b&gt;WingNet&lt;/b&gt;</h1>' in (built / "near" / page).read_text(
            "utf-8"
        )
    assert kg("export", "json", "--title", "x").returncode == 2
    refused = kg("export", "site", "-o", "-")
    assert refused.returncode == 2
    assert "name one with -o" in refused.stderr
