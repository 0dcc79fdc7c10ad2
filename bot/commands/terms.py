"""/istilah: what the words mean, one by one or all on a page."""

from __future__ import annotations

from typing import Final

from bot import phrases
from bot.commands import Command
from bot.i18n import mark
from bot.language.heard import Heard, Understood
from bot.language.question import Intent, Question
from bot.language.understand import Understanding
from bot.language.words import words
from bot.messages import Button, Message
from bot.occasion import Occasion

_TERMS: Final = {
    "cakupan": (
        mark("Coverage"),
        mark(
            "active participants divided by the workers who could be; it may exceed 100% where both are estimates"
        ),
    ),
    "potensi": (
        mark("Eligible workers (potensi, UCJ)"),
        mark(
            "workers of the labour survey Sakernas without civil servants, military, police and under-age workers"
        ),
    ),
    "bekerja": (
        mark("All employed people"),
        mark("everyone of 15 and over who works, as BPS counts; more people, so a lower percentage"),
    ),
    "formal": (
        mark("Formal"),
        mark(
            "in these figures wage workers (Penerima Upah, PU). BPS also counts employers with permanent staff"
        ),
    ),
    "informal": (
        mark("Informal"),
        mark(
            "in these figures non-wage workers (Bukan Penerima Upah, BPU), such as farmers, fishers and traders"
        ),
    ),
    "rentan": (
        mark("Vulnerable workers (pekerja rentan)"),
        mark(
            "the part of the informal workers whose dues a government may pay; not another word for informal"
        ),
    ),
    "konstruksi": (
        mark("Construction (jasa konstruksi)"),
        mark("insured by project; counted in some denominators and not in others, which breaks the series"),
    ),
    "persen-poin": (
        mark("Percentage point (persen poin)"),
        mark("the difference of two percentages: from 25% to 39% is 14 percentage points, not 14 percent"),
    ),
    "kekurangan": (
        mark("People short"),
        mark(
            "how many more workers must be covered to reach the target: target × workers, rounded up, less covered"
        ),
    ),
    "capaian": (
        mark("Attainment of the target (tingkat capaian)"),
        mark("coverage divided by the target; 36.47% of 40% is an attainment of 91.18%, and still not met"),
    ),
    "kategori": (
        mark("Category"),
        mark(
            "attainment by Permendagri 86/2017: from 91 very high, 76 high, 66 medium, 51 low, below that very low"
        ),
    ),
    "ucj": (
        mark("UCJ"),
        mark("Universal Coverage Jamsostek, the goal of covering all eligible workers"),
    ),
}


def parse(text: str, understanding: Understanding) -> Heard:  # noqa: ARG001 - no region plays a part
    """A term's name or the beginning of it; anything else asks for the whole page."""
    asked = "-".join(words(text))
    found = next(
        (slug for slug in _TERMS if asked and (asked.startswith(slug) or slug.startswith(asked))), None
    )
    return Understood(Question(Intent.TERMS, topic=found))


def answer(question: Question, occasion: Occasion) -> tuple[str, ...]:  # noqa: ARG001 - the same for everyone
    """The names of the terms to explain."""
    return (question.topic,) if question.topic in _TERMS else tuple(_TERMS)


def present(answer: tuple[str, ...], occasion: Occasion) -> Message:
    """A term with its meaning in a line; all of them where none was named."""
    t = occasion.t
    entries = [
        t("<b>{term}</b>: {meaning}.", term=t(name), meaning=t(meaning))
        for name, meaning in (_TERMS[slug] for slug in answer)
    ]
    if len(answer) == 1:
        return Message(entries[0], ((Button(t("All terms"), Question(Intent.TERMS)),),))
    heading = t("<b>What the words mean</b>")
    buttons = (
        Button(t("Rules"), Question(Intent.RULES)),
        Button(t("Programmes"), Question(Intent.PROGRAMMES)),
    )
    return Message("\n\n".join([heading, *entries]), phrases.in_rows(buttons, 2))


COMMAND = Command(
    intent=Intent.TERMS,
    names=("istilah", "terms"),
    summary=mark("What the words mean"),
    parse=parse,
    answer=answer,
    present=present,
    example="/istilah persen poin",
)
