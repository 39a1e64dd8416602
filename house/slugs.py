"""Addresses from titles in the region's scripts.

Django's `slugify` drops what it cannot decompose: "Əliyev" becomes "liyev" and a Georgian or
Armenian title becomes nothing. Letters are therefore transliterated first: Azerbaijani and Turkish
by the nearest plain letter, Russian after BGN/PCGN, Georgian after the national system of 2002,
Armenian after BGN/PCGN, all without apostrophes.
"""

import re

from django.utils.text import slugify

LETTERS = {
    # Latin letters that have no decomposition.
    "ə": "a", "ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss",
    "æ": "ae", "œ": "oe",
    # Russian, with the letters of Ukrainian, Kazakh and Kyrgyz names.
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "yo", "ж": "zh",
    "з": "z", "и": "i", "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o",
    "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts",
    "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu",
    "я": "ya", "і": "i", "ї": "yi", "є": "ye", "ґ": "g", "ә": "a", "ғ": "gh", "қ": "q",
    "ң": "ng", "ө": "o", "ұ": "u", "ү": "u", "һ": "h", "ў": "u", "ҳ": "h", "ҷ": "j",
    "ӣ": "i", "ӯ": "u",
    # Georgian.
    "ა": "a", "ბ": "b", "გ": "g", "დ": "d", "ე": "e", "ვ": "v", "ზ": "z", "თ": "t",
    "ი": "i", "კ": "k", "ლ": "l", "მ": "m", "ნ": "n", "ო": "o", "პ": "p", "ჟ": "zh",
    "რ": "r", "ს": "s", "ტ": "t", "უ": "u", "ფ": "p", "ქ": "k", "ღ": "gh", "ყ": "q",
    "შ": "sh", "ჩ": "ch", "ც": "ts", "ძ": "dz", "წ": "ts", "ჭ": "ch", "ხ": "kh",
    "ჯ": "j", "ჰ": "h",
    # Armenian.
    "ա": "a", "բ": "b", "գ": "g", "դ": "d", "ե": "e", "զ": "z", "է": "e", "ը": "y",
    "թ": "t", "ժ": "zh", "ի": "i", "լ": "l", "խ": "kh", "ծ": "ts", "կ": "k", "հ": "h",
    "ձ": "dz", "ղ": "gh", "ճ": "ch", "մ": "m", "յ": "y", "ն": "n", "շ": "sh", "ո": "o",
    "չ": "ch", "պ": "p", "ջ": "j", "ռ": "r", "ս": "s", "վ": "v", "տ": "t", "ր": "r",
    "ց": "ts", "ւ": "v", "փ": "p", "ք": "k", "և": "ev", "օ": "o", "ֆ": "f",
}  # fmt: skip
# Two letters that make one sound stand before their parts.
PAIRS = {"ու": "u"}


def slug_for(text: str, length: int = 80) -> str:
    """Return an ASCII slug of up to `length` characters, cut at a word; "" if nothing is left."""
    # İ lowers to i and a combining dot, which would stay behind as a letter of its own.
    text = re.sub(r"[\u2010-\u2015\u2212/]", "-", text.replace("İ", "i").lower())
    for pair, latin in PAIRS.items():
        text = text.replace(pair, latin)
    slug = slugify("".join(LETTERS.get(letter, letter) for letter in text))
    if len(slug) <= length:
        return slug
    cut = slug[: length + 1]
    return (cut.rpartition("-")[0] or cut[:length]).strip("-")


def unique_slug(instance, text: str) -> str:
    """Return a slug for `text` that no other row of the instance's model has.

    A text that leaves nothing (only punctuation, an unknown script) takes the model's name.
    """
    model = type(instance)
    stem = slug_for(text) or model._meta.model_name
    taken = set(
        model._default_manager.filter(slug__startswith=stem)
        .exclude(pk=instance.pk)
        .values_list("slug", flat=True)
    )
    if stem not in taken:
        return stem
    number = 2
    while f"{stem}-{number}" in taken:
        number += 1
    return f"{stem}-{number}"
