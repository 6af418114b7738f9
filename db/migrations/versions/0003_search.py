"""What search finds by: the words of names and addresses, and the end of a serial number."""

import sqlalchemy as sa
from alembic import op

from db.words import fill_words

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "search_word",
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("word", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_search_word_customer_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("customer_id", "word", name=op.f("pk_search_word")),
        sqlite_with_rowid=False,
    )
    fill_words(op.get_bind())
    op.create_index(
        "ix_search_word_word",
        "search_word",
        ["word", "customer_id"],
        unique=False,
        postgresql_ops={"word": "text_pattern_ops"},
    )
    op.create_index("ix_unit_serial_end", "unit", [sa.text("substr(serial, length(serial) - 5)")])
    op.drop_index("ix_customer_initials", "customer")  # a word finds what these found
    op.drop_index("ix_customer_other_initials", "customer")
