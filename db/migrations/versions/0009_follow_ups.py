"""Follow-ups by rule, who has taken them, and who is to be called back."""

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass
