"""Putting values into the named fields of a template. Nothing else can stand in braces."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from string import Formatter

from app.errors import FieldMissing


def field_names(text: str) -> tuple[str, ...]:
    """Return the fields of a template in order. Raises ValueError for braces that name no field."""
    return tuple(name for _, name in _parts(text) if name is not None)


def render(text: str, fields: Mapping[str, str]) -> str:
    """Write a template with these values, which are never read as templates themselves.

    Raises: FieldMissing when one is not there; ValueError as `field_names`.
    """
    return "".join(literal + ("" if name is None else _value(fields, name)) for literal, name in _parts(text))


def used(text: str, fields: Mapping[str, str]) -> dict[str, str]:
    """Return those values that a template names: what a gateway with approved texts is given."""
    return {name: fields[name] for name in field_names(text)}


def _parts(text: str) -> Iterator[tuple[str, str | None]]:
    """Split as `str.format` does, but take names only: no attributes, no items, no formats."""
    for literal, name, spec, conversion in Formatter().parse(text):
        if name is not None and (spec or conversion or not name.isidentifier()):
            raise ValueError(f"no field of a message: {{{name}}}")
        yield literal, name


def _value(fields: Mapping[str, str], name: str) -> str:
    value = fields.get(name)
    if value is None:
        raise FieldMissing(field=name)
    return value
