"""Why a hub, its store or its files cannot be used."""

from __future__ import annotations


class HubProblem(Exception):
    """A refusal for who types the commands of a hub; its text is printed, and never has a password."""
