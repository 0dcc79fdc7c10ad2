"""Where a figure comes from, how old it is, whom it counts, and what is doubtful about it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from bot.i18n import Html, Translator, escaped
from bot.phrases.names import basis_name
from core.coverage import Coverage, CoverageAnswer
from core.model import Note, Source
from core.period import Period, months_between


@lru_cache(maxsize=4_096)
def source_link(source: Source, t: Translator) -> Html:
    """The publisher as a link to the publication, and its date; without an address the title stands beside it."""
    when = published(source, t)
    if source.url:
        link = linked(source.publisher, source.url)
    else:
        link = t("{publisher}, “{title}”", publisher=source.publisher, title=source.title)
    return t("{publisher}, {date}", publisher=link, date=when) if when else link


def linked(text: str, url: str) -> Html:
    """A text that opens an address; just the text where there is none, as for an office's own figures."""
    if not url:
        return escaped(text)
    return Html(f'<a href="{escaped(url)}">{escaped(text)}</a>')


def published(source: Source, t: Translator) -> str:
    """The date of a publication, as precisely as it is known; empty where it is not."""
    if not source.published:
        return ""
    if len(source.published) == len("2024-01-31"):
        return t.date(source.published_by)
    return t.period(Period.parse(source.published))


def age(period: Period, today: date, t: Translator) -> Html:
    """How long ago a period ended: in months up to three years, then in years."""
    months = months_between(period.last_day, today)
    if months < 1:
        return t("figures of this month")
    if months < 36:
        return t.plural("figures {count} month old", "figures {count} months old", months)
    return t.plural("figures {count} year old", "figures {count} years old", months // 12)


def sourcing(found: CoverageAnswer, t: Translator) -> list[Html]:
    """Whom the denominator counts, and where the figures come from and how old they are."""
    return [basis_line(found, t), source_line(found.sources, found.figures.period, found.as_of, t)]


def basis_line(found: CoverageAnswer, t: Translator) -> Html:
    """Whom the denominator counts, with what the source says of it."""
    basis, note = basis_name(found.figures.basis, t), found.coverage.denominator_note
    if note:
        return t("Denominator: {basis}, {note}", basis=basis, note=t.note(note))
    return t("Denominator: {basis}", basis=basis)


def source_line(sources: Iterable[Source], period: Period, today: date, t: Translator) -> Html:
    """Every source as a link with its date, and the age of the figures."""
    links = Html("; ".join(source_link(source, t) for source in sources))
    return t("Source: {sources} · {age}", sources=links, age=age(period, today, t))


def doubt_lines(notes: Iterable[Note], t: Translator) -> list[Html]:
    """A line for each reason why a number may be wrong."""
    return [t("Doubtful: {reason}.", reason=t.note(note)) for note in notes]


def contradiction(coverage: Coverage, t: Translator) -> Html | None:
    """That the source prints another percentage than its own numbers give."""
    if coverage.contradicted is None or coverage.share is None:
        return None
    return t(
        "The source prints {printed}, but its own numbers give {share}.",
        printed=t.share(coverage.contradicted),
        share=t.percent(coverage.share.shown),
    )
