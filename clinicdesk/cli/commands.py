"""The commands: each opens the clinic's file, calls one service, prints what came of it, and closes."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

from clinicdesk.cli.output import counting, print_json, print_table
from clinicdesk.domain.clock import SystemClock
from clinicdesk.domain.errors import FileProblem, InvalidInput, NotFound
from clinicdesk.domain.text import marked
from clinicdesk.i18n.catalog import Translator
from clinicdesk.paths import folders
from clinicdesk.services import Services
from clinicdesk.services.context import Context
from clinicdesk.storage.engine import open_clinic

DAMAGED = 2


@contextmanager
def opened(options: Namespace) -> Iterator[Services]:
    """Open the clinic's file for one command; whoever may run commands on its folder may do everything."""
    path = folders(options.data).file
    if not path.exists():
        raise FileProblem(
            marked("There is no clinic in {folder} yet. Start ClinicDesk to set one up, or choose --data."),
            folder=str(path.parent),
        )
    clock = SystemClock()
    storage = open_clinic(path, at=clock.now())
    try:
        yield Services(Context(storage, clock))
    finally:
        storage.close()


def sentence(message: str, data: object) -> str:
    """Return a marked sentence with its data, for a terminal."""
    return Translator("ui", "en")(message, **data) if isinstance(data, dict) else message


def due_command(options: Namespace) -> int:
    """List what is due today, or on the day of --on."""
    with opened(options) as services:
        due = services.followups.due_list(on=_day(options.on) if options.on else None)
        if options.json:
            print_json(due)
            return 0
        t = Translator("ui", services.clinic.get().language)
        rows = [
            (row.state.value, row.due_on.isoformat(), row.name, t(row.title_key, **row.title_data))
            for row in due.rows
        ]
        print_table(("state", "due", "patient", "what"), rows)
    return 0


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError as error:
        raise InvalidInput(marked("{typed} is no day. Write it as 2026-11-17."), typed=typed) from error


def plans_command(options: Namespace) -> int:
    """List the treatment plans with their totals."""
    with opened(options) as services:
        plans = services.plans.list()
        if options.json:
            print_json(plans)
            return 0
        formats = Translator("ui", "en").formats
        rows = [
            (row.number, row.title, str(row.revision), formats.money(row.total) if row.total else "draft")
            for row in plans
        ]
        print_table(("number", "title", "revision", "total"), rows)
    return 0


def receipts_command(options: Namespace) -> int:
    """List the receipts with their amounts."""
    with opened(options) as services:
        receipts = services.payments.receipts()
        if options.json:
            print_json(receipts)
            return 0
        formats = Translator("ui", "en").formats
        rows = [
            (row.number, row.issued_at.date().isoformat(), row.patient_name, formats.money(row.amount))
            for row in receipts
        ]
        print_table(("number", "date", "patient", "amount"), rows)
    return 0


def plan_command(options: Namespace) -> int:
    """Write a treatment plan as PDF: the issued one as it was issued, or in another language."""
    with opened(options) as services:
        plan = services.plans.get(services.plans.by_number(options.number))
        language = options.language or plan.language
        printed = replace(plan, language=language, second_language=options.bilingual or "")
        as_issued = plan.revision if language == plan.language and not options.bilingual else 0
        if options.options:
            pdf = services.plans.options_pdf(printed, revision=as_issued)
        elif as_issued:
            pdf = services.plans.revision_pdf(plan.id, as_issued)
        else:
            pdf = services.plans.pdf(printed)
    return _written(options.output, pdf)


def receipt_command(options: Namespace) -> int:
    """Write a receipt as PDF, byte for byte as it was issued, or as a copy that says so."""
    with opened(options) as services:
        payments = services.payments
        pdf = (payments.receipt_copy if options.copy else payments.receipt_pdf)(options.number)
    return _written(options.output, pdf)


def statement_command(options: Namespace) -> int:
    """Write the balance statement of a plan as PDF; it is kept as given out."""
    from clinicdesk.domain.statements import Asked

    with opened(options) as services:
        plan_id = services.plans.by_number(options.number)
        asked = Asked(
            plan_id=plan_id, language=options.language or "", second_language=options.bilingual or ""
        )
        pdf = services.statements.given_pdf(services.statements.give(asked).value.id)
    return _written(options.output, pdf)


def itinerary_command(options: Namespace) -> int:
    """Write an itinerary and its calendar file: the last one as it was issued, or in another language."""
    with opened(options) as services:
        itineraries = services.itineraries
        plan_id = services.plans.by_number(options.number)
        issued = itineraries.of_trip(plan_id, options.trip)
        if issued and not options.language and not options.bilingual:
            pdf = itineraries.issued_pdf(issued[0].id)
            calendar = itineraries.issued_calendar(issued[0].id)
        else:
            wish = itineraries.wish(
                plan_id,
                trip=options.trip,
                language=options.language or "",
                second_language=options.bilingual or "",
            )
            pdf, calendar = itineraries.pdf(wish), itineraries.calendar(wish)
    return _written(options.output, pdf) or _written(options.output.with_suffix(".ics"), calendar)


def _written(path: Path, content: bytes) -> int:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise FileProblem(
            marked("{path} cannot be written: choose another folder."), path=str(path)
        ) from error
    print(path)
    return 0


def summary_command(options: Namespace) -> int:
    """Write the figures of a quarter or month as PDF, XLSX and CSV into a folder."""
    from clinicdesk.domain.periods import parse

    with opened(options) as services:
        for path in services.numbers.export(parse(options.period), options.output):
            print(path)
    return 0


def demo_command(options: Namespace) -> int:
    """Write the demo clinic into a folder."""
    from clinicdesk.demo.story import build

    with counting("day") as progress:
        path = build(folders(options.folder).file, patients=options.patients, progress=progress)
    print(path)
    return 0


def backup_command(options: Namespace) -> int:
    """Make a backup, read it back, and say where it is."""
    with opened(options) as services:
        made = services.backups.make().value
    if options.json:
        print_json({"path": str(made.path), "figures": made.figures})
    else:
        print(made.path)
    return 0


def restore_command(options: Namespace) -> int:
    """Put a backup in place of the clinic's file; the file of before is kept beside it."""
    from clinicdesk.services.rescue import restore_file

    if not options.file.is_file():
        raise NotFound(marked("There is no file {path}."), path=str(options.file))
    folder = folders(options.data)
    folder.make()
    done, report = restore_file(folder.file, options.file, at=SystemClock().now())
    print(f"{options.file.name} is now the clinic's file. The one of before: {done.kept or 'there was none'}")
    return 0 if report.good else DAMAGED


def verify_command(options: Namespace) -> int:
    """Check the clinic's file for every kind of damage; exit status 2 where something is wrong."""
    with opened(options) as services:
        report = services.backups.verify()
    if options.json:
        print_json({"ok": report.good, "checks": report.checks, "problems": report.problems})
    else:
        for problem in report.problems:
            print(f"{problem.check}: {sentence(problem.message, problem.data)}")
        print(f"{len(report.checks)} checks, {len(report.problems)} problems")
    return 0 if report.good else DAMAGED


def tour_command(options: Namespace) -> int:
    """Walk through the journey in the real windows and leave pictures and documents in a folder."""
    from clinicdesk.tour import walk

    walk(options.folder)
    return 0
