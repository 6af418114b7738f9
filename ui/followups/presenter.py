"""Joins the page of promised calls to the desk."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal, Slot

from app.claims import ClaimFollowUps, ReleaseFollowUps
from app.command import new_id
from app.desk import Desk
from app.errors import NoCentre
from app.followup_list import CallPurpose, DueFollowUp, ProviderReport, due_follow_ups, provider_reports
from app.followups import AttemptOutcome, RecordAttempt, StopFollowUps
from app.interactions import KeptDraft, kept_drafts
from ui.context import Context
from ui.error_text import error_text
from ui.followups.kept import KeptEntries
from ui.followups.lists_presenter import BacksPresenter, GoodsPresenter
from ui.followups.scores import ScoresPresenter
from ui.followups.times import next_try
from ui.followups.view import BACKS, GOODS, FollowUpsView
from ui.followups.words import quiet_sentence


class FollowUpsPresenter(QObject):
    """Leads from one promised call to the next.

    Signals: ``recorded(RecordAttempt)`` a try that was recorded; ``count_changed(int)`` how many are due
    today; ``call_requested(DueFollowUp)`` for whoever dials and answers by `call_started` and `call_ended`.
    """

    recorded = Signal(object)
    count_changed = Signal(int)
    call_requested = Signal(object)

    def __init__(self, context: Context, view: FollowUpsView) -> None:
        super().__init__(view)
        self._context, self._view = context, view
        self._due: list[DueFollowUp] = []
        self._chosen: UUID | None = None
        self._on_card: DueFollowUp | None = None
        self._kept = KeptEntries(context, self)
        self.backs, self.goods = BacksPresenter(context, view), GoodsPresenter(context, view)
        self._scores = ScoresPresenter(context, view.scores)
        self._is_restored = False
        self._calls: dict[UUID, UUID] = {}
        self._recording: UUID | None = None
        self._count = -1
        view.filter_chosen.connect(self._on_filter)
        view.due_chosen.connect(self._on_chosen)
        view.outcome_chosen.connect(self._on_outcome)
        view.edited.connect(self._keep_entered)
        self._kept.drafts.failed.connect(self._on_failed)
        view.finished.connect(self._on_finished)
        view.call_wanted.connect(self._on_call_wanted)
        view.claim_wanted.connect(self._on_claim_wanted)
        view.release_wanted.connect(self._on_release_wanted)
        self.backs.count_changed.connect(self._tell_count)
        self.goods.arrived.connect(self.refresh)

    @Slot()
    def refresh(self) -> None:
        """Read again what is due today; what was typed and the chosen call stay."""
        desk = self._context.desk
        if not self._is_restored:
            self._context.bridge.read(
                self._view,
                partial(desk.ask, kept_drafts, desk.actor.person_id),
                self._on_kept,
                self._on_failed,
            )
            return
        self._context.bridge.read(
            self._view,
            partial(desk.ask, due_follow_ups, desk.actor.person_id, self._context.now()),
            self._on_due,
            self._on_failed,
        )
        self.backs.refresh()
        self.goods.refresh()
        self._scores.refresh()

    def flush(self) -> None:
        """Write what is being typed now, as before the program ends."""
        self._kept.drafts.flush()

    @Slot(object, object)
    def call_started(self, follow_up_id: UUID, call_id: UUID) -> None:
        """Remember which call is the try that will be recorded."""
        self._calls[follow_up_id] = call_id
        self._show_call_state()

    @Slot(object, bool)
    def call_ended(self, follow_up_id: UUID, was_answered: bool) -> None:
        """Propose no answer when nobody picked up; the try itself is recorded by the person."""
        if follow_up_id == self._chosen and not was_answered and self._view.card.score.current() == "":
            self._on_outcome(AttemptOutcome.NO_ANSWER)
        if follow_up_id == self._chosen:
            self._view.card.set_call_state(self.tr("call ended"), "neutral")

    def _on_kept(self, drafts: list[KeptDraft]) -> None:
        """Take back what was entered before a crash; then the list can be shown."""
        if not self._is_restored:
            self._kept.restore(drafts)
            self._is_restored = True
        self.refresh()

    def _on_due(self, due: list[DueFollowUp]) -> None:
        self._due = due
        self._show_list()
        self._tell_count()

    @Slot()
    def _tell_count(self) -> None:
        count = len(self._due) + len(self.backs.due)
        if count != self._count:
            self._count = count
            self.count_changed.emit(count)

    @Slot(str)
    def _on_filter(self, _name: str) -> None:
        self._show_list()

    @Slot(object)
    def _on_chosen(self, follow_up_id: UUID) -> None:
        self._show_chosen(follow_up_id)

    @Slot(str)
    def _on_outcome(self, outcome: str) -> None:
        wanted, on_card = AttemptOutcome(outcome), self._on_card
        by_rule = on_card.again_at if on_card else None
        self._view.card.set_outcome(wanted, next_try(wanted, self._context.now(), by_rule))
        self._keep_entered()

    @Slot()
    def _on_call_wanted(self) -> None:
        """Dial a call that is one's own; what anyone may make is taken first."""
        due = self._of(self._chosen)
        if due is None:
            return
        if due.quiet_until is not None and due.purpose not in (CallPurpose.SERVICE, CallPurpose.SAFETY):
            self._view.card.show_message(quiet_sentence(due.quiet_until))
        elif due.owner_id is not None or due.claimed_until is not None:
            self.call_requested.emit(due)
        else:
            claim = ClaimFollowUps(at=self._context.now(), only=due.follow_up_id)
            self._context.bridge.write(
                self._view,
                partial(self._context.desk.execute, claim),
                partial(self._on_taken, due),
                partial(self._on_not_taken, due),
            )

    def _on_taken(self, due: DueFollowUp, _done: None) -> None:
        self.call_requested.emit(due)
        self.refresh()

    def _on_not_taken(self, due: DueFollowUp, error: Exception) -> None:
        """Without the centre nobody can take anything; who rings then is one's own decision."""
        if isinstance(error, NoCentre):
            self.call_requested.emit(due)
            return
        self._view.card.show_message(error_text(error))
        self.refresh()

    @Slot()
    def _on_claim_wanted(self) -> None:
        """Take the next ten for some time."""
        claim = partial(self._context.desk.execute, ClaimFollowUps(at=self._context.now()))
        self._context.bridge.write(self._view, claim, lambda _done: self.refresh(), self._on_failed)

    @Slot()
    def _on_release_wanted(self) -> None:
        """Give back what this person has taken, as at the end of a shift."""
        release = partial(self._context.desk.execute, ReleaseFollowUps(at=self._context.now()))
        self._context.bridge.write(self._view, release, lambda _done: self.refresh(), self._on_failed)

    @Slot()
    def _on_finished(self) -> None:
        """Record the try; what is entered stays until the store has said that it is safe."""
        due = self._of(self._chosen)
        if due is None or self._recording is not None or not self._view.card.is_sound():
            return
        now, entered = self._context.now(), self._view.card.entered()
        if entered.next_due_at is not None and entered.next_due_at <= now:
            self._view.card.show_message(self.tr("The next try lies in the past. Choose a later time."))
            return
        self._recording = due.follow_up_id
        self._kept.drafts.flush()  # written before what makes them needless
        command = RecordAttempt(
            at=now,
            attempt_id=new_id(),
            follow_up_id=due.follow_up_id,
            outcome=entered.outcome,
            call_id=self._calls.get(due.follow_up_id),
            score=entered.score,
            note=entered.note,
            next_due_at=entered.next_due_at,
            solved=entered.solved,
        )
        wishes = StopFollowUps(at=now, customer_id=due.customer_id, no_follow_ups=True, no_marketing=True)
        self._context.bridge.write(
            self._view,
            partial(_record, self._context.desk, command, wishes if entered.no_more else None),
            partial(self._on_recorded, command),
            self._on_refused,
        )

    def _on_recorded(self, command: RecordAttempt, _done: None) -> None:
        self._recording = None
        follow_up_id = command.follow_up_id
        shown = [due.follow_up_id for due in self._shown()]
        if self._chosen == follow_up_id:
            at = shown.index(follow_up_id) if follow_up_id in shown else -1
            after = shown[at + 1 :] + shown[: max(at, 0)]
            self._chosen = after[0] if after else None
        self._on_card = None
        self._due = [due for due in self._due if due.follow_up_id != follow_up_id]
        self._kept.forget(follow_up_id)
        self._calls.pop(follow_up_id, None)
        self._show_list()
        self.recorded.emit(command)
        self.refresh()

    def _on_refused(self, error: Exception) -> None:
        self._recording = None
        self._keep_entered()
        self._view.card.show_message(error_text(error))

    def _on_failed(self, error: Exception) -> None:
        self._view.show_failed(error_text(error))

    def _shown(self) -> list[DueFollowUp]:
        now, kept = self._context.now(), self._view.filters.current()
        if kept == "mine":
            return [due for due in self._due if _is_mine(due)]
        return [due for due in self._due if kept in ("all", BACKS, GOODS) or due.due_at < now]

    def _show_list(self) -> None:
        """Show what the filter keeps; the chosen call stays chosen as long as it is there."""
        now, shown = self._context.now(), self._shown()
        counts = {
            "all": len(self._due),
            "mine": sum(map(_is_mine, self._due)),
            "overdue": sum(due.due_at < now for due in self._due),
        }
        known = [due.follow_up_id for due in shown]
        chosen = self._chosen if self._chosen in known else next(iter(known), None)
        self._view.show_due(shown, counts, chosen, now)
        self._show_chosen(chosen)

    def _show_chosen(self, follow_up_id: UUID | None) -> None:
        self._chosen = follow_up_id
        before, self._on_card = self._on_card, self._of(follow_up_id)
        due = self._on_card
        if due is None or due == before:
            return  # what is being typed about it is not touched
        self._view.card.show_due(due, self._kept.of(due.follow_up_id))
        self._show_call_state()
        self._show_reports(due)

    def _show_reports(self, due: DueFollowUp) -> None:
        self._view.card.show_reports(())
        if due.order_id is not None:
            asked = partial(self._context.desk.ask, provider_reports, due.customer_id, due.order_id)
            self._context.bridge.read(
                self._view, asked, partial(self._on_reports, due.follow_up_id), self._on_failed
            )

    def _on_reports(self, follow_up_id: UUID, reports: list[ProviderReport]) -> None:
        if follow_up_id == self._chosen:
            self._view.card.show_reports(reports)

    def _show_call_state(self) -> None:
        in_call = self._chosen in self._calls
        self._view.card.set_call_state(self.tr("dialled") if in_call else "", "good")

    @Slot()
    def _keep_entered(self) -> None:
        """Keep what is entered about the chosen call; while it is recorded nothing new is kept of it."""
        on_card = self._on_card
        if on_card is not None and on_card.follow_up_id != self._recording:
            self._kept.keep(on_card.follow_up_id, self._view.card.entered())

    def _of(self, follow_up_id: UUID | None) -> DueFollowUp | None:
        return next((due for due in self._due if due.follow_up_id == follow_up_id), None)


def _is_mine(due: DueFollowUp) -> bool:
    return due.owner_id is not None or due.claimed_until is not None


def _record(desk: Desk, command: RecordAttempt, wishes: StopFollowUps | None) -> None:
    """Record a try, and that the customer wants no more, and drop its drafts, on the writer's thread."""
    desk.execute(command, *filter(None, [wishes]))
    desk.drop_drafts(command.follow_up_id)
