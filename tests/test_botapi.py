"""The table of the Bot API: it lets real calls pass and names what is wrong with others."""

import pytest
from botapi import check_call
from telegram import Bot, BotCommand
from telegram.error import NetworkError
from telegram.request import BaseRequest, RequestData

REAL_CALLS = [
    ("getMe", {}),
    ("getUpdates", {"offset": 5, "timeout": 50, "allowed_updates": ["message", "callback_query"]}),
    (
        "sendMessage",
        {"chat_id": 1, "text": "Halo", "parse_mode": "HTML", "reply_parameters": {"message_id": 3}},
    ),
    ("sendPhoto", {"chat_id": "@kanal", "photo": b"\x89PNG", "caption": "Grafik"}),
    ("answerCallbackQuery", {"callback_query_id": "9"}),
    ("editMessageText", {"inline_message_id": "a", "text": "Baru", "chat_id": None}),
    ("setMyCommands", {"commands": [], "language_code": "id"}),
    ("sendRichMessage", {"chat_id": 1, "rich_message": {}}),
]


@pytest.mark.parametrize(("method", "parameters"), REAL_CALLS)
def test_a_real_call_passes(method: str, parameters: dict[str, object]) -> None:
    check_call(method, parameters)


@pytest.mark.parametrize(
    ("method", "parameters", "fault"),
    [
        ("sendMesage", {"chat_id": 1, "text": "x"}, "The Bot API has no method sendMesage"),
        ("sendmessage", {"chat_id": 1, "text": "x"}, "The Bot API has no method sendmessage"),
        ("sendMessage", {"text": "x"}, "sendMessage needs chat_id"),
        ("sendMessage", {"chat_id": 1, "text": None}, "sendMessage needs text"),
        (
            "sendMessage",
            {"chat_id": 1, "text": "x", "parsemode": "HTML"},
            "sendMessage has no parameter parsemode",
        ),
        (
            "sendMessage",
            {"text": "x", "silent": True},
            "sendMessage has no parameter silent; sendMessage needs chat_id",
        ),
    ],
)
def test_a_wrong_call_is_told_what_is_wrong(method: str, parameters: dict[str, object], fault: str) -> None:
    with pytest.raises(AssertionError) as caught:
        check_call(method, parameters)

    assert str(caught.value) == fault


class Checking(BaseRequest):
    """A Telegram that checks every call and answers True."""

    def __init__(self) -> None:
        self.methods: list[str] = []

    read_timeout = 1.0

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: object, **__: object
    ) -> tuple[int, bytes]:
        self.methods.append(url.rpartition("/")[2])
        data = request_data or RequestData()
        check_call(self.methods[-1], data.json_parameters | data.multipart_data)
        return 200, b'{"ok":true,"result":true}'


async def test_what_ptb_sends_passes() -> None:
    telegram = Checking()
    bot = Bot("1:a", request=telegram, get_updates_request=telegram)

    await bot.set_my_commands([BotCommand("cakupan", "Cakupan")], language_code="id")
    await bot.answer_callback_query("9", "Siap")
    await bot.send_chat_action(1, "upload_photo", message_thread_id=4)
    await bot.set_webhook("https://example.org", certificate=b"pem", secret_token="s")

    assert telegram.methods == ["setMyCommands", "answerCallbackQuery", "sendChatAction", "setWebhook"]


async def test_what_telegram_does_not_know_fails_in_the_fake() -> None:
    bot = Bot("1:a", request=Checking())

    with pytest.raises(NetworkError, match="sendChatAction has no parameter nonsense"):
        await bot.send_chat_action(1, "typing", api_kwargs={"nonsense": 1})
