"""Takes spreadsheets of leads and patients in: a dry run first, one transaction, and one undo."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cached_property, partial
from pathlib import Path
from typing import Any
from uuid import UUID

from clinicdesk.domain.changes import Changes, Done
from clinicdesk.domain.clinic import Clinic
from clinicdesk.domain.clock import clinic_date
from clinicdesk.domain.errors import Conflict, InvalidInput, NotFound
from clinicdesk.domain.import_dates import DateOrder
from clinicdesk.domain.imports import (
    Counts,
    HeaderBook,
    ImportField,
    ImportKind,
    Sheet,
    TreatmentWords,
)
from clinicdesk.domain.leads import FactKind, Lead, LostReason, Origin
from clinicdesk.domain.people import Contact, Patient
from clinicdesk.domain.teeth import parse as parse_teeth
from clinicdesk.domain.text import fold, marked
from clinicdesk.domain.treatments import Treatment
from clinicdesk.services import zones
from clinicdesk.services.context import Context
from clinicdesk.services.import_matching import contacts_of
from clinicdesk.services.import_plan import (
    REPORT_EVERY,
    Entry,
    ImportPlan,
    Progress,
    columns_of,
    digest_of,
    judge,
    teeth_typed,
    treatment_title,
)
from clinicdesk.services.inquiries import header_book, treatment_words
from clinicdesk.services.permissions import COORDINATION, permitted
from clinicdesk.services.reconcile import reconcile_several
from clinicdesk.services.sheets import read_sheet
from clinicdesk.storage import clinic as clinics
from clinicdesk.storage import imports, leads, patients, treatments
from clinicdesk.storage.imports import Added, Batch
from clinicdesk.storage.work import Work

RECONCILED_AT_ONCE = 200
OLD_INQUIRY = timedelta(days=30)
CADENCES = {
    "implant": "implant",
    "full_arch": "full_arch",
    "crown": "crown",
    "bridge": "crown",
    "veneer": "veneer",
    "root_canal": "root_canal",
    "filling": "filling",
    "hygiene": "hygiene",
}
CHANNELS = (
    "whatsapp",
    "zalo",
    "facebook",
    "google",
    "instagram",
    "tiktok",
    "website",
    "referral",
    "line",
    "email",
)
CHANNEL_WORDS = {
    "fb": "facebook",
    "gioi thieu": "referral",
    "friend": "referral",
    "web": "website",
    "ig": "instagram",
    "web site": "website",
    "google ads": "google",
    "meta": "facebook",
    "gclid": "google",
    "e mail": "email",
    "word of mouth": "referral",
    "empfehlung": "referral",
}


@dataclass
class Written:
    """What an import wrote: patients touched, what known ones were given, whom each row belongs to."""

    touched: set[int] = field(default_factory=set)
    added: dict[int, Added] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)


class Imports:
    """Sheets of people: read, judged row by row, taken in, and taken back."""

    def __init__(self, context: Context) -> None:
        self.context = context

    @cached_property
    def _book(self) -> HeaderBook:
        return header_book()

    @cached_property
    def _words(self) -> TreatmentWords:
        return treatment_words()

    @permitted(COORDINATION)
    def read(self, path: Path) -> Sheet:
        """Return the sheet in ``path``; raises InvalidInput with a sentence where there is none."""
        return read_sheet(path)

    @permitted(COORDINATION)
    def preview(
        self,
        sheet: Sheet,
        kind: ImportKind,
        *,
        mapping: Mapping[int, ImportField | None] | None = None,
        orders: Mapping[int, DateOrder] | None = None,
        progress: Progress | None = None,
    ) -> ImportPlan:
        """Return what an import would do with every row; nothing is written (the dry run).

        ``mapping`` overrides what columns are taken as, ``orders`` answers how their dates are written.
        """
        with self.context.reading() as work:
            return self._judged(work, sheet, kind, mapping, orders, progress)

    @permitted(COORDINATION)
    def take(
        self,
        sheet: Sheet,
        kind: ImportKind,
        *,
        file_name: str,
        mapping: Mapping[int, ImportField | None] | None = None,
        orders: Mapping[int, DateOrder] | None = None,
        progress: Progress | None = None,
        operation: UUID | None = None,
    ) -> Done[Counts]:
        """Take the sheet in, in one transaction. Raises Conflict while a question is open.

        Consent is never taken from a sheet (safety rule 11). Inquiries older than 30 days come in as
        lost without an answer, so that the due list stays true; each can be reopened. ``progress`` counts
        the rows judged, then those written, then the patients whose follow-ups are reckoned; what it raises
        takes everything back.
        """
        self._back_up()
        with self.context.writing() as work:
            earlier = work.once(operation, "imports.take")
            if earlier is not None:
                return Done(Counts(**earlier["counts"]), Changes.NONE)
            plan = self._judged(work, sheet, kind, mapping, orders, progress)
            if plan.questions:
                raise Conflict(
                    marked(
                        "First say how the dates in “{header}” are written: {sample} can be read in two ways."
                    ),
                    header=plan.questions[0].header,
                    sample=plan.questions[0].sample,
                )
            batch = imports.begin(work, kind=kind, file_name=file_name, sha256=_digest(sheet))
            written = self._write(work, plan, batch, progress)
            imports.finish(work, batch, plan.counts, written.added, written.rows)
            _reconcile(work, self.context, sorted(written.touched), progress)
            work.audit("imports.take", "import_batch", batch, asdict(plan.counts))
            work.remember(operation, {"counts": asdict(plan.counts)})
        return Done(
            plan.counts,
            Changes.PATIENTS | Changes.LEADS | Changes.TREATMENTS | Changes.FOLLOWUPS,
            marked("{created} created, {updated} updated from {name}"),
            {"created": plan.counts.created, "updated": plan.counts.updated, "name": file_name},
            partial(self.undo, batch),
        )

    @permitted(COORDINATION)
    def undo(self, batch_id: int) -> Done[int]:
        """Take an import back; people on whom somebody has worked since are kept. Returns how many were kept.

        Raises NotFound where there is no such import, or it was undone already.
        """
        self._back_up()
        with self.context.writing() as work:
            added = imports.added(work, batch_id)
            if added is None:
                raise NotFound(marked("This import was taken back already."))
            kept = imports.worked_on(work, batch_id)
            people = imports.people_of(work, batch_id) | added.keys()
            gone = set(imports.remove(work, batch_id, kept))
            for patient_id, one in added.items():
                if patient_id not in gone:
                    self._restore(work, patient_id, one)
            _reconcile(work, self.context, sorted(people - gone))
            imports.undone(work, batch_id)
            counts = {"removed": len(gone), "kept": len(kept.patients)}
            work.audit("imports.undo", "import_batch", batch_id, counts)
        return Done(
            counts["kept"],
            Changes.PATIENTS | Changes.LEADS | Changes.TREATMENTS | Changes.FOLLOWUPS,
            marked("Import taken back: {removed} removed, {kept} kept because somebody worked on them"),
            counts,
        )

    @permitted(COORDINATION)
    def batches(self) -> tuple[Batch, ...]:
        """Return the imports that were carried out, newest first."""
        with self.context.reading() as work:
            return imports.batches(work)

    def _back_up(self) -> None:
        from clinicdesk.services.backups import Backups

        Backups(self.context).make(reason="import")

    def _clinic(self, work: Work) -> Clinic:
        clinic = clinics.read(work)
        if clinic is None:
            raise NotFound(marked("Set up the clinic first: its country and time zone read the rows."))
        return clinic

    def _judged(
        self,
        work: Work,
        sheet: Sheet,
        kind: ImportKind,
        mapping: Mapping[int, ImportField | None] | None,
        orders: Mapping[int, DateOrder] | None,
        progress: Progress | None,
    ) -> ImportPlan:
        clinic = self._clinic(work)
        columns = columns_of(sheet, kind, self._book, mapping or {}, orders or {})
        return judge(work, clinic, sheet, kind, columns, clinic_date(work.at, clinic.tz), progress)

    def _write(self, work: Work, plan: ImportPlan, batch: int, progress: Progress | None) -> Written:
        """Write every entry; return the patients touched and what is needed to take it back."""
        written = Written()
        real: dict[int, int] = {}
        for done, entry in enumerate(plan.entries):
            if progress and done % REPORT_EVERY == 0:
                progress(done, len(plan.entries))
            if entry.new:
                real[entry.patient_id] = patients.add(work, self._newcomer(entry), import_id=batch)
            patient_id = real.get(entry.patient_id, entry.patient_id)
            if not entry.new and entry.added:
                self._fill(work, patient_id, entry.added, written)
            if entry.adds_lead:
                self._add_lead(work, patient_id, entry, batch)
            if entry.adds_treatment:
                self._add_treatment(work, patient_id, entry, batch)
            if entry.new or entry.changes:
                written.touched.add(patient_id)
            written.rows[entry.digest] = written.rows[digest_of(entry.facts)] = patient_id
        return written

    def _newcomer(self, entry: Entry) -> Patient:
        facts = entry.facts
        return Patient(
            0,
            facts.name,
            given_name=facts.given_name,
            family_name=facts.family_name,
            native_name=facts.native_name,
            birth_on=facts.birth_on,
            sex=facts.sex,
            country=facts.country,
            city=facts.city,
            zone=zones.zone_of(facts.country),
            language=facts.language,
            contacts=contacts_of(facts),
            note="\n".join(facts.notes),
            old_number=facts.old_number,
        )

    def _fill(self, work: Work, patient_id: int, added: Mapping[str, Any], written: Written) -> None:
        patient = patients.get(work, patient_id)
        if patient is None:
            raise NotFound(marked("This patient is not in the file any more."))
        fields = {name: value for name, value in added.items() if name != "contacts"}
        new: tuple[Contact, ...] = tuple(added.get("contacts", ()))
        patients.write(work, replace(patient, **fields, contacts=(*patient.contacts, *new)))
        before = written.added.get(patient_id, Added({}))
        changed = dict(before.fields)
        for name, value in fields.items():
            first = changed[name][0] if name in changed else _stored(getattr(patient, name))
            changed[name] = (first, _stored(value))
        contacts = (*before.contacts, *((contact.kind.value, contact.value) for contact in new))
        written.added[patient_id] = Added(changed, contacts)

    def _restore(self, work: Work, patient_id: int, added: Added) -> None:
        """Take back what an import added; what somebody changed since stays as it is now."""
        patient = patients.get(work, patient_id)
        if patient is None:
            return
        fields: dict[str, Any] = {}
        for name, (before, after) in added.fields.items():
            now = _stored(getattr(patient, name))
            if now == after:
                fields[name] = date.fromisoformat(before) if name == "birth_on" and before else before
            elif name == "note" and after and after in now:
                fields[name] = now.replace(after, before or "", 1).strip("\n")
        contacts = tuple(
            contact
            for contact in patient.contacts
            if (contact.kind.value, contact.value) not in added.contacts
        )
        patients.write(work, replace(patient, **fields, contacts=contacts))

    def _add_lead(self, work: Work, patient_id: int, entry: Entry, batch: int) -> None:
        facts = entry.facts
        received = facts.received_at or work.at
        lead_id = leads.add(
            work,
            Lead(
                0,
                patient_id,
                channel_of(facts.channel),
                Origin.NEW,
                min(received, work.at),
                request=facts.request,
                treatment=facts.treatment,
                reference=facts.reference,
            ),
            import_id=batch,
        )
        if work.at - received > OLD_INQUIRY:
            detail = {"reason": LostReason.NO_ANSWER.value, "note": "import"}
            leads.add_fact(work, lead_id, FactKind.LOST, at=_after(received, work.at), detail=detail)

    def _add_treatment(self, work: Work, patient_id: int, entry: Entry, batch: int) -> None:
        facts = entry.facts
        if facts.treatment_on is None:
            return
        title = treatment_title(facts)
        kinds = self._words.kinds(title)
        kind = kinds[0] if kinds else "other"
        typed = teeth_typed(facts)
        try:
            teeth = parse_teeth(typed).teeth if typed else ()
        except InvalidInput:
            teeth = ()
        treatments.add(
            work,
            Treatment(
                0,
                patient_id,
                kind,
                facts.treatment_on,
                title=title,
                teeth=teeth,
                dentist_name=facts.dentist,
                cadence=CADENCES.get(kind, "general"),
            ),
            import_id=batch,
        )


def channel_of(typed: str) -> str:
    """Return the channel that a sheet's word names; other words are kept as they are, none is "import"."""
    folded = fold(typed)
    words = set(re.split(r"\W+|_", folded))
    known = next((channel for channel in CHANNELS if channel in words), "")
    worded = next((channel for word, channel in CHANNEL_WORDS.items() if f" {word} " in f" {folded} "), "")
    return known or worded or typed or "import"


def _after(received: datetime, now: datetime) -> datetime:
    return min(received + OLD_INQUIRY, now)


def _stored(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _reconcile(
    work: Work, context: Context, patient_ids: Sequence[int], progress: Progress | None = None
) -> None:
    for start in range(0, len(patient_ids), RECONCILED_AT_ONCE):
        if progress:
            progress(start, len(patient_ids))
        reconcile_several(work, context, patient_ids[start : start + RECONCILED_AT_ONCE])


def _digest(sheet: Sheet) -> str:
    text = "\x1e".join("\x1f".join(row) for row in (sheet.header, *sheet.rows))
    return hashlib.sha256(text.encode()).hexdigest()
