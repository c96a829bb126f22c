"""More than one exhibit out of one cell, or none."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.exhibits.exhibit import Exhibit


@dataclass(frozen=True)
class Several:
    """Exhibits with their sentences: as many outputs of one cell as there are, and none where there is none."""

    exhibits: tuple[Exhibit, ...]

    def _ipython_display_(self) -> None:
        from IPython.display import display

        for exhibit in self.exhibits:
            display(exhibit)
            if exhibit.sentence.text:
                display(exhibit.sentence)
