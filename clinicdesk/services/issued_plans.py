"""Plans as they were issued, and the lists of them: what lists, papers and the command line read."""

from __future__ import annotations

from clinicdesk.domain.errors import NotFound
from clinicdesk.domain.plan_papers import PlanDocument
from clinicdesk.domain.record import PlanRow
from clinicdesk.domain.text import marked
from clinicdesk.services.context import Context
from clinicdesk.services.permissions import EVERYBODY, permitted
from clinicdesk.storage import plans as repository
from clinicdesk.storage.plans import RevisionRow


class IssuedPlans:
    """Reads revisions and lists; a part of ``Plans``."""

    context: Context

    @permitted(EVERYBODY)
    def revisions(self, plan_id: int) -> tuple[RevisionRow, ...]:
        """Return what was issued of a plan, the newest first."""
        with self.context.reading() as work:
            return repository.revisions(work, plan_id)

    @permitted(EVERYBODY)
    def revision_document(self, plan_id: int, revision: int) -> PlanDocument:
        """Return the frozen paper of an issued revision; raises NotFound."""
        with self.context.reading() as work:
            found = repository.document(work, plan_id, revision)
        if found is None:
            raise unissued(revision)
        return found

    @permitted(EVERYBODY)
    def revision_pdf(self, plan_id: int, revision: int) -> bytes:
        """Return the PDF of an issued revision, byte for byte as it was issued; raises NotFound."""
        with self.context.reading() as work:
            found = repository.pdf(work, plan_id, revision)
        if found is None:
            raise unissued(revision)
        return found

    @permitted(EVERYBODY)
    def for_patient(self, patient_id: int) -> tuple[PlanRow, ...]:
        """Return the patient's plans, the newest first."""
        with self.context.reading() as work:
            return repository.rows(work, patient_id=patient_id)

    @permitted(EVERYBODY)
    def for_lead(self, lead_id: int) -> tuple[PlanRow, ...]:
        """Return the plans of one inquiry, the newest first."""
        with self.context.reading() as work:
            return repository.rows(work, lead_id=lead_id)

    @permitted(EVERYBODY)
    def list(self) -> tuple[PlanRow, ...]:
        """Return every plan, the newest first."""
        with self.context.reading() as work:
            return repository.rows(work)

    @permitted(EVERYBODY)
    def by_number(self, number: str) -> int:
        """Return the id of the plan with that printed number; raises NotFound."""
        with self.context.reading() as work:
            found = repository.by_number(work, number)
        if found is None:
            raise NotFound(marked("There is no plan {number}."), number=number[:40])
        return found


def unissued(revision: int) -> NotFound:
    """Return the error for a revision that is not there."""
    return NotFound(marked("Revision {revision} was not issued."), revision=revision)
