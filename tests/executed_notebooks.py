"""What nbmake has run in a kernel shows what its edition's pages show, by the committed list of exhibits: that it does not fail is not enough."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from pathlib import Path

import nbformat
import pytest
from nbmake.nb_result import NotebookError, NotebookResult
from nbmake.nb_run import NotebookRun
from nbmake.pytest_items import NotebookFailedException, NotebookItem

from tests.ledger import EXHIBITS, exhibits_of

AS_IT_STANDS = ("five-valleys", "2024-25")  # the network and period that every notebook names
HUB_PAGE = "hub-page.ipynb"
# Whether these are shown depends on what has been built here before: by a notebook that is run alone, or beside an edition.
OF_OTHER_PAGES = {"words-still-held", "burden"}


def listed(page: str) -> list[tuple[str, str]]:
    """Exhibits of a page and whether they are shown; of the hub page, which the list has for another hub, with that hub's name cut off."""
    lines = [line.split("\t") for line in EXHIBITS.read_text(encoding="utf-8").splitlines()[2:]]
    of_edition = [(where, name, known) for *edition, where, name, known in lines if tuple(edition) == AS_IT_STANDS]
    if page == HUB_PAGE:
        hub = next(where for where, _, _ in of_edition if where.startswith("hubs/"))
        return without_hub([each[1:] for each in of_edition if each[0] == hub], Path(hub).stem)
    return of_its_own((name, known) for where, name, known in of_edition if where == page)


def of_its_own(exhibits: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """The exhibits, without whether those are shown of which that is no matter of their page."""
    return [(name, "" if name in OF_OTHER_PAGES else known) for name, known in exhibits]


def without_hub(exhibits: list[tuple[str, str]], hub: str) -> list[tuple[str, str]]:
    """Whether a hub's exhibit is shown depends on the hub: what its page is made of does not."""
    return [(name.replace(f"-{hub}", ""), "") for name, _ in exhibits]


def differs(page: str, notebook: nbformat.NotebookNode) -> str:
    """What an executed notebook shows and the list does not have, and the reverse; empty where it shows what it should."""
    found = of_its_own(exhibits_of(notebook))
    if page == HUB_PAGE:
        named = next(cell.source for cell in notebook.cells if "parameters" in cell.metadata.get("tags", []))
        found = without_hub(found, named.partition("\nhub = ")[2].splitlines()[0].strip(" \"'"))
    wanted = listed(page)
    gone, new = [each for each in wanted if each not in found], [each for each in found if each not in wanted]
    empty = "the list of exhibits has no such page; " if not wanted else ""
    return f"{empty}gone: {gone}, new: {new}" if found != wanted or empty else ""


class Judge:
    """A pytest plugin that looks at what nbmake has run."""

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None, None, None]:
        if not isinstance(item, NotebookItem):
            return (yield)
        run, done = NotebookRun.execute, []

        def keeping(self: NotebookRun) -> NotebookResult:
            done.append(run(self))
            return done[-1]

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(NotebookRun, "execute", keeping)
            result = yield
        if told := differs(item.path.name, done[0].nb):
            raise NotebookFailedException(NotebookResult(done[0].nb, NotebookError(told, told, 0)))
        return result
