"""The parameters of a call, in every form Telegram takes: query, form, multipart or JSON."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from starlette.datastructures import UploadFile
from starlette.requests import Request

from bot.playground.errors import bad_request
from bot.playground.model import Json

ATTACHED = "attach://"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file in a multipart body."""

    name: str
    content: bytes


class Parameters:
    """Reads parameters by name and kind; the same value may arrive as a string or as JSON."""

    def __init__(self, values: Mapping[str, Any], uploads: Mapping[str, Upload] | None = None) -> None:
        self._values = values
        self._uploads = uploads or {}

    def text(self, name: str) -> str:
        """A string, empty if absent."""
        value = self._values.get(name)
        return "" if value is None else str(value)

    def required(self, name: str) -> str:
        """A string that has to be there."""
        value = self.text(name)
        if not value:
            raise bad_request(f'parameter "{name}" is required')
        return value

    def integer(self, name: str, default: int = 0) -> int:
        """A whole number; Telegram reads what is none as the default."""
        try:
            return int(self.text(name))
        except ValueError:
            return default

    def number(self, name: str) -> float:
        """A number, for time-outs; what is none is 0."""
        try:
            return float(self.text(name))
        except ValueError:
            return 0.0

    def flag(self, name: str) -> bool:
        """A yes or no; no if absent."""
        return self.text(name).lower() in ("true", "yes", "1")

    def json(self, name: str) -> Any:
        """A structure, serialised or not; None if absent."""
        value = self._values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return orjson.loads(value)
        except orjson.JSONDecodeError:
            raise bad_request(f"can't parse {name} JSON object") from None

    def object(self, name: str) -> Json:
        """A JSON object, empty if absent."""
        value = self.json(name)
        if value is None:
            return {}
        if not isinstance(value, dict):
            raise bad_request(f"can't parse {name} JSON object")
        return value

    def upload(self, name: str) -> Upload | None:
        """The file sent under this name, or the one that the value refers to as attach://…"""
        value = self.text(name)
        if value.startswith(ATTACHED):
            return self._uploads.get(value.removeprefix(ATTACHED))
        return self._uploads.get(name)

    def within(self, values: Json) -> "Parameters":
        """A structure's own parameters, which may refer to the same uploads."""
        return Parameters(values, self._uploads)


async def read_parameters(request: Request) -> Parameters:
    """The parameters of a request; what the body says goes before the query."""
    values: dict[str, Any] = dict(request.query_params)
    if request.headers.get("content-type", "").startswith("application/json"):
        return Parameters(values | _parsed(await request.body()))
    uploads: dict[str, Upload] = {}
    async with request.form() as form:
        for name, value in form.items():
            if isinstance(value, UploadFile):
                uploads[name] = Upload(value.filename or name, await value.read())
            else:
                values[name] = value
    return Parameters(values, uploads)


def _parsed(body: bytes) -> Json:
    try:
        parsed = orjson.loads(body) if body.strip() else {}
    except orjson.JSONDecodeError:
        raise bad_request("can't parse the request's JSON body") from None
    if not isinstance(parsed, dict):
        raise bad_request("object expected as the request's JSON body")
    return parsed
