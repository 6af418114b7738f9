"""Routes that answer in one trip: what FastAPI would do for each parameter costs more than the answer."""

from __future__ import annotations

from typing import Any, TypeVar

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from pydantic import BaseModel, ValidationError

from app.errors import SignedOut
from app.hub.answers import require_api
from app.wire import API_HEADER

M = TypeVar("M", bound=BaseModel)

_SCHEME = "HTTPBearer"


def token_of(request: Request) -> str:
    """Return the access token of a desk that speaks a version of ours. Raises TooOld, SignedOut."""
    version = request.headers.get(API_HEADER, "")
    require_api(int(version) if version.isdecimal() else 0)
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise SignedOut
    return token


def asked(request: Request, model: type[M]) -> M:
    """Return what stands in the address. Raises RequestValidationError."""
    try:
        return model.model_validate(dict(request.query_params))
    except ValidationError as error:
        raise RequestValidationError(error.errors()) from error


def described(model: type[BaseModel]) -> dict[str, Any]:
    """Return for the OpenAPI what `token_of` and `asked` read."""
    schema = model.model_json_schema()
    named = schema.get("$defs", {})
    parameters = [
        {
            "name": name,
            "in": "query",
            "required": name in schema.get("required", ()),
            "schema": _whole(one, named),
        }
        for name, one in schema["properties"].items()
    ]
    version = {"name": API_HEADER, "in": "header", "required": True, "schema": {"type": "integer"}}
    return {"parameters": [version, *parameters], "security": [{_SCHEME: []}]}


def _whole(schema: dict[str, Any], named: dict[str, Any]) -> dict[str, Any]:
    """Return a schema with what it refers to in its place."""
    rest = {name: value for name, value in schema.items() if name != "$ref"}
    return {**named.get(schema.get("$ref", "").rpartition("/")[2], {}), **rest}


def json_answer(body: bytes) -> Response:
    return Response(body, media_type="application/json", headers={"Cache-Control": "no-store"})
