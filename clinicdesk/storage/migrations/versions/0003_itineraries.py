"""What the clinic tells travellers, and the itineraries that were issued."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "travellers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("taxi", sa.Text(), server_default="", nullable=False),
        sa.Column("airport_code", sa.Text(), server_default="", nullable=False),
        sa.Column("emergency_phone", sa.Text(), server_default="", nullable=False),
        sa.Column("map_link", sa.Text(), server_default="", nullable=False),
        sa.Column("words", sa.Text(), server_default="{}", nullable=False),
        sa.Column("map_picture", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint("id = 1", name=op.f("ck_travellers_one_clinic")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_travellers")),
        sqlite_strict=True,
    )
    op.create_table(
        "itinerary",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("trip", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("issued_at", sa.Text(), nullable=False),
        sa.Column("issued_by", sa.Integer(), nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("second_language", sa.Text(), server_default="", nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("check_code", sa.Text(), nullable=False),
        sa.Column("pdf", sa.LargeBinary(), nullable=False),
        sa.Column("pdf_sha256", sa.Text(), nullable=False),
        sa.Column("calendar", sa.LargeBinary(), nullable=False),
        sa.Column("calendar_sha256", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["issued_by"], ["staff.id"], name=op.f("fk_itinerary_issued_by")),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name=op.f("fk_itinerary_patient_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_itinerary_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_itinerary")),
        sa.UniqueConstraint("plan_id", "trip", "revision", name=op.f("uq_itinerary_plan_id_trip_revision")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_itinerary_patient_id"), "itinerary", ["patient_id"], unique=False)
    op.create_index(op.f("ix_itinerary_plan_id"), "itinerary", ["plan_id"], unique=False)
