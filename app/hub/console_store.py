"""What is set up in a store once: its regions, how messages go out, and what stands in them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from getpass import getpass

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from app.arguments import Options
from app.console import say
from app.errors import NoKeyring, NoTemplate
from app.hub.problems import HubProblem
from app.keys import keep_gateway_secret
from app.messages.templates import change_template
from app.messages.ways import Way, clear_way, set_way
from app.names import word_initials
from app.region_tree import add_zone, load_regions
from db.models.messages import MessageTemplate

_LEAST_SECRET = 16  # characters


def set_up(engine: Engine, options: Options) -> None:
    """Do one of these actions as the owner of the store. Raises HubProblem."""
    try:
        ACTIONS[options.action](engine, options)
    except ValueError as error:
        raise HubProblem(str(error)) from error


def _regions(engine: Engine, options: Options) -> None:
    with engine.begin() as connection:
        loaded = load_regions(connection, options.provinces)
    say(f"The store has {loaded.regions} regions, {loaded.new} of them new. Desks fetch them.", sys.stdout)


def _zone(engine: Engine, options: Options) -> None:
    with engine.begin() as connection:
        english = options.english or options.zone
        add_zone(connection, options.zone, english, word_initials(options.zone), options.region)
    say(f"{options.zone} leads to region {options.region} from now on.", sys.stdout)


def _gateway(engine: Engine, options: Options) -> None:
    if options.off:
        with Session(engine) as session, session.begin():
            clear_way(session)
        say(
            "No message goes out any more. What is queued waits, and is dropped when it is too old.",
            sys.stdout,
        )
        return
    if not options.url or not options.account:
        raise HubProblem("A gateway needs --url and --account, or --off ends it.")
    way = Way(options.url, options.account, options.sender)
    with Session(engine) as session, session.begin():
        set_way(session, way, options.message_language, datetime.now(UTC))
        _keep_secret(options)  # without it nothing is set
    say("Messages go out by this gateway as soon as the hub has looked, within seconds.", sys.stdout)


def _keep_secret(options: Options) -> None:
    """Put the secret that signs into the keyring of who types this. Raises HubProblem."""
    if options.password_stdin:
        secret = sys.stdin.readline().rstrip("\r\n")
    elif sys.stdin.isatty():
        secret = getpass("Secret of the gateway: ")
    else:
        raise HubProblem("A secret is asked on a terminal; elsewhere --password-stdin reads it.")
    if len(secret) < _LEAST_SECRET:
        raise HubProblem(f"A secret has at least {_LEAST_SECRET} characters.")
    try:
        keep_gateway_secret(options.account, secret)
    except NoKeyring as error:
        raise HubProblem(f"There is no safe place for the secret: {error.details.get('why')}.") from error


def _template(engine: Engine, options: Options) -> None:
    code, language = options.template, options.message_language
    with Session(engine) as session, session.begin():
        if options.text is None and options.at_gateway is None:
            _show(session, code)
            return
        try:
            change_template(
                session,
                code,
                language,
                datetime.now(UTC),
                text=options.text,
                gateway_code=options.at_gateway,
            )
        except NoTemplate:
            raise HubProblem(f"There is no message {code} in {language}.") from None
    say(f"{code} in {language} counts from now on; what is queued stays as it was written.", sys.stdout)


def _show(session: Session, code: str) -> None:
    rows = session.scalars(
        select(MessageTemplate)
        .where(MessageTemplate.code.like(code or "%"))
        .order_by(MessageTemplate.code, MessageTemplate.language, MessageTemplate.valid_from)
    )
    for row in rows:
        gateway = f" [{row.gateway_code}]" if row.gateway_code else ""
        say(f"{row.code} {row.language}{gateway}: {row.text}", sys.stdout)


ACTIONS: Mapping[str, Callable[[Engine, Options], None]] = {
    "regions": _regions,
    "zone": _zone,
    "gateway": _gateway,
    "template": _template,
}
