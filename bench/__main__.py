"""Measure, print each figure against its peer and its target, write bench/results.json."""

from __future__ import annotations

import json
import os
import platform
import statistics
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.attack import attack_by_hubs, attack_on_marches, puzzle_on_five_valleys
from bench.awards import awards_against_rows, awards_from_file
from bench.checking import growth, table_against_pandera, workbooks_against_pandas
from bench.coders import coders_against_statsmodels, intervals_against_resampling
from bench.measuring import PROJECT, MeasuredProject, measured_project, seconds
from bench.scale import growth_with_hubs

RENDER = (
    "import sys; from pathlib import Path; from analysis.networks import open_network; from analysis.publishing.publication import publish;"
    "network = open_network({network!r}); publish(Path({work!r}), network, network.period('2024-25'), 'embedded')"
)
SAMPLE = 4  # hub pages that the peer runs; its time for all is scaled from them, which a peer without start-up favours
Result = dict[str, Any]


def edition_against_papermill(project: MeasuredProject) -> Result:
    """From processed tables to site, PDF and Word file; the peer runs papermill on each, then renders the same way."""
    project.build("five-valleys")
    hubs = project.hubs("five-valleys")
    project.forget("five-valleys", tables=False)
    ours = seconds(lambda: project.build("five-valleys"))

    project.forget("five-valleys", tables=False)
    work = project.root / "peer" / "five-valleys"
    notebooks = [path.stem for path in sorted((project.root / "notebooks").glob("*.ipynb")) if path.stem != "hub-page"]

    def one_after_another() -> None:
        same = {"network": "five-valleys", "period": "2024-25"}
        for name in notebooks:
            project.papermill(name, work / "notebooks" / f"{name}.ipynb", **same)
        for hub in hubs:
            project.papermill("hub-page", work / "notebooks" / "hubs" / f"{hub}.ipynb", **same, hub=hub)

    executed = seconds(one_after_another)
    rendered = seconds(lambda: project.python(RENDER.format(network="five-valleys", work=str(work))))
    what = f"{len(notebooks)} notebooks and {len(hubs)} hub pages of five-valleys, tables to site, PDF and Word"
    peer = f"papermill one after another ({executed:.1f} s), then the same rendering ({rendered:.1f} s)"
    return _faster(what, ours, peer, executed + rendered, 5)


def nothing_changed(project: MeasuredProject) -> Result:
    """A rebuild with nothing changed; its peer is the cold build before it."""
    project.forget("five-valleys", tables=True)
    cold = seconds(lambda: project.build("five-valleys"))
    project.build("five-valleys")
    ours = min(seconds(lambda: project.build("five-valleys")) for _ in range(3))
    return {
        "what": "rebuild of five-valleys with nothing changed",
        "seconds": round(ours, 3),
        "peer": "a build from the raw files",
        "peer_seconds": round(cold, 2),
        "ratio": round(cold / ours, 1),
        "target": "under 0.3 s",
        "met": ours < 0.3,
    }


def one_changed_return(project: MeasuredProject) -> Result:
    """A rebuild after one changed cell of one return, against a cold build; the median of three each."""
    project.build("five-valleys")
    hubs = project.hubs("five-valleys")[2:5]
    return _rebuild(project, "five-valleys", [lambda hub=hub: project.change_a_return(hub) for hub in hubs])


def one_changed_answer(project: MeasuredProject) -> Result:
    """The same in a county of 72 hubs, whose returns are the rows of one form export."""
    project.build("marches")
    return _rebuild(project, "marches", [lambda row=row: project.change_an_answer(row) for row in (3, 5, 7)])


def _rebuild(project: MeasuredProject, network: str, changes: list[Callable[[], None]]) -> Result:
    after, colds = [], []
    for change in changes:
        change()
        after.append(seconds(lambda: project.build(network)))
    for _ in changes:
        project.forget(network, tables=True)
        colds.append(seconds(lambda: project.build(network)))
    ours, cold = statistics.median(after), statistics.median(colds)
    return {
        "what": f"rebuild of {network} after one changed return",
        "seconds": round(ours, 2),
        "peer": "a build from the raw files",
        "peer_seconds": round(cold, 2),
        "ratio": round(ours / cold, 2),
        "target": "at most 0.33 of the peer",
        "met": ours / cold <= 1 / 3,
    }


def hub_pages_against_papermill(project: MeasuredProject) -> Result:
    """72 hub pages executed warm, start-up counted; the peer runs a few by papermill and its time is scaled to all."""
    project.build("marches")
    hubs = project.hubs("marches")
    folder = project.root / "peer" / "marches"
    code = (
        "from pathlib import Path; from analysis.editions.running.execution import run_notebooks; from analysis.editions.running.run import Job\n"
        f"jobs = [Job(r'{project.root}/notebooks/hub-page.ipynb', {{'network': 'marches', 'period': '2024-25', 'hub': hub}},"
        f" r'{folder}/warm/' + hub + '.ipynb', r'{folder}/log/' + hub + '.ipynb') for hub in {hubs!r}]\n"
        "run_notebooks(jobs)"
    )
    ours = seconds(lambda: project.python(code))
    sample = hubs[:: len(hubs) // SAMPLE][:SAMPLE]
    same = {"network": "marches", "period": "2024-25"}
    each = [
        seconds(lambda hub=hub: project.papermill("hub-page", folder / f"{hub}.ipynb", **same, hub=hub))
        for hub in sample
    ]
    peer = sum(each) / len(each) * len(hubs)
    told = f"papermill one by one ({len(sample)} measured, {sum(each) / len(each):.2f} s each, scaled to {len(hubs)})"
    return _faster(f"{len(hubs)} hub pages of marches executed", ours, told, peer, 20)


def _faster(what: str, ours: float, peer: str, peer_seconds: float, times: int) -> Result:
    ratio = peer_seconds / ours
    return {
        "what": what,
        "seconds": round(ours, 2),
        "peer": peer,
        "peer_seconds": round(peer_seconds, 2),
        "ratio": round(ratio, 1),
        "target": f"at least {times} times faster",
        "met": ratio >= times,
    }


BENCHES: dict[str, Callable[[MeasuredProject], Result]] = {
    "edition": edition_against_papermill,
    "nothing-changed": nothing_changed,
    "one-return": one_changed_return,
    "one-answer": one_changed_answer,
    "hub-pages": hub_pages_against_papermill,
    "workbooks": workbooks_against_pandas,
    "table": table_against_pandera,
    "growth": growth,
    "hubs": growth_with_hubs,
    "coders": coders_against_statsmodels,
    "agreement-intervals": intervals_against_resampling,
    "awards": awards_against_rows,
    "attack": attack_on_marches,
    "attack-growth": attack_by_hubs,
    "puzzle": puzzle_on_five_valleys,
    "awards from a file": awards_from_file,
}


def main(wanted: list[str]) -> None:
    unknown = [name for name in wanted if name not in BENCHES]
    if unknown:
        raise SystemExit(f"there is no bench '{unknown[0]}'; there are: {', '.join(BENCHES)}")
    results: dict[str, Result] = {}
    with measured_project() as project:
        for name in wanted or BENCHES:
            result = results[name] = BENCHES[name](project)
            print(
                f"{result['what']}: {result['seconds']} s; {result['peer']}: {result['peer_seconds']} s; "
                f"ratio {result['ratio']}; target {result['target']}: {'met' if result['met'] else 'MISSED'}",
                flush=True,
            )
    machine = {"python": platform.python_version(), "system": platform.platform(), "cores": os.cpu_count()}
    written = PROJECT / "bench" / "results.json"
    written.write_text(json.dumps({"machine": machine, "results": results}, indent=1) + "\n", encoding="utf-8")
    print(f"Written to {written.relative_to(Path.cwd()) if written.is_relative_to(Path.cwd()) else written}")
    if not all(result["met"] for result in results.values()):
        sys.exit(1)


if __name__ == "__main__":
    main(sys.argv[1:])
