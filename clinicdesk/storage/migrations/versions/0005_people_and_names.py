"""Since when people practise, what their phone serves, and the clinic's name in other languages."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("staff", sa.Column("channel", sa.Text(), server_default="", nullable=False))
    op.add_column("staff", sa.Column("since", sa.Integer(), server_default=sa.text("0"), nullable=False))
    op.add_column("clinic", sa.Column("names", sa.Text(), server_default="{}", nullable=False))
