"""What is coded and how it crosses over to other schemes: actions, trigger words, weapons, facilities.

The tables beside this file are meant to be read and changed by people who do not program; they are checked
when loaded, and a fault names the file, the row and what is wrong.
"""

from tacitus.ontology.actions import Action, ActionTable
from tacitus.ontology.inflection import forms
from tacitus.ontology.lexicon import Entry, Lexicon, Trigger
from tacitus.ontology.loading import Ontology, ontology
from tacitus.ontology.phrases import PhraseMatch, PhraseTable

__all__ = [
    "Action",
    "ActionTable",
    "Entry",
    "Lexicon",
    "Ontology",
    "PhraseMatch",
    "PhraseTable",
    "Trigger",
    "forms",
    "ontology",
]
