"""Why a warranty was made longer without being bought, and why a unit was exchanged."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("warranty_extension", sa.Column("reason", sa.Text(), server_default="", nullable=False))
    op.add_column("unit", sa.Column("retired_reason", sa.Text(), server_default="", nullable=False))
