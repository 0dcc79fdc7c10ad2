"""The XML of a workbook's parts, read as a stream: bounded, and without anything that a document may declare."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, Protocol
from xml.parsers import expat

from bot.figures.problems import Fault, Unreadable

_LONGEST_TAG: Final = 1_000_000
"""Bytes that may pass without anything to be told; more is one tag without an end."""


class Handler(Protocol):
    """Is told what stands in a document. `prefix` goes before every name of the part's own vocabulary."""

    def begin(self, parser: expat.XMLParserType, prefix: str) -> None:
        """The first element has begun; from now on the parser's handlers are the handler's own."""


class _Names:
    """Hands a parser over to a handler at the first element, whose name tells the prefix."""

    def __init__(self, parser: expat.XMLParserType, handler: Handler) -> None:
        self._parser, self._handler = parser, handler

    def first(self, name: str, _attributes: dict[str, str]) -> None:
        before, colon, _ = name.rpartition(":")
        self._handler.begin(self._parser, before + colon)


def parsed(chunks: Iterable[bytes], handler: Handler) -> Iterator[None]:
    """Parse a document, with a pause after each chunk. Raises Unreadable for what is no plain XML."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = _Names(parser, handler).first
    fed = 0
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
            fed += len(chunk)
            if fed - parser.CurrentByteIndex > _LONGEST_TAG:
                raise Unreadable(Fault.DAMAGED)
            yield
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        if error.code == expat.errors.codes[expat.errors.XML_ERROR_NO_MEMORY]:
            raise MemoryError from None
        raise Unreadable(Fault.DAMAGED) from None
    yield


def parse(chunks: Iterable[bytes], handler: Handler) -> None:
    """Parse a document as a whole. Raises Unreadable for what is no plain XML."""
    for _ in parsed(chunks, handler):
        pass


def _refuse(*_declaration: object) -> None:
    raise Unreadable(Fault.DECLARES)
