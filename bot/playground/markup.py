"""Telegram's HTML: a text with tags becomes a plain text and its entities.

Follows the official server's parser, its error messages and byte offsets included, so that a message
which passes here passes there. The standard library's html.parser forgives what Telegram refuses.
"""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from bot.playground.errors import ApiError, bad_request
from bot.playground.model import Entity, Formatted, Json

TYPES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "u": "underline",
    "ins": "underline",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
    "a": "text_link",
    "pre": "pre",
    "code": "code",
    "blockquote": "blockquote",
}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
MOST_ENTITIES = 100

_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]+)|#([0-9]+)|([a-zA-Z]+));?")
_TAG_NAME = re.compile(r"[^\s>]*")
_ATTRIBUTE_NAME = re.compile(r"[^\s=>/\"']*")
_NAME_TOKEN = re.compile(r"[a-zA-Z0-9.\-]*")
_SPACE = re.compile(r"\s*")


@dataclass(slots=True)
class _Open:
    tag: str
    attributes: Json
    offset: int
    start: int


@dataclass(slots=True)
class _Parser:
    source: str
    at: int = 0
    text: list[str] = field(default_factory=list)
    offset: int = 0
    open: list[_Open] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)

    def parse(self) -> Formatted:
        while self.at < len(self.source):
            match self.source[self.at]:
                case "&":
                    self.write(self.reference())
                case "<" if self.source.startswith("/", self.at + 1):
                    self.end_tag()
                case "<":
                    self.start_tag()
                case char:
                    self.at += 1
                    self.write(char)
        if self.open:
            raise _refused(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        return Formatted("".join(self.text), tuple(sorted(self.entities, key=_outermost_first)))

    def write(self, char: str) -> None:
        self.text.append(char)
        self.offset += utf16_length(char)

    def reference(self) -> str:
        """The character that a reference at this place stands for; one Telegram does not know stays as it is."""
        char, self.at = _decoded(self.source, self.at)
        return char

    def byte(self, at: int) -> int:
        return len(self.source[:at].encode())

    def take(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.source, self.at)
        self.at = found.end() if found else self.at
        return found[0] if found else ""

    def peek(self) -> str:
        return self.source[self.at : self.at + 1]

    def start_tag(self) -> None:
        begin = self.at
        self.at += 1
        tag = self.take(_TAG_NAME).lower()
        if not self.peek():
            raise _refused(f"Unclosed start tag at byte offset {self.byte(begin)}")
        if tag not in TYPES:
            raise _refused(f'Unsupported start tag "{tag}" at byte offset {self.byte(begin)}')
        attributes: Json = {}
        self.take(_SPACE)
        while self.peek() != ">":
            name, value = self.attribute(tag, begin)
            attributes[name] = value
            self.take(_SPACE)
        self.at += 1
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise _refused(f'Tag "span" must have class "tg-spoiler" at byte offset {self.byte(begin)}')
        self.open.append(_Open(tag, attributes, self.offset, len(self.text)))

    def attribute(self, tag: str, begin: int) -> tuple[str, str]:
        name = self.take(_ATTRIBUTE_NAME)
        if not self.peek():
            raise _refused(f'Unclosed start tag "{tag}" at byte offset {self.byte(begin)}')
        if not name:
            raise _refused(f'Empty attribute name in the tag "{tag}" at byte offset {self.byte(begin)}')
        self.take(_SPACE)
        if self.peek() != "=":
            return name, ""
        self.at += 1
        self.take(_SPACE)
        if not self.peek():
            raise _refused(f'Unclosed start tag "{tag}" at byte offset {self.byte(begin)}')
        value = self.quoted() if self.peek() in "\"'" else self.name_token()
        if not self.peek():
            raise _refused(f"Unclosed start tag at byte offset {self.byte(begin)}")
        return name, value

    def name_token(self) -> str:
        begin = self.at
        token = self.take(_NAME_TOKEN).lower()
        if self.peek() and not self.peek().isspace() and self.peek() != ">":
            raise _refused(f"Unexpected end of name token at byte offset {self.byte(begin)}")
        return token

    def quoted(self) -> str:
        quote = self.peek()
        self.at += 1
        value = ""
        while self.peek() and self.peek() != quote:
            char, self.at = _decoded(self.source, self.at)
            value += char
        self.at += 1
        return value

    def end_tag(self) -> None:
        begin = self.at
        if not self.open:
            raise _refused(f"Unexpected end tag at byte offset {self.byte(begin)}")
        self.at += 2
        tag = self.take(_TAG_NAME).lower()
        self.take(_SPACE)
        if self.peek() != ">":
            raise _refused(f"Unclosed end tag at byte offset {self.byte(begin)}")
        self.at += 1
        opened = self.open.pop()
        if tag and tag != opened.tag:
            raise _refused(
                f"Unmatched end tag at byte offset {self.byte(begin)}, "
                f'expected "</{opened.tag}>", found "</{tag}>"'
            )
        if self.offset > opened.offset:
            self.close(opened)

    def close(self, opened: _Open) -> None:
        length = self.offset - opened.offset
        extra = _extra(opened, "".join(self.text[opened.start :]))
        if extra is None:
            return
        twin = self.entities[-1] if self.entities else None
        pair = twin is not None and (twin.offset, twin.length) == (opened.offset, length)
        if twin and pair and {twin.type, opened.tag} == {"code", "pre"}:
            self.entities[-1] = Entity("pre", opened.offset, length, extra or twin.extra)
            return
        kind = TYPES[opened.tag]
        if opened.tag == "blockquote" and "expandable" in opened.attributes:
            kind = "expandable_blockquote"
        self.entities.append(Entity(kind, opened.offset, length, extra))


def parse_html(source: str) -> Formatted:
    """The text without tags, trimmed, and its entities; raises ApiError in Telegram's words."""
    parsed = _Parser(source).parse()
    languageless = tuple(
        Entity(entity.type, entity.offset, entity.length) if entity.type == "code" else entity
        for entity in parsed.entities
    )
    return trimmed(Formatted(parsed.text, languageless))


def trimmed(words: Formatted) -> Formatted:
    """Without white space around it; entities that held nothing else go."""
    text = words.text.strip()
    cut = utf16_length(words.text[: len(words.text) - len(words.text.lstrip())])
    end = utf16_length(text)
    kept = []
    for entity in words.entities[:MOST_ENTITIES]:
        start = max(0, entity.offset - cut)
        stop = min(end, entity.offset + entity.length - cut)
        if stop > start:
            kept.append(Entity(entity.type, start, stop - start, entity.extra))
    return Formatted(text, tuple(kept))


def utf16_length(text: str) -> int:
    """The length of a text as Telegram measures entities."""
    return len(text) + sum(char > "\uffff" for char in text)


def checked_link(url: str) -> str | None:
    """The address if Telegram would make it a link, completed with http:// as it does; None if not."""
    completed = url if re.match(r"[a-zA-Z][a-zA-Z0-9+.\-]*:", url) else f"http://{url}"
    try:
        parts = urlsplit(completed)
    except ValueError:
        return None
    if parts.scheme.lower() in ("tg", "ton", "mailto", "tel"):
        return completed
    if parts.scheme.lower() not in ("http", "https") or "." not in (parts.hostname or ""):
        return None
    return completed if parts.path else f"{completed}/"


def _decoded(source: str, at: int) -> tuple[str, int]:
    found = _REFERENCE.match(source, at)
    if not found:
        return source[at], at + 1
    hexadecimal, decimal, name = found.groups()
    if name:
        return (NAMED[name], found.end()) if name in NAMED else ("&", at + 1)
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    if not 0 < code < 0x10FFFF or len(found[0].rstrip(";")) >= 10:
        return "&", at + 1
    if 0xD800 <= code <= 0xDFFF:
        raise _refused(
            "Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units"
        )
    return chr(code), found.end()


def _extra(opened: _Open, inner: str) -> Json | None:
    """What an entity carries besides its place; None if the tag gives no entity."""
    given = opened.attributes
    match opened.tag:
        case "a":
            return _link(given.get("href") or inner)
        case "code" if given.get("class", "").startswith("language-"):
            return {"language": given["class"].removeprefix("language-")}
        case "tg-emoji":
            if not given.get("emoji-id", "").isdecimal():
                raise _refused("Invalid custom emoji identifier specified")
            return {"custom_emoji_id": given["emoji-id"]}
        case "tg-time":
            if not given.get("unix", "").isdecimal():
                raise _refused("Invalid Unix time specified")
            return {"unix_time": int(given["unix"]), "date_time_format": given.get("format", "")}
        case _:
            return {}


def _link(url: str) -> Json | None:
    # A mention by id (tg://user?id=…) becomes a text_mention at Telegram; here it stays a plain link.
    checked = checked_link(url)
    return {"url": checked} if checked else None


def _outermost_first(entity: Entity) -> tuple[int, int]:
    return entity.offset, -entity.length


def _refused(reason: str) -> ApiError:
    return bad_request(f"can't parse entities: {reason}")
