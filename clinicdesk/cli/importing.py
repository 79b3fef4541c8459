"""The import command: a dry run that counts every row, or the import itself, and what is asked first."""

from __future__ import annotations

from argparse import Namespace

from clinicdesk.cli.commands import opened, sentence
from clinicdesk.cli.output import counting, print_json
from clinicdesk.domain.errors import InvalidInput
from clinicdesk.domain.import_dates import DateOrder
from clinicdesk.domain.imports import ImportField, ImportKind
from clinicdesk.domain.text import marked
from clinicdesk.services import Services
from clinicdesk.services.import_plan import ImportPlan

DATES = {"day": DateOrder.DAY_FIRST, "month": DateOrder.MONTH_FIRST}


def import_command(options: Namespace) -> int:
    """Take in a spreadsheet, or with --dry-run say what would happen to each of its rows."""
    with opened(options) as services:
        plan = _imported(services, options)
    if options.json:
        _print_for_machines(plan)
    else:
        _print_for_people(plan)
    return 0


def _imported(services: Services, options: Namespace) -> ImportPlan:
    kind = ImportKind(options.kind)
    sheet = services.imports.read(options.file)
    mapping = _mapping(options.map, sheet.header)
    plan = services.imports.preview(sheet, kind, mapping=mapping)
    orders = {question.column: DATES[options.dates] for question in plan.questions if options.dates}
    plan = services.imports.preview(sheet, kind, mapping=mapping, orders=orders)
    if not options.dry_run:
        with counting("row") as progress:
            services.imports.take(
                sheet, kind, file_name=options.file.name, mapping=mapping, orders=orders, progress=progress
            )
    return plan


def _print_for_machines(plan: ImportPlan) -> None:
    questions = [
        {"column": q.header, "sample": q.sample, "day_first": q.day_first, "month_first": q.month_first}
        for q in plan.questions
    ]
    print_json({**vars(plan.counts), "questions": questions, "rejections": plan.rejected})


def _print_for_people(plan: ImportPlan) -> None:
    counts = plan.counts
    print(
        f"{counts.read} read = {counts.created} created + {counts.updated} updated"
        f" + {counts.skipped} skipped + {counts.rejected} rejected"
    )
    for rejected in plan.rejected:
        print(f"row {rejected.row}: {sentence(rejected.message, rejected.data)}")
    for question in plan.questions:
        print(f"{question.header}: is {question.sample} {question.day_first} or {question.month_first}?")
        print("Answer with --dates day or --dates month.")


def _mapping(typed: list[str], header: tuple[str, ...]) -> dict[int, ImportField | None]:
    """Return the columns that --map names, as HEADER=FIELD; an empty field leaves the column out."""
    mapping: dict[int, ImportField | None] = {}
    for entry in typed:
        name, _, field = entry.rpartition("=")
        if name not in header or (field and field not in set(ImportField)):
            raise InvalidInput(
                marked("{entry} names no column and field. Fields are: {fields}."),
                entry=entry,
                fields=", ".join(ImportField),
            )
        mapping[header.index(name)] = ImportField(field) if field else None
    return mapping
