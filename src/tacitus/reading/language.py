"""Which language a text is written in; only English is coded.

py3langid (a naive Bayes classifier over byte n-grams) gives each language a probability. Names of people and places
pull short headlines towards the language of the names, so a text counts as English unless another language is
many times as probable. Both thresholds were set on English headlines of five words and more from conflict
reports and on headlines in thirty other languages.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from tacitus.records import Report

CODED = "en"
"""The one language that is coded."""
UNDETERMINED = "und"
"""ISO 639-2 code for a text whose language cannot be told."""

_NAMES = {
    "af": "Afrikaans", "am": "Amharic", "ar": "Arabic", "az": "Azerbaijani", "be": "Belarusian", "bg": "Bulgarian",
    "bn": "Bengali", "bs": "Bosnian", "ca": "Catalan", "cs": "Czech", "cy": "Welsh", "da": "Danish", "de": "German",
    "el": "Greek", "en": "English", "es": "Spanish", "et": "Estonian", "eu": "Basque", "fa": "Persian",
    "fi": "Finnish", "fr": "French", "ga": "Irish", "gl": "Galician", "gu": "Gujarati", "ha": "Hausa", "he": "Hebrew",
    "hi": "Hindi", "hr": "Croatian", "ht": "Haitian Creole", "hu": "Hungarian", "hy": "Armenian", "id": "Indonesian",
    "ig": "Igbo", "is": "Icelandic", "it": "Italian", "ja": "Japanese", "jv": "Javanese", "ka": "Georgian",
    "kk": "Kazakh", "km": "Khmer", "kn": "Kannada", "ko": "Korean", "ku": "Kurdish", "ky": "Kyrgyz", "lo": "Lao",
    "lt": "Lithuanian", "lv": "Latvian", "mg": "Malagasy", "mk": "Macedonian", "ml": "Malayalam", "mn": "Mongolian",
    "mr": "Marathi", "ms": "Malay", "my": "Burmese", "ne": "Nepali", "nl": "Dutch", "no": "Norwegian",
    "pa": "Punjabi", "pl": "Polish", "ps": "Pashto", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian",
    "rw": "Kinyarwanda", "si": "Sinhala", "sk": "Slovak", "sl": "Slovenian", "so": "Somali", "sq": "Albanian",
    "sr": "Serbian", "sv": "Swedish", "sw": "Swahili", "ta": "Tamil", "te": "Telugu", "tg": "Tajik", "th": "Thai",
    "tl": "Tagalog", "tr": "Turkish", "ug": "Uyghur", "uk": "Ukrainian", "ur": "Urdu", "uz": "Uzbek",
    "vi": "Vietnamese", "yo": "Yoruba", "zh": "Chinese", "zu": "Zulu",
}  # fmt: skip
"""The languages told apart (ISO 639-1): those in which news of conflicts is written, not all the model knows."""

_OTHER_CODES = {
    "nb": "no", "nn": "no", "iw": "he", "in": "id", "eng": "en", "fra": "fr", "fre": "fr", "spa": "es", "deu": "de",
    "ger": "de", "ara": "ar", "rus": "ru", "ukr": "uk", "por": "pt", "ita": "it", "nld": "nl", "dut": "nl",
    "zho": "zh", "chi": "zh", "jpn": "ja", "kor": "ko", "fas": "fa", "per": "fa", "heb": "he", "tur": "tr",
    "pol": "pl", "hin": "hi", "urd": "ur", "swa": "sw", "som": "so", "nor": "no",
}  # fmt: skip
_BY_NAME = {name.lower(): code for code, name in _NAMES.items()}
_UNSAID = {"und", "mul", "mis", "zxx", "unknown", ""}

_READ = 4000  # Characters looked at: more changes no decision and costs time.
_TIMES_AS_PROBABLE = 12.0
_TIMES_BESIDE_ENGLISH_WORDS = 400.0
# Words that no other language of the list spells so, save by chance.
_ENGLISH_WORDS = frozenset("the and said says with from after their were that this which near".split())
_ENGLISH_WORD = re.compile(rf"\b(?:{'|'.join(sorted(_ENGLISH_WORDS))})\b", re.IGNORECASE)
_ENGLISH_WORDS_ENOUGH = 2
# So thickly they stand in nothing but English: no other look is needed at a text of so many words in Latin script.
_PLAINLY_ENGLISH_SHARE = 0.08
_PLAINLY_ENGLISH_LENGTH = 40
_OTHER_SCRIPT = re.compile("[^\u0000-\u024f\u2010-\u2027\u20ac]")


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(sorted(set(_NAMES) & set(identifier.labels)))
    return identifier


def language_of(text: str) -> tuple[str, float]:
    """The language of a text (ISO 639-1, or "und" where it has no letters) and its probability in [0, 1].

    Headlines of five and more words, also in capitals, are told reliably; of shorter ones the probability is low.
    """
    return _language_of(text[:_READ])


# `read` and the coder ask for the same text one after the other; the sample is kept, never the whole text.
@lru_cache(maxsize=16)
def _language_of(sample: str) -> tuple[str, float]:
    if not any(letter.isalpha() for letter in sample):
        return UNDETERMINED, 0.0
    # A text largely in capitals is classified as it would stand in lower case, which is what the model has seen.
    capitals = sum(letter.isupper() for letter in sample)
    if capitals > sum(letter.islower() for letter in sample):
        sample = sample.lower()
    ranked: list[tuple[str, float]] = _identifier().rank(sample)
    best, probability = ranked[0]
    english = dict(ranked)[CODED]
    words = len(_ENGLISH_WORD.findall(sample))
    needed = _TIMES_BESIDE_ENGLISH_WORDS if words >= _ENGLISH_WORDS_ENOUGH else _TIMES_AS_PROBABLE
    if probability <= needed * english:
        return CODED, round(english, 3)
    return best, round(probability, 3)


def _is_plainly_english(sample: str) -> bool:
    """Whether the commonest words of English fill a text: told fifty times as fast as by the classifier."""
    words = sample.lower().split()
    if len(words) < _PLAINLY_ENGLISH_LENGTH or _OTHER_SCRIPT.search(sample):
        return False
    return sum(map(_ENGLISH_WORDS.__contains__, words)) >= _PLAINLY_ENGLISH_SHARE * len(words)


def language_name(code: str) -> str:
    """The English name of a language by its ISO 639-1 code; the code itself where it is not in the list."""
    return _NAMES.get(code, code)


def declared_code(declared: str | None) -> str | None:
    """What an input declares ("en-GB", "fre", "French") as a code; None where it declares nothing."""
    word = (declared or "").strip().lower()
    primary = re.split(r"[-_]", word)[0]
    if word in _UNSAID or primary in _UNSAID:
        return None
    return _BY_NAME.get(word) or _OTHER_CODES.get(primary, primary)


def decided_language(text: str, declared: str | None) -> str:
    """The language a report is taken to be in.

    A declared language other than English stands: its publisher knows better, and nothing is lost by refusing.
    Declared English stands only where the text does not read as another language, since feeds and page
    templates declare English by default.
    """
    code = declared_code(declared)
    if code is not None and code != CODED:
        return code
    if _is_plainly_english(text[:_READ]):
        return CODED
    found, _ = language_of(text)
    return CODED if code == CODED and found == UNDETERMINED else found


def refusal_for_language(report: Report) -> str | None:
    """Why a report cannot be coded for its language ("written in French (fr); only English is coded"); else None."""
    code = decided_language(report.text, report.lang)
    if code == CODED:
        return None
    if code == UNDETERMINED:
        return "its language cannot be told; only English is coded"
    name = language_name(code)
    shown = f"{name} ({code})" if name != code else f"the language {code!r}"
    if declared_code(report.lang) == code and language_of(report.text)[0] == CODED:
        return f"declared as {shown}, though it reads as English; correct 'lang' to have it coded"
    return f"written in {shown}; only English is coded"
