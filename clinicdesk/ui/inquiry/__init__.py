"""New inquiry: a pasted message is read into proposals, or the fields are typed; both are equally quick."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from clinicdesk.ui.desk import Desk
    from clinicdesk.ui.inquiry.sheet import InquirySheet


def open_inquiry(
    desk: Desk, window: QWidget, *, text: str = "", patient_id: int | None = None
) -> InquirySheet:
    """Open the sheet over ``window`` with the draft that was left, else with ``text``.

    ``patient_id`` is somebody on the record who asks again: the inquiry goes to that record.
    """
    from clinicdesk.ui.inquiry.sheet import InquirySheet

    sheet = InquirySheet(desk, window, patient_id=patient_id)
    sheet.begin(text)
    return sheet
