"""One line of a plan by itself, to be looked at while its wording is written."""

from io import BytesIO

from clinicdesk.documents.plan_items import item_row
from clinicdesk.documents.press import Press
from clinicdesk.documents.sheet import PAGE_HEIGHT, Sheet
from clinicdesk.documents.speech import Speech
from clinicdesk.documents.tables import ItemTable, TableColumn
from clinicdesk.domain.plan_papers import PlanPaperItem

EDGE = 6.0
WIDTH = 340.0
"""Narrower than a page, so that the line can be read at the size of a pane."""

COLUMNS = (TableColumn(), TableColumn(62), TableColumn(18), TableColumn(46), TableColumn(48))


def line_pdf(item: PlanPaperItem, language: str, press: Press) -> bytes:
    """The line as a PDF page of its own height, set as in a plan in ``language``.

    Raises UnknownGlyph for a character that no font draws.
    """
    speech = Speech(press, language)
    table = ItemTable(COLUMNS, [], [item_row(item, speech)], right_to_left=speech.right_to_left)
    height = table.wrap(WIDTH, PAGE_HEIGHT)[1]
    target = BytesIO()
    profile = press.theme.profile
    sheet = Sheet(target, language=language, title=item.code, author="", profile=profile)
    sheet.setPageSize((WIDTH + 2 * EDGE, height + 2 * EDGE))
    table.drawOn(sheet, EDGE, EDGE)
    sheet.showPage()
    sheet.save()
    return target.getvalue()
