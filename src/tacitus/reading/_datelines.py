"""Datelines: where, when and by whom a paragraph was filed. The place is not where the event happened.

WASHINGTON (AP) —            BAGHDAD, Nov 22 (KUNA) --      MOSCOW, November 22. /TASS/.
(MENAFN)                     Shafaq News/                   Reuters, Washington, October 26 —
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tacitus.reading._dates import MONTH

_AGENCIES = (
    "AA", "AFP", "Agencia EFE", "Agencies", "Agency", "AGERPRES", "AKIpress", "Al Jazeera", "Al-Masdar", "Anadolu",
    "Anadolu Agency", "ANF", "ANI", "ANSA", "Antara", "AP", "APA", "APP", "APS", "Arab News", "Associated Press",
    "BBC", "Belga", "Bernama", "Bloomberg", "BNA", "BSS", "CNA", "CNN", "CNW", "DPA", "DW", "EFE", "ENA",
    "Europa Press", "Fars", "Garowe Online", "GNA", "IANS", "INA", "Interfax", "Interfax-Ukraine", "IPS", "IRNA",
    "Islamic Republic News Agency", "ISNA", "KCNA", "KNA", "KUNA", "Kurdistan 24", "Kurdistan24", "Kyodo",
    "Kyodo News", "MAP", "Mehr", "MENA", "MENAFN", "NAN", "NINA", "NNA", "North Press", "Notimex", "PANA", "Petra",
    "PNA", "PTI", "QNA", "Reuters", "RFE/RL", "RFI", "RIA Novosti", "Rudaw", "SABA", "SANA", "Shafaq", "Shafaq News",
    "SNA", "SONNA", "SPA", "Sputnik", "SUNA", "TAP", "Tasnim", "TASS", "Thomson Reuters Foundation", "Ukrinform",
    "UNB", "UNI", "United Press International", "UPI", "VNA", "VOA", "WAFA", "WAM", "Xinhua", "Yonhap", "ZNBC",
)  # fmt: skip
_KNOWN = "(?:" + "|".join(re.escape(name) for name in sorted(_AGENCIES, key=len, reverse=True)) + r")"
_IS_AGENCY = re.compile(
    rf"{_KNOWN}(?:\s*[/,&+]\s*{_KNOWN})*|.*(?:news|press|agenc|media|radio|wire|\.com|\.net|\.org).*", re.I
)

# Words that stand before a colon, dash or date as labels, speakers or prepositions, not as places.
_NOT_PLACES = frozenset(
    """
    AFRICOM AFTER ALERT AMENDED AMISOM ANALYSIS ANSWER ARMY AS AT ATMIS BACKGROUND BEFORE BETWEEN BREAKING BY
    CENTCOM CLARIFICATION COMMENT CORRECTED CORRECTION DEVELOPING EARLY ECOWAS EDITORIAL EXCLUSIVE EXPLAINED
    EXPLAINER FACT FACTBOX FILE FLASH FROM FULL GOVERNOR HAMAS HEZBOLLAH HOUTHI HOUTHIS IN INTERVIEW ISIL ISIS
    KREMLIN LATE LATEST LIVE MAYOR MILITARY MINISTRY MINUSMA MONUSCO MORE NATO NAVY NEWS NOTE OCHA OFFICIAL
    OFFICIALS ON OPINION PENTAGON PHOTO PHOTOS POLICE POLITICS QUESTION READ REFILE REPORT SINCE SOHR SOURCE SOURCES
    SPORT SPORTS STATEMENT SUMMARY TALIBAN TEXT THE THIS TILL TIMELINE TRANSCRIPT UNHCR UNICEF UNIFIL UNRWA UNTIL
    UPDATE UPDATED UPDATES URGENT VIDEO WAR WARNING WATCH WITNESS WORLD
    """.split()
)

_CAPS_WORD = r"(?:[A-ZÀ-ÖØ-Þ](?:[A-ZÀ-ÖØ-Þ.’'ʻ-]|(?<=[’'-])[a-z])*[A-ZÀ-ÖØ-Þ.])"
_CAPS_PLACE = rf"(?:{_CAPS_WORD}|(?:al|el|ad|as|an)-{_CAPS_WORD})(?:[ ]{_CAPS_WORD}){{0,3}}"
_NAME_WORD = r"(?:[A-ZÀ-ÖØ-Þ][\w.’'ʻ-]*|(?:al|el|ad|as|an|ar|az)-[A-Z][\w’'-]*|de|la|du|des|do|da|of|the)"
_NAME_PLACE = rf"(?:[A-ZÀ-ÖØ-Þ][\w’'ʻ-]*\.?|(?:al|el|ad|as|an|ar|az)-[A-Z][\w’'-]*)(?:[ ]{_NAME_WORD}){{0,3}}"
_REGION = rf"(?:(?:[A-Z]\.){{2,}}|{_NAME_PLACE})"
_WEEKDAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?"
_DATE = (
    rf"(?:{_WEEKDAY},?\s+)?(?:{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTH})"
    r"(?:,?\s+\d{4})?"
)
_DASH = r"(?:\s*(?:—|–|‒|―|--+)\s*|\s*-\s+)"
# After a colon only a capital starts a report; in lower case the sentence goes on and the place is its own.
_COLON = r"\s*:\s+(?=[\"“‘']?[A-ZÀ-ÖØ-Þ])"
_END = rf"(?:\s*\.?{_DASH}|{_COLON})"
_AGENCY_PAREN = r"\(\s*(?P<agency>[A-Z][\w.&/,+ -]{0,38}?)\s*\)"


def _rule(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


_CAPS_AGENCY = _rule(rf"(?P<place>{_CAPS_PLACE}(?:,\s+{_REGION})?(?:\s*/\s*{_CAPS_PLACE})?)"
                     rf"(?:,?\s+(?P<date>{_DATE}))?,?\s*{_AGENCY_PAREN}(?:{_END}|[.:]?\s+)")  # fmt: skip
_NAME_AGENCY = _rule(rf"(?P<place>{_NAME_PLACE}(?:,\s+{_REGION})?(?:\s*/\s*{_NAME_PLACE})?)"
                     rf"(?:,?\s+(?P<date>{_DATE}))?,?\s*{_AGENCY_PAREN}{_END}")  # fmt: skip
_SLASHED = _rule(rf"(?P<place>{_NAME_PLACE}),\s+(?P<date>{_DATE})\.?\s*/\s*(?P<agency>[A-Z][\w -]{{1,20}})\s*/\.?\s*")
_BRACKETED = _rule(
    rf"\[(?P<place>{_NAME_PLACE}),\s+(?P<date>{_DATE})(?:,\s+(?P<agency>[A-Z][\w .-]{{1,20}}))?\]{_END}?\s*"
)
_DATED = _rule(rf"(?P<place>{_NAME_PLACE}(?:,\s+{_REGION})?(?:\s*/\s*{_NAME_PLACE})?),?\s+(?P<date>{_DATE})"
               rf"(?:{_END}|\.\s+(?=[A-Z\"“])|\s*/\s*(?P<agency>{_KNOWN})\s*/\s*)")  # fmt: skip
_AGENCY_FIRST = _rule(rf"(?P<agency>{_KNOWN})\s*[,/–—-]\s*(?P<place>{_NAME_PLACE})(?:,\s+(?P<date>{_DATE}))?"
                      rf"(?:{_END}|\s*/\s+)")  # fmt: skip
_PLACE_SLASH = _rule(rf"(?P<place>{_NAME_PLACE})\s*/\s*(?P<agency>{_KNOWN})\s*(?:/|{_DASH})\s*")
_AGENCY_ALONE = _rule(
    rf"(?:(?P<agency>{_KNOWN})(?:\s*/\s+|\s*(?:—|–|--)\s+|\s+-\s+|{_COLON})"
    rf"|{_AGENCY_PAREN.replace('agency', 'paren')}{_DASH}?\s*)"
)
_CAPS_ALONE = _rule(rf"(?P<place>{_CAPS_PLACE}(?:,\s+{_REGION})?(?:\s*/\s*{_CAPS_PLACE})?)"
                    rf"{_END}(?=[^\n]*[a-z])")  # fmt: skip
_NAME_COLON = _rule(rf"(?P<place>{_NAME_PLACE}(?:\s*/\s*{_NAME_PLACE})?){_COLON}")
_WITH_AGENCY = (
    _CAPS_AGENCY, _NAME_AGENCY, _SLASHED, _BRACKETED, _AGENCY_FIRST, _PLACE_SLASH, _AGENCY_ALONE
)  # fmt: skip
_WITHOUT_AGENCY = (_DATED, _CAPS_ALONE, _NAME_COLON)
_MIN_CAPS = 4


@dataclass(frozen=True)
class Dateline:
    """A dateline: offsets into the text, from its first character to the first of the report proper.

    `place_text`, `agency` and `date_text` are as written, None where the dateline does not have them.
    """

    start: int
    end: int
    place_text: str | None = None
    agency: str | None = None
    date_text: str | None = None


def dateline_at(text: str, start: int, end: int, *, headline: bool = False) -> Dateline | None:
    """The dateline with which `text[start:end]` begins, if it does and something follows it.

    In a headline the place before a dash or colon is where it happened, so there only an agency makes a dateline.
    """
    line = text[start:end]
    for rule in _WITH_AGENCY if headline else _WITH_AGENCY + _WITHOUT_AGENCY:
        found = rule.match(line)
        if found is None or found.end() >= len(line):
            continue
        parts = found.groupdict()
        place, agency, date_text = parts.get("place"), parts.get("agency") or parts.get("paren"), parts.get("date")
        if _believable(rule, place, agency, date_text):
            return Dateline(start, start + found.end(), place and _without_stop(place), agency, date_text)
    return None


def _believable(rule: re.Pattern[str], place: str | None, agency: str | None, date_text: str | None) -> bool:
    known = agency is not None and _IS_AGENCY.fullmatch(agency) is not None
    if rule is _AGENCY_ALONE or (rule is _NAME_AGENCY and not date_text):
        # "Kataib Hezbollah (KH) - a militia" has the same form: only a known agency tells them apart.
        return known
    if place is None or known:
        return True
    first = re.split(r"[,/]", place)[0].replace(".", "").strip()
    words = first.upper().split()
    if words[0] in _NOT_PLACES or (rule is not _DATED and set(words) & _NOT_PLACES):
        return False
    if rule is _NAME_COLON and any(len(word) > 1 and word.isupper() for word in first.split()):
        return False  # an acronym: the speaker, not the place
    return len(first) >= _MIN_CAPS or rule not in (_CAPS_ALONE, _CAPS_AGENCY)


def _without_stop(place: str) -> str:
    """A place without the stop that closes the dateline; the stop of an abbreviation (N.C.) stays."""
    return place[:-1] if place.endswith(".") and place.count(".") == 1 else place
