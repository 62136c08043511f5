"""Text in a picture: where it stands, and what it says letter by letter with a confidence.

rapidocr finds the lines of text, onnxruntime runs the recognition; both models come with the wheel of
rapidocr (PP-OCRv6 small), and their paths are given, so that nothing is ever fetched. The classifier
of directions is not used: it turns 99 into 66.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from ..errors import DocumentError

HOW_TO_GET = "pip install 'budget-analysis[ocr]'"
LONG_SIDE = 1280
"""Pixels: a page of A4 at 110 dpi. Lines of text are found at this size as well as at twice, in a fifth of the time."""
HEIGHT, NARROWEST = 48, 320
"""Pixels of the strips that the model of recognition takes."""
WIDEST = 4_000
ALIKE = 1.2
"""Strips are recognised together where the widest is no wider than this times the narrowest."""
MOST_TOGETHER = 8
_MODELS = ("PP-OCRv6_det_small.onnx", "PP-OCRv6_rec_small.onnx")
_LOCK = threading.Lock()

Picture = np.ndarray[Any, Any]
"""A grey picture: rows by columns, 0 black to 255 white."""


class Letter(NamedTuple):
    """One recognised character: where its middle stands in its strip (0 left, 1 right), how certain."""

    text: str
    at: float
    confidence: float


def missing() -> str:
    """Why nothing can be recognised here; empty where it can."""
    try:
        import cv2  # noqa: F401
        import onnxruntime  # type: ignore[import-untyped]  # noqa: F401
        import rapidocr  # noqa: F401
    except ImportError as error:
        return f"the extra for scans is not installed ({error.name}): {HOW_TO_GET}"
    absent = [name for name in _MODELS if not _model(name).is_file()]
    return f"the wheel of rapidocr lacks {', '.join(absent)}: install rapidocr 3.10 again" if absent else ""


def find_lines(picture: Picture) -> list[Picture]:
    """The lines of text of a page: four corners each (x, y in pixels), in the order as found."""
    import cv2

    scale = min(1.0, LONG_SIDE / max(picture.shape))
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else picture
    with _LOCK:
        found = _finder()(cv2.cvtColor(small, cv2.COLOR_GRAY2BGR), use_det=True, use_cls=False, use_rec=False)
    boxes = getattr(found, "boxes", None)
    return [] if boxes is None else [np.asarray(box, dtype=np.float32) / scale for box in boxes]


def read_strips(strips: Sequence[Picture]) -> list[list[Letter]]:
    """The letters of each strip (a grey picture of one line of text), spaces among them."""
    found: list[list[Letter]] = [[] for _ in strips]
    scaled = {number: _strip(strip) for number, strip in enumerate(strips) if min(strip.shape) > 1}
    for batch in _batches(scaled):
        width = max(NARROWEST, *(scaled[number].shape[1] for number in batch))
        block = np.zeros((len(batch), 3, HEIGHT, width), dtype=np.float32)
        for place, number in enumerate(batch):
            strip = scaled[number]
            block[place, :, :, : strip.shape[1]] = strip.astype(np.float32) / 127.5 - 1.0
        with _LOCK:
            session, name = _recogniser()
            (answer,) = session.run(None, {name: block})
        for place, number in enumerate(batch):
            found[number] = _letters(answer[place], scaled[number].shape[1] / width)
    return found


def _strip(picture: Picture) -> Picture:
    import cv2

    width = int(np.ceil(picture.shape[1] * HEIGHT / picture.shape[0]))
    resized: Picture = cv2.resize(picture, (min(max(width, 4), WIDEST), HEIGHT))
    return resized


def _batches(scaled: dict[int, Picture]) -> Iterator[list[int]]:
    """The numbers of the strips in groups of about one width."""
    batch: list[int] = []
    for number in sorted(scaled, key=lambda one: scaled[one].shape[1]):
        width = max(NARROWEST, scaled[number].shape[1])
        is_full = len(batch) == MOST_TOGETHER
        if batch and (is_full or width > ALIKE * max(NARROWEST, scaled[batch[0]].shape[1])):
            yield batch
            batch = []
        batch.append(number)
    if batch:
        yield batch


def _letters(chances: Picture, part: float) -> list[Letter]:
    """The most likely letters of one strip, which fills this part of the columns."""
    best = chances.argmax(axis=1)
    known = _alphabet()
    columns = max(1.0, len(best) * part)
    found: list[Letter] = []
    for column, code in enumerate(best):
        if not code or (column and best[column - 1] == code):
            if code and found:  # the same letter goes on: its middle moves, its best chance counts
                last = found[-1]
                sure = max(last.confidence, float(chances[column, code]))
                found[-1] = Letter(last.text, last.at + 0.5 / columns, sure)
            continue
        found.append(Letter(known[code], (column + 0.5) / columns, float(chances[column, code])))
    return [letter for letter in found if letter.at <= 1.05]


def _model(name: str) -> Path:
    return Path(str(resources.files("rapidocr").joinpath("models", name)))


def _require() -> None:
    reason = missing()
    if reason:
        raise DocumentError(reason)


@cache
def _finder() -> Any:
    _require()
    from rapidocr import RapidOCR

    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    threads = "EngineConfig.onnxruntime"
    return RapidOCR(
        params={
            "Global.use_cls": False,
            "Global.log_level": "error",
            "Det.model_path": str(_model(_MODELS[0])),
            "Rec.model_path": str(_model(_MODELS[1])),
            f"{threads}.intra_op_num_threads": 1,
            f"{threads}.inter_op_num_threads": 1,
        }
    )


@cache
def _recogniser() -> tuple[Any, str]:
    """The session of the recognition and the name of its input."""
    _require()
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4
    options.enable_cpu_mem_arena = False
    session = onnxruntime.InferenceSession(
        str(_model(_MODELS[1])), sess_options=options, providers=["CPUExecutionProvider"]
    )
    return session, session.get_inputs()[0].name


@cache
def _alphabet() -> tuple[str, ...]:
    """The letters by their codes; 0 is no letter."""
    session, _ = _recogniser()
    written: str = session.get_modelmeta().custom_metadata_map["character"]
    return ("", *written.splitlines(), " ")
