"""The tables of the clinic's file: STRICT, with named constraints, money as minor units and currency."""

from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from clinicdesk.storage.columns import Day, Exact, Instant, Structure

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


def _table(name: str, *parts: Column[Any] | UniqueConstraint | CheckConstraint | Index) -> Table:
    return Table(name, metadata, *parts, sqlite_strict=True)


def _id() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def _text(name: str, default: str | None = "") -> Column[str]:
    """Return a text column: never NULL with a default, NULL allowed without one."""
    if default is None:
        return Column(name, Text)
    return Column(name, Text, nullable=False, server_default=default)


def _number(name: str, default: int | None = 0) -> Column[int]:
    if default is None:
        return Column(name, Integer)
    return Column(name, Integer, nullable=False, server_default=text(str(default)))


def _list(name: str) -> Column[Any]:
    return Column(name, Structure, nullable=False, server_default="[]")


def _struct(name: str) -> Column[Any]:
    return Column(name, Structure, nullable=False, server_default="{}")


def _ref(name: str, target: str, *, required: bool = True, index: bool = True) -> Column[int]:
    return Column(name, Integer, ForeignKey(f"{target}.id"), nullable=not required, index=index)


clinic = _table(
    "clinic",
    _id(),
    Column("file_id", Text, nullable=False),
    Column("name", Text, nullable=False),
    _text("second_name"),
    _text("legal_name"),
    _text("address"),
    _text("city"),
    Column("country", Text, nullable=False),
    Column("zone", Text, nullable=False),
    _text("phone"),
    _text("email"),
    _text("website"),
    _text("licence"),
    _text("tax_number"),
    Column("currency", Text, nullable=False),
    _list("currencies"),
    Column("language", Text, nullable=False, server_default="en"),
    _list("languages"),
    _number("public_holidays", 1),
    _struct("promises"),
    _struct("deposit"),
    _struct("bank"),
    _text("pay_link"),
    _text("plan_series", "P"),
    _text("receipt_series", "R"),
    _text("receipt_title"),
    _text("receipt_note"),
    Column("logo", LargeBinary),
    Column("created_at", Instant, nullable=False),
    _struct("names"),
    CheckConstraint("id = 1", name="one_clinic"),
)

travellers = _table(
    "travellers",
    _id(),
    _text("taxi"),
    _text("airport_code"),
    _text("emergency_phone"),
    _text("map_link"),
    _struct("words"),
    Column("map_picture", LargeBinary),
    CheckConstraint("id = 1", name="one_clinic"),
)

hours = _table(
    "hours",
    _id(),
    Column("weekday", Integer, nullable=False),
    Column("opens", Integer, nullable=False),
    Column("closes", Integer, nullable=False),
    UniqueConstraint("weekday", "opens"),
    CheckConstraint(
        "weekday BETWEEN 0 AND 6 AND opens >= 0 AND opens < closes AND closes <= 1440", name="day"
    ),
)

holiday_year = _table(
    "holiday_year",
    Column("country", Text, primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("edition", Text, nullable=False),
    _struct("days"),
)

closed_day = _table("closed_day", Column("on", Day, primary_key=True), _text("name"), _number("open_anyway"))

cadence = _table("cadence", Column("rule", Text, primary_key=True), _number("enabled", 1), _struct("values"))

staff = _table(
    "staff",
    _id(),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),
    _number("dentist"),
    _text("title"),
    _text("phone"),
    _list("languages"),
    _text("colour", "petrol"),
    _number("active", 1),
    Column("created_at", Instant, nullable=False),
    _text("channel"),
    _number("since"),
)

import_batch = _table(
    "import_batch",
    _id(),
    Column("kind", Text, nullable=False),
    Column("file_name", Text, nullable=False),
    Column("file_sha256", Text, nullable=False),
    _struct("counts"),
    _struct("before"),
    Column("at", Instant, nullable=False),
    _ref("by", "staff", required=False, index=False),
    Column("undone_at", Instant),
)

patient = _table(
    "patient",
    _id(),
    Column("name", Text, nullable=False),
    _text("given_name"),
    _text("family_name"),
    _text("native_name"),
    Column("search", Text, nullable=False),
    Column("sort_name", Text, nullable=False),
    Column("birth_on", Day),
    _text("sex"),
    _text("country"),
    _text("city"),
    _text("zone"),
    _text("language"),
    _list("languages"),
    _text("preferred_channel"),
    _ref("owner_id", "staff", required=False),
    _text("alert"),
    _text("note"),
    _text("old_number"),
    _ref("import_id", "import_batch", required=False),
    Column("created_at", Instant, nullable=False),
    _ref("merged_into", "patient", required=False),
    Index("ix_patient_search", "search"),
    Index("ix_patient_sort_name", "sort_name", "id"),
)

contact = _table(
    "contact",
    _id(),
    _ref("patient_id", "patient"),
    Column("kind", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("folded", Text, nullable=False),
    _number("position"),
    UniqueConstraint("patient_id", "kind", "folded"),
    Index("ix_contact_folded", "folded"),
)

consent = _table(
    "consent",
    _id(),
    _ref("patient_id", "patient"),
    Column("purpose", Text, nullable=False),
    _text("channel"),
    Column("given", Integer, nullable=False),
    _text("source"),
    _text("wording"),
    Column("at", Instant, nullable=False),
    _ref("by", "staff", required=False, index=False),
)

suppression = _table(
    "suppression",
    Column("address_hash", Text, primary_key=True),
    _text("source"),
    Column("at", Instant, nullable=False),
)

lead = _table(
    "lead",
    _id(),
    _ref("patient_id", "patient"),
    Column("channel", Text, nullable=False),
    _text("reference"),
    Column("origin", Text, nullable=False),
    _text("request"),
    _text("treatment"),
    _text("search"),
    _list("questions"),
    _ref("owner_id", "staff", required=False),
    Column("received_at", Instant, nullable=False),
    _number("value_minor", None),
    _text("value_currency", None),
    Column("travel_from", Day),
    Column("travel_to", Day),
    _text("travel_note"),
    _ref("import_id", "import_batch", required=False),
    Column("stage", Text, nullable=False),
    Column("stage_at", Instant, nullable=False),
    Index("ix_lead_stage", "stage", "stage_at"),
    Index("ix_lead_received_at", "received_at"),
    Index("ix_lead_search", "search"),
)

lead_fact = _table(
    "lead_fact",
    _id(),
    _ref("lead_id", "lead"),
    Column("kind", Text, nullable=False),
    Column("at", Instant, nullable=False),
    _ref("by", "staff", required=False, index=False),
    _struct("detail"),
    Column("recorded_at", Instant, nullable=False),
    Column("retracted_at", Instant),
    Index("ix_lead_fact_kind_at", "kind", "at"),
)

procedure = _table(
    "procedure",
    Column("code", Text, primary_key=True),
    Column("category", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("scope", Text, nullable=False),
    _text("mark"),
    _list("visits"),
    _number("days", 1),
    _number("trips", 1),
    _number("healing_months"),
    _list("materials"),
    _number("guarantee_months"),
    _text("guarantee_condition"),
    _text("cadence"),
    _number("cadence_months"),
    _number("estimate"),
    _number("own"),
    _number("active", 1),
    _number("position"),
)

price = _table(
    "price",
    Column("code", Text, ForeignKey("procedure.code"), primary_key=True),
    Column("currency", Text, primary_key=True),
    Column("minor", Integer, nullable=False),
    Column("changed_at", Instant, nullable=False),
    _number("was_minor", None),
    _struct("source"),
    CheckConstraint("minor >= 0", name="not_negative"),
)

procedure_text = _table(
    "procedure_text",
    Column("code", Text, ForeignKey("procedure.code"), primary_key=True),
    Column("language", Text, primary_key=True),
    Column("name", Text, nullable=False),
    _text("description"),
    _number("checked"),
    Column("changed_at", Instant, nullable=False),
    _ref("changed_by", "staff", required=False, index=False),
)

catalogue_key = _table(
    "catalogue_key",
    Column("part", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    _number("active", 1),
)

catalogue_text = _table(
    "catalogue_text",
    Column("part", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("language", Text, primary_key=True),
    Column("name", Text, nullable=False),
    _number("checked"),
    Column("changed_at", Instant, nullable=False),
    _ref("changed_by", "staff", required=False, index=False),
)

plan = _table(
    "plan",
    _id(),
    _ref("patient_id", "patient"),
    _ref("lead_id", "lead", required=False),
    Column("number", Text, nullable=False, unique=True),
    _text("title"),
    _ref("dentist_id", "staff", required=False, index=False),
    Column("language", Text, nullable=False),
    _text("second_language"),
    Column("currency", Text, nullable=False),
    Column("valid_until", Day),
    _number("discount_points"),
    _number("discount_minor"),
    _text("discount_reason"),
    _text("summary"),
    _list("records"),
    _list("included"),
    _list("not_included"),
    _list("assumptions"),
    _struct("deposit"),
    _list("absent_teeth"),
    _number("chosen_option", 1),
    _list("option_titles"),
    _ref("follows_plan_id", "plan", required=False),
    _number("revision"),
    Column("closed_at", Instant),
    Column("created_at", Instant, nullable=False),
    Column("changed_at", Instant, nullable=False),
    _list("option_details"),
    _list("comparisons"),
    _number("follows_trip"),
    _list("kept_sums"),
)

plan_trip = _table(
    "plan_trip",
    _id(),
    _ref("plan_id", "plan"),
    _number("option", 1),
    Column("position", Integer, nullable=False),
    _text("title"),
    Column("starts_on", Day),
    _number("days", 1),
    _number("healing_months"),
    UniqueConstraint("plan_id", "option", "position"),
)

plan_visit = _table(
    "plan_visit",
    _id(),
    _ref("trip_id", "plan_trip"),
    Column("position", Integer, nullable=False),
    _number("day", 1),
    _text("title"),
    _number("minutes", 60),
)

plan_item = _table(
    "plan_item",
    _id(),
    _ref("trip_id", "plan_trip"),
    Column("position", Integer, nullable=False),
    Column("code", Text, ForeignKey("procedure.code"), nullable=False),
    _text("teeth"),
    _number("quantity", 1),
    _number("quantity_typed"),
    _number("unit_minor", None),
    _number("price_typed"),
    _number("discount_points"),
    _text("material"),
    _number("guarantee_months", None),
    _text("guarantee_condition"),
    _number("estimate"),
    _number("optional"),
    _text("note"),
    _list("kept_prices"),
)

plan_revision = _table(
    "plan_revision",
    _id(),
    _ref("plan_id", "plan"),
    Column("revision", Integer, nullable=False),
    Column("issued_at", Instant, nullable=False),
    _ref("issued_by", "staff", required=False, index=False),
    Column("language", Text, nullable=False),
    Column("currency", Text, nullable=False),
    Column("total_minor", Integer, nullable=False),
    Column("deposit_minor", Integer, nullable=False),
    Column("valid_until", Day, nullable=False),
    Column("document", Structure, nullable=False),
    Column("check_code", Text, nullable=False),
    Column("pdf", LargeBinary, nullable=False),
    Column("pdf_sha256", Text, nullable=False),
    UniqueConstraint("plan_id", "revision"),
)

appointment = _table(
    "appointment",
    _id(),
    _ref("patient_id", "patient"),
    _ref("lead_id", "lead", required=False),
    _ref("plan_id", "plan", required=False),
    _number("trip", 1),
    Column("starts_at", Instant, nullable=False, index=True),
    _number("minutes", 60),
    _text("title"),
    _text("chair"),
    _ref("dentist_id", "staff", required=False, index=False),
    Column("state", Text, nullable=False),
    Column("held_until", Instant),
    Column("changed_at", Instant, nullable=False),
)

travel = _table(
    "travel",
    _id(),
    Column("lead_id", Integer, ForeignKey("lead.id"), nullable=False, unique=True),
    Column("lands_at", Instant),
    Column("leaves_at", Instant),
    _text("flight"),
    _text("hotel"),
    _text("transfer"),
    _text("companion"),
    _text("note"),
    Column("changed_at", Instant, nullable=False),
)

deposit_request = _table(
    "deposit_request",
    _id(),
    _ref("lead_id", "lead"),
    _ref("plan_id", "plan"),
    _ref("revision_id", "plan_revision"),
    _ref("appointment_id", "appointment", required=False),
    Column("minor", Integer, nullable=False),
    Column("currency", Text, nullable=False),
    Column("ladder", Structure, nullable=False),
    Column("hold_ends_at", Instant),
    Column("requested_at", Instant, nullable=False),
    _text("channel"),
    _list("ways"),
    _ref("by", "staff", required=False, index=False),
    Column("withdrawn_at", Instant),
    CheckConstraint("minor > 0", name="positive"),
)

payment = _table(
    "payment",
    _id(),
    _ref("patient_id", "patient"),
    _ref("lead_id", "lead", required=False),
    _ref("plan_id", "plan", required=False),
    _ref("request_id", "deposit_request", required=False),
    Column("kind", Text, nullable=False),
    Column("minor", Integer, nullable=False),
    Column("currency", Text, nullable=False),
    Column("paid_minor", Integer, nullable=False),
    Column("paid_currency", Text, nullable=False),
    Column("rate", Exact),
    Column("rate_at", Instant),
    _text("way"),
    _text("reference"),
    _text("payer"),
    _text("payer_relation"),
    Column("received_on", Day, nullable=False, index=True),
    Column("recorded_at", Instant, nullable=False),
    _ref("by", "staff", required=False, index=False),
    _ref("refunds_id", "payment", required=False),
    _text("note"),
    CheckConstraint("minor <> 0", name="not_zero"),
)

receipt = _table(
    "receipt",
    _id(),
    Column("payment_id", Integer, ForeignKey("payment.id"), nullable=False, unique=True),
    Column("series", Text, nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("number", Text, nullable=False, unique=True),
    Column("issued_at", Instant, nullable=False),
    _ref("issued_by", "staff", required=False, index=False),
    Column("language", Text, nullable=False),
    _text("second_language"),
    Column("document", Structure, nullable=False),
    Column("check_code", Text, nullable=False),
    Column("pdf", LargeBinary, nullable=False),
    Column("pdf_sha256", Text, nullable=False),
    UniqueConstraint("series", "sequence"),
)

statement = _table(
    "statement",
    _id(),
    _ref("patient_id", "patient"),
    _ref("plan_id", "plan", required=False),
    Column("given_at", Instant, nullable=False),
    _ref("given_by", "staff", required=False, index=False),
    Column("language", Text, nullable=False),
    _text("second_language"),
    Column("document", Structure, nullable=False),
    Column("check_code", Text, nullable=False),
    Column("pdf", LargeBinary, nullable=False),
    Column("pdf_sha256", Text, nullable=False),
    UniqueConstraint("patient_id", "check_code"),
)

itinerary = _table(
    "itinerary",
    _id(),
    _ref("patient_id", "patient"),
    _ref("plan_id", "plan"),
    Column("trip", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("issued_at", Instant, nullable=False),
    _ref("issued_by", "staff", required=False, index=False),
    Column("language", Text, nullable=False),
    _text("second_language"),
    Column("document", Structure, nullable=False),
    Column("check_code", Text, nullable=False),
    Column("pdf", LargeBinary, nullable=False),
    Column("pdf_sha256", Text, nullable=False),
    Column("calendar", LargeBinary, nullable=False),
    Column("calendar_sha256", Text, nullable=False),
    UniqueConstraint("plan_id", "trip", "revision"),
)

treatment = _table(
    "treatment",
    _id(),
    _ref("patient_id", "patient"),
    _ref("lead_id", "lead", required=False),
    _ref("plan_id", "plan", required=False),
    _text("code"),
    Column("kind", Text, nullable=False),
    _text("title"),
    _text("teeth"),
    _ref("dentist_id", "staff", required=False, index=False),
    _text("dentist_name"),
    _text("material"),
    Column("done_on", Day, nullable=False, index=True),
    _text("cadence"),
    _number("cadence_months"),
    Column("ideal_return_on", Day),
    _number("overridden"),
    _text("note"),
    _ref("import_id", "import_batch", required=False),
    Column("retracted_at", Instant),
)

guarantee = _table(
    "guarantee",
    _id(),
    _ref("treatment_id", "treatment"),
    _ref("patient_id", "patient"),
    Column("until_on", Day, nullable=False),
    _text("condition"),
    _number("check_months"),
)

next_trip = _table(
    "next_trip",
    _id(),
    _ref("patient_id", "patient"),
    _ref("lead_id", "lead", required=False),
    _ref("plan_id", "plan", required=False),
    _text("title"),
    Column("opens_on", Day, nullable=False),
    Column("closes_on", Day, nullable=False),
    _number("days", 1),
    Column("recorded_at", Instant, nullable=False),
    Column("retracted_at", Instant),
)

followup = _table(
    "followup",
    _id(),
    _ref("patient_id", "patient"),
    _ref("lead_id", "lead", required=False),
    _ref("owner_id", "staff", required=False, index=False),
    Column("kind", Text, nullable=False),
    Column("anchor", Text, nullable=False),
    _number("n", 1),
    Column("purpose", Text, nullable=False),
    Column("due_at", Instant),
    Column("due_on", Day, nullable=False),
    Column("opens_on", Day, nullable=False),
    Column("closes_on", Day),
    _struct("detail"),
    _number("active", 1),
    Column("state", Text, nullable=False, server_default="open"),
    Column("state_at", Instant),
    _ref("state_by", "staff", required=False, index=False),
    Column("snoozed_until", Instant),
    _text("reason"),
    UniqueConstraint("patient_id", "kind", "anchor", "n"),
    Index(
        "ix_followup_list",
        "opens_on",
        "due_on",
        sqlite_where=text("active = 1 AND state = 'open'"),
    ),
    Index("ix_followup_state_at", "state_at"),
    Index("ix_followup_closes_on", "closes_on"),
)

task = _table(
    "task",
    _id(),
    _ref("patient_id", "patient"),
    _ref("lead_id", "lead", required=False),
    _ref("owner_id", "staff", required=False, index=False),
    Column("title", Text, nullable=False),
    Column("due_on", Day, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("retracted_at", Instant),
)

message = _table(
    "message",
    _id(),
    _ref("patient_id", "patient"),
    _ref("lead_id", "lead", required=False),
    _ref("followup_id", "followup", required=False),
    Column("direction", Text, nullable=False),
    _text("kind"),
    _text("purpose"),
    _text("channel"),
    _text("language"),
    _text("subject"),
    _text("body"),
    Column("at", Instant, nullable=False),
    _ref("by", "staff", required=False, index=False),
    Column("key", Text, unique=True),
    Column("search", Text),
    Column("retracted_at", Instant),
    Index("ix_message_patient_at", "patient_id", "at"),
    Index(
        "ix_message_search",
        "search",
        sqlite_where=text("search IS NOT NULL"),
    ),
)

spend = _table(
    "spend",
    _id(),
    Column("month_on", Day, nullable=False),
    Column("channel", Text, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("minor", Integer, nullable=False),
    Column("currency", Text, nullable=False),
    UniqueConstraint("month_on", "channel", "purpose"),
)

draft = _table(
    "draft",
    Column("key", Text, primary_key=True),
    Column("body", Structure, nullable=False),
    Column("at", Instant, nullable=False),
    _ref("by", "staff", required=False, index=False),
)

counter = _table("counter", Column("name", Text, primary_key=True), _number("value"))

operation = _table(
    "operation",
    Column("id", Text, primary_key=True),
    Column("action", Text, nullable=False),
    Column("at", Instant, nullable=False),
    _struct("result"),
)

audit = _table(
    "audit",
    _id(),
    Column("at", Instant, nullable=False),
    _ref("by", "staff", required=False, index=False),
    Column("action", Text, nullable=False),
    Column("subject", Text, nullable=False),
    _number("subject_id", None),
    _struct("detail"),
    Column("previous", Text, nullable=False),
    Column("digest", Text, nullable=False),
)
