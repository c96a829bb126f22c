"""What stands under a table on the web: the key to its signs, where its rows can be had, and folded, the rule that let it leave."""

from __future__ import annotations

import html
from dataclasses import dataclass


@dataclass(frozen=True)
class Notes:
    """title, key and note: plain text. folder: where downloads lie; csv: their name there; workbook: the name of a second form, or empty."""

    title: str
    key: str
    note: str
    folder: str
    csv: str
    workbook: str

    def under(self) -> str:
        """Under an open table: the key in sight, for the signs are; what is the same under many tables when somebody asks."""
        key = html.escape(f"{self.key} ") if self.key else ""
        fold = f"<details><summary>About this table{self._about()}</summary><p>{html.escape(self.note)}</p></details>"
        return f"<p>{key}{self._downloads()}</p>{fold}"

    def behind(self) -> str:
        """In the folded data behind a figure: all of it."""
        return f"<p>{html.escape(' '.join(filter(None, (self.key, self.note))))} {self._downloads()}</p>"

    def _downloads(self) -> str:
        first = f'<a href="{self.folder}/{self.csv}.csv" download>Download as CSV{self._about()}</a>'
        if not self.workbook:
            return first
        return f'{first} <a href="{self.folder}/{self.workbook}.xlsx" download>or as workbook{self._about()}</a>'

    def _about(self) -> str:
        return f'<span class="visually-hidden">: {html.escape(self.title)}</span>'
