"""A PDF of one page by hand: for what no program that makes PDFs would write."""

from __future__ import annotations

TABLE = b"""0.5 w
60 700 m 60 740 l S 200 700 m 200 740 l S 340 700 m 340 740 l S
60 700 m 340 700 l S 60 720 m 340 720 l S 60 740 m 340 740 l S
BT /F1 10 Tf 60 760 Td (Page of this account) Tj ET
BT /F1 10 Tf 70 726 Td (A) Tj ET BT /F1 10 Tf 290 726 Td (1,912.17) Tj ET
BT /F1 10 Tf 70 706 Td (B) Tj ET
"""
"""A line of text and a table of two rows and two columns, the last cell blank."""
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def make_pdf(
    content: bytes,
    resources: bytes = b"",
    page: bytes = b"",
    catalog: bytes = b"",
    more: tuple[bytes, ...] = (),
) -> bytes:
    """A file with this content stream; `more` are objects 6 0, 7 0, …; the rest goes into dictionaries.

    The page is 595 points wide and 842 high, with the font F1.
    """
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R " + catalog + b" >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> " + resources + b" >> " + page + b" >>",
        stream(content),
        FONT,
        *more,
    )
    file = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(file))
        file += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(file)
    file += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    file += b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return file + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, start)


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """A stream object without filters."""
    return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(content), entries, content)
