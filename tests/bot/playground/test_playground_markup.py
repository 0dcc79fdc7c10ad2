"""Telegram's HTML: what it means, and in which words it is refused."""

import pytest

from bot.playground.errors import ApiError
from bot.playground.markup import parse_html
from bot.playground.model import Formatted
from bot.playground.recognised import with_recognised


def shown(words: Formatted) -> tuple[str, list[tuple[object, ...]]]:
    return words.text, [
        (entity.type, entity.offset, entity.length, *entity.extra.values()) for entity in words.entities
    ]


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("halo", "halo", []),
        ("<b>36,47%</b> saja", "36,47% saja", [("bold", 0, 6)]),
        (
            "<strong>a</strong><em>b</em><ins>c</ins>",
            "abc",
            [("bold", 0, 1), ("italic", 1, 1), ("underline", 2, 1)],
        ),
        ("<s>a</s><strike>b</strike><del>c</del>", "abc", [("strikethrough", n, 1) for n in range(3)]),
        ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
        ("<B>a</B>", "a", [("bold", 0, 1)]),
        ("1 &lt; 2 &amp;&amp; 3 &gt; 2 &quot;", '1 < 2 && 3 > 2 "', []),
        ("&#8364; &#x41; &nbsp; &copy", "€ A &nbsp; &copy", []),
        ("😀 <b>x</b>", "😀 x", [("bold", 3, 1)]),
        (
            "<a href='https://bps.go.id/x?a=1&amp;b=2'>BPS</a>",
            "BPS",
            [("text_link", 0, 3, "https://bps.go.id/x?a=1&b=2")],
        ),
        ('<a href="bps.go.id">BPS</a>', "BPS", [("text_link", 0, 3, "http://bps.go.id/")]),
        ('<a href="javascript:alert(1)">x</a>', "x", []),
        ("<tg-spoiler>a</tg-spoiler>", "a", [("spoiler", 0, 1)]),
        ('<span class="tg-spoiler">a</span>', "a", [("spoiler", 0, 1)]),
        ("<blockquote>a</blockquote>", "a", [("blockquote", 0, 1)]),
        ("<blockquote expandable>a</blockquote>", "a", [("expandable_blockquote", 0, 1)]),
        ("<pre>a</pre><code>b</code>", "ab", [("pre", 0, 1), ("code", 1, 1)]),
        ('<pre><code class="language-csv">a</code></pre>', "a", [("pre", 0, 1, "csv")]),
        ('<tg-emoji emoji-id="5">👍</tg-emoji>', "👍", [("custom_emoji", 0, 2, "5")]),
        ('<tg-time unix="60" format="D">x</tg-time>', "x", [("date_time", 0, 1, 60, "D")]),
        ("<b>a</>", "a", [("bold", 0, 1)]),
        ("<b></b>a", "a", []),
        ("  <b> a </b> ", "a", [("bold", 0, 1)]),
        ("3 > 2", "3 > 2", []),
    ],
)
def test_html_becomes_text_and_entities(source: str, text: str, entities: list[object]) -> None:
    assert shown(parse_html(source)) == (text, entities)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("é <x>", 'Unsupported start tag "x" at byte offset 3'),
        ("a <b", "Unclosed start tag at byte offset 2"),
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("<p>a</p>", 'Unsupported start tag "p" at byte offset 0'),
        ("<b/>", 'Unsupported start tag "b/" at byte offset 0'),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<a href="x>a', "Unclosed start tag at byte offset 0"),
        ("<a =x>a</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href=x/y>a</a>", "Unexpected end of name token at byte offset 8"),
        ('<tg-emoji emoji-id="x">a</tg-emoji>', "Invalid custom emoji identifier specified"),
    ],
)
def test_what_telegram_refuses_is_refused_in_its_words(source: str, reason: str) -> None:
    with pytest.raises(ApiError) as refused:
        parse_html(source)
    assert refused.value.description == f"Bad Request: can't parse entities: {reason}"


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("/cakupan kalbar", [("bot_command", 0, 8)]),
        ("/cakupan@cakupan_bot", [("bot_command", 0, 20)]),
        ("1/2 dan https://a.id/b", [("url", 8, 14)]),
        ("tanya @cakupan_bot, ya", [("mention", 6, 12)]),
        ("tulis ke a@bps.go.id", [("email", 9, 11)]),
        ("#jamsos #2024", [("hashtag", 0, 7)]),
    ],
)
def test_commands_names_and_addresses_are_recognised(text: str, entities: list[object]) -> None:
    assert shown(with_recognised(Formatted(text))) == (text, entities)


def test_nothing_is_recognised_inside_code() -> None:
    assert shown(with_recognised(parse_html("<code>/cakupan</code>")))[1] == [("code", 0, 8)]
