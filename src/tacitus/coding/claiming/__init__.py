"""Aggregate statements read off a sentence: one module a kind of claim, over the windows that they count in."""
