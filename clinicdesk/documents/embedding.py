"""Embeds a font in a PDF: only the glyphs used, each with the exact characters that it stands for."""

import hashlib
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import uharfbuzz as hb
from reportlab.pdfbase import pdfdoc

from clinicdesk.documents.compounds import Compound, Part, with_compounds
from clinicdesk.documents.fonts import Face

_DROPPED = (b"GSUB", b"GPOS", b"GDEF", b"OS/2", b"cmap", b"name", b"post")
_CMAP_HEAD = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap "
    "/CIDSystemInfo <</Registry (Adobe)/Ordering (UCS)/Supplement 0>> def "
    "/CMapName /Adobe-Identity-UCS def /CMapType 2 def "
    "1 begincodespacerange <0000> <FFFF> endcodespacerange"
)
_CMAP_TAIL = "endcmap CMapName currentdict /CMap defineresource pop end end"


class _Used(NamedTuple):
    """What a code of the font draws, how wide it is in thousandths, and the characters it stands for."""

    parts: tuple[Part, ...]
    width: int
    text: str


_NOTHING = _Used((Part(0, 0, 0),), 0, "")


@dataclass
class EmbeddedFont:
    """A face as one document uses it: a code for each thing drawn, in order of first use."""

    face: Face
    _used: dict[_Used, str] = field(default_factory=lambda: {_NOTHING: "0000"})

    def code(self, parts: tuple[Part, ...], width: int, text: str) -> str:
        """Four hexadecimal digits that draw ``parts`` and are read back as ``text``."""
        key = _Used(parts, width, text)
        found = self._used.get(key)
        if found is None:
            found = self._used[key] = f"{len(self._used):04X}"
        return found

    def addObjects(self, document: Any) -> None:  # noqa: N802 - ReportLab calls it by this name
        """Write the subset and its dictionaries; ReportLab calls this when its document is saved."""
        data, places = self._subset()
        digest = hashlib.sha256(repr(list(self._used)).encode()).digest()
        tag = "".join(chr(65 + byte % 26) for byte in digest[:6])
        base = pdfdoc.PDFName(f"{tag}+{self.face.metrics.name}")
        descriptor = self._descriptor(document, base, data)
        font = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("Type0"),
                "BaseFont": base,
                "Encoding": pdfdoc.PDFName("Identity-H"),
                "DescendantFonts": pdfdoc.PDFArray([self._descendant(document, base, descriptor, places)]),
                "ToUnicode": document.Reference(_stream(self._to_unicode())),
            }
        )
        document.idToObject["BasicFonts"].dict[self.face.stem] = document.Reference(font)

    def _descriptor(self, document: Any, base: Any, data: bytes) -> Any:
        """The measures of the font and the subset ``data`` itself."""
        metrics = self.face.metrics
        program = _stream(data)
        program.dictionary.dict["Length1"] = len(data)
        descriptor = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("FontDescriptor"),
                "FontName": base,
                "Flags": 4,
                "FontBBox": pdfdoc.PDFArray(list(metrics.box)),
                "ItalicAngle": 0,
                "Ascent": metrics.ascent,
                "Descent": metrics.descent,
                "CapHeight": metrics.cap_height,
                "StemV": 80,
                "FontFile2": document.Reference(program),
            }
        )
        return document.Reference(descriptor)

    def _descendant(self, document: Any, base: Any, descriptor: Any, places: list[int]) -> Any:
        """The font by codes: how wide each is, and where its glyph stands in the subset."""
        widths = " ".join([str(used.width) for used in self._used])
        glyphs = b"".join([place.to_bytes(2, "big") for place in places])
        descendant = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("CIDFontType2"),
                "BaseFont": base,
                "CIDSystemInfo": pdfdoc.PDFDictionary(
                    {
                        "Registry": pdfdoc.PDFString("Adobe"),
                        "Ordering": pdfdoc.PDFString("Identity"),
                        "Supplement": 0,
                    }
                ),
                "FontDescriptor": descriptor,
                "DW": 1000,
                # Written here: ReportLab formats a list number by number.
                "W": f"[0 [{widths}]]".encode(),
                "CIDToGIDMap": document.Reference(_stream(glyphs)),
            }
        )
        return document.Reference(descendant)

    def _subset(self) -> tuple[bytes, list[int]]:
        """The font with only what is used, and the glyph of each code in it."""
        wanted = hb.SubsetInput()
        wanted.glyph_set.update({part.glyph for used in self._used for part in used.parts})
        wanted.flags = (
            hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE | hb.SubsetFlags.NO_LAYOUT_CLOSURE
        )
        for table in _DROPPED:
            wanted.drop_table_tag_set.add(int.from_bytes(table, "big"))
        plan = hb.SubsetPlan(self.face.face, wanted)
        data: bytes = plan.execute().blob.data
        number = dict(plan.old_to_new_glyph_mapping.items())
        compounds: dict[Compound, int] = {}
        places, count = [], max(number.values()) + 1
        for used in self._used:
            first = used.parts[0]
            if len(used.parts) == 1 and not first.dy:
                places.append(number[first.glyph])
                continue
            parts = tuple([Part(number[glyph], dx, dy) for glyph, dx, dy in used.parts])
            places.append(count + compounds.setdefault(Compound(parts, used.width), len(compounds)))
        return with_compounds(data, list(compounds)), places

    def _to_unicode(self) -> bytes:
        pairs = [(code, used.text) for code, used in enumerate(self._used) if used.text]
        lines = [_CMAP_HEAD]
        for start in range(0, len(pairs), 100):
            chunk = pairs[start : start + 100]
            lines.append(f"{len(chunk)} beginbfchar")
            lines += [f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>" for code, text in chunk]
            lines.append("endbfchar")
        return "\n".join((*lines, _CMAP_TAIL)).encode()


def _stream(content: bytes) -> pdfdoc.PDFStream:
    stream = pdfdoc.PDFStream(content=content)
    stream.filters = [pdfdoc.PDFZCompress]
    return stream
