"""More than one exhibit out of one cell, or none."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.exhibits.exhibit import Exhibit, Sentence


@dataclass(frozen=True)
class Several:
    """Exhibits with their sentences, and sentences between them: as many outputs of one cell as there are, and none where there is none."""

    exhibits: tuple[Exhibit | Sentence, ...]

    def _ipython_display_(self) -> None:
        from IPython.display import display

        for exhibit in self.exhibits:
            display(exhibit)
            if isinstance(exhibit, Exhibit) and exhibit.sentence.text:
                display(exhibit.sentence)
