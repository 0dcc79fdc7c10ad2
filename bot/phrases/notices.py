"""Wording of what subscribers are told by themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NewType

from bot import phrases
from bot.i18n import Html, Translator, escaped
from bot.messages import Message, Record
from bot.occasion import Occasion
from bot.phrases import plausibility, position, preview
from core.coverage import Coverage, CoverageAnswer, NoFigures, answer_coverage
from core.crossing import Crossing
from core.model import Segment
from core.news import News
from core.targets import answer_targets

Block = NewType("Block", str)
"""Some lines about one thing."""


def together(blocks: Sequence[Block], about: Mapping[str, Any], note: str, occasion: Occasion) -> Message:
    """The message under a heading that says why it comes; `note` is the reason for a change."""
    t = occasion.t
    if about.get("figures"):
        head = t("<b>New figures</b>")
    elif about.get("digest"):
        head = t("<b>Digest</b>")
    else:
        head = t("<b>Target alert</b>")
    because = note and (about.get("figures") or about.get("crossed"))
    reason = [t("Reason: {reason}", reason=escaped(note))] if because else []
    return Message("\n\n".join([head, *blocks, *reason]))


def numbered(block: Block, records: Sequence[Record], t: Translator) -> Block:
    """The block with the numbers of the answers that say more of its figures."""
    numbers = dict.fromkeys(record.number for record in records)
    said = (t("Answer {number}", number=Html(f"<code>{number}</code>")) for number in numbers)
    return _block([block, *said])


def crossed(found: Sequence[Crossing], occasion: Occasion) -> Block:
    """Targets that are reached or lost, with the coverage before and after."""
    t, regions = occasion.t, occasion.figures.regions
    return _block([t("• {line}", line=preview.crossing(each, regions, t)) for each in found])


def changed(found: News, occasion: Occasion) -> Block:
    """A region's coverage, how it differs from what the chat knew, and what the change rests on."""
    t, regions = occasion.t, occasion.figures.regions
    lines = [
        *(
            preview.refused(each, regions, t) if each.refused else preview.shifted(each, regions, t)
            for each in found.shifts
        ),
        *(_first(each, occasion) for each in found.first),
        *(_newer(each, occasion) for each in found.newer),
    ]
    listed = [t("• {line}", line=line) for line in lines]
    answered = answer_coverage(
        occasion.figures, found.region, found.segment or Segment.TOTAL, None, occasion.today
    )
    if isinstance(answered, NoFigures):
        gone = t("{region}: the figures were withdrawn.", region=regions[found.region].name)
        return _block([gone, *listed])
    return _block(
        [
            position.headline(answered, occasion),
            *listed,
            *_targets(answered, occasion),
            *phrases.sourcing(answered, t),
        ]
    )


def standing(region: str, segment: Segment | None, occasion: Occasion) -> Block:
    """Where a region stands: its coverage, its target and the age of its figures."""
    found = answer_coverage(occasion.figures, region, segment or Segment.TOTAL, None, occasion.today)
    if isinstance(found, NoFigures):
        name = occasion.figures.regions[region].name
        return _block([occasion.t("{region}: no figure yet.", region=name)])
    lines = [position.headline(found, occasion), *_targets(found, occasion)]
    return _block([*lines, *phrases.sourcing(found, occasion.t)])


def _targets(found: CoverageAnswer, occasion: Occasion) -> list[Html]:
    """The foremost target of the same figures."""
    figure = found.coverage.figure
    checks = answer_targets(occasion.figures, figure.region, figure.segment, None, occasion.today).compared
    return [
        phrases.target_line(check, occasion.t) for check in checks if check.target.segment is figure.segment
    ][:1]


def _first(coverage: Coverage, occasion: Occasion) -> Html:
    """A figure where there was none before."""
    t, figure = occasion.t, coverage.figure
    where = plausibility.where(figure.region, figure.period, figure.segment, occasion.figures.regions, t)
    return t("{where}: {number}, the first figure", where=where, number=_number(coverage, occasion))


def _newer(coverage: Coverage, occasion: Occasion) -> Html:
    """A newer figure, which is less complete than the answer or in doubt."""
    t, figure = occasion.t, coverage.figure
    where = plausibility.where(figure.region, figure.period, figure.segment, occasion.figures.regions, t)
    number = phrases.linked(_number(coverage, occasion), figure.sources[0].url)
    if coverage.doubts:
        return t("{where}: {number}, newer but doubtful", where=where, number=number)
    return t("{where}: {number}, newer but less complete", where=where, number=number)


def _number(coverage: Coverage, occasion: Occasion) -> Html:
    t = occasion.t
    if coverage.share:
        return t.share(coverage.share)
    return t("{number} workers", number=t.people(coverage.covered)) if coverage.covered else t("not stated")


def _block(lines: Sequence[str]) -> Block:
    return Block("\n".join(lines))
