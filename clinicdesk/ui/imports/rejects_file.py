"""Writes the rejected rows with their reasons into a CSV file that can be corrected and chosen again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from clinicdesk.domain.errors import FileProblem
from clinicdesk.domain.text import marked
from clinicdesk.i18n.catalog import Translator
from clinicdesk.ui.imports.words import reason

if TYPE_CHECKING:
    from clinicdesk.services.import_plan import ImportPlan


def write_rejected(plan: ImportPlan, path: Path, t: Translator) -> None:
    """Write a row for each rejected one: the sheet's own cells, its row number, and the reason.

    The file begins with the mark of UTF-8 and no cell of it runs as a formula. Raises FileProblem.
    """
    from clinicdesk.documents.listing import listing_csv

    sheet = plan.sheet
    cells = {sheet.number(index): row for index, row in enumerate(sheet.rows)}
    rows = [(*cells[one.row], str(one.row), reason(t, one)) for one in plan.rejected]
    try:
        path.write_bytes(listing_csv((*sheet.header, t("Row"), t("Why")), rows))
    except OSError as error:
        raise FileProblem(
            marked("{path} cannot be written. Choose another folder, or close the file where it is open."),
            path=str(path),
        ) from error
