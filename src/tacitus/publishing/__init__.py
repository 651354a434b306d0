"""Exports, tables, maps, charts and the briefing. Every figure printed leads back to a sentence of a report."""
