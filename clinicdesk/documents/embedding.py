"""Embeds a font in a PDF: only the glyphs used, each with the exact characters that it stands for."""

import hashlib
from dataclasses import dataclass, field
from typing import Any

import uharfbuzz as hb
from reportlab.pdfbase import pdfdoc

from clinicdesk.documents.fonts import Face

_DROPPED = (b"GSUB", b"GPOS", b"GDEF", b"OS/2", b"cmap", b"name", b"post")
_CMAP_HEAD = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap "
    "/CIDSystemInfo <</Registry (Adobe)/Ordering (UCS)/Supplement 0>> def "
    "/CMapName /Adobe-Identity-UCS def /CMapType 2 def "
    "1 begincodespacerange <0000> <FFFF> endcodespacerange"
)
_CMAP_TAIL = "endcmap CMapName currentdict /CMap defineresource pop end end"


@dataclass
class EmbeddedFont:
    """A face as one document uses it: a code for each pair of glyph and characters, in order of first use."""

    face: Face
    _codes: dict[tuple[int, str], str] = field(default_factory=dict)
    _used: list[tuple[int, str]] = field(default_factory=lambda: [(0, "")])

    def code(self, glyph: int, characters: str) -> str:
        """Four hexadecimal digits that draw ``glyph`` and are read back as ``characters``."""
        key = (glyph, characters)
        found = self._codes.get(key)
        if found is None:
            found = self._codes[key] = f"{len(self._used):04X}"
            self._used.append(key)
        return found

    def addObjects(self, document: Any) -> None:  # noqa: N802 - ReportLab calls it by this name
        """Write the subset and its dictionaries; ReportLab calls this when its document is saved."""
        data, places = self._subset()
        digest = hashlib.sha256(repr(self._used).encode()).digest()
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

    def _descendant(self, document: Any, base: Any, descriptor: Any, places: dict[int, int]) -> Any:
        """The font by codes: how wide each is, and where its glyph stands in the subset."""
        advances = self.face.advances
        widths = " ".join([str(advances[glyph]) for glyph, _ in self._used])
        glyphs = b"".join(places[glyph].to_bytes(2, "big") for glyph, _ in self._used)
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

    def _subset(self) -> tuple[bytes, dict[int, int]]:
        wanted = hb.SubsetInput()
        wanted.glyph_set.update({glyph for glyph, _ in self._used})
        wanted.flags = (
            hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE | hb.SubsetFlags.NO_LAYOUT_CLOSURE
        )
        for table in _DROPPED:
            wanted.drop_table_tag_set.add(int.from_bytes(table, "big"))
        plan = hb.SubsetPlan(self.face.face, wanted)
        data: bytes = plan.execute().blob.data
        return data, dict(plan.old_to_new_glyph_mapping.items())

    def _to_unicode(self) -> bytes:
        pairs = [(code, characters) for code, (_, characters) in enumerate(self._used) if characters]
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
