"""Where outside text meets Telegram's HTML or a spreadsheet: it is shown as it is written, and nothing breaks."""

import asyncio
import csv
import io
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from announcements import be, broadcast, chats, code, deliver, desk_of
from botapi_limits import faults_of
from fakes import BOT_ID, TOKEN, Call
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st
from pydantic import SecretStr
from talk import Talk
from test_channels import CHANNEL
from test_spreadsheet import read_csv, table

from bot.playground.markup import parse_html
from bot.settings import Settings
from bot.sheets.spreadsheet import csv_file

PIECES = [
    "<",
    ">",
    "&",
    '"',
    "'",
    "<b>",
    "</b>",
    "</i>",
    '<a href="x">',
    "&lt;",
    "&#60;",
    "&amp",
    "x",
    "é",
    "=",
    "/",
]
hostile = (
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=8).map("".join).filter(lambda text: len(text) < 30)
)
WORST = '<a href="x">&lt;</b>'
few = settings(max_examples=10, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))


@asynccontextmanager
async def desk() -> AsyncIterator[Talk]:
    with TemporaryDirectory() as folder:
        database = SecretStr(f"sqlite:///{Path(folder) / 'memory.db'}")
        configured = Settings(_env_file=None, bot_token=SecretStr(TOKEN), database_url=database)
        async with desk_of(configured, 900, 901) as talk:
            yield talk


def tried(work: Callable[[Talk], Awaitable[object]]) -> None:
    """Do it at a desk; nothing that was said may be what Telegram refuses."""

    async def all_of_it() -> None:
        async with desk() as talk:
            await work(talk)
            faults = {
                fault for call in talk.telegram.calls for fault in faults_of(call.method, call.parameters)
            }
            assert faults == set()

    asyncio.run(all_of_it())


def shown(calls: Sequence[Call]) -> str:
    """All that was said, as a chat shows it."""
    return "\n".join(
        parse_html(call.text).text for call in calls if {"text", "caption"} & call.parameters.keys()
    )


@few
@given(hostile)
@example(WORST)
def test_what_somebody_types_is_quoted_as_it_is(text: str) -> None:
    async def type_it(talk: Talk) -> None:
        be(talk, 7)
        assert f"“{text}”" in shown(await talk.message(text=f"/jawaban {text}"))
        for said in (f"cakupan {text}", f"/{text}", f"/wilayah {text}", f"/cek {text} 40 persen", text):
            assert await talk.message(text=said)
        await talk.type_inline(f"cakupan {text}")

    tried(type_it)


@few
@given(hostile)
@example(WORST)
def test_a_channels_title_is_shown_as_it_is(title: str) -> None:
    async def subscribe(talk: Talk) -> None:
        be(talk, 7)
        talk.telegram.channels = {"@kabar_kerja": title, CHANNEL: title}
        talk.telegram.admins = {7, BOT_ID}
        assert f"Untuk kanal {title} (" in shown(await talk.message(text="/langganan @kabar_kerja kalbar"))
        listed = await talk.say("/langganan")
        assert listed.labels[-1] == [f"{title} (1)"]

    tried(subscribe)


@few
@given(hostile.filter(str.strip))
@example(WORST)
def test_a_broadcast_is_previewed_and_delivered_as_it_was_typed(text: str) -> None:
    async def send(talk: Talk) -> None:
        await chats(talk, 1)
        draft = await talk.say(f"/siaran teks Halo {text}.")
        assert f"Halo {text}." in shown([draft])
        await talk.message(text=f"/siaran kepada {text}")
        await talk.message(text=f"/siaran lihat sebagai {text}")
        await talk.message(text=f"/siaran pada {text}")
        await talk.say(f"/siaran kirim {code(draft)}")
        await deliver(talk, (await broadcast(talk)).number)
        assert f"Halo {text}." in shown(talk.telegram.said("sendMessage")[-1:])

    tried(send)


@few
@given(hostile)
@example(WORST)
def test_the_reason_of_a_correction_is_shown_as_it_is(text: str) -> None:
    async def correct(talk: Talk) -> None:
        await talk.say("/cakupan kalbar")
        assert await talk.message(text=f"/ralat {text}")

    tried(correct)


@settings(max_examples=5, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(hostile.map(lambda text: f"x{text}x"))
@example(f"x{WORST}x")
def test_a_files_name_its_note_and_all_it_says_are_shown_as_they_are(text: str) -> None:
    async def bring(talk: Talk) -> None:
        content = file_with(text)
        talk.telegram.files["abc"] = content
        document = {"file_id": "abc", "file_unique_id": "u", "file_name": f"{text.replace('/', '')}.csv"}
        calls = await talk.message(document=document | {"file_size": len(content)}, caption=f"Catatan {text}")
        assert f"Membaca {text.replace('/', '')}.csv …" in shown(calls)
        assert f"Keterangan: Catatan {text}" in shown(calls)
        be(talk, 901)
        await talk.press_code("S_xapprove-1")
        assert f"{text}, “{text}”" in shown(await talk.message(text="/cakupan kalbar"))
        for said in (
            "/sumber kalbar",
            "/versi",
            "/versi log",
            "/tren kalbar",
            "/ringkas kalbar",
            "/target kalbar",
        ):
            assert await talk.message(text=said)
        await talk.press_code("o_r61_xcsv")
        name, exported = talk.telegram.said("sendDocument")[-1].file
        assert name == "cakupan-kalimantan-barat-2026-11-22.csv"
        assert any(text in cell for row in read_csv(exported) for cell in row)

    tried(bring)


def file_with(text: str) -> bytes:
    """A file of figures whose every free cell says the same."""
    titles = "Kode;Periode;Segmen;Peserta;Pekerja;Cakupan (%);Dasar;Penerbit;Judul;Terbit;Catatan"
    told = ["61", "2024", "total", "700.000", "1.665.422", "42,03", "potensi"]
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, delimiter=";")
    writer.writerows([titles.split(";"), [*told, text, text, "2026-11-05", text]])
    return lines.getvalue().encode()


@given(st.text(st.sampled_from("=+-@\t\r\n ' \u00a0＝＋－＠x1"), min_size=1, max_size=6))
def test_no_cell_of_a_csv_begins_as_a_formula_does(text: str) -> None:
    (cell,) = read_csv(csv_file(table((text,))))[1]
    assert cell.removeprefix("'") == text or cell == text
    assert cell.startswith("'") or cell.lstrip(" \n\u00a0")[:1] not in [*"=+-@\t\r＝＋－＠"]
