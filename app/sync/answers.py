"""What a desk with a hub answers itself, and what it asks the centre: one table, query by query."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache, partial
from inspect import signature
from typing import Any, Final, get_type_hints
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import select

from app.alerts import my_alerts
from app.board import order_board
from app.calendar_page import calendar_year, due_changes
from app.call_passing import passed_notes
from app.callbacks import due_call_backs
from app.calls import RecordCall, lost_calls
from app.coverage import coverage_gaps
from app.customer_acts import customer_acts
from app.duplicates import possible_duplicates
from app.errors import NoCentre, NotFound, SignedOut, TooMuchRead, TooOld
from app.floor.breaks import breaks, my_break
from app.floor.help_calls import help_asked, my_help
from app.floor.messages import messages_to
from app.floor.now import everyone, standing_of
from app.floor.nuisance import nuisances
from app.floor.queue_moves import queue_members
from app.floor.reachable import reachable
from app.followup_list import DueFollowUp, count_due, due_follow_ups, in_order, provider_reports
from app.gap_help import gap_help, orders_left_behind
from app.goods import waiting_for_goods
from app.knowledge import ArticleText, article_text, read_in_contact
from app.knowledge_edit import edited_articles
from app.lists.reading import list_changes, list_page
from app.matching import Candidate, candidates, certain, ranked
from app.metrics.behind import call_owner, calls_behind
from app.metrics.by_agent import agent_counts
from app.metrics.by_code import code_counts
from app.metrics.by_queue import queue_counts
from app.my_orders import told_to
from app.notices import all_notices
from app.pop import PopPage, pop_page
from app.provider_page import provider_page
from app.ranking import provider_choices
from app.reads import RecordRead
from app.recordings import call_recordings
from app.scripts import all_scripts, answer_counts
from app.search import SearchHit, merged, search
from app.surveys import survey_scores
from app.sync.client import HubClient, HubGone, ReadReason
from app.sync.contact import Contact
from app.sync.fetcher import WORK, Fetcher, Why
from app.sync.pops import pop_of_customer
from app.sync.turns import Turns
from app.telephony.quiet import QuietLine
from app.timeline import timeline_counts, timeline_page
from app.wallboard_reading import floor_board
from app.working_calendar import provisional_dues
from db.feed import customer_key
from db.models.customers import Customer
from db.models.followups import FollowUp
from db.models.outbox import HeldBundle, OutboxBundle, OutboxCommand

Query = Callable[..., Any]
# how people stand and what hangs on it; what is on this PC is nothing of that
_OF_FLOOR: Final[tuple[Query, ...]] = (
    standing_of,
    everyone,
    help_asked,
    my_help,
    messages_to,
    queue_members,
    nuisances,
    breaks,
    my_break,
)
_LINES = TypeAdapter(list[SearchHit])
_FIGURES = (queue_counts, agent_counts, code_counts, calls_behind, call_owner)  # no copy has all calls
_FLOOR = (floor_board, my_alerts)
SHOWN_AGAIN = timedelta(hours=1)  # one record of a read an hour is enough


class Answers:
    """Answers queries from the copy, from the centre, or from both. Every method may be called anywhere."""

    def __init__(self, store: Turns, client: HubClient, contact: Contact, fetcher: Fetcher) -> None:
        self._store, self._client, self._contact, self._fetcher = store, client, contact, fetcher
        self._why: dict[UUID, Why] = {}  # who was met by a number is read for that call
        self._shown_at: dict[UUID, datetime] = {}
        self._table: dict[Query, Query] = {
            provider_choices: lambda *asked: self._at_centre(provider_choices, *asked),
            order_board: lambda *asked: self._at_centre(order_board, *asked),
            candidates: self._candidates,
            search: self._search,
            pop_page: self._pop,
            timeline_page: lambda *asked, **more: self._of_customer(timeline_page, *asked, **more),
            timeline_counts: lambda *asked: self._of_customer(timeline_counts, *asked),
            due_follow_ups: self._due,
            due_call_backs: lambda *asked: self._centre_first(due_call_backs, *asked),
            waiting_for_goods: lambda *asked: self._centre_first(waiting_for_goods, *asked),
            passed_notes: lambda *asked: self._at_centre(passed_notes, *asked),
            call_recordings: lambda *asked: self._centre_first(call_recordings, *asked),
            survey_scores: lambda *asked: self._at_centre(survey_scores, *asked),
            provider_reports: lambda *asked: self._of_customer(provider_reports, *asked),
            customer_acts: lambda *asked: self._of_customer(customer_acts, *asked),
            told_to: lambda *asked: self._centre_first(told_to, *asked),
            count_due: lambda *asked: self._centre_first(count_due, *asked),
            list_page: lambda *asked: self._centre_first(list_page, *asked),
            list_changes: lambda *asked: self._at_centre(list_changes, *asked),
            calendar_year: lambda *asked: self._centre_first(calendar_year, *asked),
            due_changes: lambda *asked: self._at_centre(due_changes, *asked),
            gap_help: lambda *asked: self._centre_first(gap_help, *asked),
            orders_left_behind: lambda *asked: self._at_centre(orders_left_behind, *asked),
            coverage_gaps: lambda *asked: self._centre_first(coverage_gaps, *asked),
            provisional_dues: lambda *asked: self._centre_first(provisional_dues, *asked),
            provider_page: lambda *asked: self._centre_first(provider_page, *asked),
            possible_duplicates: lambda *asked: self._centre_first(possible_duplicates, *asked),
            article_text: self._article,
            read_in_contact: lambda *asked: self._centre_first(read_in_contact, *asked),
            edited_articles: lambda *asked: self._at_centre(edited_articles, *asked),
            all_notices: lambda *asked: self._at_centre(all_notices, *asked),
            all_scripts: lambda *asked: self._at_centre(all_scripts, *asked),
            answer_counts: lambda *asked: self._at_centre(answer_counts, *asked),
            reachable: lambda *asked: self._centre_first(reachable, *asked),
            **{query: partial(self._at_centre, query) for query in _OF_FLOOR},
            **{query: partial(self._at_centre, query) for query in (*_FIGURES, *_FLOOR)},
            lost_calls: self._lost_calls,
        }

    def answer(self, query: Query, *args: Any, **kwargs: Any) -> Any:
        """Answer a query; what is not in the table the copy answers. Raises NoCentre, DomainError."""
        found = self._table.get(query)
        return found(*args, **kwargs) if found else self._here(query, *args, **kwargs)

    def _here(self, query: Query, *args: Any, **kwargs: Any) -> Any:
        with self._store.read() as session:
            return query(session, *args, **kwargs)

    def _at_centre(self, query: Query, *args: Any, why: Why = WORK, **kwargs: Any) -> Any:
        """Ask the centre. Raises NoCentre when it is not reached, and what it refuses."""
        if not self._contact.is_reached:
            raise NoCentre
        _session, *asked = signature(query).bind(None, *args, **kwargs).arguments.items()
        try:
            return self._client.ask(query.__name__, dict(asked), _answer_of(query), why.reason, why.subject)
        except (HubGone, SignedOut, TooOld) as error:
            raise NoCentre from error

    def _centre_first(self, query: Query, *args: Any, why: Why = WORK, **kwargs: Any) -> Any:
        try:
            return self._at_centre(query, *args, why=why, **kwargs)
        except NoCentre:
            return self._here(query, *args, **kwargs)

    def _article(self, article_id: UUID, version: int | None = None) -> ArticleText:
        """Return an article; only the centre has what it was before."""
        try:
            found: ArticleText = self._here(article_text, article_id, version)
        except NotFound:
            found = self._at_centre(article_text, article_id, version)
        return found

    def _candidates(self, key: str) -> list[Candidate]:
        """Return whom the copy or the centre knows by a number: it may be shared with one who is not held."""
        here: list[Candidate] = self._here(candidates, key)
        why = Why(ReadReason.CALL, key)
        try:
            there: list[Candidate] = self._at_centre(candidates, key, why=why) if key else []
        except NoCentre:
            there = []
        except TooMuchRead:
            if not here:
                raise
            there = []
        mine = {one.customer_id: one for one in here}
        # what was ruled out here a moment ago the centre may not know yet
        there = [_ruled_out_as(one, mine.get(one.customer_id)) for one in there]
        found = ranked([*there, *(mine[one] for one in mine.keys() - {one.customer_id for one in there})])
        self._why |= {one.customer_id: why for one in found}
        if (known := certain(found)) is not None:
            self._fetcher.want([customer_key(known.customer_id)], why)
        return found

    def _search(self, words: str, sitting: UUID | None = None) -> list[SearchHit]:
        """Return what the centre finds, and what this PC has besides: it may not be there yet."""
        found: list[SearchHit] = self._here(search, words)
        with suppress(HubGone, SignedOut, TooOld):
            if self._contact.is_reached:
                asked = {"q": words} | ({"sitting": str(sitting)} if sitting else {})
                there: list[SearchHit] = self._client.get("/v1/search", asked, _LINES)
                found = merged(there, found)
        self._why |= {one.customer_id: Why(ReadReason.SEARCH, words) for one in found}
        return found

    def _pop(self, customer_id: UUID, now: datetime) -> PopPage:
        if self._suffices(customer_id):
            return self._shown(customer_id, now)
        page = self._popped(customer_id)
        return page or self._shown(customer_id, now)

    def _popped(self, customer_id: UUID) -> PopPage | None:
        """Return the centre's page; None when the copy has to serve, or has it by now."""
        why, key = self._why.get(customer_id, WORK), customer_key(customer_id)
        try:
            if not self._contact.is_reached:
                raise NoCentre
            page = pop_of_customer(self._client, customer_id, why.reason, why.subject).page
            if page is None:  # too large for one answer
                streams = self._fetcher.streams
                self._fetcher.take(self._client.bundles([key], why.reason, why.subject).bundles, streams)
        except (HubGone, SignedOut, TooOld, NoCentre, TooMuchRead) as error:
            if self._is_here(customer_id):
                return None
            if isinstance(error, TooMuchRead):
                raise
            raise NoCentre from error
        self._fetcher.want([key], why)
        return page

    def _shown(self, customer_id: UUID, now: datetime) -> PopPage:
        page: PopPage = self._here(pop_page, customer_id, now)
        shown_at = self._shown_at.get(customer_id)
        if shown_at is None or now - shown_at >= SHOWN_AGAIN:
            self._shown_at[customer_id] = now
            why = self._why.get(customer_id, WORK)
            reason = why.reason if why.reason is ReadReason.SEARCH else ReadReason.CACHE
            record = RecordRead(at=now, customer_id=customer_id, reason=reason, subject=why.subject)
            self._fetcher.note_shown(customer_key(customer_id), record)
        return page

    def _of_customer(self, query: Query, customer_id: UUID, *args: Any, **kwargs: Any) -> Any:
        """Answer about a customer from the copy if it has all of it, else from the centre."""
        if self._suffices(customer_id):
            return self._here(query, customer_id, *args, **kwargs)
        why = self._why.get(customer_id, WORK)
        return self._centre_first(query, customer_id, *args, why=why, **kwargs)

    def _suffices(self, customer_id: UUID) -> bool:
        """Tell whether the copy has the whole customer, or work of this desk that the centre lacks."""
        key = customer_key(customer_id)
        unconfirmed = (
            select(OutboxBundle.n)
            .join(OutboxCommand, OutboxCommand.n == OutboxBundle.n)
            .where(OutboxBundle.key == key, OutboxCommand.in_replay)
        )
        with self._store.read() as session:
            held = session.get(HeldBundle, key)
            return (held is not None and not held.more) or session.execute(unconfirmed).first() is not None

    def _is_here(self, customer_id: UUID) -> bool:
        with self._store.read() as session:
            return session.get(Customer, customer_id) is not None

    def _due(self, person_id: UUID, now: datetime, limit: int = 500) -> list[DueFollowUp]:
        """Return this desk's own list and what the centre has beside it; what is held here is newer here."""
        here: list[DueFollowUp] = self._here(due_follow_ups, person_id, now, limit)
        try:
            there: list[DueFollowUp] = self._at_centre(due_follow_ups, person_id, now, limit)
        except NoCentre:
            return here
        except TooMuchRead:
            if not here:
                raise
            return here
        known = self._known_follow_ups(one.follow_up_id for one in there)
        found = [*here, *(one for one in there if one.follow_up_id not in known)]
        return in_order(found)[:limit]

    def _known_follow_ups(self, ids: Iterable[UUID]) -> set[UUID]:
        with self._store.read() as session:
            return set(session.scalars(select(FollowUp.id).where(FollowUp.id.in_(list(ids)))))

    def _lost_calls(self) -> list[UUID]:
        """Return the lost pops of this desk: calls of others go on, and those of the hub's line end there."""
        own = select(OutboxCommand.body["call_id"].as_string()).where(
            OutboxCommand.kind == RecordCall.command_kind(),
            OutboxCommand.body["line"].as_string() == QuietLine.name,
        )
        with self._store.read() as session:
            mine = {UUID(call) for call in session.scalars(own)}
            return [call for call in lost_calls(session) if call in mine]


def _ruled_out_as(there: Candidate, here: Candidate | None) -> Candidate:
    return replace(there, ruled_out_at=there.ruled_out_at or (here.ruled_out_at if here else None))


@cache
def _answer_of(query: Query) -> TypeAdapter[Any]:
    return TypeAdapter(get_type_hints(query)["return"])
