"""The file of a backup: what is written comes back, and what is not whole is refused."""

import gzip
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.store.archive import EDITION, Contents, Fault, Header, Reading, Row, UnusableArchiveError, Writing

HEADER = Header("0004", "0.1.0", 1_795_000_000, "sqlite")
CHATS = Contents("chats", ("id", "name"), 7)
VALUES = st.none() | st.integers(-(2**63), 2**63 - 1) | st.text() | st.binary()
ROWS = st.lists(st.tuples(VALUES, VALUES), max_size=5)


def archive(*rows: Row, contents: Contents = CHATS) -> bytes:
    file = BytesIO()
    writing = Writing(file, HEADER)
    writing.table(contents)
    for row in rows:
        writing.row(row)
    writing.end()
    return file.getvalue()


def fault(content: bytes) -> Fault:
    with pytest.raises(UnusableArchiveError) as error:
        list(Reading(BytesIO(content)).parts())
    return error.value.fault


@given(ROWS)
def test_what_is_written_comes_back(rows: list[Row]) -> None:
    reading = Reading(BytesIO(archive(*rows)))
    assert reading.header == HEADER
    assert list(reading.parts()) == [CHATS, *rows]


def test_cut_off_anywhere_it_is_refused() -> None:
    whole = archive((1, "Sambas"), (2, b"\x00" * 5000))
    faults = {fault(whole[:length]) for length in range(18, len(whole))}
    assert faults == {Fault.DAMAGED}


def test_with_any_byte_changed_it_is_refused_or_says_the_same() -> None:
    whole = archive((1, "Sambas"), (2, b"\x00\xff" * 20))
    told = list(Reading(BytesIO(whole)).parts())
    for at in range(len(whole)):
        changed = whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :]
        try:
            assert list(Reading(BytesIO(changed)).parts()) == told
        except UnusableArchiveError:
            continue


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", Fault.FOREIGN),
        (b"SQLite format 3\x00" + b"\x00" * 100, Fault.FOREIGN),
        (gzip.compress(b""), Fault.FOREIGN),
        (gzip.compress(b"kode;periode\n61;2024\n"), Fault.FOREIGN),
        (gzip.compress(b'{"name": "something else"}\n'), Fault.FOREIGN),
        (gzip.compress(b"[" * 5000), Fault.FOREIGN),
        (gzip.compress(b'{"format":"cakupan-memory","edition":%d}\n' % (EDITION + 1)), Fault.NEWER),
        (gzip.compress(b'{"format":"cakupan-memory","edition":%d,"schema":4}\n' % EDITION), Fault.FOREIGN),
        (gzip.compress(gzip.decompress(archive((1, "x")))[:-60]), Fault.DAMAGED),
        (gzip.compress(gzip.decompress(archive((1, "x"))) + b"more"), Fault.DAMAGED),
        (archive((1, "x", "y")), Fault.DAMAGED),
        (
            gzip.compress(gzip.decompress(archive((1, "x"))).replace(b'[1,"x"]', b'[1,{"bytes":99}]')),
            Fault.DAMAGED,
        ),
        (gzip.compress(gzip.decompress(archive((1, "x"))).replace(b'[1,"x"]\n', b"")), Fault.DAMAGED),
    ],
)
def test_what_is_no_whole_backup_says_why(content: bytes, found: Fault) -> None:
    assert fault(content) is found
