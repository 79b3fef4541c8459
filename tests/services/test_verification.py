"""The whole oracle: what is stored for lists is what the pure functions say of the facts."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from clinicdesk.services.context import Context
from clinicdesk.services.leads import Leads
from clinicdesk.services.patients import Patients
from clinicdesk.services.verification import verify
from clinicdesk.storage.work import Storage
from tests import make
from tests.make import AT


@pytest.fixture
def used(storage: Storage) -> Context:
    context = Context(storage, make.clock())
    leads = Leads(context)
    first = leads.receive(channel="whatsapp", name="Ana Silva", country="PT").value
    leads.record_reply(first.id, channel="whatsapp", text="Good morning")
    leads.receive(channel="website", name="Tom Hill", received_at=AT - timedelta(hours=1))
    Patients(context).add(name="Nguyễn Đức")
    return context


def problems(context: Context) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for problem in verify(context).problems:
        found.setdefault(problem.check, []).append(str(problem))
    return found


def test_what_services_wrote_is_good(used: Context) -> None:
    assert problems(used) == {}


@pytest.mark.parametrize(
    ("check", "statement", "sentence"),
    [
        ("stages", "UPDATE lead SET stage = 'lost' WHERE id = 1", "Lead 1 is stored as lost"),
        (
            "stages",
            "UPDATE lead SET stage_at = '2020-01-01T00:00:00Z' WHERE id = 2",
            "Lead 2 is stored as new",
        ),
        ("search", "UPDATE patient SET search = 'x' WHERE id = 3", "Patient 3"),
        ("follow-ups", "DELETE FROM followup WHERE patient_id = 2", "first_reply of patient 2"),
        (
            "follow-ups",
            "UPDATE followup SET due_on = '2020-01-01' WHERE patient_id = 1",
            "send_plan of patient 1",
        ),
        ("follow-ups", "UPDATE followup SET active = 0 WHERE patient_id = 2", "first_reply of patient 2"),
    ],
)
def test_a_wrong_projection_is_found(used: Context, check: str, statement: str, sentence: str) -> None:
    with used.writing() as work:
        work.execute(text(statement))
    found = problems(used)
    assert set(found) == {check}
    assert any(sentence in words for words in found[check])


def test_the_quick_way_looks_at_numbers_and_pages_only(used: Context) -> None:
    report = verify(used, quick=True)
    assert report.good
    assert {"file", "receipt numbers"} <= set(report.checks)
    assert not {"follow-ups", "issued plans"} & set(report.checks)


def test_an_empty_file_before_its_clinic_is_set_up_is_good(tmp_path_factory: pytest.TempPathFactory) -> None:
    from clinicdesk.storage.engine import create_clinic

    opened = create_clinic(tmp_path_factory.mktemp("new") / "clinic.sqlite", at=AT)
    assert verify(Context(opened, make.clock())).good
    opened.close()
