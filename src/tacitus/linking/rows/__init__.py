"""Coded rows from elsewhere -> events: record linkage over columns, without a text to look into.

The columns are those of MAVERICK (van Baalen & Hoglund 2026). Rows are compared slot by slot, a logistic model weighs
the comparisons (weights.csv, learned by training/link.py) in two looks, and average linkage joins what fits.
"""

from tacitus.linking.rows.explaining import Link, links
from tacitus.linking.rows.files import Linked, link_columns, link_lines
from tacitus.linking.rows.grouping import row_labels
from tacitus.linking.rows.reading import Row, row_of

__all__ = ["Link", "Linked", "Row", "link_columns", "link_lines", "links", "row_labels", "row_of"]
