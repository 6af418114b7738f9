"""The words that find a customer, kept by triggers in both dialects: whoever writes a row, its words follow.

They are the readings of the name, and of an address each street, estate and building that has a name. They
are no part of a bundle: each store makes its own.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, text

from db.triggers import drop_named

PREFIX = "words_"
LENGTH: Final = 8  # of an address word; what is asked for beyond it is compared with the whole line
_LONGEST_LINE = 120
_BEFORE = " ,，、·()（）-路街道巷弄号栋幢座村镇乡区县市州省0123456789"  # behind one of these a word begins
_NEVER_FIRST = " ,，、·()（）-路街巷弄号栋幢座楼层室0123456789"

_LINE = "replace({0}.line, ' ', '')"
_PARTS = (
    f"SELECT {{owner}}, substr({_LINE.format('a')}, n.n, {LENGTH}) FROM address a CROSS JOIN {{numbers}}"
    f" WHERE {{of_address}} n.n < length({_LINE.format('a')})"
    f" AND (n.n = 1 OR {{at}}('{_BEFORE}', substr({_LINE.format('a')}, n.n - 1, 1)) > 0)"
    f" AND {{at}}('{_NEVER_FIRST}', substr({_LINE.format('a')}, n.n, 1)) = 0"
    f" AND substr({_LINE.format('a')}, n.n, 2) <> '单元'"
)
_READINGS = {
    "sqlite": (
        "SELECT c.id, substr(c.initials, n.n, instr(substr(c.initials, n.n) || ' ', ' ') - 1)"
        " FROM customer c CROSS JOIN {numbers} WHERE {of_customer} n.n <= length(c.initials)"
        " AND (n.n = 1 OR substr(c.initials, n.n - 1, 1) = ' ')"
    ),
    "postgresql": (
        "SELECT c.id, r.word FROM customer c, unnest(string_to_array(c.initials, ' ')) r(word)"
        " WHERE {of_customer} r.word <> ''"
    ),
}
_NUMBERS = {
    "sqlite": "(SELECT column1 AS n FROM (VALUES "
    + ", ".join(f"({n})" for n in range(1, _LONGEST_LINE + 1))
    + ")) n",
    "postgresql": f"generate_series(1, least({_LONGEST_LINE}, length({_LINE.format('a')}))) n(n)",
}
_ALL_NUMBERS = {
    **_NUMBERS,
    "sqlite": "search_place n",
}  # for all rows at once: those beyond a line are not read
_AT = {"sqlite": "instr", "postgresql": "strpos"}


def install_words(connection: Connection) -> None:
    """Make the triggers anew that keep the words."""
    drop_words(connection)
    make = _sqlite if connection.dialect.name == "sqlite" else _postgresql
    for statement in make():
        connection.execute(text(statement))


def drop_words(connection: Connection) -> None:
    """Drop every trigger of the words, also one that nobody asks for any more."""
    drop_named(connection, "words")


def fill_words(connection: Connection) -> None:
    """Make the words of every customer anew, after rows that no trigger has seen."""
    dialect = connection.dialect.name
    found = f"INSERT INTO search_word (customer_id, word) {_found(dialect, numbers=_ALL_NUMBERS[dialect])}"
    connection.execute(text("DELETE FROM search_word"))
    if dialect != "sqlite":
        connection.execute(text(found))
        return
    connection.execute(text("CREATE TEMPORARY TABLE search_place (n INTEGER PRIMARY KEY)"))
    connection.execute(text(f"INSERT INTO search_place (n) SELECT n FROM {_NUMBERS[dialect]}"))
    connection.execute(text(found))
    connection.execute(text("DROP TABLE search_place"))


def _found(dialect: str, owner: str = "", numbers: str = "") -> str:
    """Return the select of the words of one customer, or of all."""
    of_customer, of_address = (f"c.id = {owner} AND", f"a.customer_id = {owner} AND") if owner else ("", "")
    how = {"numbers": numbers or _NUMBERS[dialect], "at": _AT[dialect]}
    readings = _READINGS[dialect].format(of_customer=of_customer, **how)
    parts = _PARTS.format(owner="a.customer_id", of_address=of_address, **how)
    return f"{readings} UNION {parts}"


def _sqlite() -> list[str]:
    moments = {
        "customer_new": ("AFTER INSERT ON customer", "NEW.id"),
        "customer_named": ("AFTER UPDATE OF initials ON customer", "NEW.id"),
        "address_new": ("AFTER INSERT ON address", "NEW.customer_id"),
        "address_changed": ("AFTER UPDATE OF line ON address", "NEW.customer_id"),
        "address_gone": ("AFTER DELETE ON address", "OLD.customer_id"),
    }
    made = [
        f"CREATE TRIGGER {PREFIX}{name} {moment} FOR EACH ROW BEGIN"
        f" DELETE FROM search_word WHERE customer_id = {owner};"
        f" INSERT INTO search_word (customer_id, word) {_found('sqlite', owner)}; END"
        for name, (moment, owner) in moments.items()
    ]
    gone = f"CREATE TRIGGER {PREFIX}customer_gone BEFORE DELETE ON customer FOR EACH ROW"
    return [*made, f"{gone} BEGIN DELETE FROM search_word WHERE customer_id = OLD.id; END"]


def _postgresql() -> list[str]:
    function = f"""CREATE OR REPLACE FUNCTION words_kept() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path FROM CURRENT AS $$
        DECLARE owner uuid;
        BEGIN
            IF TG_TABLE_NAME = 'customer' THEN owner := NEW.id;
            ELSIF TG_OP = 'DELETE' THEN owner := OLD.customer_id;
            ELSE owner := NEW.customer_id;
            END IF;
            DELETE FROM search_word WHERE customer_id = owner;
            INSERT INTO search_word (customer_id, word) {_found("postgresql", "owner")}
            ON CONFLICT DO NOTHING;
            RETURN NULL;
        END $$"""
    return [
        function,
        f"CREATE TRIGGER {PREFIX}customer AFTER INSERT OR UPDATE OF initials ON customer"
        " FOR EACH ROW EXECUTE FUNCTION words_kept()",
        f"CREATE TRIGGER {PREFIX}address AFTER INSERT OR UPDATE OF line OR DELETE ON address"
        " FOR EACH ROW EXECUTE FUNCTION words_kept()",
    ]
