"""The news date grammar: words, calendar arithmetic and rules behind `tacitus.coding.dates`."""
