"""/program: the five programmes of BPJS Ketenagakerjaan."""

from __future__ import annotations

from bot.commands import Command
from bot.i18n import mark
from bot.language.heard import Heard, Understood
from bot.language.question import Intent, Question
from bot.language.understand import Understanding
from bot.messages import Button, Message
from bot.occasion import Occasion

_PROGRAMMES = (
    (
        "JKK",
        "Jaminan Kecelakaan Kerja",
        mark("care and benefits after an accident at work or on the way to it"),
    ),
    ("JKM", "Jaminan Kematian", mark("a benefit for the heirs when a participant dies, not through work")),
    ("JHT", "Jaminan Hari Tua", mark("savings paid out in old age, on total disability or death")),
    ("JP", "Jaminan Pensiun", mark("a monthly pension; for wage workers")),
    ("JKP", "Jaminan Kehilangan Pekerjaan", mark("cash, job information and training after a dismissal")),
)


def parse(text: str, understanding: Understanding) -> Heard:  # noqa: ARG001 - one page, no argument
    """Whatever follows is ignored."""
    return Understood(Question(Intent.PROGRAMMES))


def answer(question: Question, occasion: Occasion) -> None:
    """The page is the same for everyone."""


def present(answer: None, occasion: Occasion) -> Message:  # noqa: ARG001 - nothing was asked
    """Each programme by its short and full name, and who joins which."""
    t = occasion.t
    lines = [
        t("• <b>{short}</b> ({name}): {about}", short=short, name=name, about=t(about))
        for short, name, about in _PROGRAMMES
    ]
    text = "\n".join(
        [
            t("<b>The five programmes of BPJS Ketenagakerjaan</b>"),
            *lines,
            "",
            t("Non-wage workers (BPU) start with JKK and JKM and may add JHT (PP 44/2015, PP 46/2015)."),
            t("Coverage counts a worker as covered who is an active participant, in whichever programmes."),
        ]
    )
    buttons = ((Button(t("Terms"), Question(Intent.TERMS)), Button(t("Rules"), Question(Intent.RULES))),)
    return Message(text, buttons)


COMMAND = Command(
    intent=Intent.PROGRAMMES,
    names=("program", "programmes"),
    summary=mark("The five programmes: JKK, JKM, JHT, JP, JKP"),
    parse=parse,
    answer=answer,
    present=present,
)
