"""Whatever lies in a network's folder, it is a finding and the rest is read, within bounded time and memory."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from analysis.datasets.processing.freshness import is_current
from analysis.datasets.processing.processing import process_network, read_table
from analysis.networks import Network
from analysis.sources import listing
from tests.conftest import PROJECT
from tests.datasets.drawn_network import write, write_return

ROOT = PROJECT


def findings(network: Network) -> list[dict[str, Any]]:
    return read_table(network.name, "findings").rows(named=True)


def rules_by_file(network: Network) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for each in findings(network):
        found.setdefault(each["file"], set()).add(each["rule"])
    return found


def sessions(network: Network) -> list[float]:
    frame = read_table(network.name, "returns")
    return frame.filter(frame["question_id"] == "sessions")["value"].to_list()


def test_pipes_links_and_closed_folders_are_told_and_never_opened(network: Network, tmp_path: Path) -> None:
    write_return(network, "2024-25-q1/mill.xlsx")
    folder = network.folder / "returns"
    os.mkfifo(folder / "pipe.xlsx")
    os.mkfifo(network.folder / "recommendations.csv")
    write(tmp_path / "outside" / "secret.csv", "hub_id,name\nx,Secret place\n")
    (folder / "link.csv").symlink_to(tmp_path / "outside" / "secret.csv")
    (folder / "device.csv").symlink_to("/dev/zero")
    (folder / "gone.csv").symlink_to("nowhere")
    (folder / "elsewhere").symlink_to(tmp_path / "outside")
    (folder / "loop").symlink_to(folder)
    process_network(network)
    found = rules_by_file(network)
    assert "not-a-file" in found["returns/pipe.xlsx"] and "not-a-file" in found["recommendations.csv"]
    for name in ("link.csv", "device.csv", "gone.csv", "elsewhere", "loop"):
        assert "link" in found[f"returns/{name}"], name
    assert sessions(network) == [10]
    assert "Secret place" not in str(findings(network))
    assert is_current(network)


def test_a_file_that_may_not_be_opened_is_a_finding(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    write_return(network, "2024-25-q1/mill.xlsx")
    closed = write_return(network, "2024-25-q2/mill.xlsx")
    opened = Path.open

    def refuse(path: Path, *told: Any, **more: Any) -> Any:
        if path == closed:
            raise PermissionError(13, "Permission denied")
        return opened(path, *told, **more)

    monkeypatch.setattr(Path, "open", refuse)
    process_network(network)
    assert "reading-broken-off" in rules_by_file(network)["returns/2024-25-q2/mill.xlsx"]
    assert sessions(network) == [10]


NAMES = [
    "two\nlines.xlsx", "🏠.xlsx", "=cmd|'calc'!A1.csv", "<b>bold</b>.csv", "a|b.csv", "`tick`.csv", "\x1b[31mred.csv",
    "x" * 240 + ".csv", " .csv", "-rf.csv", "con.csv", "[link](javascript:x).csv", "\u202egnp.csv",
]  # fmt: skip


def test_odd_names_are_names_like_others(network: Network) -> None:
    write_return(network, "2024-25-q1/mill.xlsx")
    for name in NAMES:
        write(network.folder / "returns" / "2024-25-q1" / name, "no return")
    for name in (b"\xff.csv", b"\xfe.csv"):
        Path(os.fsdecode(os.fsencode(network.folder) + b"/" + name)).write_text("x", encoding="utf-8")
    process_network(network)
    found = rules_by_file(network)
    for name in NAMES:
        assert found[f"returns/2024-25-q1/{name}"], name
    assert found["\ufffd.csv"] and found["\ufffd.csv\ufffd"]
    assert sessions(network) == [10]


def test_thousands_of_files_are_told_together_and_the_returns_among_them_are_read(network: Network) -> None:
    write_return(network, "2024-25-q1/mill.xlsx")
    for number in range(2_000):
        write(network.folder / "returns" / "2024-25-q1" / f"photo-{number}.jpg", "not a return")
    process_network(network)
    assert sessions(network) == [10]
    assert len(findings(network)) < 20
    together = [
        each for each in findings(network) if each["file"] == "returns/2024-25-q1" and each["rule"] == "wrong-extension"
    ]
    assert [each["problem"][:11] for each in together] == ["2,000 files"]


def test_broken_returns_are_told_hub_by_hub_however_many(network: Network) -> None:
    hubs = "hub_id,name,kind,locality_id,area,status,opened\n" + "".join(
        f"h{n},Hub {n},library,l1,North,established,\n" for n in range(30)
    )
    write(network.folder / "register" / "hubs.csv", hubs)
    for number in range(30):
        write(network.folder / "returns" / "2024-25-q1" / f"h{number}.xlsx", "broken")
    process_network(network)
    told = [each["hub_id"] for each in findings(network) if each["rule"] == "wrong-extension"]
    assert len(set(told)) == 30


def test_a_folder_beyond_bounds_is_left_out_whole(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "MOST_ENTRIES", 50)
    write_return(network, "2024-25-q1/mill.xlsx")
    for number in range(60):
        write(network.folder / "returns" / "junk" / f"{number}.txt", "x")
    process_network(network)
    assert rules_by_file(network)["returns/junk"] == {"crowded-folder", "no-card"}
    assert sessions(network) == [10]


def _bomb(path: Path, name: str, held: bytes) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, held)


def hostile_files(folder: Path) -> list[str]:
    """Files that mean harm, each under the name of a return."""
    folder.mkdir(parents=True, exist_ok=True)
    zeros = b"0" * 15_000_000
    _bomb(folder / "ratio.xlsx", "xl/workbook.xml", zeros)
    _bomb(folder / "inner.zip", "xl/workbook.xml", zeros)
    _bomb(folder / "nested.xlsx", "inner.zip", (folder / "inner.zip").read_bytes() * 200)
    with zipfile.ZipFile(folder / "parts.xlsx", "w") as archive:
        for number in range(6_000):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", "")
    _bomb(folder / "ods.ods", "content.xml", zeros)
    _lying(folder / "liar.xlsx", zeros)
    (folder / "quotes.csv").write_bytes(b'"' + zeros)
    (folder / "wide.csv").write_bytes(b"," * 15_000_000)
    (folder / "deep.json").write_bytes(b"[" * 1_000_000)
    (folder / "deep.yml").write_bytes(b"[" * 20_000)
    with (folder / "huge.xlsx").open("wb") as opened:
        opened.truncate(20_000_000_000)
    return sorted(path.name for path in folder.iterdir())


def _lying(path: Path, zeros: bytes) -> None:
    """A zip whose contents promise a small part and unpack to a large one, as a careless reader would do."""
    sheet = b'<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' + zeros
    _bomb(path, "xl/workbook.xml", sheet)
    held = bytearray(path.read_bytes())
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = held.index(mark) + at
        held[place : place + 4] = (1_000).to_bytes(4, "little")
    path.write_bytes(held)


def test_bombs_stay_within_bounded_memory(network: Network) -> None:
    """In a process that may not take more than 1.5 GB, though the files would unpack to far more."""
    write_return(network, "2024-25-q1/mill.xlsx")
    names = hostile_files(network.folder / "returns" / "2024-25-q1")
    code = (
        "import resource, sys\n"
        "from analysis.networks import open_network\n"
        "from analysis.datasets.processing.processing import process_network, read_table\n"
        "from analysis.datasets.inspecting.inspection import inspect_file\n"
        "resource.setrlimit(resource.RLIMIT_DATA, (1_500_000_000, 1_500_000_000))\n"
        "network = open_network('mills'); process_network(network)\n"
        "for path in sorted((network.folder / 'returns').rglob('*.*')): inspect_file(path)\n"
        # Not ru_maxrss: across an exec it keeps what the process that started this one had taken, here a worker with hundreds of tests behind it.
        "print(int(open('/proc/self/status').read().partition('VmHWM:')[2].split()[0]) // 1024)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "POLARS_MAX_THREADS": "2"},
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found = rules_by_file(network)
    for name in names:
        if name != "mill.xlsx":
            assert found[f"returns/2024-25-q1/{name}"] - {"no-card"}, name
    assert not any("reader-failed" in rules for rules in found.values()), found
    assert sessions(network) == [10]
    assert int(done.stdout) < 700


def test_the_inputs_of_an_edition_are_listed_without_opening_what_is_no_file(network: Network, tmp_path: Path) -> None:
    from analysis.editions.freshness import open_seen, read_inputs

    os.mkfifo(network.folder / "pipe.csv")
    (network.folder / "device.csv").symlink_to("/dev/zero")
    Path(os.fsdecode(os.fsencode(network.folder) + b"/\xff.csv")).write_text("x", encoding="utf-8")
    inputs = read_inputs(network.name, "embedded", open_seen(network.name))
    told = {name.rpartition("/")[2]: inputs.files[name] for name in inputs.files if name.startswith("data/raw/mills/")}
    assert (told["pipe.csv"], told["device.csv"], len(told["\ufffd.csv"])) == ("not a file", "a link", 64)
