"""What makes a document PDF/A-2b: metadata in XMP, and the profile of its colours.

ISO 19005-2, level b: fonts are embedded (`embedding`), colours have a profile, the file says what it is.
The profile of resources/look was made by Little CMS as its own sRGB; it carries no copyright.
"""

from datetime import UTC, datetime
from html import escape
from typing import Any

from reportlab.lib.utils import TimeStamp
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream, PDFString

CONDITION = "sRGB IEC61966-2.1"

XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<xmp:CreateDate>{made}</xmp:CreateDate><xmp:ModifyDate>{made}</xmp:ModifyDate>
<pdf:Producer>{producer}</pdf:Producer>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


def stamp(document: Any, made_at: datetime) -> None:
    """Say that the document was made at ``made_at`` (UTC), not when these bytes were written."""
    at = made_at.astimezone(UTC)
    time = TimeStamp(invariant=1)
    time.YMDhms = tuple(at.timetuple())[:6]
    document._timeStamp = time  # noqa: SLF001 - ReportLab has no other way in


def make_archival(document: Any, profile: bytes, language: str) -> None:
    """Add XMP metadata and the output intent to the catalogue; ``profile`` is an ICC profile of sRGB."""
    _tell_apart(document.info)
    intent = PDFDictionary(
        {
            "Type": PDFName("OutputIntent"),
            "S": PDFName("GTS_PDFA1"),
            "OutputConditionIdentifier": PDFString(CONDITION),
            "Info": PDFString(CONDITION),
            "DestOutputProfile": document.Reference(_stream({"N": 3}, profile)),
        }
    )
    metadata = _stream(
        {"Type": PDFName("Metadata"), "Subtype": PDFName("XML")}, _xmp(document, language), False
    )
    catalogue = document.Catalog
    catalogue.OutputIntents = PDFArray([intent])
    catalogue.Metadata = metadata
    # The catalogue writes the keys of this list; ReportLab's own lacks output intents.
    catalogue.__NoDefault__ = [*catalogue.__NoDefault__, "OutputIntents"]
    for page in document.Pages.pages:
        page.Trans = None


def _tell_apart(info: Any) -> None:
    """Leave out what is not said, since every entry must be in the XMP too."""
    info.subject = info.keywords = ""


def _stream(entries: dict[str, object], content: bytes, packed: bool = True) -> PDFStream:
    stream = PDFStream(PDFDictionary(entries), content)
    if not packed:
        stream.filters = []
    return stream


def _xmp(document: Any, language: str) -> bytes:
    info, time = document.info, document._timeStamp  # noqa: SLF001
    made = "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}+00:00".format(*time.YMDhms)
    return XMP.format(
        title=escape(info.title),
        author=escape(info.author),
        creator=escape(info.creator),
        producer=escape(info.producer),
        language=escape(language),
        made=made,
    ).encode("utf-8")
