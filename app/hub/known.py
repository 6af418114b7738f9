"""Who speaks, for what is answered in one trip: known from before, asked again in the statement itself."""

from __future__ import annotations

from anyio import to_thread

from app.errors import SignedOut
from app.hub.hub import Hub
from app.hub.tokens import Speaker, speaker_of, token_hash
from db.models.hub import TokenKind

KNOWN = 20_000


class Known:
    """Speakers by their tokens' hashes. One whose token ended meanwhile is found out by the statement."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._speakers: dict[str, Speaker] = {}

    async def speaker(self, token: str) -> Speaker:
        """Return who speaks through an access token. Raises SignedOut."""
        found = self._speakers.get(token_hash(token))
        if found is None:
            found = await to_thread.run_sync(self._ask, token)
            self._remember(found)
        if found.kind is not TokenKind.ACCESS or found.until <= self._hub.now():
            raise SignedOut
        return found

    def forget(self, speaker: Speaker) -> None:
        self._speakers.pop(speaker.token, None)

    def _ask(self, token: str) -> Speaker:
        with self._hub.store.read() as session:
            return speaker_of(session, token, self._hub.now())

    def _remember(self, speaker: Speaker) -> None:
        if len(self._speakers) >= KNOWN:
            now = self._hub.now()
            self._speakers = {key: one for key, one in self._speakers.items() if one.until > now}
        self._speakers[speaker.token] = speaker
