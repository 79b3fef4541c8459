"""The clinic's own texts per language, who read a wording, and what a price was and is calculated from."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("price", sa.Column("was_minor", sa.Integer()))
    op.add_column("price", sa.Column("source", sa.Text(), server_default="{}", nullable=False))
    with op.batch_alter_table(
        "procedure_text", recreate="always", table_kwargs={"sqlite_strict": True}
    ) as batch:
        batch.add_column(sa.Column("changed_by", sa.Integer()))
        batch.create_foreign_key(op.f("fk_procedure_text_changed_by"), "staff", ["changed_by"], ["id"])
    op.create_table(
        "catalogue_key",
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("active", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.PrimaryKeyConstraint("part", "key", name=op.f("pk_catalogue_key")),
        sqlite_strict=True,
    )
    op.create_table(
        "catalogue_text",
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("checked", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("changed_at", sa.Text(), nullable=False),
        sa.Column("changed_by", sa.Integer()),
        sa.ForeignKeyConstraint(["changed_by"], ["staff.id"], name=op.f("fk_catalogue_text_changed_by")),
        sa.PrimaryKeyConstraint("part", "key", "language", name=op.f("pk_catalogue_text")),
        sqlite_strict=True,
    )
