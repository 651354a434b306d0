"""Reading: files, folders, addresses and standard input become `Report`s, or say in one line why they do not.

    for found in read("reports/"):
        if isinstance(found, Refusal):
            print(found, file=sys.stderr)

`blocks` splits a report into its paragraphs, headings, datelines and page furniture; `refusal_for_language`
says why a report cannot be coded when it is not written in English. `report_of` makes one of fields that came in
another way than by a source.
"""

from tacitus.reading._fields import Defaults, report_of
from tacitus.reading._sources import SUFFIXES, Refusal, read
from tacitus.reading.language import language_name, language_of, refusal_for_language
from tacitus.reading.structure import Block, BlockKind, Dateline, blocks

__all__ = [
    "SUFFIXES",
    "Block",
    "BlockKind",
    "Dateline",
    "Defaults",
    "Refusal",
    "blocks",
    "language_name",
    "language_of",
    "read",
    "refusal_for_language",
    "report_of",
]
