"""Which editions still hold words that may not be shown any more: those built here, by their evidence, and those that are out.

Imports nothing heavy: a build that finds nothing to do asks this too.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from analysis.datasets.cases.consent_uses import uses_of_page
from analysis.datasets.processing.freshness import processing_record
from analysis.editions.file_hashes import write_whole
from analysis.editions.ledger.ledger_files import text_of_ledger
from analysis.networks import Network
from analysis.project import processed_folder, reports_folder

REDACTED = "redacted since"
_QUOTED = "cache/editions/quoted.json"  # which case studies an edition has ever quoted: ids alone, and no words
_LOOKED = "cache/editions/held.json"  # what was found in each edition when it was last looked through


@dataclass(frozen=True)
class Held:
    """Words of one case study in one edition. why: `withdrawn`, `count only`, `not for this use` or `redacted since`."""

    period: str
    slug: str
    where: str
    case_id: str
    quotes: int
    why: str
    remedy: str

    def __str__(self) -> str:
        if not self.case_id:
            what = "still holds words that were redacted since"
        elif self.quotes:
            what = f"still holds {self.quotes} quote{'s' if self.quotes != 1 else ''} of {self.case_id} ({self.why})"
        else:
            what = f"may hold words of {self.case_id} ({self.why})"
        return f"{self.where} {what}. {self.remedy}"


def words_held(network: Network) -> list[Held]:
    """All editions that hold what may not be shown any more, oldest first."""
    consents = ((processing_record(network.name) or {}).get("withheld") or {}).get("consents") or {}
    redacted = _redacted_texts(network)
    if not consents and not redacted:
        return []
    quoted = _read(network.name, _QUOTED)
    memory, looked_through = _read(network.name, _LOOKED), {}
    held: list[Held] = []
    for folder in sorted((reports_folder() / network.name).glob("*/evidence.json")):
        state = folder.stat()  # an edition is placed whole: another evidence.json means another edition
        about = [state.st_size, state.st_mtime_ns, consents, redacted, str(network.published)]
        key = hashlib.sha256(json.dumps(about, sort_keys=True).encode()).hexdigest()
        found = _remembered(memory.get(folder.parent.name), key)
        if found is None:
            found = list(_in_edition(network, folder.parent, consents, redacted))
        looked_through[folder.parent.name] = [key, [asdict(each) for each in found]]
        held += found
    _write(network.name, _LOOKED, looked_through)
    here = {each.slug for each in held}
    for period, day in network.published:
        if period.slug not in here:
            held += _in_published(
                network, period.slug, period.label, period.end, day, consents, quoted.get(period.slug)
            )
    return held


def _remembered(known: Any, key: str) -> list[Held] | None:
    """What was found in an edition when it was looked through; None where it, or what may be shown, is another since."""
    try:
        return [Held(**row) for row in known[1]] if known[0] == key else None
    except (TypeError, LookupError):  # no memory, or one that a person spoiled
        return None


def held_state(network: Network, slug: str) -> str:
    """A digest of what other editions hold, which the page on data quality tells; empty where they hold nothing."""
    rows = [asdict(each) for each in words_held(network) if each.slug != slug]
    return hashlib.sha256(json.dumps(rows, sort_keys=True).encode()).hexdigest() if rows else ""


def _in_edition(network: Network, folder: Path, consents: dict[str, Any], redacted: list[str]) -> Iterator[Held]:
    text = _ledger_of(network.name, folder)
    if text is None:
        return
    period = _period(text, folder.name)
    where = f"reports/{network.name}/{folder.name}"
    again = f"Build it again (`hub-learning build {network.name} {_typed(period)}`)"
    out = next((day for each, day in network.published if each.slug == folder.name), None)
    more = (
        f", and replace the copies that went out on {_day(out)}."
        if out
        else ", and replace the copies that were passed on."
    )
    found: Counter[tuple[str, str]] = Counter()
    for case_id, pages in _quotes_in(text):
        if why := _forbidden(consents.get(case_id), pages):
            found[case_id, why] += 1
    for (case_id, why), number in sorted(found.items()):
        yield Held(period, folder.name, where, case_id, number, why, again + more)
    if not full_ledger(network.name, folder.name).is_file() and '"unit": "quote"' in text:
        for case_id in sorted(case for case, consent in consents.items() if consent["consent"] == "withdrawn"):
            yield Held(period, folder.name, where, case_id, 0, "withdrawn", again + more)
    if redacted and _holds(folder, redacted):
        yield Held(period, folder.name, where, "", 0, REDACTED, again + more)


def _in_published(
    network: Network,
    slug: str,
    label: str,
    end: dt.date,
    day: dt.date,
    consents: dict[str, Any],
    quoted: list[str] | None,
) -> Iterator[Held]:
    """An edition that is out: what it quoted where that is remembered, else what it may have quoted."""
    built = full_ledger(network.name, slug).is_file()
    for case_id, consent in sorted(consents.items()):
        if consent["consent"] != "withdrawn" or not consent["collected"] or consent["collected"] > end.isoformat():
            continue
        if quoted is not None and case_id not in quoted:
            continue
        if quoted is None and built:
            continue
        sure = quoted is not None
        remedy = (
            "Replace the copies that went out."
            if sure
            else "It is not built here: look through the copy that went out, and replace it where it quotes the case."
        )
        where = f"the edition of {label} published on {_day(day)}"
        yield Held(label, slug, where, case_id, int(sure), "withdrawn", remedy)


def _forbidden(consent: dict[str, str] | None, pages: list[str]) -> str:
    """Why words on these pages may not stand there; empty where they may."""
    if consent is None:
        return ""
    if consent["consent"] != "quote":
        return consent["consent"]
    covers = {use.strip().lower() for use in consent["covers"].split(";") if use.strip()}
    needed = {use for page in pages for use in uses_of_page(page)}
    return "not for this use" if covers and not needed <= covers else ""


def _quotes_in(text: str) -> Iterator[tuple[str, list[str]]]:
    """Case study and pages of each quote in an evidence ledger, which holds one fact a line."""
    for line in text.splitlines():
        if '"passages": ' in line:
            try:
                fact = json.loads(line.strip().rstrip(","))
                yield from ((passage["case_id"], fact["pages"]) for passage in fact["passages"])
            except (ValueError, KeyError, TypeError):
                continue


def _period(text: str, slug: str) -> str:
    try:
        return str(json.loads(text.partition(', "facts"')[0] + "}")["period"])
    except (ValueError, KeyError, TypeError):
        return slug


def _typed(period: str) -> str:
    return f'"{period}"' if " " in period else period


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"


def _redacted_texts(network: Network) -> list[str]:
    from analysis.sources.personal.decisions import PERSONAL_FILE, redacted_texts

    path = network.folder / PERSONAL_FILE
    return [text for text in redacted_texts(path) if len(text) > 3] if path.is_file() else []


def _holds(folder: Path, texts: list[str]) -> bool:
    """Whether a published number's words or a published table hold one of the texts."""
    shown = [json.dumps(text, ensure_ascii=False)[1:-1] for text in texts]
    try:
        evidence = text_of_ledger(folder / "evidence.json")
    except OSError:
        return False
    if any(text in evidence for text in shown):
        return True
    return any(text in path.read_text(encoding="utf-8") for path in (folder / "data").glob("*.csv") for text in texts)


def full_ledger(network_name: str, slug: str) -> Path:
    """Where the ledger of an edition lies that leads each fact to its cells and each quote to its case study: it is not published."""
    return processed_folder(network_name) / "evidence" / f"{slug}.json"


def keep_ledger(network_name: str, slug: str, ledger: str) -> None:
    """Keep the full ledger of an edition that has been placed, for `hub-learning trace` and for consents that are withdrawn."""
    write_whole(full_ledger(network_name, slug), ledger)


def _ledger_of(network_name: str, edition: Path) -> str | None:
    """The full ledger of an edition built here; where it is gone, what was published, which names no case study."""
    for path in (full_ledger(network_name, edition.name), edition / "evidence.json"):
        try:
            return text_of_ledger(path)
        except OSError:
            continue
    return None


def note_quoted(network_name: str, slug: str, edition: Path) -> None:
    """Remember which case studies an edition quotes, so that it can be told of its copies when a consent is withdrawn."""
    text = _ledger_of(network_name, edition)
    if text is None:
        return
    cases = sorted({case_id for case_id, _ in _quotes_in(text)})
    quoted = _read(network_name, _QUOTED)
    _write(network_name, _QUOTED, {**quoted, slug: sorted({*quoted.get(slug, []), *cases})})


def _read(network_name: str, name: str) -> dict[str, Any]:
    try:
        held = json.loads((processed_folder(network_name) / name).read_text(encoding="utf-8"))
        return held if isinstance(held, dict) else {}
    except (OSError, ValueError):
        return {}


def _write(network_name: str, name: str, held: dict[str, Any]) -> None:
    if held != _read(network_name, name):
        write_whole(processed_folder(network_name) / name, json.dumps(held, sort_keys=True))
