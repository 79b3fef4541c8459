"""Builders with good defaults for tests: a clinic in Đà Nẵng on a Tuesday morning."""

import atexit
import shutil
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from sqlalchemy import insert

from clinicdesk.domain.clock import FixedClock
from clinicdesk.storage import tables
from clinicdesk.storage.engine import create_clinic, open_clinic
from clinicdesk.storage.work import Storage

AT = datetime(2026, 11, 17, 3, 42, tzinfo=UTC)
ZONE = "Asia/Ho_Chi_Minh"
NINE, NOON, FIVE = 9 * 60, 12 * 60, 17 * 60


def clock(at: datetime = AT) -> FixedClock:
    """Return a clock that stands at ``at`` until it is moved."""
    return FixedClock(at)


def storage(folder: Path, *, at: datetime = AT) -> Storage:
    """Return an opened clinic's file in ``folder``: a copy of one that is made once per run."""
    path = folder / "clinic.sqlite"
    shutil.copyfile(_template(), path)
    return open_clinic(path, at=at)


@cache
def _template() -> Path:
    folder = mkdtemp(prefix="clinicdesk-test-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = Path(folder) / "template.sqlite"
    made = create_clinic(path, at=AT)
    with made.writing(at=AT) as work:
        work.execute(
            insert(tables.clinic).values(
                id=1,
                file_id="00000000-0000-4000-8000-000000000001",
                name="Sông Hàn Dental",
                city="Đà Nẵng",
                country="VN",
                zone=ZONE,
                currency="EUR",
                currencies=["EUR", "VND", "USD"],
                languages=["en", "vi"],
                created_at=AT,
            )
        )
        week = [(day, NINE, FIVE) for day in range(5)] + [(5, NINE, NOON)]
        work.execute(
            insert(tables.hours),
            [{"weekday": day, "opens": opens, "closes": closes} for day, opens, closes in week],
        )
    made.close()
    return path
