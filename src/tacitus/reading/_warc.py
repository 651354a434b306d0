"""Web archives (WARC, ISO 28500): the article of every archived page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tacitus.errors import InputRefusedError
from tacitus.reading._bytes import MAX_FILE, too_large
from tacitus.reading._dates import Published
from tacitus.reading._pages import page_fields
from tacitus.reading._rows import Row

_PAGES = ("text/html", "application/xhtml+xml")


def warc_rows(path: Path, published: Published | None) -> Iterator[Row]:
    """One row for each page that was answered with 200; images, redirects and requests are passed over.

    A page without an article is refused on its own. `published` is the publication date of pages that give none: the
    day of the crawl is not taken for it. Raises `InputRefusedError` for what is no web archive and where it breaks off.
    """
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    where, seen = str(path), False
    with path.open("rb") as stream:
        try:
            for record in ArchiveIterator(stream, strict_mode=True):
                seen = True
                if record.record_type == WarcRecordType.response and _is_page(record):
                    yield _row(record, where, published)
        except (ValueError, OSError, RuntimeError, EOFError) as error:
            raise InputRefusedError(where, f"the archive breaks off ({error})", "fetch or copy it again") from None
    if not seen:
        raise InputRefusedError(where, "it is not a web archive, or an empty one", "give a .warc or .warc.gz file")


def _is_page(record: Any) -> bool:
    answer = record.http_headers
    if answer is None or answer.status_code != 200:
        return False
    kind = record.http_content_type or ""
    return kind.lower().startswith(_PAGES)


def _row(record: Any, where: str, published: Published | None) -> Row:
    address = record.headers.get("WARC-Target-URI", "").strip("<>")
    page = f"{where}: {address or record.record_id}"
    try:
        data = record.reader.read(MAX_FILE + 1)
        if len(data) > MAX_FILE:
            raise too_large(page)
        fields = page_fields(data, page, published)
    except InputRefusedError as refusal:
        return refusal
    return page, fields | {"url": address or fields["url"]}
