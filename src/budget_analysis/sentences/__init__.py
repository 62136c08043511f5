"""Sentences to statements: typed words, shapes written as data, and what carries over from clause to clause."""

from .reader import read_block
from .shapes import Shape, load_shapes
from .tokens import Token, tokenize, with_unit
from .topic import Setting, Topic
from .words import Word

__all__ = [
    "Setting",
    "Shape",
    "Token",
    "Topic",
    "Word",
    "load_shapes",
    "read_block",
    "tokenize",
    "with_unit",
]
