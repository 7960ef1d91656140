"""What the README shows works."""

import re
import shlex
import shutil
from pathlib import Path

ROOT = Path(__file__).parents[2]


def _commands() -> list[str]:
    """Give the `kg` commands of the README's blocks of shell, in their order; a server is tested elsewhere."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    lines = "".join(blocks).replace("\\\n", " ").splitlines()
    return [line for line in lines if line.startswith("kg ") and "://" not in line]


def test_the_commands_of_the_readme_run_as_written(kg, shell, tmp_path):
    for name in ("examples", "queries"):
        shutil.copytree(ROOT / name, tmp_path / name)
    for command in _commands():
        done = shell(command) if "|" in command else kg(*shlex.split(command)[1:])
        assert done.returncode == 0, f"{command}\n{done.stderr}"
