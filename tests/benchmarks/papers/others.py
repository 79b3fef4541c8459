"""The compared plan as Typst, WeasyPrint, fpdf2 and stock ReportLab set it, each in the way its manual shows.

All get the same fonts, the same text and the same table: header row repeated, name in bold over its
description.  Each keeps between documents what it can keep: Typst its compiler and fonts, WeasyPrint its font
configuration, ReportLab its registered fonts; fpdf2 has nothing that outlives a document.
"""

import json
from collections.abc import Callable
from dataclasses import asdict
from html import escape
from importlib.util import find_spec
from io import BytesIO
from typing import Any

from tests.benchmarks.papers.content import FONTS, PlainPlan

Engine = Callable[[PlainPlan], bytes]
STEMS = {"en": "NotoSans", "ja": "NotoSansJP", "th": "NotoSansThai", "ar": "NotoNaskhArabic"}
NAMES = {"en": "Noto Sans", "ja": "Noto Sans JP", "th": "Noto Sans Thai", "ar": "Noto Naskh Arabic"}
RIGHT_TO_LEFT = frozenset({"ar"})


class Missing(Exception):
    """An engine that is not installed here, or lacks a library of the system."""


def _wanted(module: str) -> None:
    if find_spec(module) is None:
        raise Missing(f"{module} is not installed")


TYPST = """
#let plan = json(bytes(sys.inputs.plan))
#let small(body) = text(size: 7.5pt, fill: rgb("#55606e"), body)
#set document(title: plan.title)
#set text(font: json(bytes(sys.inputs.fonts)), size: 8.6pt, lang: plan.language)
#set par(leading: 0.5em, spacing: 0.6em)
#set page(paper: "a4", margin: (x: 38pt, top: 84pt, bottom: 50pt),
  header: [*#plan.clinic* #h(1fr) #plan.phone],
  footer: context [#plan.number #h(1fr) #counter(page).display("1/1", both: true)])
#text(size: 18pt, weight: "bold", plan.title)
#grid(columns: (1fr,) * plan.facts.len(), gutter: 18pt,
  ..plan.facts.map(fact => [#small(fact.at(0)) \\ *#fact.at(1)*]))
#block(fill: rgb("#eef5f5"), inset: 9pt, width: 100%)[*#plan.summary.at(0)* \\ #plan.summary.at(1)]
#for trip in plan.trips {
  table(columns: (1fr, 88pt, 30pt, 62pt, 66pt), stroke: (bottom: 0.75pt + rgb("#dde3ea")),
    inset: (x: 3pt, y: 3.2pt), align: (start, start, end, end, end),
    table.header(
      table.cell(colspan: 5, fill: rgb("#0f4c5c"), text(fill: white, weight: "bold", trip.name)),
      ..plan.columns.map(small)),
    ..trip.lines.map(line => ([*#line.name* \\ #small(line.description)],
      line.teeth, line.quantity, line.unit, line.amount)).flatten(),
    table.cell(colspan: 4)[*#trip.subtotal.at(0)*], [*#trip.subtotal.at(1)*])
}
#for sum in plan.sums [*#sum.at(0)* #h(1fr) *#sum.at(1)* \\ ]
#grid(columns: (1fr,) * plan.lists.len(), gutter: 18pt,
  ..plan.lists.map(part => [*#part.at(0)* \\ #list(..part.at(1).map(line => [#line]))]))
*#plan.acceptance.at(0)* \\
#small(plan.acceptance.at(1))
"""


def typst_engine() -> Engine:
    """Typst with its compiler and fonts kept; untagged, as the others."""
    _wanted("typst")
    import typst

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
    compiler = typst.Compiler(TYPST.encode(), font_paths=fonts, ignore_system_fonts=True)

    def set_plan(plan: PlainPlan) -> bytes:
        families = json.dumps(["Noto Sans", NAMES[plan.language]])
        inputs = {"plan": json.dumps(asdict(plan)), "fonts": families}
        made: bytes = compiler.compile(TYPST.encode(), format="pdf", sys_inputs=inputs, pdf_tags=False)
        return made

    return set_plan


CSS = """
@page { size: A4; margin: 84pt 38pt 50pt;
  @top-left { content: string(clinic); } @top-right { content: string(phone); }
  @bottom-left { content: string(number); } @bottom-right { content: counter(page) "/" counter(pages); } }
body { font: 8.6pt/1.3 FAMILIES; } h1 { font-size: 18pt; margin: 0; } h2 { font-size: 9.7pt; margin: 0; }
table { border-collapse: collapse; width: 100%; margin-top: 9pt; } .items { table-layout: fixed; }
td, th { text-align: start; vertical-align: top; padding: 3.2pt 3pt; }
.items td { border-bottom: 0.75pt solid #dde3ea; break-inside: avoid; }
.bar { background: #0f4c5c; color: white; } small { font-size: 7.5pt; color: #55606e; }
.end { text-align: end; } .box { background: #eef5f5; padding: 9pt; margin-top: 9pt; }
tr { break-inside: avoid; }
#clinic { string-set: clinic content(); } #phone { string-set: phone content(); }
#number { string-set: number content(); }
#clinic, #phone, #number { font-size: 0; position: absolute; }
"""


def weasyprint_engine() -> Engine:
    """WeasyPrint with one font configuration for all documents of a language."""
    _wanted("weasyprint")
    try:
        import weasyprint
        from weasyprint.text.fonts import FontConfiguration
    except OSError as error:
        raise Missing("WeasyPrint needs Pango: apt-get install libpango-1.0-0 libpangoft2-1.0-0") from error
    kept: dict[str, tuple[Any, Any]] = {}

    def set_plan(plan: PlainPlan) -> bytes:
        if plan.language not in kept:
            configuration = FontConfiguration()
            css = weasyprint.CSS(string=_faces(plan.language), font_config=configuration)
            kept[plan.language] = (css, configuration)
        css, configuration = kept[plan.language]
        page = weasyprint.HTML(string=_html(plan))
        made: bytes = page.write_pdf(stylesheets=[css], font_config=configuration)
        return made

    return set_plan


def _faces(language: str) -> str:
    rules = []
    for stem in dict.fromkeys(("NotoSans", STEMS[language])):
        for weight, css in (("Regular", "normal"), ("Bold", "bold")):
            path = (FONTS / f"{stem}-{weight}.ttf").as_uri()
            rules.append(f"@font-face {{ font-family: {stem}; font-weight: {css}; src: url({path}); }}")
    return "\n".join(rules) + CSS.replace("FAMILIES", f"NotoSans, {STEMS[language]}")


def _html(plan: PlainPlan) -> str:
    e, turned = escape, "rtl" if plan.language in RIGHT_TO_LEFT else "ltr"
    first = (
        f'<html lang="{plan.language}" dir="{turned}"><body>'
        f"<title>{e(plan.title)}</title><span id=clinic>{e(plan.clinic)}</span>"
        f"<span id=phone>{e(plan.phone)}</span><span id=number>{e(plan.number)}</span>"
        f"<h1>{e(plan.title)}</h1><table><tr>"
    )
    parts = [
        first,
        *(f"<td><small>{e(a)}</small><br><b>{e(b)}</b></td>" for a, b in plan.facts),
        f"</tr></table><div class=box><h2>{e(plan.summary[0])}</h2>{e(plan.summary[1])}</div>",
    ]
    for trip in plan.trips:
        parts.append(
            "<table class=items><col><col style='width:88pt'><col style='width:30pt'><col style='width:62pt'>"
            f"<col style='width:66pt'><thead><tr><th class=bar colspan=5>{e(trip.name)}</th></tr><tr>"
        )
        parts += [f"<td{_end(n)}><small>{e(name)}</small></td>" for n, name in enumerate(plan.columns)]
        parts.append("</tr></thead>")
        for line in trip.lines:
            cells = (line.teeth, line.quantity, line.unit, line.amount)
            parts.append(f"<tr><td><b>{e(line.name)}</b><br><small>{e(line.description)}</small></td>")
            parts += [f"<td{_end(n)}>{e(cell)}</td>" for n, cell in enumerate(cells, 1)]
            parts.append("</tr>")
        words, amount = trip.subtotal
        parts.append(f"<tr><td colspan=4><b>{e(words)}</b></td>{_sum(amount)}")
    for words, amount in plan.sums:
        parts.append(f"<table><tr><td><b>{e(words)}</b></td>{_sum(amount)}")
    parts.append("<table><tr>")
    for name, lines in plan.lists:
        parts.append(f"<td><h2>{e(name)}</h2>{''.join(f'<div>• {e(line)}</div>' for line in lines)}</td>")
    parts.append(f"</tr></table><h2>{e(plan.acceptance[0])}</h2><small>{e(plan.acceptance[1])}</small>")
    return "".join(parts)


def _sum(amount: str) -> str:
    return f"<td class=end><b>{escape(amount)}</b></td></tr></table>"


def _end(column: int) -> str:
    return " class=end" if column > 1 else ""


def fpdf_engine() -> Engine:
    """fpdf2 with its text shaping switched on; right-to-left columns in reversed order."""
    _wanted("fpdf")
    return fpdf_pdf


def fpdf_pdf(plan: PlainPlan) -> bytes:
    """The plan by fpdf2."""
    from fpdf import FPDF
    from fpdf.fonts import FontFace

    class Pages(FPDF):
        def header(self) -> None:
            self.set_font("body", "B", 12)
            self.cell(0, 14, plan.clinic)
            self.set_font("body", "", 7.5)
            self.cell(0, 14, plan.phone, align="R", new_x="LMARGIN", new_y="NEXT")
            self.ln(20)

        def footer(self) -> None:
            self.set_y(-40)
            self.set_font("body", "", 7.5)
            self.cell(0, 10, plan.number)
            self.cell(0, 10, f"{self.page_no()}/{{nb}}", align="R")

    pdf = Pages(unit="pt", format="A4")
    turned = plan.language in RIGHT_TO_LEFT
    start, end = ("RIGHT", "LEFT") if turned else ("LEFT", "RIGHT")
    for style, weight in (("", "Regular"), ("B", "Bold")):
        pdf.add_font("latin", style, FONTS / f"NotoSans-{weight}.ttf")
        pdf.add_font("body", style, FONTS / f"{STEMS[plan.language]}-{weight}.ttf")
    pdf.set_fallback_fonts(["latin"], exact_match=False)
    pdf.set_text_shaping(True)
    pdf.set_margins(38, 30, 38)
    pdf.set_auto_page_break(True, 50)
    pdf.set_title(plan.title)
    pdf.add_page()

    def paragraph(text: str, style: str, size: float) -> None:
        pdf.set_font("body", style, size)
        pdf.multi_cell(0, size * 1.3, text, align=start[0], new_x="LMARGIN", new_y="NEXT")

    def grid(rows: list[tuple[str, ...]], widths: tuple[int, ...], align: tuple[str, ...], head: int) -> None:
        pdf.set_font("body", "", 8)
        order = slice(None, None, -1) if turned else slice(None)
        with pdf.table(
            width=int(pdf.epw),
            col_widths=widths[order],
            text_align=align[order],
            line_height=11,
            borders_layout="HORIZONTAL_LINES",
            num_heading_rows=head or 1,
            first_row_as_headings=bool(head),
            headings_style=FontFace(emphasis="B"),
            markdown=True,
        ) as table:
            for row in rows:
                table.row(row[order])

    paragraph(plan.title, "B", 18)
    facts = tuple(f"{a}\n**{b}**" for a, b in plan.facts)
    grid([facts], (1,) * len(facts), (start,) * len(facts), 0)
    paragraph(plan.summary[0], "B", 9.7)
    paragraph(plan.summary[1], "", 9)
    for trip in plan.trips:
        paragraph(trip.name, "B", 8.6)
        rows = [plan.columns]
        for line in trip.lines:
            name = f"**{line.name}**\n{line.description}"
            rows.append((name, line.teeth, line.quantity, line.unit, line.amount))
        rows.append((f"**{trip.subtotal[0]}**", "", "", "", f"**{trip.subtotal[1]}**"))
        grid(rows, (273, 88, 30, 62, 66), (start, start, end, end, end), 1)
    grid([(f"**{a}**", f"**{b}**") for a, b in plan.sums], (4, 1), (start, end), 0)
    texts = tuple("\n".join((f"**{name}**", *(f"• {line}" for line in lines))) for name, lines in plan.lists)
    grid([texts], (1,) * len(texts), (start,) * len(texts), 0)
    paragraph(plan.acceptance[0], "B", 9.7)
    paragraph(plan.acceptance[1], "", 7.5)
    return bytes(pdf.output())


def stock_engine() -> Engine:
    """ReportLab's own paragraphs and tables; Arabic and Thai come out wrong there: only time counts."""
    return stock_pdf


def stock_pdf(plan: PlainPlan) -> bytes:
    """The plan by stock ReportLab."""
    from reportlab.lib.colors import HexColor
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

    regular, bold = f"{STEMS[plan.language]}-Regular", f"{STEMS[plan.language]}-Bold"
    for name in (regular, bold):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(FONTS / f"{name}.ttf")))
    turned = plan.language in RIGHT_TO_LEFT
    more = {"wordWrap": "CJK"} if plan.language == "ja" else {}
    side = 2 if turned else 0

    def style(size: float, name: str, align: int, colour: str = "#1b2430") -> ParagraphStyle:
        return ParagraphStyle(
            f"{size}{name}{align}{colour}",
            fontName=name,
            fontSize=size,
            leading=size * 1.3,
            alignment=align,
            textColor=HexColor(colour),
            **more,
        )

    body, strong = style(8.6, regular, side), style(8.6, bold, side)
    small, figure = style(7.5, regular, side), style(8.6, regular, 2 - side)
    title, heading = style(18, bold, side), style(9.7, bold, side)
    total, bar = style(8.6, bold, 2 - side), style(8.6, bold, side, "#ffffff")

    def text(words: str, own: ParagraphStyle) -> Paragraph:
        return Paragraph(escape(words), own)

    def table(rows: list[list[Any]], widths: list[float], *commands: Any, repeat: int = 0) -> Table:
        if turned:
            rows, widths = [row[::-1] for row in rows], widths[::-1]
        base = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("FONT", (0, 0), (-1, -1), regular)]
        return Table(rows, colWidths=widths, repeatRows=repeat, style=[*base, *commands])

    line = ("LINEBELOW", (0, 0), (-1, -1), 0.75, HexColor("#dde3ea"))
    story: list[Any] = [text(plan.title, title), Spacer(1, 6)]
    story.append(table([[[text(a, small), text(b, strong)] for a, b in plan.facts]], [130] * 4))
    story += [text(plan.summary[0], heading), text(plan.summary[1], body)]
    widths = [519 - 88 - 30 - 62 - 66, 88, 30, 62, 66]
    for trip in plan.trips:
        rows: list[list[Any]] = [[text(trip.name, bar), "", "", "", ""]]
        rows.append([text(name, small) for name in plan.columns])
        rows += [
            [
                [text(one.name, strong), text(one.description, small)],
                text(one.teeth, body),
                *(text(words, figure) for words in (one.quantity, one.unit, one.amount)),
            ]
            for one in trip.lines
        ]
        rows.append([text(trip.subtotal[0], strong), "", "", "", text(trip.subtotal[1], total)])
        ground = ("BACKGROUND", (0, 0), (-1, 0), HexColor("#0f4c5c"))
        story += [Spacer(1, 9), table(rows, widths, line, ground, repeat=2)]
    story += [table([[text(a, strong), text(b, total)] for a, b in plan.sums], [419.0, 100.0])]
    lists = [[text(name, heading), *(text(f"• {one}", body) for one in lines)] for name, lines in plan.lists]
    story += [table([lists], [173.0] * 3), text(plan.acceptance[0], heading), text(plan.acceptance[1], small)]

    def furniture(canvas: Any, document: Any) -> None:
        canvas.setFont(bold, 12)
        canvas.drawString(38, A4[1] - 44, plan.clinic)
        canvas.setFont(regular, 7.5)
        canvas.drawRightString(A4[0] - 38, A4[1] - 44, plan.phone)
        canvas.drawString(38, 30, plan.number)
        canvas.drawRightString(A4[0] - 38, 30, str(document.page))

    target = BytesIO()
    pages = SimpleDocTemplate(
        target,
        pagesize=A4,
        leftMargin=38,
        rightMargin=38,
        topMargin=84,
        bottomMargin=50,
        title=plan.title,
        initialFontName=regular,
        pageCompression=1,
    )
    pages.build(story, onFirstPage=furniture, onLaterPages=furniture)
    return target.getvalue()
