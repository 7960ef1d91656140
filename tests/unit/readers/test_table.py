"""Tables of papers, as programs and people write them."""

import csv
import io
import re
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Paper
from kg.readers import table
from kg.readers.text import clean
from tests.timing import within
from tests.unit.readers.parsing import at_its_page, each_of, recognised, whole

ZOTERO = (
    '"Key","Item Type","Publication Year","Author","Title","Publication Title","ISSN","DOI","Url",'
    '"Abstract Note","Date","Extra","Manual Tags","Automatic Tags"\n'
    '"AB12","preprint","2021","Hu, Edward J.; Shen, Yelong","LoRA: Low-Rank Adaptation","","","",'
    '"http://arxiv.org/abs/2106.09685","Weights stay,\nand ""two"" thin factors are learned.","2021-10-16",'
    '"arXiv:2106.09685 [cs]","low rank; adapters","Computer Science"\n'
)
SCOPUS = (
    '\ufeff"Authors","Author full names","Title","Year","Source title","DOI","Link","Abstract","Author Keywords"\n'
    '"He K.; Zhang X.","He, Kaiming (123); Zhang, Xiangyu (45)","Deep residual learning","2016","CVPR",'
    '"10.1109/CVPR.2016.90","https://www.scopus.com/x","Layers learn what they add.","depth; residual"\n'
)
WEB_OF_SCIENCE = (
    "\ufeffPT\tAU\tAF\tTI\tSO\tDE\tID\tAB\tCR\tPD\tPY\tDI\tUT\n"
    'J\tAra, A; Bunting, B\tAra, Ada; Bunting, Bo\t"Big data" of nests\tJOURNAL OF NESTS\tnests; big data\t'
    "TREES\tWe count them.\tCoot C, 2010, NESTS, V1, P1, DOI 10.1000/coot; Coot C, 2011, WINGS\tNOV-DEC\t2020\t"
    "10.1000/Big\tWOS:1\t\n"
)
OWN = (
    "arxiv_id;title;authors;code\n"
    "1412.698;Adam;['Diederik P. Kingma', \"Jimmy O'Ba\"];https://github.com/a/adam\n"
    ";;;\n"
    "1706.03762;Attention;Ashish Vaswani, Noam Shazeer and Niki Parmar;\n"
)


parse = partial(recognised, table, "a.csv")


EXPORTS = {
    "Zotero": (
        ZOTERO,
        [
            at_its_page(
                "LoRA: Low-Rank Adaptation",
                'Weights stay, and "two" thin factors are learned.',
                arxiv_id="2106.09685",
                published="2021-06",
                authors=("Edward J. Hu", "Yelong Shen"),
                keywords=("low rank", "adapters"),
            )
        ],
    ),
    "Scopus": (
        SCOPUS,
        [
            Paper(
                "Deep residual learning",
                "Layers learn what they add.",
                doi="10.1109/cvpr.2016.90",
                url="https://www.scopus.com/x",
                published="2016",
                authors=("Kaiming He", "Xiangyu Zhang"),
                venue="CVPR",
                keywords=("depth", "residual"),
            )
        ],
    ),
    "Web of Science": (
        WEB_OF_SCIENCE,
        [
            at_its_page(
                '"Big data" of nests',
                "We count them.",
                doi="10.1000/big",
                published="2020-11",
                authors=("Ada Ara", "Bo Bunting"),
                venue="JOURNAL OF NESTS",
                keywords=("nests", "big data"),
                references=("10.1000/coot",),
            )
        ],
    ),
    "of one's own": (
        OWN,
        [
            at_its_page(
                "Adam",
                arxiv_id="1412.6980",  # a spreadsheet dropped the last zero
                published="2014-12",
                authors=("Diederik P. Kingma", "Jimmy O'Ba"),
                code=("https://github.com/a/adam",),
            ),
            at_its_page(
                "Attention",
                arxiv_id="1706.03762",
                published="2017-06",
                authors=("Ashish Vaswani", "Noam Shazeer", "Niki Parmar"),
            ),
        ],
    ),
}


@each_of(EXPORTS)
def test_tables_are_read_whole(stated, expected):
    assert whole(table, "a.csv", stated) == expected


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("before", ["", "\n\n", "\ufeff", "sep={}\n"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_delimiter_is_found(delimiter, before, end):
    lines = [["year", "Title", "Abstract"], ["2020", "Birds", "They sing."], ["2021", "Nests", "They hold."]]
    text = before.format(delimiter) + "".join(delimiter.join(line) + "\n" for line in lines)
    papers, problems = parse(text.replace("\n", end))
    assert [(one.title, one.year) for one in papers] == [("Birds", 2020), ("Nests", 2021)]
    assert problems == []


def test_rows_that_make_no_sense_are_lost_and_named():
    text = (
        "title,abstract\n"
        "Birds,They sing.\n"
        "Nests,They hold, often,\n"
        "Wings\n"
        ",No title.\n"
        '"Torn,They\nfly.\n"Eggs",They "roll".\n'
        '"Trees",They ""stand"".\n'
        'Beaks,"They\nbite."\n'
    )
    papers, problems = parse(text)
    assert [one.title for one in papers] == ["Birds", "Trees", "Beaks"]
    assert all(problem.lost for problem in problems)
    # What stands in brackets is Python's, and differs between versions.
    assert [(problem.line, re.split(r";| \(", problem.reason)[0]) for problem in problems] == [
        (3, "4 cells where the header has 2"),
        (4, "1 cell where the header has 2"),
        (5, "no title in an object with the fields 'abstract'"),
        (6, "no row of a table"),
    ]
    assert str(problems[-1]).endswith("double those inside; lines 6 to 8 are skipped")


def test_a_quotation_mark_that_nothing_closes_takes_no_other_row_silently():
    rows = "".join(f"Birds {n},They sing.\n" for n in range(20_000))
    papers, (problem,) = parse(f'title,abstract\n{rows}Torn,"They\n{rows}')
    assert len(papers) + int(problem.outcome.split(" to ")[1].split()[0].replace(",", "")) - 20_002 == 40_000
    assert problem.line == 20_002
    papers, (problem,) = parse(f'title,abstract\n{rows}Torn,"They\nsing')
    assert (len(papers), problem.line) == (20_000, 20_002)


def test_formulas_of_spreadsheets_stay_text():
    papers, _ = parse(
        'title,abstract,url\n"=HYPERLINK(""http://x.example"",""Birds"")",+1+1,"=cmd|\' /C calc\'!A0"\n'
    )
    assert [(one.title, one.abstract, one.url) for one in papers] == [
        ('=HYPERLINK("http://x.example","Birds")', "+1+1", None)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "title\nBirds\n",
        "title,year,genre\nBirds,2020,film\n",
        "name,abstract\nBirds,They sing.\n",
        "The title, the abstract, and the authors come first.\nWe study birds, and nests.\n",
        "title,abstract\n" + "Birds and a lot of words without any comma\n" * 20,
        "Title: Birds\nAbstract: they sing, often\n",
        "\0title,abstract\nBirds,They sing.\n",
    ],
)
def test_other_texts_are_not_taken_for_tables(text):
    assert not table.recognises(text.encode())


CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0<\\"), max_size=40)


@given(st.lists(st.tuples(CELLS, CELLS), max_size=5), st.sampled_from(",;\t|"))
@settings(deadline=None)
def test_what_csv_writes_is_read_back(rows, delimiter):
    target = io.StringIO(newline="")
    csv.writer(target, delimiter=delimiter).writerows([("title", "abstract"), *rows])
    papers, _ = parse(target.getvalue())
    expected = [(clean(title), clean(abstract)) for title, abstract in rows if clean(title)]
    assert [(one.title, one.abstract) for one in papers] == expected


@pytest.mark.parametrize(
    "row", ['"', '""', ",", "x", "x,", '"x', '"x",', 'x"\n', '"\n', "\n", " ", "1.5,", "\0"], ids=repr
)
def test_rows_without_end_take_no_time(row):
    with within(10):
        parse("title,abstract\n" + "Birds,They sing.\n" * 5_000 + row * (1_000_000 // len(row)))


def test_a_quotation_mark_that_nothing_closes_is_named_where_it_opens() -> None:
    text = "title,abstract\nWings,They carry.\n" + 'Nests,"They hold.' + "x" * 140_000 + "\n"
    papers, problems = parse(text)
    assert [one.title for one in papers] == ["Wings"]
    assert "a quotation mark that nothing closes" in str(problems[0])
    assert problems[0].line == 3


def test_attachments_and_notes_are_left_out_and_counted():
    rows = "Item Type,Title,DOI\nattachment,Full Text,\nnote,Read this,\nbook,Nests,10.1000/nests\n"
    (paper,), problems = recognised(table, "a.csv", rows)
    assert paper.title == "Nests"
    assert "attachments and notes are no papers and are left out: 'Full Text', and 1 more" in str(problems[0])
    assert not problems[0].lost


@pytest.mark.parametrize(
    "header",
    [
        "Titel;Zusammenfassung;Autoren;Jahr",
        "Titre;Résumé;Auteurs;Année",
        "Título;Resumen;Autores;Año",
        "Name\tSummary\tAuthors\tYear",
    ],
)
def test_headers_may_be_in_other_languages(header):
    row = "Nests;Birds build nests.;Ara, Ada;2020"
    text = f"{header}\n{row if ';' in header else row.replace(';', chr(9))}\n"
    papers, problems = recognised(table, "a.csv", text)
    assert papers == [Paper("Nests", "Birds build nests.", published="2020", authors=("Ada Ara",))]
    assert problems == []


def test_a_name_with_a_summary_and_a_link_is_a_title():
    (paper,), _ = recognised(table, "a.tsv", "Name\tSummary\tLink\nNests\tBirds.\thttps://example.org/a\n")
    assert (paper.title, paper.abstract, paper.url) == ("Nests", "Birds.", "https://example.org/a")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Bezeichnung;Inhalt\nNester;Vögel\n",
            "'Bezeichnung', 'Inhalt'; call one title and one abstract (or",
        ),
        ("a,b\n1,2\n3,4\n", "'a', 'b'; call one"),
        ('a|b\n"1\n2"|3\n', "'a', 'b'; call one"),
        (
            "Title;Year;Genre;Stars\nOwls;2020;film;3\n",
            "'Title', 'Year', 'Genre' and 1 more; it needs another",
        ),
        ("title\nOwls\n", "'title'; it needs another"),
        ("title,abstract,doi\nOwls,x\nOwls,y\n", "other numbers of cells than its header, which has 3; put"),
        ("Well, then.\nSo, be it.\n", None),
        ("A line\nand another\n", None),
        ("a;b\n1;2;3\n", None),
        ("", None),
        ("a;b\0\n1;2\n", None),
    ],
)
def test_what_a_table_lacks_is_said_with_its_columns(text, said):
    told = table.refusal(text.encode())
    assert not table.recognises(text.encode())
    assert told is None if said is None else said in str(told)


def test_a_title_is_all_that_a_table_needs():
    rows = 'Title\nOwls at Night\n"Of Nests, and Trees"\nOf Wings, Beaks, and Eggs\n'
    papers, problems = parse(rows)
    assert [one.title for one in papers] == [
        "Owls at Night",
        "Of Nests, and Trees",
        "Of Wings, Beaks, and Eggs",
    ]
    assert [problem.lost for problem in problems] == [False]


@pytest.mark.parametrize("line", ["Owls", "We see owls at night.", "words " * 100])
def test_lines_under_a_word_that_says_title_are_not_all_titles(line):
    assert not table.recognises(f"title\n{line}\n".encode() * 3)


def test_a_table_whose_rows_name_papers_is_one_of_papers():
    link = "https://arxiv.org/abs/2101.00001"
    (paper,), _ = parse(f"title,link,read\nNests,{link},yes\n")
    assert (paper.title, paper.arxiv_id) == ("Nests", "2101.00001")
    assert not table.recognises(b"title,link,read\nOwls,https://example.org/owls,no\n")


def test_words_may_be_joined_in_a_header():
    text = "paper_title,paper_abstract,pdf_url,code_url\nOwls,They see.,https://arxiv.org/pdf/2101.00001,https://github.com/o/n\n"
    (paper,), problems = parse(text)
    assert (paper.title, paper.abstract, paper.arxiv_id) == ("Owls", "They see.", "2101.00001")
    assert paper.code == ("https://github.com/o/n",)
    assert problems == []


def test_columns_that_are_missed_are_named_once():
    abstract = "We look at owls. " * 6
    papers, problems = parse(f"title,doi,inhalt\nOwls,10.1000/o,{abstract}\nNests,10.1000/n,{abstract}\n")
    assert len(papers) == 2
    assert "columns that are not used: 'inhalt' (if it holds abstracts, call it abstract)" in str(problems[0])
    assert not problems[0].lost
    assert parse(ZOTERO)[1] == []
    assert parse(SCOPUS)[1] == []
    assert parse(WEB_OF_SCIENCE)[1] == []


@pytest.mark.parametrize("text", [ZOTERO, SCOPUS, WEB_OF_SCIENCE])
def test_files_may_be_joined_with_their_headers(text):
    papers, problems = parse(text + text)
    assert papers == parse(text)[0] * 2
    assert not any(problem.lost for problem in problems)


def test_a_row_may_end_with_one_empty_cell_too_many():
    papers, problems = parse(
        "title,abstract\nOwls,They see.,\nEggs,They roll.\nNests,They hold.,x\nWings,They carry.,,\n"
    )
    assert [one.title for one in papers] == ["Owls", "Eggs"]
    assert [(one.line, one.lost) for one in problems] == [(4, True), (5, True)]


def test_a_cell_of_the_header_may_have_several_lines():
    (paper,) = whole(table, "a.csv", '"paper\ntitle",abstract\nOwls,They hear.\n')
    assert (paper.title, paper.abstract) == ("Owls", "They hear.")
