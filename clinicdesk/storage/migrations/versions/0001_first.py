"""The tables of the first version."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "cadence",
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("enabled", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("values", sa.Text(), server_default="{}", nullable=False),
        sa.PrimaryKeyConstraint("rule", name=op.f("pk_cadence")),
        sqlite_strict=True,
    )
    op.create_table(
        "clinic",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("second_name", sa.Text(), server_default="", nullable=False),
        sa.Column("legal_name", sa.Text(), server_default="", nullable=False),
        sa.Column("address", sa.Text(), server_default="", nullable=False),
        sa.Column("city", sa.Text(), server_default="", nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), server_default="", nullable=False),
        sa.Column("email", sa.Text(), server_default="", nullable=False),
        sa.Column("website", sa.Text(), server_default="", nullable=False),
        sa.Column("licence", sa.Text(), server_default="", nullable=False),
        sa.Column("tax_number", sa.Text(), server_default="", nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("currencies", sa.Text(), server_default="[]", nullable=False),
        sa.Column("language", sa.Text(), server_default="en", nullable=False),
        sa.Column("languages", sa.Text(), server_default="[]", nullable=False),
        sa.Column("public_holidays", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("promises", sa.Text(), server_default="{}", nullable=False),
        sa.Column("deposit", sa.Text(), server_default="{}", nullable=False),
        sa.Column("bank", sa.Text(), server_default="{}", nullable=False),
        sa.Column("pay_link", sa.Text(), server_default="", nullable=False),
        sa.Column("plan_series", sa.Text(), server_default="P", nullable=False),
        sa.Column("receipt_series", sa.Text(), server_default="R", nullable=False),
        sa.Column("receipt_title", sa.Text(), server_default="", nullable=False),
        sa.Column("receipt_note", sa.Text(), server_default="", nullable=False),
        sa.Column("logo", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_clinic_one_clinic")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clinic")),
        sqlite_strict=True,
    )
    op.create_table(
        "closed_day",
        sa.Column("on", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("open_anyway", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("on", name=op.f("pk_closed_day")),
        sqlite_strict=True,
    )
    op.create_table(
        "counter",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_counter")),
        sqlite_strict=True,
    )
    op.create_table(
        "holiday_year",
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("days", sa.Text(), server_default="{}", nullable=False),
        sa.PrimaryKeyConstraint("country", "year", name=op.f("pk_holiday_year")),
        sqlite_strict=True,
    )
    op.create_table(
        "hours",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("opens", sa.Integer(), nullable=False),
        sa.Column("closes", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "weekday BETWEEN 0 AND 6 AND opens >= 0 AND opens < closes AND closes <= 1440",
            name=op.f("ck_hours_day"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hours")),
        sa.UniqueConstraint("weekday", "opens", name=op.f("uq_hours_weekday_opens")),
        sqlite_strict=True,
    )
    op.create_table(
        "operation",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), server_default="{}", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_operation")),
        sqlite_strict=True,
    )
    op.create_table(
        "procedure",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("mark", sa.Text(), server_default="", nullable=False),
        sa.Column("visits", sa.Text(), server_default="[]", nullable=False),
        sa.Column("days", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("trips", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("healing_months", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("materials", sa.Text(), server_default="[]", nullable=False),
        sa.Column("guarantee_months", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("guarantee_condition", sa.Text(), server_default="", nullable=False),
        sa.Column("cadence", sa.Text(), server_default="", nullable=False),
        sa.Column("cadence_months", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("estimate", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("own", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("active", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("position", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_procedure")),
        sqlite_strict=True,
    )
    op.create_table(
        "spend",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("month_on", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("minor", sa.Integer(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spend")),
        sa.UniqueConstraint("month_on", "channel", "purpose", name=op.f("uq_spend_month_on_channel_purpose")),
        sqlite_strict=True,
    )
    op.create_table(
        "staff",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("dentist", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.Column("phone", sa.Text(), server_default="", nullable=False),
        sa.Column("languages", sa.Text(), server_default="[]", nullable=False),
        sa.Column("colour", sa.Text(), server_default="petrol", nullable=False),
        sa.Column("active", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sqlite_strict=True,
    )
    op.create_table(
        "suppression",
        sa.Column("address_hash", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), server_default="", nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("address_hash", name=op.f("pk_suppression")),
        sqlite_strict=True,
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("detail", sa.Text(), server_default="{}", nullable=False),
        sa.Column("previous", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["staff.id"], name=op.f("fk_audit_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
        sqlite_strict=True,
    )
    op.create_table(
        "draft",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["by"], ["staff.id"], name=op.f("fk_draft_by")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_draft")),
        sqlite_strict=True,
    )
    op.create_table(
        "import_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("file_sha256", sa.Text(), nullable=False),
        sa.Column("counts", sa.Text(), server_default="{}", nullable=False),
        sa.Column("before", sa.Text(), server_default="{}", nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.Column("undone_at", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["by"], ["staff.id"], name=op.f("fk_import_batch_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batch")),
        sqlite_strict=True,
    )
    op.create_table(
        "price",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("minor", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.Text(), nullable=False),
        sa.CheckConstraint("minor >= 0", name=op.f("ck_price_not_negative")),
        sa.ForeignKeyConstraint(["code"], ["procedure.code"], name=op.f("fk_price_code")),
        sa.PrimaryKeyConstraint("code", "currency", name=op.f("pk_price")),
        sqlite_strict=True,
    )
    op.create_table(
        "procedure_text",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), server_default="", nullable=False),
        sa.Column("checked", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("changed_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["code"], ["procedure.code"], name=op.f("fk_procedure_text_code")),
        sa.PrimaryKeyConstraint("code", "language", name=op.f("pk_procedure_text")),
        sqlite_strict=True,
    )
    op.create_table(
        "patient",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("given_name", sa.Text(), server_default="", nullable=False),
        sa.Column("family_name", sa.Text(), server_default="", nullable=False),
        sa.Column("native_name", sa.Text(), server_default="", nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column("sort_name", sa.Text(), nullable=False),
        sa.Column("birth_on", sa.Text(), nullable=True),
        sa.Column("sex", sa.Text(), server_default="", nullable=False),
        sa.Column("country", sa.Text(), server_default="", nullable=False),
        sa.Column("city", sa.Text(), server_default="", nullable=False),
        sa.Column("zone", sa.Text(), server_default="", nullable=False),
        sa.Column("language", sa.Text(), server_default="", nullable=False),
        sa.Column("languages", sa.Text(), server_default="[]", nullable=False),
        sa.Column("preferred_channel", sa.Text(), server_default="", nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("alert", sa.Text(), server_default="", nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("old_number", sa.Text(), server_default="", nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("merged_into", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["import_id"], ["import_batch.id"], name=op.f("fk_patient_import_id")),
        sa.ForeignKeyConstraint(["merged_into"], ["patient.id"], name=op.f("fk_patient_merged_into")),
        sa.ForeignKeyConstraint(["owner_id"], ["staff.id"], name=op.f("fk_patient_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_patient")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_patient_import_id"), "patient", ["import_id"], unique=False)
    op.create_index(op.f("ix_patient_merged_into"), "patient", ["merged_into"], unique=False)
    op.create_index(op.f("ix_patient_owner_id"), "patient", ["owner_id"], unique=False)
    op.create_index("ix_patient_search", "patient", ["search"], unique=False)
    op.create_index("ix_patient_sort_name", "patient", ["sort_name", "id"], unique=False)
    op.create_table(
        "consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), server_default="", nullable=False),
        sa.Column("given", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), server_default="", nullable=False),
        sa.Column("wording", sa.Text(), server_default="", nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["by"], ["staff.id"], name=op.f("fk_consent_by")),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name=op.f("fk_consent_patient_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_consent_patient_id"), "consent", ["patient_id"], unique=False)
    op.create_table(
        "contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name=op.f("fk_contact_patient_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
        sa.UniqueConstraint("patient_id", "kind", "folded", name=op.f("uq_contact_patient_id_kind_folded")),
        sqlite_strict=True,
    )
    op.create_index("ix_contact_folded", "contact", ["folded"], unique=False)
    op.create_index(op.f("ix_contact_patient_id"), "contact", ["patient_id"], unique=False)
    op.create_table(
        "lead",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), server_default="", nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("request", sa.Text(), server_default="", nullable=False),
        sa.Column("treatment", sa.Text(), server_default="", nullable=False),
        sa.Column("search", sa.Text(), server_default="", nullable=False),
        sa.Column("questions", sa.Text(), server_default="[]", nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("received_at", sa.Text(), nullable=False),
        sa.Column("value_minor", sa.Integer(), nullable=True),
        sa.Column("value_currency", sa.Text(), nullable=True),
        sa.Column("travel_from", sa.Text(), nullable=True),
        sa.Column("travel_to", sa.Text(), nullable=True),
        sa.Column("travel_note", sa.Text(), server_default="", nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=True),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("stage_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["import_id"], ["import_batch.id"], name=op.f("fk_lead_import_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["staff.id"], name=op.f("fk_lead_owner_id")),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name=op.f("fk_lead_patient_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lead")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_lead_import_id"), "lead", ["import_id"], unique=False)
    op.create_index(op.f("ix_lead_owner_id"), "lead", ["owner_id"], unique=False)
    op.create_index(op.f("ix_lead_patient_id"), "lead", ["patient_id"], unique=False)
    op.create_index("ix_lead_received_at", "lead", ["received_at"], unique=False)
    op.create_index("ix_lead_search", "lead", ["search"], unique=False)
    op.create_index("ix_lead_stage", "lead", ["stage", "stage_at"], unique=False)
    op.create_table(
        "followup",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("anchor", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("due_at", sa.Text(), nullable=True),
        sa.Column("due_on", sa.Text(), nullable=False),
        sa.Column("opens_on", sa.Text(), nullable=False),
        sa.Column("closes_on", sa.Text(), nullable=True),
        sa.Column("detail", sa.Text(), server_default="{}", nullable=False),
        sa.Column("active", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("state", sa.Text(), server_default="open", nullable=False),
        sa.Column("state_at", sa.Text(), nullable=True),
        sa.Column("state_by", sa.Integer(), nullable=True),
        sa.Column("snoozed_until", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name=op.f("fk_followup_lead_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["staff.id"], name=op.f("fk_followup_owner_id")),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name=op.f("fk_followup_patient_id")),
        sa.ForeignKeyConstraint(["state_by"], ["staff.id"], name=op.f("fk_followup_state_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_followup")),
        sa.UniqueConstraint(
            "patient_id", "kind", "anchor", "n", name=op.f("uq_followup_patient_id_kind_anchor_n")
        ),
        sqlite_strict=True,
    )
    op.create_index("ix_followup_closes_on", "followup", ["closes_on"], unique=False)
    op.create_index(op.f("ix_followup_lead_id"), "followup", ["lead_id"], unique=False)
    op.create_index(
        "ix_followup_list",
        "followup",
        ["opens_on", "due_on"],
        unique=False,
        sqlite_where=sa.text("active = 1 AND state = 'open'"),
    )
    op.create_index(op.f("ix_followup_patient_id"), "followup", ["patient_id"], unique=False)
    op.create_index("ix_followup_state_at", "followup", ["state_at"], unique=False)
    op.create_table(
        "lead_fact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.Column("detail", sa.Text(), server_default="{}", nullable=False),
        sa.Column("recorded_at", sa.Text(), nullable=False),
        sa.Column("retracted_at", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["by"], ["staff.id"], name=op.f("fk_lead_fact_by")),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name=op.f("fk_lead_fact_lead_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lead_fact")),
        sqlite_strict=True,
    )
    op.create_index("ix_lead_fact_kind_at", "lead_fact", ["kind", "at"], unique=False)
    op.create_index(op.f("ix_lead_fact_lead_id"), "lead_fact", ["lead_id"], unique=False)
    op.create_table(
        "plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.Column("dentist_id", sa.Integer(), nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("second_language", sa.Text(), server_default="", nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("valid_until", sa.Text(), nullable=True),
        sa.Column("discount_points", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("discount_minor", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("discount_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("summary", sa.Text(), server_default="", nullable=False),
        sa.Column("records", sa.Text(), server_default="[]", nullable=False),
        sa.Column("included", sa.Text(), server_default="[]", nullable=False),
        sa.Column("not_included", sa.Text(), server_default="[]", nullable=False),
        sa.Column("assumptions", sa.Text(), server_default="[]", nullable=False),
        sa.Column("deposit", sa.Text(), server_default="{}", nullable=False),
        sa.Column("absent_teeth", sa.Text(), server_default="[]", nullable=False),
        sa.Column("chosen_option", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("option_titles", sa.Text(), server_default="[]", nullable=False),
        sa.Column("follows_plan_id", sa.Integer(), nullable=True),
        sa.Column("revision", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("closed_at", sa.Text(), nullable=True),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["dentist_id"], ["staff.id"], name=op.f("fk_plan_dentist_id")),
        sa.ForeignKeyConstraint(["follows_plan_id"], ["plan.id"], name=op.f("fk_plan_follows_plan_id")),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name=op.f("fk_plan_lead_id")),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name=op.f("fk_plan_patient_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
        sa.UniqueConstraint("number", name=op.f("uq_plan_number")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_plan_follows_plan_id"), "plan", ["follows_plan_id"], unique=False)
    op.create_index(op.f("ix_plan_lead_id"), "plan", ["lead_id"], unique=False)
    op.create_index(op.f("ix_plan_patient_id"), "plan", ["patient_id"], unique=False)
    op.create_table(
        "task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("retracted_at", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name=op.f("fk_task_lead_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["staff.id"], name=op.f("fk_task_owner_id")),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name=op.f("fk_task_patient_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_task_lead_id"), "task", ["lead_id"], unique=False)
    op.create_index(op.f("ix_task_patient_id"), "task", ["patient_id"], unique=False)
    op.create_table(
        "travel",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=False),
        sa.Column("lands_at", sa.Text(), nullable=True),
        sa.Column("leaves_at", sa.Text(), nullable=True),
        sa.Column("flight", sa.Text(), server_default="", nullable=False),
        sa.Column("hotel", sa.Text(), server_default="", nullable=False),
        sa.Column("transfer", sa.Text(), server_default="", nullable=False),
        sa.Column("companion", sa.Text(), server_default="", nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("changed_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name=op.f("fk_travel_lead_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_travel")),
        sa.UniqueConstraint("lead_id", name=op.f("uq_travel_lead_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "appointment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=True),
        sa.Column("plan_id", sa.Integer(), nullable=True),
        sa.Column("trip", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("starts_at", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), server_default=sa.text("60"), nullable=False),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.Column("chair", sa.Text(), server_default="", nullable=False),
        sa.Column("dentist_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("held_until", sa.Text(), nullable=True),
        sa.Column("changed_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["dentist_id"], ["staff.id"], name=op.f("fk_appointment_dentist_id")),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name=op.f("fk_appointment_lead_id")),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name=op.f("fk_appointment_patient_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_appointment_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_appointment_lead_id"), "appointment", ["lead_id"], unique=False)
    op.create_index(op.f("ix_appointment_patient_id"), "appointment", ["patient_id"], unique=False)
    op.create_index(op.f("ix_appointment_plan_id"), "appointment", ["plan_id"], unique=False)
    op.create_index(op.f("ix_appointment_starts_at"), "appointment", ["starts_at"], unique=False)
    op.create_table(
        "message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=True),
        sa.Column("followup_id", sa.Integer(), nullable=True),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.Column("purpose", sa.Text(), server_default="", nullable=False),
        sa.Column("channel", sa.Text(), server_default="", nullable=False),
        sa.Column("language", sa.Text(), server_default="", nullable=False),
        sa.Column("subject", sa.Text(), server_default="", nullable=False),
        sa.Column("body", sa.Text(), server_default="", nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.Column("key", sa.Text(), nullable=True),
        sa.Column("search", sa.Text(), nullable=True),
        sa.Column("retracted_at", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["by"], ["staff.id"], name=op.f("fk_message_by")),
        sa.ForeignKeyConstraint(["followup_id"], ["followup.id"], name=op.f("fk_message_followup_id")),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name=op.f("fk_message_lead_id")),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name=op.f("fk_message_patient_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
        sa.UniqueConstraint("key", name=op.f("uq_message_key")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_message_followup_id"), "message", ["followup_id"], unique=False)
    op.create_index(op.f("ix_message_lead_id"), "message", ["lead_id"], unique=False)
    op.create_index("ix_message_patient_at", "message", ["patient_id", "at"], unique=False)
    op.create_index(op.f("ix_message_patient_id"), "message", ["patient_id"], unique=False)
    op.create_index(
        "ix_message_search", "message", ["search"], unique=False, sqlite_where=sa.text("search IS NOT NULL")
    )
    op.create_table(
        "next_trip",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=True),
        sa.Column("plan_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.Column("opens_on", sa.Text(), nullable=False),
        sa.Column("closes_on", sa.Text(), nullable=False),
        sa.Column("days", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("recorded_at", sa.Text(), nullable=False),
        sa.Column("retracted_at", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name=op.f("fk_next_trip_lead_id")),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name=op.f("fk_next_trip_patient_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_next_trip_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_next_trip")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_next_trip_lead_id"), "next_trip", ["lead_id"], unique=False)
    op.create_index(op.f("ix_next_trip_patient_id"), "next_trip", ["patient_id"], unique=False)
    op.create_index(op.f("ix_next_trip_plan_id"), "next_trip", ["plan_id"], unique=False)
    op.create_table(
        "plan_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("issued_at", sa.Text(), nullable=False),
        sa.Column("issued_by", sa.Integer(), nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("total_minor", sa.Integer(), nullable=False),
        sa.Column("deposit_minor", sa.Integer(), nullable=False),
        sa.Column("valid_until", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("check_code", sa.Text(), nullable=False),
        sa.Column("pdf", sa.LargeBinary(), nullable=False),
        sa.Column("pdf_sha256", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["issued_by"], ["staff.id"], name=op.f("fk_plan_revision_issued_by")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_revision_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_revision")),
        sa.UniqueConstraint("plan_id", "revision", name=op.f("uq_plan_revision_plan_id_revision")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_plan_revision_plan_id"), "plan_revision", ["plan_id"], unique=False)
    op.create_table(
        "plan_trip",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("option", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.Column("starts_on", sa.Text(), nullable=True),
        sa.Column("days", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("healing_months", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_trip_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_trip")),
        sa.UniqueConstraint(
            "plan_id", "option", "position", name=op.f("uq_plan_trip_plan_id_option_position")
        ),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_plan_trip_plan_id"), "plan_trip", ["plan_id"], unique=False)
    op.create_table(
        "treatment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=True),
        sa.Column("plan_id", sa.Integer(), nullable=True),
        sa.Column("code", sa.Text(), server_default="", nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.Column("teeth", sa.Text(), server_default="", nullable=False),
        sa.Column("dentist_id", sa.Integer(), nullable=True),
        sa.Column("dentist_name", sa.Text(), server_default="", nullable=False),
        sa.Column("material", sa.Text(), server_default="", nullable=False),
        sa.Column("done_on", sa.Text(), nullable=False),
        sa.Column("cadence", sa.Text(), server_default="", nullable=False),
        sa.Column("cadence_months", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("ideal_return_on", sa.Text(), nullable=True),
        sa.Column("overridden", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=True),
        sa.Column("retracted_at", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["dentist_id"], ["staff.id"], name=op.f("fk_treatment_dentist_id")),
        sa.ForeignKeyConstraint(["import_id"], ["import_batch.id"], name=op.f("fk_treatment_import_id")),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name=op.f("fk_treatment_lead_id")),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name=op.f("fk_treatment_patient_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_treatment_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_treatment")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_treatment_done_on"), "treatment", ["done_on"], unique=False)
    op.create_index(op.f("ix_treatment_import_id"), "treatment", ["import_id"], unique=False)
    op.create_index(op.f("ix_treatment_lead_id"), "treatment", ["lead_id"], unique=False)
    op.create_index(op.f("ix_treatment_patient_id"), "treatment", ["patient_id"], unique=False)
    op.create_index(op.f("ix_treatment_plan_id"), "treatment", ["plan_id"], unique=False)
    op.create_table(
        "deposit_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("appointment_id", sa.Integer(), nullable=True),
        sa.Column("minor", sa.Integer(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("ladder", sa.Text(), nullable=False),
        sa.Column("hold_ends_at", sa.Text(), nullable=True),
        sa.Column("requested_at", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), server_default="", nullable=False),
        sa.Column("ways", sa.Text(), server_default="[]", nullable=False),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sa.Text(), nullable=True),
        sa.CheckConstraint("minor > 0", name=op.f("ck_deposit_request_positive")),
        sa.ForeignKeyConstraint(
            ["appointment_id"], ["appointment.id"], name=op.f("fk_deposit_request_appointment_id")
        ),
        sa.ForeignKeyConstraint(["by"], ["staff.id"], name=op.f("fk_deposit_request_by")),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name=op.f("fk_deposit_request_lead_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_deposit_request_plan_id")),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["plan_revision.id"], name=op.f("fk_deposit_request_revision_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deposit_request")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_deposit_request_appointment_id"), "deposit_request", ["appointment_id"], unique=False
    )
    op.create_index(op.f("ix_deposit_request_lead_id"), "deposit_request", ["lead_id"], unique=False)
    op.create_index(op.f("ix_deposit_request_plan_id"), "deposit_request", ["plan_id"], unique=False)
    op.create_index(op.f("ix_deposit_request_revision_id"), "deposit_request", ["revision_id"], unique=False)
    op.create_table(
        "guarantee",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("treatment_id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("until_on", sa.Text(), nullable=False),
        sa.Column("condition", sa.Text(), server_default="", nullable=False),
        sa.Column("check_months", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name=op.f("fk_guarantee_patient_id")),
        sa.ForeignKeyConstraint(["treatment_id"], ["treatment.id"], name=op.f("fk_guarantee_treatment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guarantee")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_guarantee_patient_id"), "guarantee", ["patient_id"], unique=False)
    op.create_index(op.f("ix_guarantee_treatment_id"), "guarantee", ["treatment_id"], unique=False)
    op.create_table(
        "plan_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("trip_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("teeth", sa.Text(), server_default="", nullable=False),
        sa.Column("quantity", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("quantity_typed", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("unit_minor", sa.Integer(), nullable=True),
        sa.Column("price_typed", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("discount_points", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("material", sa.Text(), server_default="", nullable=False),
        sa.Column("guarantee_months", sa.Integer(), nullable=True),
        sa.Column("guarantee_condition", sa.Text(), server_default="", nullable=False),
        sa.Column("estimate", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("optional", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["code"], ["procedure.code"], name=op.f("fk_plan_item_code")),
        sa.ForeignKeyConstraint(["trip_id"], ["plan_trip.id"], name=op.f("fk_plan_item_trip_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_item")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_plan_item_trip_id"), "plan_item", ["trip_id"], unique=False)
    op.create_table(
        "plan_visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("trip_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("day", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.Column("minutes", sa.Integer(), server_default=sa.text("60"), nullable=False),
        sa.ForeignKeyConstraint(["trip_id"], ["plan_trip.id"], name=op.f("fk_plan_visit_trip_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_visit")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_plan_visit_trip_id"), "plan_visit", ["trip_id"], unique=False)
    op.create_table(
        "payment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=True),
        sa.Column("plan_id", sa.Integer(), nullable=True),
        sa.Column("request_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("minor", sa.Integer(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("paid_minor", sa.Integer(), nullable=False),
        sa.Column("paid_currency", sa.Text(), nullable=False),
        sa.Column("rate", sa.Text(), nullable=True),
        sa.Column("rate_at", sa.Text(), nullable=True),
        sa.Column("way", sa.Text(), server_default="", nullable=False),
        sa.Column("reference", sa.Text(), server_default="", nullable=False),
        sa.Column("payer", sa.Text(), server_default="", nullable=False),
        sa.Column("payer_relation", sa.Text(), server_default="", nullable=False),
        sa.Column("received_on", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.Text(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.Column("refunds_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("minor <> 0", name=op.f("ck_payment_not_zero")),
        sa.ForeignKeyConstraint(["by"], ["staff.id"], name=op.f("fk_payment_by")),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name=op.f("fk_payment_lead_id")),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name=op.f("fk_payment_patient_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_payment_plan_id")),
        sa.ForeignKeyConstraint(["refunds_id"], ["payment.id"], name=op.f("fk_payment_refunds_id")),
        sa.ForeignKeyConstraint(["request_id"], ["deposit_request.id"], name=op.f("fk_payment_request_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_payment_lead_id"), "payment", ["lead_id"], unique=False)
    op.create_index(op.f("ix_payment_patient_id"), "payment", ["patient_id"], unique=False)
    op.create_index(op.f("ix_payment_plan_id"), "payment", ["plan_id"], unique=False)
    op.create_index(op.f("ix_payment_received_on"), "payment", ["received_on"], unique=False)
    op.create_index(op.f("ix_payment_refunds_id"), "payment", ["refunds_id"], unique=False)
    op.create_index(op.f("ix_payment_request_id"), "payment", ["request_id"], unique=False)
    op.create_table(
        "receipt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("payment_id", sa.Integer(), nullable=False),
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("issued_at", sa.Text(), nullable=False),
        sa.Column("issued_by", sa.Integer(), nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("second_language", sa.Text(), server_default="", nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("check_code", sa.Text(), nullable=False),
        sa.Column("pdf", sa.LargeBinary(), nullable=False),
        sa.Column("pdf_sha256", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["issued_by"], ["staff.id"], name=op.f("fk_receipt_issued_by")),
        sa.ForeignKeyConstraint(["payment_id"], ["payment.id"], name=op.f("fk_receipt_payment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipt")),
        sa.UniqueConstraint("number", name=op.f("uq_receipt_number")),
        sa.UniqueConstraint("payment_id", name=op.f("uq_receipt_payment_id")),
        sa.UniqueConstraint("series", "sequence", name=op.f("uq_receipt_series_sequence")),
        sqlite_strict=True,
    )
