"""/ekspor: everything known of a region as a file for a spreadsheet."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from bot import phrases
from bot.commands import Command
from bot.i18n import Html, mark
from bot.language.heard import Heard, Understood, UnknownRegion, WhichRegion
from bot.language.question import Intent, Question
from bot.language.understand import Understanding
from bot.language.words import words
from bot.messages import Button, Document, Message, plain
from bot.occasion import Occasion
from bot.sheets.spreadsheet import csv_file, xlsx_file
from bot.sheets.workbook import definitions_table, figures_table, sources_table
from core.coverage import NoFigures, answer_coverage
from core.export import Export, export
from core.model import Segment
from core.region import COUNTRY

_TYPES: Final = {"csv": "csv", "xlsx": "xlsx", "excel": "xlsx"}
_KINDS: Final = ("csv", "xlsx")
_NAMED: Final = 3
"""Regions that a file's name has room for."""


@dataclass(frozen=True, slots=True)
class Found:
    """The rows that were asked for."""

    question: Question
    export: Export


def parse(text: str, understanding: Understanding) -> Heard:
    """Regions, segments and periods, and "csv" or "xlsx" to get the file at once; all of them optional."""
    heard = understanding.argument(Intent.EXPORT, text)
    topic = next((_TYPES[word] for word in words(text) if word in _TYPES), None)
    if isinstance(heard, Understood | UnknownRegion | WhichRegion):
        return replace(heard, question=replace(heard.question, topic=topic))
    return heard


def answer(question: Question, occasion: Occasion) -> Found | NoFigures:
    """The rows of the regions, of the chat's own where none was named."""
    regions = question.regions or (occasion.region,)
    found = export(occasion.figures, regions, question.segments, question.periods)
    if not found.tells:
        segment = question.segment or Segment.TOTAL
        nothing = answer_coverage(occasion.figures, regions[0], segment, question.period, occasion.today)
        if isinstance(nothing, NoFigures):
            return nothing
    return Found(question, found)


def present(answer: Found | NoFigures, occasion: Occasion) -> Message:
    """How much there is, with a button for each type of file; or the file itself with its caption."""
    if isinstance(answer, NoFigures):
        return phrases.nothing_known(answer, Intent.EXPORT, occasion)
    question = answer.question
    if question.topic in _KINDS:
        return _file(answer, question.topic, occasion)
    lines = [_headline(answer.export, occasion), *_contents(answer.export, occasion)]
    return Message("\n".join(lines), _buttons(question, occasion), question)


def _headline(found: Export, occasion: Occasion) -> Html:
    t = occasion.t
    return t(
        "<b>{regions}: {figures}, {targets}, from {sources}</b>",
        regions=t.listed(region.name for region in found.regions),
        figures=t.plural("{count} figure", "{count} figures", len(found.stated)),
        targets=t.plural("{count} target", "{count} targets", len(found.targets)),
        sources=t.plural("{count} source", "{count} sources", len(found.sources)),
    )


def _contents(found: Export, occasion: Occasion) -> list[Html]:
    t, lines = occasion.t, []
    if found.inside:
        lines.append(_inside(found, occasion))
    codes = {region.code for region in found.regions}
    if any(row.region not in codes for row in found.targets):
        lines.append(t("The nation's targets are among them, marked as national."))
    if found.derived:
        lines.append(
            t.plural(
                "{count} more figure is worked out from these and marked as such.",
                "{count} more figures are worked out from these and marked as such.",
                len(found.derived),
            )
        )
    doubtful = sum(bool(row.doubts) for row in found.rows)
    if doubtful:
        lines.append(
            t.plural(
                "{count} row is doubtful and says why.", "{count} rows are doubtful and say why.", doubtful
            )
        )
    if found.breaks:
        lines.append(t("Where a series breaks, the rows say so; figures across it are not compared."))
    return [*lines, t("Every row names its denominator and its source.")]


def _inside(found: Export, occasion: Occasion) -> Html:
    t, count = occasion.t, len(found.inside)
    if any(region.code == COUNTRY for region in found.regions):
        return t.plural(
            "The main figures of {count} region inside are included.",
            "The main figures of {count} regions inside are included.",
            count,
        )
    return t.plural(
        "The main figures of {count} kabupaten or kota are included.",
        "The main figures of {count} kabupaten and kota are included.",
        count,
    )


def _buttons(question: Question, occasion: Occasion) -> tuple[tuple[Button, ...], ...]:
    t, region = occasion.t, (question.region or occasion.region,)
    types = tuple(Button(each.upper(), replace(question, topic=each)) for each in _KINDS)
    neighbours = (
        Button(t("Coverage"), Question(Intent.COVERAGE, region, question.segments[:1], question.periods[:1])),
        Button(t("Target"), Question(Intent.TARGET, region, question.segments[:1], question.periods[:1])),
    )
    return types, neighbours


def _file(answer: Found, kind: str, occasion: Occasion) -> Message:
    """The file; its content is made when it is sent."""
    t, found = occasion.t, answer.export
    caption = t(
        "{rows} · version {version} of the figures · {date}",
        rows=t.plural("{count} row", "{count} rows", len(found.rows)),
        version=occasion.figures.version,
        date=t.date(occasion.today),
    )
    name = f"cakupan-{_slug(found)}-{occasion.today.isoformat()}.{kind}"
    document = Document(name, partial(_content, found, kind, occasion))
    return Message("\n".join((_headline(found, occasion), caption)), (), answer.question, document=document)


def _content(found: Export, kind: str, occasion: Occasion) -> bytes:
    figures = figures_table(found, occasion)
    if kind == "csv":
        return csv_file(figures)
    tables = (figures, sources_table(found, occasion), definitions_table(found, occasion))
    return xlsx_file(tables, plain(_headline(found, occasion)), occasion.today)


def _slug(found: Export) -> str:
    """The regions in letters that every system takes in a file's name."""
    names = "-".join(region.name for region in found.regions[:_NAMED])
    ascii_only = unicodedata.normalize("NFKD", names).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")


COMMAND = Command(
    intent=Intent.EXPORT,
    names=("ekspor", "export"),
    summary=mark("Figures as a file for a spreadsheet"),
    parse=parse,
    answer=answer,
    present=present,
    example="/ekspor kalbar xlsx",
)
