"""The report as a tagged PDF (PDF/UA-1), set by Typst with the template in reports/templates."""

from __future__ import annotations

import datetime as dt
import functools
import json
import shutil
from pathlib import Path
from typing import Any

from analysis.publishing.brand import font_folders, read_brand
from analysis.publishing.pandoc import RenderingFailed, template_folder


def prepare_typesetting(folder: Path, name: str = "report.typ") -> None:
    """Put the template, under the name, and the brand beside the report's Typst file."""
    shutil.copyfile(template_folder() / "report.typ", folder / name)
    brand = read_brand()
    told = {**brand.colours, "font": brand.font}
    if brand.logo is not None:
        shutil.copyfile(brand.logo, folder / f"logo{brand.logo.suffix.lower()}")
        told |= {"logo": f"logo{brand.logo.suffix.lower()}", "logo-said": brand.logo_said}
    (folder / "brand.json").write_text(json.dumps(told), encoding="utf-8")


def set_pdf(source: Path, output: Path, day: dt.date) -> None:
    """Compile. The day stands in the file as its date of making, so that the same report gives the same bytes."""
    import typst

    stamp = dt.datetime(day.year, day.month, day.day, 12, tzinfo=dt.UTC)
    try:
        compiler = typst.Compiler(
            source, root=source.parent, font_paths=_fonts_of(tuple(font_folders())), ignore_system_fonts=True
        )
        compiler.compile(output=output, format="pdf", pdf_standards="ua-1", timestamp=stamp)
    except typst.TypstError as error:
        hints = " ".join(getattr(error, "hints", []))
        raise RenderingFailed(
            f"the PDF could not be set: {' '.join(str(error).split())} {hints}".strip()[:500]
        ) from None


@functools.cache  # every hub's sheet is set with the same
def _fonts_of(folders: tuple[Path, ...]) -> Any:
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=list(folders))
