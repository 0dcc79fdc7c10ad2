"""The problems of a file in words: each with its row and column, or those of a kind together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from bot.figures.problems import Fault, Hole, Problem
from bot.i18n import Html, Translator, mark

_GROUPS: Final = 12
"""Kinds of problems that a chat shows."""


def line(problem: Problem, t: Translator) -> Html:
    """A problem with its row and column, as far as it has them."""
    said = sentence(problem, t)
    match problem.row, problem.column:
        case int(row), str(column):
            return t(
                "Row {row}, column “{column}”: {problem}", row=t.number(row), column=column, problem=said
            )
        case int(row), None:
            return t("Row {row}: {problem}", row=t.number(row), problem=said)
        case _:
            return said


def lines(problems: Sequence[Problem], more: int, t: Translator) -> list[Html]:
    """Every problem, and how many more there are: for a terminal or a file."""
    return [*(line(problem, t) for problem in problems), *_more(more, t)]


def summary(problems: Sequence[Problem], more: int, t: Translator) -> list[Html]:
    """Problems of one kind in one column together, the first of them as an example: for a chat."""
    groups: dict[tuple[Fault, str | None], list[Problem]] = {}
    for problem in problems:
        groups.setdefault((problem.fault, problem.column), []).append(problem)
    shown = [*groups.values()][:_GROUPS]
    hidden = len(problems) - sum(map(len, shown))
    return [*(_group(group, t) for group in shown), *_more(more + hidden, t)]


def _group(group: Sequence[Problem], t: Translator) -> Html:
    first, count = group[0], len(group) - 1
    if not count or first.row is None:
        return line(first, t)
    row, said = t.number(first.row), sentence(first, t)
    if first.column is None:
        return t.plural(
            "Row {row} and {count} more row: {problem}",
            "Row {row} and {count} more rows: {problem}",
            count,
            row=row,
            problem=said,
        )
    return t.plural(
        "Row {row} and {count} more row, column “{column}”: {problem}",
        "Row {row} and {count} more rows, column “{column}”: {problem}",
        count,
        row=row,
        column=first.column,
        problem=said,
    )


def _more(count: int, t: Translator) -> list[Html]:
    if not count:
        return []
    return [t.plural("… and {count} more problem.", "… and {count} more problems.", count)]


def sentence(problem: Problem, t: Translator) -> Html:
    """What is wrong, without where."""
    return t(_SENTENCES[problem.fault], **{name: _said(hole, t) for name, hole in problem.holes.items()})


def _said(hole: Hole, t: Translator) -> str:
    match hole:
        case int():
            return t.number(hole)
        case tuple():
            return t.listed(hole)
        case _:
            return hole


_SENTENCES: Final[Mapping[Fault, str]] = {
    Fault.EMPTY: mark("The file is empty."),
    Fault.MISSING: mark("There is no such file, or it cannot be read."),
    Fault.BAD_NAME: mark("The name of the file is a path or has characters that no name has. Rename it."),
    Fault.TOO_BIG: mark("The file is larger than {megabytes} MB. Send it in parts."),
    Fault.PDF: mark("This is a PDF, whatever its name says. Send the table as XLSX or CSV."),
    Fault.PICTURE: mark("This is a picture, whatever its name says. Send the table as XLSX or CSV."),
    Fault.ARCHIVE: mark("This is a compressed archive. Unpack it and send the XLSX or CSV file inside."),
    Fault.OLD_OFFICE: mark("This is an Excel 97–2003 file (.xls) or older. Save it as XLSX."),
    Fault.ENCRYPTED: mark("The file is protected by a password. Save it without one."),
    Fault.MACROS: mark("The workbook contains macros (.xlsm). Save it as XLSX, which has none."),
    Fault.BINARY_WORKBOOK: mark("This is a binary workbook (.xlsb). Save it as XLSX."),
    Fault.OPEN_DOCUMENT: mark("This is an OpenDocument file (.ods). Save it as XLSX or CSV."),
    Fault.NOT_A_WORKBOOK: mark("This is a text document or a presentation. Send the table as XLSX or CSV."),
    Fault.WEB_PAGE: mark("This is a web page or XML, whatever its name says. Save it as XLSX or CSV."),
    Fault.NUL: mark("bytes that no text has; save the file as XLSX or as “CSV UTF-8”"),
    Fault.ENCODING: mark("letters of an unknown encoding; save the file as XLSX or as “CSV UTF-8”"),
    Fault.CUT_OFF: mark("The file is cut off: its end is missing. Send it again."),
    Fault.DAMAGED: mark("The workbook is damaged. Open it in a spreadsheet and save it again as XLSX."),
    Fault.UNPACKS_TOO_BIG: mark("The workbook unpacks to more than {megabytes} MB. Send it in parts."),
    Fault.DECLARES: mark("The workbook declares XML entities, which no spreadsheet writes. It is not read."),
    Fault.NO_HEADER: mark(
        "No row of column titles was found in the first 21 rows. It needs titles such as “Code”, “Period” "
        "and “Covered”; the template shows them all."
    ),
    Fault.ONLY_HEADER: mark("there are column titles and no rows below them"),
    Fault.NOTHING_STATED: mark("No row states a number."),
    Fault.TOO_MANY_ROWS: mark("The table has more than {most} rows. Send it in parts."),
    Fault.TOO_MANY_COLUMNS: mark("something stands to the right of the first {most} columns"),
    Fault.LINE_TOO_LONG: mark("a line has more than {most} characters"),
    Fault.QUOTE_OPEN: mark("a quotation mark opens here and is never closed"),
    Fault.QUOTE_WRONG: mark("something stands behind a closing quotation mark; inside a text it is doubled"),
    Fault.CUT_ROW: mark("the file stops in the middle of this row"),
    Fault.GIVEN_UP: mark("reading was given up here: there are too many problems for a table of figures"),
    Fault.TOO_SLOW: mark("Reading the file took too long and was given up. Send it in parts."),
    Fault.TOO_MUCH_MEMORY: mark("Reading the file took too much memory and was given up. Send it in parts."),
    Fault.BROKE: mark("The file could not be read: the reader broke off. Save it as CSV and send it again."),
    Fault.UNKNOWN_HEADER: mark(
        "the title “{title}” is not known; delete the column or use a title of the template"
    ),
    Fault.UNKNOWN_HEADER_NEAR: mark("the title “{title}” is not known; is “{near}” meant?"),
    Fault.HEADER_TWICE: mark("the title “{title}” means the same as that of column {earlier}"),
    Fault.NOT_WORKERS: mark(
        "“{title}” counts other people than the workers that coverage is a share of; delete the column"
    ),
    Fault.NO_REGION_COLUMN: mark("no column has the regions, such as “Code” or “Region”"),
    Fault.NO_PERIOD_COLUMN: mark("no column has the periods, such as “Period” or “Year”"),
    Fault.NO_NUMBER_COLUMN: mark("no column has numbers, such as “Covered”, “Workers” or “Coverage (%)”"),
    Fault.NO_HEADER_ABOVE: mark("something stands in a column without a title"),
    Fault.CELL_TOO_LONG: mark("the text of this cell is too long"),
    Fault.FORMULA_FAILED: mark("the formula gives an error: {text}"),
    Fault.FORMULA_EMPTY: mark("the formula has no saved result; recalculate the sheet and save it"),
    Fault.NOT_A_DAY: mark("“{text}” is no date that a spreadsheet can mean"),
    Fault.NO_REGION: mark("the region is missing"),
    Fault.UNKNOWN_REGION: mark("no region is called “{name}”"),
    Fault.UNKNOWN_REGION_NEAR: mark("no region is called “{name}”; similar: {near}"),
    Fault.WHICH_REGION: mark("“{name}” stands for {near}; write the code or the full name"),
    Fault.UNKNOWN_CODE: mark("no region has the code {code}; Kemendagri's codes are needed, not BPS's"),
    Fault.WHICH_CODE: mark("the code “{name}” has lost a zero; possible: {near}. Format the column as text"),
    Fault.CODE_OF_ANOTHER: mark("the code {code} is {region}, but the name beside it is “{name}”"),
    Fault.REGIONS_DISAGREE: mark("“{name}” and “{other}” are not the same region, nor one inside the other"),
    Fault.NO_PERIOD: mark("the period is missing"),
    Fault.NOT_A_PERIOD: mark("“{text}” is no period, such as 2024, Q3 2025 or July 2025"),
    Fault.NO_YEAR: mark("“{text}” lacks its year"),
    Fault.PERIODS_DISAGREE: mark("“{text}” does not lie in the period that another column names"),
    Fault.UNKNOWN_SEGMENT: mark(
        "no segment is called “{text}”; there are total, formal, informal and construction"
    ),
    Fault.UNKNOWN_BASIS: mark(
        "no basis is called “{text}”; there are “eligible” (UCJ) and “employed” (BPS), or leave it empty"
    ),
    Fault.UNKNOWN_EVIDENCE: mark("“{text}” is neither “stated” nor “inferred”"),
    Fault.NO_PUBLISHER: mark("the source is missing: who published the numbers"),
    Fault.NO_PUBLICATION: mark("the source lacks a title or an address"),
    Fault.NO_DATE: mark("the source lacks its date; where it has none, write “undated”"),
    Fault.NOT_A_DATE: mark("“{text}” is no date of publication, such as 2025-07-31, July 2025 or 2025"),
    Fault.NOT_YET: mark("“{text}” lies in the future; a source has been published"),
    Fault.NOT_AN_ADDRESS: mark("“{text}” is no address that begins with https://"),
    Fault.NOT_A_KEY: mark("“{text}” is no key of small letters, digits and hyphens"),
    Fault.KEY_TAKEN: mark("the key “{text}” stands for another source in the rows above"),
    Fault.NOT_A_NUMBER: mark("“{text}” is no number"),
    Fault.A_DAY: mark("a date stands in place of a number: {text}; format the column as numbers"),
    Fault.TOO_MANY_DIGITS: mark("“{text}” has more digits than any count of people"),
    Fault.READS_BOTH_WAYS: mark(
        "“{text}” can be read with decimals or with thousands; write two decimals, or no separator"
    ),
    Fault.MIXED: mark("“{text}” is written otherwise than the rest of the column, such as “{other}”"),
    Fault.NEGATIVE: mark("“{text}” is negative"),
    Fault.PARTS_OF_PEOPLE: mark("“{text}” is not a whole number of people"),
    Fault.PERCENT_OF_PEOPLE: mark("“{text}” is a percentage in a column of people"),
    Fault.PEOPLE_OF_PERCENT: mark("“{text}” counts people in a column of percentages"),
    Fault.NOT_ROUND: mark(
        "“{text}” is marked as rounded, but does not say to what; write “573 thousand” or “± 500”"
    ),
    Fault.A_FRACTION: mark(
        "“{text}” looks like a share of 1; write {meant}, or {text}% if that is what is meant"
    ),
    Fault.TOO_LARGE_A_SHARE: mark("“{text}” is more than {most} percent"),
    Fault.A_HUNDREDFOLD: mark(
        "“{text}” is a hundred times what the row's own numbers give; write {meant}, or {text}% if it is right"
    ),
}
