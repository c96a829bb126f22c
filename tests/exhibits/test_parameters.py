"""A parameter that a notebook does not take stops it: papermill only warns, and the report would be of another network."""

import json
from pathlib import Path

import pytest

from analysis.exhibits.parameters import find_ignored
from analysis.project import notebooks_folder

OWN = '# Papermill replaces these\nnetwork = "five-valleys"\nperiod = "2024-25"'
OPEN = "edition = open_edition(network, period)"


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ([OWN, OPEN], ""),
        ([OWN, '# Parameters\nnetwork = "marches"\n', OPEN], ""),
        (
            [OWN, '# Parameters\nnetwrok = "marches"\n', OPEN],
            "this notebook has no parameter 'netwrok'; there are: network, period; was 'network' meant?",
        ),
        ([OWN, '# Parameters\nthreshold = 3\n', OPEN], "this notebook has no parameter 'threshold'; there are: network, period"),
        (
            ['# Parameters\nnetwork = "marches"\n', OWN, OPEN],
            "the parameters given (network) would not be used: no cell of this notebook is tagged 'parameters'. "
            "Tag the cell that sets network and period, or take the notebook from the project again",
        ),
        (["%matplotlib inline", OWN, OPEN], ""),
    ],
)  # fmt: skip
def test_what_papermill_was_given_is_held_against_what_the_notebook_takes(cells: list[str], said: str) -> None:
    assert find_ignored(["", *cells]) == said


@pytest.mark.parametrize("lost", ["name", "tag"])
def test_papermill_itself_stops(tmp_path: Path, lost: str) -> None:
    """By papermill and a kernel, as from its command line; the check stands where every notebook opens its edition."""
    import papermill

    notebook = json.loads((notebooks_folder() / "20-activity.ipynb").read_text(encoding="utf-8"))
    notebook["cells"] = notebook["cells"][:3]
    assert "open_edition(" in "".join(notebook["cells"][2]["source"])
    if lost == "tag":
        notebook["cells"][1]["metadata"] = {}
    (tmp_path / "a.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    given = {"network" if lost == "tag" else "netwrok": "marches"}
    said = "would not be used" if lost == "tag" else "no parameter 'netwrok'"
    with pytest.raises(papermill.PapermillExecutionError, match=said):
        papermill.execute_notebook(
            tmp_path / "a.ipynb", tmp_path / "b.ipynb", given, kernel_name="python3", progress_bar=False
        )


def test_every_notebook_opens_its_edition_in_its_first_cell_after_the_parameters() -> None:
    paths = sorted(notebooks_folder().glob("*.ipynb"))
    assert len(paths) > 9
    later = [
        path.name
        for path in paths
        if "open_edition("
        not in "".join(
            [cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"][1][
                "source"
            ]
        )
    ]
    assert not later
