"""BERT by the formulas of the paper (Devlin et al., 2019), from a model's directory: python3 logits.py MODEL-DIRECTORY

Standard input: a JSON array of rows of token ids. Standard output: a JSON array with the logits of each row. Reads
config.json and model.safetensors itself and needs PyTorch alone, any version from 1.10.
"""

import json
import struct
import sys

import torch


def safetensors(path):
    """The float32 tensors of a file by name: the header's length, the header in JSON, then the numbers."""
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
        data = bytearray(file.read())
    tensors = {}
    for name, entry in header.items():
        if name == "__metadata__":
            continue
        assert entry["dtype"] == "F32", f"{name} is {entry['dtype']}"
        begin, end = entry["data_offsets"]
        flat = torch.frombuffer(data, dtype=torch.float32, count=(end - begin) // 4, offset=begin)
        tensors[name] = flat.reshape(entry["shape"])
    return tensors


class Bert:
    def __init__(self, directory):
        with open(f"{directory}/config.json", encoding="utf-8") as file:
            self.config = json.load(file)
        self.tensors = safetensors(f"{directory}/model.safetensors")

    def linear(self, x, name):
        return x @ self.tensors[f"{name}.weight"].T + self.tensors[f"{name}.bias"]

    def norm(self, x, name):
        mean = x.mean(-1, keepdim=True)
        variance = ((x - mean) ** 2).mean(-1, keepdim=True)
        scaled = (x - mean) / torch.sqrt(variance + self.config["layer_norm_eps"])
        return scaled * self.tensors[f"{name}.weight"] + self.tensors[f"{name}.bias"]

    def heads(self, x):
        """[length, hidden] to [heads, length, hidden / heads]."""
        return x.reshape(len(x), self.config["num_attention_heads"], -1).transpose(0, 1)

    def layer(self, x, name):
        query, key, value = (self.heads(self.linear(x, f"{name}.attention.self.{part}")) for part in ("query", "key", "value"))
        scores = query @ key.transpose(1, 2) / query.shape[-1] ** 0.5
        context = (torch.softmax(scores, -1) @ value).transpose(0, 1).reshape(x.shape)
        attended = self.norm(x + self.linear(context, f"{name}.attention.output.dense"), f"{name}.attention.output.LayerNorm")
        inner = self.linear(attended, f"{name}.intermediate.dense")
        inner = inner * 0.5 * (1 + torch.erf(inner / 2**0.5))
        return self.norm(attended + self.linear(inner, f"{name}.output.dense"), f"{name}.output.LayerNorm")

    def logits(self, ids):
        embeddings = "bert.embeddings"
        x = self.tensors[f"{embeddings}.word_embeddings.weight"][ids]
        x = x + self.tensors[f"{embeddings}.position_embeddings.weight"][: len(ids)]
        x = x + self.tensors[f"{embeddings}.token_type_embeddings.weight"][0]
        x = self.norm(x, f"{embeddings}.LayerNorm")
        for i in range(self.config["num_hidden_layers"]):
            x = self.layer(x, f"bert.encoder.layer.{i}")
        pooled = torch.tanh(self.linear(x[:1], "bert.pooler.dense"))
        return self.linear(pooled, "classifier")[0].tolist()


bert = Bert(sys.argv[1])
json.dump([bert.logits(ids) for ids in json.load(sys.stdin)], sys.stdout)
