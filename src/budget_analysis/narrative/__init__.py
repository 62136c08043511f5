"""Sentences to statements: words, tokens, and what each number says given what was said before."""
