"""Page furniture: the lines and credits around a report that say nothing of what happened.

Every rule fits a whole line or a bracketed credit at its end, and the rules with room for free words give way
where those words could tell of violence: dropping a sentence loses an event, while keeping a caption costs at
most a repeated mention.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from tacitus.reading._dates import MONTH


def _any_of(patterns: Iterable[str], *, head: str = "", tail: str = "") -> re.Pattern[str]:
    return re.compile(f"{head}(?:{'|'.join(patterns)}){tail}", re.IGNORECASE)


_FIXED = _any_of(
    (
        r"comments?(?: are| have been)? (?:closed|disabled|turned off)(?: (?:for|on) this \w+)?",
        r"(?:\d+|no|leave a|post a|add a|write a|view all|show|hide|your|related|most)? ?comments?(?: \(\d+\))?",
        r"leave a reply|be the first to comment|(?:log|sign) in to (?:comment|reply)",
        r"(?:story|article|content)? ?continues? (?:below|after)(?: (?:the |this )?(?:advertisement|ad|promotion))?",
        r"advert(?:isement|ising)?(?:\s*[-–—:|]\s*(?:(?:story )?continu\w+[\w ]{0,20}|scroll to continue))?",
        r"(?:sponsored|promoted)(?: content| by [\w ]{1,30})?",
        r"(?:continue|keep) reading|read (?:more|next|also|the full (?:story|article)(?: here)?)|also read",
        r"see (?:also|more)|(?:show|load) more|learn more|click here|more on this(?: story| topic)?",
        r"(?:related|recommended|latest|trending|popular|top|more) (?:articles?|stor(?:y|ies)|topics?|news|posts?)",
        r"most (?:read|viewed|popular|shared)|recommended(?: for you)?|trending(?: now)?|you (?:may|might) also like",
        r"don['’]t miss|what to read next|editor['’]?s['’]? picks?",
        r"(?:skip|jump|back|return|go) to (?:main |the )?(?:content|top|navigation|home(?:page)?)",
        r"listen to (?:this|the) (?:article|story)|(?:reading|read) time:? (?:about )?\d+ min(?:ute)?s?",
        r"\d+[ -]min(?:ute)?s?(?: read)?",
        r"(?:print|e-?mail|save|bookmark|gift|share|tweet|pin)(?: (?:this|the|it))?(?: article| story| page| post)?",
        r"(?:file|stock|handout|archive|representational) (?:photo(?:graph)?|image|picture|pic|footage)",
        r"(?:please |you need to )?(?:enable|turn on) javascript\b.{0,80}",
        r"(?:this (?:site|website)|we) uses? cookies\b.{0,200}",
        r"(?:checking your browser|verify(?:ing)? (?:that )?you are (?:a )?human)\b.{0,80}",
        r"access denied|page not found|(?:error )?404|all rights reserved",
        r"terms (?:of (?:use|service)|(?:and|&) conditions)|(?:privacy|cookie) policy",
        r"our standards: the thomson reuters trust principles",
    ),
    tail=r"[\s.!…:»›>→]*",
)
_SOCIAL = (
    r"(?:facebook|twitter|x|instagram|telegram|whatsapp|youtube|tiktok|linkedin|reddit|pinterest|threads|bluesky"
    r"|viber|messenger|e-?mail|print|rss|google(?: news)?|copy link|share|tweet|flipboard|vk|weibo|line|mastodon)"
)
_SHARE = re.compile(
    r"(?:share(?: (?:this|the|on|via|with)(?: \w+)?(?: on| via)?)?\W*)?"
    rf"(?:{_SOCIAL}\b[\s,/|•·&]*(?:(?:and|or|on)\s)?)+[\s.:!]*",
    re.IGNORECASE,
)
_INVITATION = _any_of(
    (
        r"sign(?:ing)? up (?:for|to|here)\b|subscribe\b",
        r"(?:follow|like|join|find) us(?: (?:on|at|for|in|via)\b|\s*[:!.]|$)",
        rf"follow (?:@\w+|[\w ’'.]{{1,30}}) on {_SOCIAL}\b",
        r"join (?:our|the [\w ]{1,30}) (?:whatsapp|telegram|channel|newsletter|community)\b",
        r"get (?:the latest|our|breaking|today|the day|more news|news)\b.*\b(?:newsletter|inbox|app|e-?mail|alerts?)\b",
        r"(?:download|get|install) (?:our|the [\w ]{1,30}) app\b|click here (?:to|for)\b|tap here\b",
        r"(?:your|free) (?:daily|weekly|e-?mail)\b.*\bnewsletter\b",
        r"(?:support|donate to) (?:our|independent|quality) (?:journalism|work|reporting|newsroom)\b",
        r"become a (?:member|subscriber|supporter)\b",
        r"(?:this|the) (?:story|article|material) may not be (?:published|reproduced)\b",
        r"for (?:more|the latest) [\w ,]{0,40}(?:visit|follow|click|download)\b",
    ),
    tail=r".{0,240}",
)
_RIGHTS = re.compile(r"(?:©|\(c\)\s*(?=\d{4})|copyright\b\s*(?:©|\(c\)|\d{4}|by\b|[-–:])).{0,200}", re.IGNORECASE)
_STAMP = re.compile(
    r"(?:first |last )?(?:published|updated|modified|posted|created)(?: (?:on|at))?\b\s*:?"
    rf"(?:[\s,|/()–-]|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?|{MONTH}"
    r"|[\d:./]|(?<=\d)(?:st|nd|rd|th)\b|[ap]\.?m\.?|gmt|utc|[a-z]{1,2}st\b|(?:at|on|ago)\b|(?:hour|minute|min|day|week)s?\b)+",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"[Bb][Yy](?:\s+(?:[A-Z][\w.’'-]*|and|de|van|von|al|bin|&|[|,/])){1,8}")
_REPORTING = re.compile(r"\(?(?:additional )?(?:reporting|editing|writing|compiled) by .{3,200}?\)?\.?", re.IGNORECASE)
_LINK = re.compile(
    r"(?:read (?:more|also|next)|also read|see also|related(?: (?:article|story|news|reading))?|recommended"
    r"|more on this|don['’]t miss|more news)\s*[:|»›>→–—-]\s*(?P<rest>.{1,200})",
    re.IGNORECASE,
)
_MEDIA = re.compile(r"(?:watch(?: (?:also|now|live))?|listen|in pictures)\s*[:|–—-]\s*.{1,200}", re.IGNORECASE)
_TAGS = re.compile(
    r"(?:tags?|topics?|keywords?|filed under|categor(?:y|ies)|in this (?:story|article)|labels?)"
    r"\s*[:|]\s*(?P<items>.{1,300})|(?P<hashes>(?:#\w+[\s,]*)+)",
    re.IGNORECASE,
)
_CRUMBS = re.compile(r"[\w &’'-]{1,30}(?:\s*[>›»|•]\s*[\w &’'-]{1,30}){1,8}")
_CREDITED = (
    r"(?:getty images|afp|ap|reuters|epa|xinhua|anadolu|ani|pti|shutterstock|unsplash|istock|alamy"
    r"|wikimedia(?: commons)?|agencies|supplied|handout)"
)
_PICTURE = r"(?:photo(?:graph)?|image|picture|pic|credit|source|illustration|graphic|video|map)s?"
_CREDIT = _any_of(
    (
        rf"(?:(?:file|handout|stock|archive) )?{_PICTURE}(?: (?:credits?|courtesy(?: of)?|by|from|via|source|caption))?"
        r"\s*[:/|©-]\s*.{1,120}",
        rf"{_PICTURE} (?:courtesy(?: of)?|by|from|via) .{{1,80}}",
        rf"(?:file|handout|stock|archive) {_PICTURE}\b.{{0,120}}",
        r"file [-–—] .{1,300}",
        rf"(?:[\w.’'-]+ ){{0,3}}[\w.’'-]*(?:\s*[/|]\s*|\s+(?:via|for)\s+){_CREDITED}(?: (?:photo|images))?",
        rf"{_CREDITED}(?:\s*[/|,]\s*{_CREDITED}|(?: photo| via [\w ]{{1,30}}))?",
    ),
    tail=r"[\s.]*",
)
_BRACKETED = re.compile(r"[(\[](?P<inner>[^()\[\]]+)[)\]]")
_SENTENCE_END = re.compile(r"[.!?…]['\"”’)\]]*$")
# A stop after a capital is taken for an abbreviation's (U.S.) unless it ends the line.
_SENTENCE_IN = re.compile(r"(?<=[a-z0-9)])[.!?…]['\"”’)\]]*\s|[.!?…]['\"”’)\]]*$")
_SENTENCE_WORDS = 8
_LONGEST = 400  # Furniture is short, and the rules are spared lines of any length.
_KEYWORD_WORDS = 4

# Stems with which violence, and what else is coded, is told. They need not be exact: they only keep text.
_VIOLENCE = _any_of(
    (
        r"kill|dead\b|die[sd]?\b|death|wound|injur|hurt|casualt|victim|attack|assault|str(?:ike|uck|ik)|bomb|shell",
        r"fire[ds]?\b|firing|shot|shoot|gun|explo|blast|detonat|raid|clash|fight|fought|battl|ambush|abduct|kidnap",
        r"hostage|captur|seiz|storm|hit(?:s|ting)?\b|missile|rocket|drone|mortar|artiller|massacr|murder|assassin",
        r"execut|behead|hack|stab|loot|torch|burn|riot|protest|demonstrat|arrest|detain|evict|displac|rape|tortur",
        r"destroy|demolish|intercept|down(?:ed|s)\b|landmine|mine[ds]?\b|ied\b|target|overr[ua]n|besieg|siege|loss",
        r"lost|slain|slay|slaughter|maim|advanc|withdr|deploy|sanction|threat|ceasefire|truce|retak|retook|fell\b",
        r"fall(?:s|en)?\b|blockad|accus|expel|fled|flee",
    ),
    head=r"\b(?:air|counter|war|cross)?-?",
)


def tells_of_violence(text: str) -> bool:
    """Whether the words could tell of violence; generous, since it only guards against dropping text."""
    return _VIOLENCE.search(text) is not None


def is_furniture(line: str) -> bool:
    """Whether a whole line (without surrounding blanks) is page furniture."""
    if len(line) > _LONGEST:
        return False
    if bracketed := _BRACKETED.fullmatch(line):
        line = bracketed["inner"].strip()
    if _FIXED.fullmatch(line) or _SHARE.fullmatch(line):
        return True
    if (link := _LINK.fullmatch(line)) and not _SENTENCE_IN.search(link["rest"]):
        # The headline of another report: coded from here it would be an event without its own source.
        return True
    if tags := _TAGS.fullmatch(line):
        return bool(tags["hashes"]) or _is_word_list(tags["items"])
    return _reads_as_furniture(line) and not tells_of_violence(line)


def _reads_as_furniture(line: str) -> bool:
    if _CRUMBS.fullmatch(line):
        return _is_word_list(line)
    if _CREDIT.fullmatch(line):
        return line.lower().startswith("file") or not _is_sentence(line)
    return any(rule.fullmatch(line) for rule in (_INVITATION, _RIGHTS, _STAMP, _REPORTING, _BYLINE, _MEDIA))


def credit_at_end(line: str) -> int | None:
    """Where a bracketed photo or agency credit at the end of a line starts; None where there is none."""
    start = max(line.rfind("("), line.rfind("["))
    inner = line[start + 1 : -1].strip()
    if start < 1 or not line.endswith((")", "]")) or len(inner) > _LONGEST:
        return None
    named = any(rule.fullmatch(inner) for rule in (_CREDIT, _REPORTING, _FIXED))
    return start if named and not tells_of_violence(inner) else None


def _is_sentence(line: str) -> bool:
    return len(line.split()) >= _SENTENCE_WORDS and _SENTENCE_END.search(line) is not None


def _is_word_list(items: str) -> bool:
    """Whether the words between commas and bars are names or keywords, not a sentence."""
    parts = [part.strip() for part in re.split(r"[,;|>›»•·#]", items) if part.strip()]
    short = all(len(part.split()) <= _KEYWORD_WORDS for part in parts)
    return bool(parts) and short and not _SENTENCE_END.search(items)
