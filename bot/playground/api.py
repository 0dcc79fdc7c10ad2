"""The Bot API over HTTP: /bot<token>/<method> and /file/bot<token>/<path>."""

import inspect
import secrets
from typing import Any

import orjson
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.playground.errors import ApiError
from bot.playground.guard import check_same_origin
from bot.playground.methods import METHODS
from bot.playground.model import Json
from bot.playground.parameters import read_parameters
from bot.playground.world import BOT, World

TOKEN = f"{BOT.id}:playground"
"""The token of the playground's bot; valid in form, and nowhere else."""


class BotApi:
    """Answers calls on one world, in Telegram's envelope."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def call(self, request: Request) -> Response:
        """Carry out a method."""
        try:
            result = await self._result(request)
        except ApiError as refused:
            return _refusal(refused)
        except HTTPException as broken:
            return _refusal(ApiError(broken.status_code, broken.detail))
        return _envelope({"ok": True, "result": result})

    async def download(self, request: Request) -> Response:
        """A file's content, by the path that getFile gave."""
        _check_token(request)
        file = self._world.files.at(request.path_params["path"])
        if file is None:
            return _refusal(ApiError(404, "Not Found"))
        return Response(file.content, media_type="application/octet-stream")

    async def _result(self, request: Request) -> Any:
        # No bot sends what a browser sends; a page elsewhere that knows this well-known token does.
        check_same_origin(request)
        _check_token(request)
        method = METHODS.get(request.path_params["method"].lower())
        if method is None:
            raise ApiError(404, "Not Found")
        result = method(self._world, await read_parameters(request))
        return await result if inspect.isawaitable(result) else result


def _check_token(request: Request) -> None:
    if not secrets.compare_digest(request.path_params["token"].encode(), TOKEN.encode()):
        raise ApiError(401, "Unauthorized")


def _refusal(refused: ApiError) -> Response:
    body: Json = {"ok": False, "error_code": refused.code, "description": refused.description}
    if refused.parameters:
        body["parameters"] = refused.parameters
    response = _envelope(body, refused.code)
    if "retry_after" in refused.parameters:
        response.headers["Retry-After"] = str(refused.parameters["retry_after"])
    return response


def _envelope(body: Json, status: int = 200) -> Response:
    return Response(orjson.dumps(body), status, media_type="application/json")
