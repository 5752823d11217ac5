# BERT's training step as PyTorch's own modules have it: what a training written by hand in Python costs.
#
# Standard input has a JSON object with the network's shape, then one for each batch ({"ids": rows, "labels": indices}),
# then an empty line, which is answered by PyTorch's version. From then on each line is answered when a step has been taken
# on every batch, by the CPU seconds of this process so far.

import json
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F


class Layer(nn.Module):
    def __init__(self, shape):
        super().__init__()
        hidden, inner = shape["hidden"], shape["inner"]
        self.heads = shape["heads"]
        self.query = nn.Linear(hidden, hidden)
        self.key = nn.Linear(hidden, hidden)
        self.value = nn.Linear(hidden, hidden)
        self.output = nn.Linear(hidden, hidden)
        self.attention_norm = nn.LayerNorm(hidden, eps=1e-12)
        self.inner = nn.Linear(hidden, inner)
        self.outer = nn.Linear(inner, hidden)
        self.norm = nn.LayerNorm(hidden, eps=1e-12)
        self.dropout = nn.Dropout(shape["dropout"])

    def split(self, x):
        rows, length, hidden = x.shape
        return x.view(rows, length, self.heads, hidden // self.heads).transpose(1, 2)

    def forward(self, x, mask):
        query, key, value = self.split(self.query(x)), self.split(self.key(x)), self.split(self.value(x))
        scores = query @ key.transpose(2, 3) / query.shape[-1] ** 0.5 + mask
        context = self.dropout(scores.softmax(-1)) @ value
        context = context.transpose(1, 2).reshape(x.shape)
        x = self.attention_norm(x + self.dropout(self.output(context)))
        return self.norm(x + self.dropout(self.outer(F.gelu(self.inner(x)))))


class Bert(nn.Module):
    def __init__(self, shape):
        super().__init__()
        hidden = shape["hidden"]
        self.words = nn.Embedding(shape["vocabulary"], hidden)
        self.positions = nn.Embedding(shape["positions"], hidden)
        self.types = nn.Embedding(2, hidden)
        self.norm = nn.LayerNorm(hidden, eps=1e-12)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape["layers"]))
        self.pooler = nn.Linear(hidden, hidden)
        self.classifier = nn.Linear(hidden, shape["labels"])
        self.dropout = nn.Dropout(shape["dropout"])

    def forward(self, ids, mask):
        x = self.words(ids) + self.positions.weight[: ids.shape[1]] + self.types.weight[0]
        x = self.dropout(self.norm(x))
        mask = (1 - mask[:, None, None, :]) * torch.finfo(torch.float32).min
        for layer in self.layers:
            x = layer(x, mask)
        return self.classifier(self.dropout(torch.tanh(self.pooler(x[:, 0]))))


def padded(batch):
    length = max(len(row) for row in batch["ids"])
    ids = torch.zeros(len(batch["ids"]), length, dtype=torch.long)
    mask = torch.zeros(len(batch["ids"]), length)
    for i, row in enumerate(batch["ids"]):
        ids[i, : len(row)] = torch.tensor(row)
        mask[i, : len(row)] = 1
    return ids, mask, torch.tensor(batch["labels"])


shape = json.loads(sys.stdin.readline())
torch.set_num_threads(shape["threads"])
batches = []
for line in sys.stdin:
    if not line.strip():
        break
    batches.append(padded(json.loads(line)))

model = Bert(shape).train()
matrices = [p for p in model.parameters() if p.dim() > 1]
vectors = [p for p in model.parameters() if p.dim() == 1]
optimizer = torch.optim.AdamW(
    [{"params": matrices, "weight_decay": 0.01}, {"params": vectors, "weight_decay": 0.0}], lr=2e-5
)
print(torch.__version__, flush=True)

for line in sys.stdin:
    for ids, mask, labels in batches:
        optimizer.zero_grad(set_to_none=True)
        F.cross_entropy(model(ids, mask), labels).backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
    print(time.process_time(), flush=True)
