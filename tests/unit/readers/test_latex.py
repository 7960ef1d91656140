"""LaTeX in titles and abstracts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.readers.latex import address, plain, typeset
from tests.timing import within


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"Poincar\'e, Schr\"{o}dinger and Fran\c{c}ois", "Poincaré, Schrödinger and François"),
        (r"\'{\i}", "í"),
        (r"Erd\H{o}s and Ho\v{r}ava", "Erdős and Hořava"),
        (r"{\em MyNet} and \textbf{\emph{Other}}", "MyNet and Other"),
        (r"gains of 5\% in R\&D, \ie much", "gains of 5% in R&D, i.e. much"),
        (r"the rate $\alpha_{1}$ stays", r"the rate $\alpha_{1}$ stays"),
        (r"\L{}ukasz and S\o ren", "Łukasz and Søren"),
        (r"Nguy{\~{\^e}}n and Tr{\`\^a}n", "Nguy{ễ}n and Tr{ầ}n"),
        (r"10\textsuperscript{5} m\textsuperscript{-3}, CO\textsubscript{2}", "10^5 m^-3, CO2"),
        (r"the 1\textsuperscript{st}, a note \textsuperscript{2}", "the 1st, a note 2"),
        ("no command at all", "no command at all"),
        (r"a path C:\new and \unknown{x}", r"a path C:\new and \unknown{x}"),
    ],
)
def test_plain(text: str, expected: str) -> None:
    assert plain(text) == expected


@given(st.text(alphabet="\\'{}emphtxb \"^~cvio%&$", max_size=60))
def test_anything_is_survived(text: str) -> None:
    assert isinstance(plain(text), str)
    assert isinstance(typeset(text), str)


@pytest.mark.parametrize(
    "text",
    [
        r"\emph{" * 100_000 + "}" * 100_000,
        r"{\em" + " " * 200_000,
        r"\'" * 200_000 + "e",
        r"\textsuperscript{" * 50_000 + "5" * 200_000,
        "".join(rf"\a{'x' * (n % 20)}{'y' * (n % 7)} " for n in range(50_000)),
    ],
)
def test_commands_without_end_take_no_time(text: str) -> None:
    with within(5):
        plain(text)
        typeset(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"{{BERT}}: {{Pre-training}}", "BERT: Pre-training"),
        (r"a~b -- c --- d ``e'' \"u", "a b – c — d “e” ü"),
        (r"\$O(n{\textasciicircum}2\textasciicircum 3)\$ {\textbackslash}alpha", r"$O(n^2^3)$ \alpha"),
        (r"$\mathcal{O}(n^{2})$ and {$\psi$}", r"$\mathcal{O}(n^{2})$ and $\psi$"),
        (r"{\textasciitilde}5\,\% {\textless}b{\textgreater} \textemdash{} x", "~5 % <b> — x"),
        (r"\{\vphantom{\}}x\vphantom{\{}\} \textsuperscript{2} \unknown{y}", r"{x} 2 \unknowny"),
        (r"Nguy{\~{\^e}}n and Tr{\`\^a}n", "Nguyễn and Trần"),
        (
            r"\$p {\textless} 0.05\$ for \${\textbackslash}mathcal\{O\}(n)\$",
            r"$p < 0.05$ for $\mathcal{O}(n)$",
        ),
        (r"10\textsuperscript{5} {\texttimes} 2 \textpm{} 1, \textbeta-VAE", "10^5 × 2 ± 1, β-VAE"),
        (r"\textcopyright{} \copyright{} \texteuro 5 \pounds 3 \S 4 \textsection{}", "© © €5 £3 §4 §"),
        (r"a \textrightarrow{} b \textminus{} 1 {\textonehalf} c{\textperiodcentered}d", "a → b − 1 ½ c·d"),
        (r"\guillemotleft a\guillemotright{} \ensuremath{\times} \dag\relax", "«a» × †"),
        (r"``quoted{\textquotedblright}", "“quoted”"),
        (r"\LaTeX{} and \unknown stay", r"LaTeX and \unknown stay"),
        (r"Bay{\i}nd{\i}r and Mart{\'\i}n", "Bayındır and Martín"),
        (r"We extend \cite{a2016,b} and~\citep[see][p.~3]{c}.", "We extend and."),
        (r"See Fig.~\ref{a:b}\footnote{At work.} or \cref{c}.", "See Fig. or."),
        (r"\href{https://github.com/ara/b}{Our code}.", "Our code (https://github.com/ara/b)."),
        ("plain", "plain"),
    ],
)
def test_typeset(text: str, expected: str) -> None:
    assert typeset(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"\url{http://a.org/{\textasciitilde}b\_c\%20}", "http://a.org/~b_c%20"),
        (r"https://a.org/~b/c--d", "https://a.org/~b/c--d"),
        ("10.1000/a\\_b ", "10.1000/a_b"),
    ],
)
def test_address(text: str, expected: str) -> None:
    assert address(text) == expected


def test_a_command_that_began_with_a_tab_is_one_and_so_is_an_entry_of_a_glossary() -> None:
    assert plain("the \text{x} \textit{Hedge} and extbf{F}ence, a context{y}") == (
        "the \text{x} \tHedge and Fence, a context{y}"
    )
    assert plain(r"our \gls{HEDGE} and \ac{FENCE} or \glspl{POND}") == "our HEDGE and FENCE or POND"
