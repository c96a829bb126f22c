"""The whole way from what people sent to a placed edition, top to bottom on one screen."""

from __future__ import annotations

import gc
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.editions import manifest
from analysis.editions.collecting import uncollected
from analysis.editions.freshness import Inputs, Memory, cache_folder, is_fresh, open_seen, read_inputs, record_fresh
from analysis.editions.last_claims import claims_before
from analysis.editions.placement import place, tidy, workplace
from analysis.editions.progress import Steps
from analysis.editions.recall import held_state, keep_ledger, note_quoted, words_held
from analysis.editions.running.execution import BuildFailed, Runner, run_notebooks
from analysis.editions.running.jobs import jobs_of
from analysis.networks import Network, open_network, peers_of
from analysis.periods import Period
from analysis.planned_editions import formats_of
from analysis.project import Refused, edition_folder, reports_folder

if TYPE_CHECKING:  # a build that finds nothing to do imports neither readers nor renderers
    from analysis.sources.findings import Finding


class Stopped(Exception):
    """Findings so grave that an edition made over them would mislead. The command line prints them and exits with 1."""

    def __init__(self, findings: list[Finding]) -> None:
        several = f"{len(findings)} findings stop the build; correct what they name"
        super().__init__("one finding stops the build; correct what it names" if len(findings) == 1 else several)
        self.findings = findings


@dataclass(frozen=True)
class Built:
    """An edition in its place. `findings`: how many the raw files gave, None where nothing had changed."""

    folder: Path
    renderer: str
    findings: int | None

    @property
    def unchanged(self) -> bool:
        return self.findings is None


def build_edition(
    network_name: str,
    period_text: str,
    renderer: str | None = None,
    isolated: bool = False,
    steps: Steps | None = None,
    hub: str | None = None,
) -> Built:
    """Build one edition and put it in its place; do nothing where nothing changed.

    Refused for wrong use (also a `hub` that the network does not have), Stopped for findings, BuildFailed for a failed
    notebook or numbers that disagree. Whatever happens, the edition that stood before stands until the new one is whole.
    """
    network = open_network(network_name)
    period = network.period(period_text)
    refuse_absent(renderer)
    edition = edition_folder(network.name, period.slug)
    seen = open_seen(network.name)
    inputs = read_inputs(network.name, renderer, seen).beside(held_state(network, period.slug))
    inputs = inputs.after(claims_before(network, period)).in_formats(formats_of(network.name, period.label))
    if is_fresh(network.name, period.slug, inputs):
        tidy(edition)
        seen.save()
        list_editions(only_missing=True)
        return Built(edition, manifest.read_manifest(edition)["renderer"], None)

    gc.set_threshold(100_000, 50)  # what a build holds it holds to its end: to look through it cost a tenth
    with workplace(edition) as work, Runner(isolated) as runner, steps or Steps() as steps:
        findings = process(network, steps)
        keep_released = protect(network, period, steps)
        hubs = hubs_of(network, hub)
        inputs = inputs.beside(tell_held(network, period, steps))
        seconds = execute(network, period, hubs, work / "notebooks", Memory(inputs, seen), runner, steps)
        with pictures_beside(network, work):
            ledger = gather(network, period, work, steps)
            rendered = render(network, period, work, renderer, steps)
        write_manifest(network, period, work, rendered, inputs, steps, seconds)
        place(work, edition)
        keep_ledger(network.name, period.slug, ledger)
        note_quoted(network.name, period.slug, edition)
        keep_released()
        record_fresh(network.name, period.slug, inputs)
    seen.save()
    list_editions()
    return Built(edition, rendered, findings)


def refuse_absent(renderer: str | None) -> None:
    """Refused at once, and not after a minute's work, where the renderer asked for is not there."""
    if renderer not in (None, "embedded"):
        from analysis.publishing.publication import choose_renderer
        from analysis.publishing.quarto.renderer import quarto_version

        choose_renderer(renderer, quarto_version())


def stage_edition(network_name: str, period_text: str, steps: Steps | None = None) -> Path:
    """The first half of the way, for `quarto render`: execute copies and stage them where _quarto.yml looks for them."""
    network = open_network(network_name)
    period = network.period(period_text)
    seen = open_seen(network.name)
    inputs = read_inputs(network.name, None, seen)
    staged = edition_folder(network.name, f"{period.slug}.staged")
    with workplace(staged) as work, Runner() as runner, steps or Steps() as steps:
        process(network, steps)
        protect(network, period, steps)
        execute(network, period, hubs_of(network), work / "notebooks", Memory(inputs, seen), runner, steps)
        gather(network, period, work, steps)
        return stage(network, period, work, steps)


def process(network: Network, steps: Steps, but_for: str = "") -> int:
    """Raw files to processed tables, only where something changed. The number of findings; Stopped if one is too grave.

    but_for: a table whose findings stop nothing here.
    """
    from analysis.datasets.processing.processing import process_network

    steps.begin("Reading what hubs, coders and funders sent")
    processed = process_network(network, steps.note)
    if stops := [finding for finding in processed.stops if finding.table != but_for]:
        raise Stopped(stops)
    for peer in peers_of(network):  # set side by side on a page; what is wrong there is told when they are built
        process_network(peer)
    return processed.findings


def protect(network: Network, period: Period, steps: Steps) -> Callable[[], None]:
    """Attack all that would leave and hold back what gives a count away, or Stopped. Returns what keeps that for later editions."""
    from analysis.exhibits.opening import open_edition
    from analysis.exhibits.report.protection import families_of, hold_back, remember_released
    from analysis.exhibits.returns.hub_page.standing import note_standing

    steps.begin("Attacking what would leave")
    families = families_of(open_edition(network.name, period.label))
    if findings := hold_back(network, period, steps.complain, families):
        raise Stopped(findings)
    note_standing(network, period)  # of what may be shown, so after it is known what may
    return lambda: remember_released(network, period, families)


def tell_held(network: Network, period: Period, steps: Steps) -> str:
    """Name the other editions that hold words which may not be shown any more; a digest of it, empty where there are none."""
    from dataclasses import asdict

    from analysis.datasets.processing.withdrawn_words import write_held

    held = words_held(network)
    write_held(network.name, [asdict(each) for each in held if each.slug != period.slug])
    for each in held:
        if each.slug != period.slug or not each.where.startswith("reports/"):  # that one is about to be replaced
            steps.complain(str(each))
    return held_state(network, period.slug)


def hubs_of(network: Network, wanted: str | None = None) -> list[str]:
    """Ids of the network's hubs, sorted. Refused, with those there are, if the wanted one is not among them."""
    from analysis.datasets.processing.processing import read_table

    hubs = sorted(read_table(network.name, "hubs")["hub_id"].to_list())
    if wanted is not None and wanted not in hubs:
        raise Refused(f"{network.name} has no hub '{wanted}'; there are: {', '.join(hubs) or 'none'}")
    return hubs


def execute(
    network: Network,
    period: Period,
    hubs: list[str],
    folder: Path,
    memory: Memory,
    runner: Runner,
    steps: Steps,
) -> dict[str, float]:
    """Executed copies into the folder: those still true from memory, the others run. Seconds by notebook that ran."""
    from analysis.editions.question_uses import note_uses
    from analysis.editions.running.executed_cache import RememberedCopies, Tables
    from analysis.editions.running.sharing import sharing

    jobs, seconds = jobs_of(network, period, hubs, folder), dict[str, float]()
    for step in ("Running the notebooks", "Running again what shows what the others use"):
        copies = RememberedCopies(network.name, memory.inputs, Tables(network.name, memory.seen))
        to_run = [copies.with_kept_cells(job) for job in jobs if not copies.recall(job)]
        steps.begin(step, len(to_run))
        with sharing(to_run, network, period, memory.inputs, steps.complain) as given:
            ran = run_notebooks(given, on_step=steps.note, runner=runner, keep=copies.remember)
        seconds |= {Path(job.target).relative_to(folder).as_posix(): ran[job.target].seconds for job in to_run}
        if not note_uses(network.name, period.slug, folder):
            break
    copies.forget_unused()
    return seconds


@uncollected()
def gather(network: Network, period: Period, work: Path, steps: Steps) -> str:
    """The narrative's facts put in, the published ledger and tables, from what the executed copies say. The full ledger, kept at home."""
    from analysis.editions.claims import last_edition, settle_claims
    from analysis.editions.grants_workbook import write_grants_workbook
    from analysis.editions.ledger.evidence import read_pages, write_evidence
    from analysis.editions.ledger.origins import Sources
    from analysis.editions.ledger.unlinking import unlink_copies
    from analysis.editions.ledger.words_on_pages import stop_at_few_people, stop_at_words_not_agreed
    from analysis.editions.narrative import settle_narrative
    from analysis.editions.published_tables import gather_tables, write_tables
    from analysis.editions.tables_workbook import write_tables_workbook

    steps.begin("Tracing each number to its source")
    pages = read_pages(work / "notebooks")
    stop_at_words_not_agreed(network, pages)
    stop_at_few_people(network, pages)
    last = last_edition(network, period)
    gone = settle_claims(pages, work / "notebooks", period.label, period.slug, last)
    sentences, more = settle_narrative(pages, work / "notebooks", period.label)
    if gone := gone + more:
        raise Stopped(gone)
    ledger = write_evidence(work, pages, network.name, period.label, Sources.of_edition(network, period), sentences)
    tables = gather_tables(pages)
    write_tables(work, tables, f"{network.title}, {period.label}")
    write_tables_workbook(work, tables, network, period)
    write_grants_workbook(work, tables)
    unlink_copies(pages, work / "notebooks")
    return ledger


def pictures_beside(network: Network, work: Path) -> AbstractContextManager[None]:
    """The pictures, which take longest of all that is set, are drawn from the executed copies while numbers are traced."""
    from analysis.publishing.cache import Cache
    from analysis.publishing.figures.pictures import drawn_beside
    from analysis.publishing.staging import pictures_wanted

    return drawn_beside(pictures_wanted(work / "notebooks"), Cache(cache_folder(network.name)))


def render(network: Network, period: Period, work: Path, renderer: str | None, steps: Steps) -> str:
    """Site, PDF and Word file. Which renderer made them."""
    from analysis.datasets.processing.known_names import names_with_numbers
    from analysis.publishing.pandoc import RenderingFailed
    from analysis.publishing.publication import publish

    steps.begin("Setting the pages, the PDF and the Word file")
    names = names_with_numbers(network.name)
    try:
        report = publish(work, network, period, renderer, steps.note, names)
    except RenderingFailed as failure:
        raise BuildFailed(str(failure)) from failure
    for complaint in report.complaints:
        steps.complain(complaint)
    return report.renderer


def stage(network: Network, period: Period, work: Path, steps: Steps) -> Path:
    """Render copies with their pictures, assets and tables, in the folder where _quarto.yml looks for them."""
    from analysis.publishing.cache import Cache
    from analysis.publishing.quarto.root_render import stage_root

    steps.begin("Staging pages for Quarto")
    return stage_root(work, network, period, Cache(cache_folder(network.name)))


def finish_rendered(network_name: str, period_text: str) -> tuple[Path, list[str]]:
    """The second half of the way, after `quarto render`: what Quarto leaves undone, and the judge. Where the site is; complaints."""
    from analysis.datasets.processing.known_names import names_with_numbers
    from analysis.publishing.cache import Cache
    from analysis.publishing.pandoc import RenderingFailed
    from analysis.publishing.quarto.root_render import finish_root

    network = open_network(network_name)
    cache, names = Cache(cache_folder(network.name)), names_with_numbers(network.name)
    try:
        return finish_root(network, network.period(period_text), cache, names)
    except RenderingFailed as failure:
        raise BuildFailed(str(failure)) from failure


def list_editions(only_missing: bool = False) -> None:
    """Bring reports/index.html up to date with the editions that are there, or write it only where it is missing."""
    if only_missing and (reports_folder() / "index.html").is_file():
        return  # where nothing has changed nothing heavy is imported either
    from analysis.publishing.beside_editions.editions_page import write_editions_page

    write_editions_page()


def write_manifest(
    network: Network, period: Period, work: Path, renderer: str, inputs: Inputs, steps: Steps, seconds: dict[str, float]
) -> None:
    steps.begin("Putting the edition in its place")
    timings = {"steps": dict(steps.seconds), "notebooks": seconds}
    manifest.write_manifest(work, network.name, period.label, renderer, inputs, timings)
