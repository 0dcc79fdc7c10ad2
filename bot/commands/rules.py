"""/aturan: the law behind each target, rate and duty, in a line each."""

from __future__ import annotations

from bot.commands import Command
from bot.i18n import mark
from bot.language.heard import Heard, Understood
from bot.language.question import Intent, Question
from bot.language.understand import Understanding
from bot.messages import Button, Message
from bot.occasion import Occasion

_GROUPS = (
    (
        mark("Duty"),
        (
            ("UU 40/2004", mark("the national social security system and its principles")),
            ("UU 24/2011", mark("BPJS Ketenagakerjaan and the employer's duty to register its workers")),
            (
                "Inpres 2/2021",
                mark(
                    "makes the programme a task of 19 ministers, heads of other bodies, and every governor, "
                    "bupati and wali kota"
                ),
            ),
        ),
    ),
    (
        mark("Targets"),
        (
            (
                "Perpres 111/2022",
                mark("the national targets of 2024 for formal and informal workers (TPB/SDGs)"),
            ),
            ("RKPD, RPJMD, Perda", mark("a region's own targets, by year")),
            ("RPJMN 2025–2029", mark("the national targets on the basis of all employed people")),
            ("UU 59/2024", mark("RPJPN 2025–2045, the long-term national target")),
        ),
    ),
    (
        mark("Participants and dues"),
        (
            ("PP 44/2015", mark("JKK and JKM; tells wage workers (PU) from non-wage workers (BPU)")),
            ("PP 45/2015", mark("JP, the pension, up to a wage ceiling")),
            ("PP 46/2015", mark("JHT, the old-age savings")),
            ("PP 37/2021, PP 6/2025", mark("JKP, for those who lose their job")),
            (
                "PP 50/2025",
                mark("halves JKK and JKM for non-wage workers for a time, not where APBN or APBD pays"),
            ),
        ),
    ),
    (
        mark("Reading the figures"),
        (
            (
                "Permendagri 86/2017",
                mark("the scale from very low to very high for the attainment of a target"),
            ),
            ("PermenPANRB 6/2022", mark("how a target that is a range is measured")),
            ("Kepmendagri 300.2.2-2138/2025", mark("the codes and names of provinces, kabupaten and kota")),
        ),
    ),
)


def parse(text: str, understanding: Understanding) -> Heard:  # noqa: ARG001 - one page, no argument
    """Whatever follows is ignored."""
    return Understood(Question(Intent.RULES))


def answer(question: Question, occasion: Occasion) -> None:
    """The page is the same for everyone."""


def present(answer: None, occasion: Occasion) -> Message:  # noqa: ARG001 - nothing was asked
    """The laws by what they rule."""
    t = occasion.t
    blocks: list[str] = [t("<b>The rules behind the figures</b>")]
    for heading, laws in _GROUPS:
        lines = [t("• <b>{law}</b>: {about}", law=name, about=t(about)) for name, about in laws]
        blocks.append("\n".join([t("<i>{heading}</i>", heading=t(heading)), *lines]))
    buttons = (
        (Button(t("Programmes"), Question(Intent.PROGRAMMES)), Button(t("Terms"), Question(Intent.TERMS))),
    )
    return Message("\n\n".join(blocks), buttons)


COMMAND = Command(
    intent=Intent.RULES,
    names=("aturan", "rules"),
    summary=mark("The laws behind targets and duties"),
    parse=parse,
    answer=answer,
    present=present,
)
