"""The brand's logo on the first slide, above its title: a picture more in the file, named where each of its parts is."""

from __future__ import annotations

from typing import Any

from analysis.publishing.brand import read_brand
from analysis.publishing.papers.slide_styles import NAMES
from analysis.publishing.papers.word import drawn_logo

_LEFT, _TOP, _HIGH, _WIDEST = 457_200, 330_000, 540_000, 4_000_000  # English Metric Units: 15 mm high, as in Word
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_PICTURE = (
    "<p:pic xmlns:p='{p}' xmlns:a='{a}' xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'><p:nvPicPr>"
    "<p:cNvPr id='0' name='Logo'/><p:cNvPicPr><a:picLocks noChangeAspect='1'/></p:cNvPicPr><p:nvPr/></p:nvPicPr><p:blipFill>"
    "<a:blip r:embed='rIdLogo'/><a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr><a:xfrm><a:off x='{left}' y='{top}'/>"
    "<a:ext cx='{wide}' cy='{high}'/></a:xfrm><a:prstGeom prst='rect'><a:avLst/></a:prstGeom></p:spPr></p:pic>"
)


def with_logo(parts: dict[str, bytes]) -> dict[str, bytes]:
    """The parts of a file of slides with the logo on its first one; as they are where the brand has none."""
    brand = read_brand()
    content = drawn_logo(brand)
    if content is None:
        return parts
    from docx.image.image import Image
    from lxml import etree

    picture = Image.from_blob(content)
    name = f"logo.{picture.ext}"
    slide = etree.fromstring(parts["ppt/slides/slide1.xml"])
    _draw(slide, picture.px_width / picture.px_height, brand.logo_said)
    beside = etree.fromstring(parts["ppt/slides/_rels/slide1.xml.rels"])
    etree.SubElement(beside, f"{{{_RELATIONS}}}Relationship", Id="rIdLogo", Type=_IMAGE, Target=f"../media/{name}")
    kinds = etree.fromstring(parts["[Content_Types].xml"])
    if not any(kind.get("Extension") == picture.ext for kind in kinds):
        kind = etree.Element(f"{{{etree.QName(kinds).namespace}}}Default", Extension=picture.ext)
        kind.set("ContentType", picture.content_type)
        kinds.insert(0, kind)
    changed = {"ppt/slides/slide1.xml": slide, "ppt/slides/_rels/slide1.xml.rels": beside, "[Content_Types].xml": kinds}
    written = {
        path: etree.tostring(part, xml_declaration=True, encoding="UTF-8", standalone=True)
        for path, part in changed.items()
    }
    return parts | written | {f"ppt/media/{name}": content}


def _draw(slide: Any, aspect: float, said: str) -> None:
    from lxml import etree

    wide = min(_WIDEST, round(_HIGH * aspect))
    where = {"left": _LEFT, "top": _TOP, "wide": wide, "high": round(wide / aspect)}
    picture = etree.fromstring(_PICTURE.format(**NAMES, **where))
    told = picture.find(".//p:cNvPr", NAMES)
    told.set("descr", said)
    tree = slide.find(".//p:spTree", NAMES)
    told.set("id", str(1 + max(int(each.get("id")) for each in tree.iterfind(".//p:cNvPr", NAMES))))
    tree.append(picture)
