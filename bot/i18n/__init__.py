"""Words and figures in the language of the chat: catalogues, and one formatter for every number."""

from bot.i18n.catalogue import LANGUAGES, translator
from bot.i18n.translator import Html, Translator, escaped, mark, places

__all__ = ["LANGUAGES", "Html", "Translator", "escaped", "mark", "places", "translator"]
