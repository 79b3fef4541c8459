"""What a plan's lines, discount and deposit were in the other currencies that it was in."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("plan_item", sa.Column("kept_prices", sa.Text(), server_default="[]", nullable=False))
    op.add_column("plan", sa.Column("kept_sums", sa.Text(), server_default="[]", nullable=False))
