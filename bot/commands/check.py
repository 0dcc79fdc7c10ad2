"""/cek: whether the figures of a sentence or an article are right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.commands import Command
from bot.i18n import Html, Translator, mark
from bot.language.claims import read_claims
from bot.language.heard import Heard, Understood
from bot.language.question import Intent, Question
from bot.language.understand import Understanding
from bot.messages import Button, Message
from bot.occasion import Occasion
from bot.phrases import findings
from core.checking import check
from core.claims import Fails, Finding, Holds, Unsure

_MOST_FAILS: Final = 6
_MOST_OTHERS: Final = 3


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of a text; `figures` counts its numbers. The text itself is not kept."""

    findings: tuple[Finding, ...]
    figures: int

    @property
    def fails(self) -> list[Fails]:
        """The claims that are wrong."""
        return [finding for finding in self.findings if isinstance(finding, Fails)]

    @property
    def unsure(self) -> list[Unsure]:
        """The claims that cannot be checked."""
        return [finding for finding in self.findings if isinstance(finding, Unsure)]

    @property
    def holds(self) -> list[Holds]:
        """The claims that are right."""
        return [finding for finding in self.findings if isinstance(finding, Holds)]


@dataclass(frozen=True, slots=True)
class NoText:
    """Nothing was given to check."""


def parse(text: str, understanding: Understanding) -> Heard:  # noqa: ARG001 - the text is read when answered
    """The text is no part of the question, which may be stored; it is read from the occasion."""
    return Understood(Question(Intent.CHECK))


def answer(question: Question, occasion: Occasion) -> Found | NoText:  # noqa: ARG001 - only the text matters
    """What is found of the claims of the text."""
    if not occasion.text.strip():
        return NoText()
    reading = read_claims(occasion.text, occasion.figures.regions, occasion.today)
    return Found(check(reading.claims, occasion.figures, reading.region), reading.figures)


def present(answer: Found | NoText, occasion: Occasion) -> Message:
    """What is wrong first, then what cannot be checked, then what is right and by which figures of ours.

    The message carries no question: an answer to a text cannot be given again without it.
    """
    if isinstance(answer, NoText):
        return Message(_how_to_ask(occasion.t), question=Question(Intent.CHECK))
    if not answer.findings:
        return Message(_nothing(answer, occasion.t))
    blocks = [
        [_headline(answer, occasion.t)],
        [findings.failing(finding, occasion) for finding in answer.fails[:_MOST_FAILS]],
        [findings.unsure(finding, occasion) for finding in answer.unsure[:_MOST_OTHERS]],
        findings.holding(answer.holds, occasion),
        findings.sourcing(answer.findings, occasion.t),
    ]
    text = "\n\n".join("\n".join(lines) for lines in blocks if lines)
    return Message(text, _buttons(answer, occasion))


def _how_to_ask(t: Translator) -> Html:
    return t(
        "<b>Send the sentence or article to check behind the command</b>\n"
        "For instance: <code>/check 42,591 of 154,008 workers, about 55 percent</code>\n"
        "I recompute what the text claims with its numbers and compare them with my figures. "
        "The text is not stored."
    )


def _nothing(answer: Found, t: Translator) -> Html:
    if not answer.figures:
        return t(
            "<b>There is no figure in the text to check</b>\n"
            "I can check percentages, sums, rises and costs, and compare coverage with my figures."
        )
    return t(
        "<b>The figures stand by themselves, so they cannot be checked</b>\n"
        "I look for statements such as “A of B, or P percent”, for sums, rises and costs, and for the coverage "
        "of a region that is named."
    )


def _headline(answer: Found, t: Translator) -> Html:
    wrong, right = len(answer.fails), len(answer.fails) + len(answer.holds)
    if wrong and right == 1:
        return t("<b>The statement checked does not match</b>")
    if wrong:
        return t(
            "<b>{wrong} of {count} statements checked do not match</b>",
            wrong=t.number(wrong),
            count=t.number(right),
        )
    if right:
        return t.plural(
            "<b>{count} statement checked, and it matches</b>",
            "<b>{count} statements checked, and all match</b>",
            right,
        )
    return t("<b>Nothing in it can be checked for certain</b>")


def _buttons(answer: Found, occasion: Occasion) -> tuple[tuple[Button, ...], ...]:
    known = next((finding.known for finding in answer.findings if finding.known), None)
    if known is None:
        return ()
    t, region = occasion.t, known.figure.region
    asked = Question(Intent.COVERAGE, (region,), (known.figure.segment,), (known.figure.period,))
    source = Question(Intent.SOURCE, asked.regions, asked.segments, asked.periods)
    return ((Button(t("Coverage"), asked), Button(t("Source"), source)),)


COMMAND = Command(
    intent=Intent.CHECK,
    names=("cek", "periksa", "check"),
    summary=mark("Check the figures of a sentence or an article"),
    parse=parse,
    answer=answer,
    present=present,
    example="/cek 607.426 dari 1.665.422 pekerja, 36,47 persen",
)
