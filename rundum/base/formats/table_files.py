"""Tables that other programs have written as text: CSV of any common make, row by row, each with its line."""

import csv
import io
from collections.abc import Iterator


def decoded(content: bytes) -> str:
    """The text of a file in UTF-8 (with or without a mark at its beginning), UTF-16 or Windows-1252."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def records_of(text: str) -> Iterator[tuple[int, list[str] | None]]:
    """The columns of each row, with the line the row ends on; None for a row that is not well-formed.

    Columns stand between commas, semicolons or tabs, whichever the first line has most of. A quotation mark that never
    closes would swallow the rows after it; so reading begins anew on the next line.
    """
    lines = io.StringIO(text, newline="").readlines()
    delimiter = max(",;\t", key=(lines[0] if lines else "").count)
    start = 0
    while start < len(lines):
        reader = csv.reader((lines[at] for at in range(start, len(lines))), delimiter=delimiter, strict=True)
        ended = 0
        try:
            for record in reader:
                ended = reader.line_num
                yield start + ended, record
            return
        except csv.Error:
            start += ended + 1
            yield start, None
