"""Drawn objects of a page as pdfium gives them: places, outlines, boxes."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium

from ...drawn.views import IDENTITY, Matrix, apply
from ...reading import Box

Point = tuple[float, float]
_SIDES = ctypes.c_float(), ctypes.c_float(), ctypes.c_float(), ctypes.c_float()
"""Where pdfium, which one thread at a time calls, writes what it is asked for."""


def matrix_of(item: Any) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, matrix):
        return IDENTITY
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def bounds_of(item: Any, matrix: Matrix) -> Box:
    left, bottom, right, top = _SIDES
    pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top)
    corners = ((left.value, bottom.value), (right.value, top.value))
    return around_points([apply(matrix, x, y) for x, y in corners])


def point_of(segment: Any, matrix: Matrix) -> Point:
    x, y = _SIDES[:2]
    pdfium.FPDFPathSegment_GetPoint(segment, x, y)
    return apply(matrix, x.value, y.value)


@dataclass
class Subpath:
    points: list[Point] = field(default_factory=list)
    edges: list[tuple[Point, Point]] = field(default_factory=list)
    """Its straight pieces, the closing one too."""
    is_curved: bool = False


def subpaths(item: Any, matrix: Matrix) -> Iterator[Subpath]:
    part = Subpath()
    for index in range(pdfium.FPDFPath_CountSegments(item)):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        point = point_of(segment, matrix)
        if kind == pdfium.FPDF_SEGMENT_MOVETO and part.points:
            yield part
            part = Subpath()
        elif kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            part.is_curved = True
        elif part.points:
            part.edges.append((part.points[-1], point))
        part.points.append(point)
        if pdfium.FPDFPathSegment_GetClose(segment):
            part.edges.append((point, part.points[0]))
    if part.points:
        yield part


def stroke_width(item: Any, matrix: Matrix) -> float:
    width = ctypes.c_float()
    pdfium.FPDFPageObj_GetStrokeWidth(item, width)
    a, b, c, d = matrix[:4]
    return width.value * math.sqrt(abs(a * d - b * c))


def around_points(points: list[Point]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Box(min(xs), min(ys), max(xs), max(ys))


def part_inside(box: Box, window: Box) -> Box | None:
    """The part of the box inside the window; lines have no width, so touching is inside."""
    x0, y0 = max(box.x0, window.x0), max(box.y0, window.y0)
    x1, y1 = min(box.x1, window.x1), min(box.y1, window.y1)
    return Box(x0, y0, x1, y1) if x0 <= x1 and y0 <= y1 else None


def is_rectangle(points: list[Point], box: Box) -> bool:
    return all(
        min(abs(x - box.x0), abs(x - box.x1)) < 0.1 and min(abs(y - box.y0), abs(y - box.y1)) < 0.1
        for x, y in points
    )
