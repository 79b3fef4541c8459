"""Patients: the fast list of everybody the clinic knows, and the record of each."""

from clinicdesk.ui.desk import Desk
from clinicdesk.ui.page import Page


def make_list(desk: Desk) -> Page:
    """Return the list."""
    from clinicdesk.ui.patients.list_page import PatientsPage

    return PatientsPage(desk)


def make_record(desk: Desk) -> Page:
    """Return the page of one record; open it with a patient's id."""
    from clinicdesk.ui.patients.record_page import RecordPage

    return RecordPage(desk)
