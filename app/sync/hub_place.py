"""Which hub a profile works with: a small file in its folder, without a secret."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from pydantic import BaseModel, ConfigDict, ValidationError

from app.profile import HUB_NAME
from db.problems import Problem, StoreProblem

if TYPE_CHECKING:
    from app.sync.client import HubClient
    from app.wire import Tokens

AUTHORITY_NAME = "hub-authority.pem"


class HubPlace(BaseModel):
    """``store_id`` is the central store's; ``is_pinned``: only the authority kept beside it is believed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    url: str
    store_id: UUID
    is_pinned: bool


def read_place(folder: Path) -> HubPlace | None:
    """Return the hub of a profile; None for one that works alone. Raises StoreProblem."""
    path = folder / HUB_NAME
    try:
        return HubPlace.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return None
    except ValidationError as error:
        raise StoreProblem(Problem.DAMAGED, str(path), "no address of a hub") from error


def write_place(folder: Path, place: HubPlace, authority: bytes | None) -> None:
    """Let a profile work with a hub. The authority first: without it the address is good for nothing."""
    if authority is not None:
        _put(folder / AUTHORITY_NAME, authority)
    _put(folder / HUB_NAME, place.model_dump_json(indent=1).encode())


def authority_of(folder: Path, place: HubPlace) -> Path | None:
    """Return the file of the only authority that is believed; None for those of the system."""
    return folder / AUTHORITY_NAME if place.is_pinned else None


def client_of(folder: Path, place: HubPlace, tokens: Tokens | None = None) -> HubClient:
    from app.sync.client import HubClient  # a sign-in window only shows where the hub is

    return HubClient(place.url, authority_of(folder, place), tokens)


def _put(path: Path, content: bytes) -> None:
    fresh = path.with_name(f"{path.name}.{uuid4().hex}.new")
    fresh.write_bytes(content)
    fresh.replace(path)
