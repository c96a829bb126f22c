"""A network of 72, 504 and 2,016 hubs from its raw files to its edition: what each part of a build takes, and how that grows."""

from __future__ import annotations

import itertools
import json
import math
import subprocess
import sys
from dataclasses import replace
from typing import Any

from bench.measuring import PROJECT, MeasuredProject
from demonstration import marches
from demonstration.folders import marches_files
from demonstration.money.marches_grants import marches_funding
from demonstration.register.register import Hub, Locality, hubs_csv, localities_csv
from demonstration.returns.form_export import FormRow, form_export
from demonstration.returns.slips import FORM_EXPORT
from demonstration.settings import marches_questions

COPIES = (1, 7, 28)  # of the county of 72 hubs, each with draws of its own
MOST_SECONDS, MOST_POWER = 400, 1.1
_TOO_SHORT = (
    2.0  # seconds of processor time at the largest, below which the growth of a part is not held against the power
)


def growth_with_hubs(project: MeasuredProject) -> dict[str, Any]:
    """From raw files to site, PDF and Word file. Processor time of all processes of a build, which other work on the machine moves little."""
    told: dict[int, dict[str, Any]] = {}
    for copies in COPIES:
        hubs = draw_county(project, copies)
        told[hubs] = _built(project, f"county-{hubs}")
        parts = ", ".join(f"{name} {spent:.1f}" for name, spent in told[hubs]["parts"].items() if spent >= 0.05)
        print(f"  {hubs:>5,} hubs: {told[hubs]['seconds']:.0f} s, {told[hubs]['cpu']:.0f} s of processor time: {parts}")
        largest = ", ".join(f"{name} {size / 1e6:.1f} MB" for name, size in told[hubs]["largest"].items())
        print(f"        {told[hubs]['megabytes']:.0f} MB in all, the largest files: {largest}")
    few, many = min(told), max(told)
    for smaller, larger in itertools.pairwise(sorted(told)):
        between = ", ".join(f"{name} {power:.2f}" for name, power in _powers(told, smaller, larger).items())
        print(f"  from {smaller:,} to {larger:,} hubs each part grows with the power of: {between}")
    powers = _powers(told, few, many)
    # Two processors: what two processes share takes half of its processor time; a clock beside other work says more.
    ours, steepest = min(told[many]["cpu"], told[many]["seconds"]), max(powers, key=lambda name: powers[name])
    return {
        "what": f"{many:,} hubs of 8 quarters, raw files to site, PDF and Word (steepest part: {steepest}, power {powers[steepest]:.2f})",
        "seconds": round(ours, 1),
        "peer": f"{few} hubs, scaled to {many:,}",
        "peer_seconds": round(told[few]["cpu"] * many / few, 1),
        "ratio": round(told[few]["cpu"] * many / few / told[many]["cpu"], 2),
        "by_hubs": {f"{hubs}": each for hubs, each in told.items()},
        "powers": {name: round(power, 2) for name, power in powers.items()},
        "target": f"at most {MOST_SECONDS} s, and no part above the power {MOST_POWER}",
        "met": ours <= MOST_SECONDS and powers[steepest] <= MOST_POWER,
    }


def _powers(told: dict[int, dict[str, Any]], few: int, many: int) -> dict[str, float]:
    """With which power of the hubs the processor time of each part grows between two sizes; those too short to say are left out."""
    before, after = told[few]["parts"], told[many]["parts"]
    return {
        name: math.log(max(spent, 1e-3) / max(before[name], 1e-3)) / math.log(many / few)
        for name, spent in after.items()
        if spent >= _TOO_SHORT
    }


def draw_county(project: MeasuredProject, copies: int) -> int:
    """The marches so many times over as a network of the project, returns and awards drawn anew for each hub. How many hubs it has."""
    places = [_place(each, copy) for copy in range(copies) for each in marches.localities()]
    hubs = [_hub(each, copy) for copy in range(copies) for each in marches.hubs()]
    rows = [
        FormRow(marches.sent_at(hub, quarter), hub.name, quarter.label, marches.true_answers(hub, quarter))
        for hub in hubs
        for quarter in marches.QUARTERS
        if quarter >= hub.opened and not marches.is_missing(hub, quarter)
    ]  # fmt: skip
    files = {path: held for path, held in marches_files().items() if not path.endswith("card.yml")}
    files |= {"register/hubs.csv": hubs_csv(hubs), "register/localities.csv": localities_csv(places)}
    files |= {FORM_EXPORT: form_export(rows, marches_questions())} | marches_funding(hubs, places)
    name = f"county-{len(hubs)}"
    files["claims.yml"] = files["claims.yml"].replace(b".marches", f".{name}".encode())  # a number of its own network
    for path, held in files.items():
        target = project.root / "data" / "raw" / name / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(held)
    return len(hubs)


def _place(place: Locality, copy: int) -> Locality:
    if not copy:
        return place
    return replace(
        place,
        locality_id=f"{place.locality_id}-{copy}",
        name=f"{place.name} {copy}",
        latitude=place.latitude + 0.2 * copy,
    )


def _hub(hub: Hub, copy: int) -> Hub:
    if not copy:
        return hub
    named = replace(
        hub, hub_id=f"{hub.hub_id}-{copy}", name=f"{hub.name} {copy}", locality_id=f"{hub.locality_id}-{copy}"
    )
    return replace(named, latitude=hub.latitude + 0.2 * copy)


def _built(project: MeasuredProject, network: str) -> dict[str, Any]:
    """What scaled_build.py tells of a build in a process of its own."""
    command = [sys.executable, str(PROJECT / "bench" / "scaled_build.py"), network, "2024-25"]
    ran = subprocess.run(command, env=project.environment, cwd=project.root, capture_output=True, text=True)
    if ran.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{ran.stdout[-2000:]}\n{ran.stderr[-4000:]}")
    told: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    return told
