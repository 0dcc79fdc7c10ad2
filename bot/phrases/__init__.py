"""Wording that several commands share: names, sources, targets, buttons and the answer "nothing is known"."""

from bot.phrases.buttons import chosen, in_rows, region_button, with_segments
from bot.phrases.missing import nothing_known
from bot.phrases.names import (
    as_known,
    basis_in_words,
    basis_name,
    carried,
    how_to_reach,
    intent_name,
    kind_of,
    segment_name,
    workers_of,
)
from bot.phrases.shares import decimals, is_round
from bot.phrases.sources import (
    age,
    basis_line,
    contradiction,
    doubt_lines,
    linked,
    published,
    source_line,
    source_link,
    sourcing,
)
from bot.phrases.targets import distance, target_line, target_name, target_share

__all__ = [
    "age",
    "as_known",
    "basis_in_words",
    "basis_line",
    "basis_name",
    "carried",
    "chosen",
    "contradiction",
    "decimals",
    "distance",
    "doubt_lines",
    "how_to_reach",
    "in_rows",
    "intent_name",
    "is_round",
    "kind_of",
    "linked",
    "nothing_known",
    "published",
    "region_button",
    "segment_name",
    "source_line",
    "source_link",
    "sourcing",
    "target_line",
    "target_name",
    "target_share",
    "with_segments",
    "workers_of",
]
