"""Parquet files of reports: the columns of a report, read a batch at a time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tacitus.errors import InputRefusedError
from tacitus.reading._fields import FIELDS
from tacitus.reading._rows import Row

_BATCH = 256
"""Rows held at a time: a file of any length takes the memory of so many reports."""


def parquet_rows(path: Path) -> Iterator[Row]:
    """The rows of a Parquet file, those of its columns that a report has.

    Raises `InputRefusedError` for what is no Parquet file, for one without a column 'text' and where it breaks off.
    """
    import pyarrow as pa  # loads slowly, and most runs read none
    from pyarrow import parquet

    where, row = str(path), 0
    try:
        with parquet.ParquetFile(path) as file:
            columns = [name for name in file.schema_arrow.names if name in FIELDS]
            if "text" not in columns:
                raise InputRefusedError(where, "it has no column 'text'", f"the columns are {', '.join(FIELDS)}")
            for batch in file.iter_batches(batch_size=_BATCH, columns=columns):
                for fields in batch.to_pylist():
                    row += 1
                    yield f"{where}:{row}", fields
    except (pa.ArrowException, UnicodeDecodeError) as error:
        after = f" after row {row}" if row else ""
        why = f"it cannot be read as Parquet{after} ({str(error).splitlines()[0][:120]})"
        raise InputRefusedError(where, why, "write it again, or give it as JSON lines (.jsonl)") from None
