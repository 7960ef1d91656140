"""Reading commands start quickly: opening and asking a store imports no data frames."""

import subprocess
import sys

from kg.stores.embedded import EmbeddedStore
from tests.graphs import small, small_corpus


def test_asking_a_store_imports_no_data_frames(tmp_path):
    with EmbeddedStore(tmp_path / "graph", create=True) as store:
        store.write(small_corpus(), small())
    program = (
        "import sys; from kg.explore import show, similar; from kg.stores import open_store\n"
        "with open_store(sys.argv[1]) as store:\n"
        "    show(store, 'WingNet'); similar(store, 'WingNet')\n"
        "print({'polars', 'numpy', 'networkx'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "graph")], capture_output=True, text=True, check=True
    )
    assert done.stdout == "set()\n"
