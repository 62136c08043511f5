"""Documents without pages: paragraphs and tables one after the other (`word`, `html`).

What runs on is one page for the steps behind; a place is the number of the paragraph (`¶12`) or a
cell of a table by its number, column and row (`T3!C7`).
"""
