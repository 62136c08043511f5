"""What is drawn on a page, whoever drew it: characters and ruled lines to words, grids, printed lines.

The readers of PDF, OFD and pictures give the marks of each page (`marks`); here they become the
lines and grids of a `Reading`. Boxes are in points from the top left of the page.
"""
