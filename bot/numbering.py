"""The number of an answer: a short code, one per content, by which the same answer can be found again.

A number is the beginning of a digest of the text, so that every process, and the terminal, gives the same one.
Two answers in some thirty million share one; whoever looks up such a number is shown both.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Final

from bot.i18n import Html
from bot.language.question import ABOUT_FIGURES, Intent, Question
from bot.messages import Button, Message, Record
from bot.occasion import Occasion

LENGTH: Final = 5
_LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD: Final = str.maketrans("OIL", "011")
_NUMBERED: Final = ABOUT_FIGURES - {Intent.EXPORT}
_MOST_IN_A_ROW: Final = 3


def numbered(message: Message, question: Question, occasion: Occasion) -> Message:
    """The message with its number and a button to report it, where it is an answer with figures.

    /cek has no number: finding it again would publish the asker's text.
    """
    if question.intent not in _NUMBERED or message.question is None:
        return message
    record = _record(message, question, occasion)
    said = occasion.t("Answer {number}", number=Html(f"<code>{record.number}</code>"))
    return Message(
        Html(f"{message.text}\n{said}"),
        _with_report(message.buttons, record.number, occasion),
        message.question,
        message.document,
        message.picture,
        (record,),
    )


def read(text: str) -> str | None:
    """A number as somebody typed it; nothing where it cannot be one."""
    number = text.strip().upper().translate(_MISREAD)
    return number if len(number) == LENGTH and all(letter in _LETTERS for letter in number) else None


def _record(message: Message, question: Question, occasion: Occasion) -> Record:
    digest = sha256(message.text.encode()).digest()
    return Record(
        number=_number(digest),
        digest=digest[:16].hex(),
        text=message.text,
        question=question,
        region=occasion.region,
        language=occasion.t.language,
        version=occasion.figures.version,
        day=occasion.today,
    )


def _number(digest: bytes) -> str:
    bits = int.from_bytes(digest[:4], "big")
    return "".join(_LETTERS[bits >> 5 * place & 31] for place in range(LENGTH))


def _with_report(
    rows: tuple[tuple[Button, ...], ...], number: str, occasion: Occasion
) -> tuple[tuple[Button, ...], ...]:
    button = Button(occasion.t("Report an error"), Question(Intent.DOUBT, topic=number))
    if rows and len(rows[-1]) < _MOST_IN_A_ROW:
        return (*rows[:-1], (*rows[-1], button))
    return (*rows, (button,))
