"""Accounts of one form, made up and read in a moment, for tests of what happens around reading."""

from __future__ import annotations

from pathlib import Path

FORM = """ {year} 年度财政拨款“三公”经费支出决算表

公开 11表

部门：{department} 单位：万元

项   目 预算数 决算数

“三公”经费支出合计 {total} {total}

  1．因公出国（境）费用 {total} {total}

  2．公务用车购置及运行维护费小计 {none} {none}

    （1）公务用车购置费 {none} {none}

    （2）公务用车运行维护费 {none} {none}

  3．公务接待费 {none} {none}

注：本表反映本年度财政拨款“三公”经费支出预决算情况。
"""


def small_account(
    path: Path, total: str = "5.69", none: str = "0.00", department: str = "某市某局", year: int = 2024
) -> Path:
    """A text dump with the form of the three public expenses; blank amounts make a template."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = FORM.format(total=total, none=none, department=department, year=year)
    path.write_text(text, encoding="utf-8")
    return path


def form_that_draws_itself(path: Path) -> Path:
    """A PDF of a page whose only content draws a form, which draws itself, without an end."""
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /XObject << /X 5 0 R >> >> >>",
        b"<< /Length 5 >>\nstream\n/X Do\nendstream",
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 100 100] /Length 11"
        b" /Resources << /XObject << /X 5 0 R >> >> >>\nstream\n/X Do /X Do\nendstream",
    )
    content = b"%PDF-1.4\n"
    places = []
    for number, value in enumerate(objects, 1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, value)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    content += b"xref\n0 6\n0000000000 65535 f \n%strailer\n<< /Size 6 /Root 1 0 R >>\n" % table
    path.write_bytes(content + b"startxref\n%d\n%%%%EOF\n" % content.index(b"xref\n"))
    return path
