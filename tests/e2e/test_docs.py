"""What the README and the pages beside it show works."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def _commands(page: Path) -> list[str]:
    """Give the `kg` commands of a page's blocks of shell, in their order; a server is tested elsewhere."""
    blocks = re.findall(r"^```sh\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    lines = "".join(blocks).replace("\\\n", " ").splitlines()
    return [line for line in lines if line.startswith("kg ") and "://" not in line]


SHOWN = {
    str(page.relative_to(ROOT)): commands
    for page in (ROOT / "README.md", ROOT / "queries" / "README.md", *sorted((ROOT / "docs").glob("*.md")))
    if (commands := _commands(page))
}


@pytest.mark.parametrize("page", SHOWN)
def test_the_commands_of_a_page_run_as_written(kg, shell, tmp_path, page):
    for name in ("examples", "queries"):
        shutil.copytree(ROOT / name, tmp_path / name)
    begun = [] if page == "README.md" else ["kg build examples"]
    for command in begun + SHOWN[page]:
        done = shell(command) if "|" in command else kg(*shlex.split(command)[1:])
        assert done.returncode == 0, f"{command}\n{done.stderr}"
