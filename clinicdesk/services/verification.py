"""Verifies a clinic's file whole: the file's own checks, and the projections against their pure functions."""

from __future__ import annotations

from clinicdesk.domain.backups import Report
from clinicdesk.services.context import Context
from clinicdesk.storage.verify import CHECKS, run


def verify(context: Context) -> Report:
    """Run every check in one reading transaction (safety rule 9)."""
    with context.reading() as work:
        return run(work, CHECKS)
