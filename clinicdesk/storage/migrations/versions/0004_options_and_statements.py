"""What compares a plan's options, whose later phase a plan is, and the balance statements given out."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("plan", sa.Column("option_details", sa.Text(), server_default="[]", nullable=False))
    op.add_column("plan", sa.Column("comparisons", sa.Text(), server_default="[]", nullable=False))
    op.add_column(
        "plan", sa.Column("follows_trip", sa.Integer(), server_default=sa.text("0"), nullable=False)
    )
    op.create_table(
        "statement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=True),
        sa.Column("given_at", sa.Text(), nullable=False),
        sa.Column("given_by", sa.Integer(), nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("second_language", sa.Text(), server_default="", nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("check_code", sa.Text(), nullable=False),
        sa.Column("pdf", sa.LargeBinary(), nullable=False),
        sa.Column("pdf_sha256", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["given_by"], ["staff.id"], name=op.f("fk_statement_given_by")),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name=op.f("fk_statement_patient_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_statement_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement")),
        sa.UniqueConstraint("patient_id", "check_code", name=op.f("uq_statement_patient_id_check_code")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_statement_patient_id"), "statement", ["patient_id"], unique=False)
    op.create_index(op.f("ix_statement_plan_id"), "statement", ["plan_id"], unique=False)
