"""Promises with pauses, what was escalated, and who stands in for whom."""

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass
