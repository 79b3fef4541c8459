"""The measured files keep the rules, or the measures would be of nothing real."""

from pathlib import Path

from sqlalchemy import func, select

from clinicdesk.services.context import Context
from clinicdesk.services.followups import Followups
from clinicdesk.services.verification import verify
from clinicdesk.storage import tables
from tests import make
from tests.benchmarks.clinic_file import DUE_EACH, SMALL, build
from tests.make import AT


def test_the_measured_clinic_is_a_clinic(tmp_path: Path) -> None:
    storage = build(tmp_path, SMALL)
    context = Context(storage, make.clock())
    assert [str(problem) for problem in verify(context).problems] == []
    with storage.reading(at=AT) as work:
        followups = work.execute(select(func.count()).select_from(tables.followup)).scalar_one()
        leads = work.execute(
            select(func.count()).where(~tables.lead.c.stage.in_(("treated", "lost")))
        ).scalar_one()
    assert 2_800 < followups < 3_300
    assert leads == SMALL.open_leads
    assert len(Followups(context).due_list().rows) >= 5 * DUE_EACH
    storage.close()
