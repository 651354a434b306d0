"""Mentions of many reports -> events: candidate pairs, evidence for and against, groups, merged values.

Pure functions on records; nothing is stored here.
"""

from tacitus.linking.blocking import Block, block, candidate_pairs
from tacitus.linking.clustering import Clustering, best_home, cluster, linked_pairs
from tacitus.linking.comparing import Judgement, judge
from tacitus.linking.comparison import Comparison
from tacitus.linking.formations import Formations, group_beside
from tacitus.linking.linkage import THRESHOLD, Judge
from tacitus.linking.merging import merge
from tacitus.linking.publishers import independent_publishers
from tacitus.linking.responses import ANSWER_DAYS, answer_fit, answers_unnamed, stated_responses
from tacitus.linking.tables import Weights, kinship, load_weights
from tacitus.linking.telling import Telling, tellings
from tacitus.linking.traits import Traits

__all__ = [
    "ANSWER_DAYS",
    "THRESHOLD",
    "Block",
    "Clustering",
    "Comparison",
    "Formations",
    "Judge",
    "Judgement",
    "Telling",
    "Traits",
    "Weights",
    "answer_fit",
    "answers_unnamed",
    "best_home",
    "block",
    "candidate_pairs",
    "cluster",
    "group_beside",
    "independent_publishers",
    "judge",
    "kinship",
    "linked_pairs",
    "load_weights",
    "merge",
    "stated_responses",
    "tellings",
]
