"""Knowledge, notices by product and guided scripts, with what was used and answered in a call."""

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass
