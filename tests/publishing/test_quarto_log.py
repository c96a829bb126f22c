"""What Quarto says is read: the reason why it stopped, and its warnings, which it ends well in spite of."""

from analysis.publishing.quarto.log import reason_of, warnings_of

STOPPED = """\
\x1b[1m\x1b[34m[ 1/21] index.ipynb\x1b[39m\x1b[22m
\x1b[31mERROR: YAMLError: bad indentation of a mapping entry (3:8)\x1b[39m

Stack trace:
    at readYaml (file:///opt/quarto/share/yaml.ts:12:3)
    at async foo (file:///opt/x.ts:1:1)
"""
WARNED = """\
\x1b[33mWARNING (/opt/quarto/share/filters/main.lua:21103) The following string was found in the document: :::

This usually indicates a problem with a fenced div.\x1b[39m
\x1b[33mWARNING (/opt/quarto/share/filters/main.lua:21103) The following string was found in the document: :::
\x1b[33m[WARNING] Citeproc: citation tbl-hubs not found\x1b[39m
(E) Running juice failed
\x1b[33mWARN: PDF standard validation requested but verapdf is not installed.
(W) brand.typography.base.size in rem units, changing to em
Output created: _site/index.html
"""


def test_the_reason_is_the_error_and_no_frame_of_the_stack() -> None:
    assert reason_of(STOPPED) == "YAMLError: bad indentation of a mapping entry (3:8)"
    assert reason_of("Killed\n   at f (file:///x.ts)\n") == "Killed"
    filtered = "Error running filter /opt/quarto/main.lua:\nstring expected, got nil\nstack traceback:\n"
    assert reason_of(filtered) == "running filter /opt/quarto/main.lua: string expected, got nil"
    assert reason_of("") == "it gave no reason"


def test_warnings_are_told_once_with_their_number_and_those_of_every_edition_are_not() -> None:
    found, citation, error = warnings_of(WARNED)
    assert "was found in the document: :::" in found and found.endswith("(2 times)")
    assert citation == "Citeproc: citation tbl-hubs not found"
    assert error == "Running juice failed"
