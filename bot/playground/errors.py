"""What the Bot API refuses, in Telegram's words."""

from typing import Any


class ApiError(Exception):
    """A call that is refused: HTTP status, description and, where there is one, what to do about it."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


def bad_request(reason: str, **parameters: Any) -> ApiError:
    """A 400; `reason` without the words "Bad Request"."""
    return ApiError(400, f"Bad Request: {reason}", **parameters)


def forbidden(reason: str) -> ApiError:
    """A 403; `reason` without the word "Forbidden"."""
    return ApiError(403, f"Forbidden: {reason}")
