"""Saves small random models with transformers, a directory for each layout: python3 layouts.py TOKENIZER-DIRECTORY TARGET"""

import sys

import torch
from transformers import (
    AutoTokenizer,
    BertConfig,
    BertForMaskedLM,
    BertForPreTraining,
    BertForSequenceClassification,
    BertModel,
    DistilBertConfig,
    DistilBertForMaskedLM,
    DistilBertForSequenceClassification,
    DistilBertModel,
)

source, target = sys.argv[1:]
tokenizer = AutoTokenizer.from_pretrained(source)
torch.manual_seed(1)
names = {0: "bad", 1: "fair", 2: "good"}
labels = {"id2label": names, "label2id": {name: index for index, name in names.items()}}
# Wide weights, so that the scores of a random model differ.
bert = BertConfig(
    hidden_size=32, num_hidden_layers=2, num_attention_heads=4, intermediate_size=64, initializer_range=0.3, **labels
)
distilbert = DistilBertConfig(dim=32, n_layers=2, n_heads=4, hidden_dim=64, initializer_range=0.3, **labels)


def save(name, model, **options):
    model.save_pretrained(f"{target}/{name}", **options)
    tokenizer.save_pretrained(f"{target}/{name}")


classifier = BertForSequenceClassification(bert)
save("bert", classifier)
save("sharded", classifier, max_shard_size="1MB")
save("float16", classifier.half())
save("bfloat16", BertForSequenceClassification(bert).bfloat16())
save("distilbert", DistilBertForSequenceClassification(distilbert))
save("bert-base", BertModel(bert))
save("bert-masked", BertForMaskedLM(bert))
save("bert-pretraining", BertForPreTraining(bert))
save("distilbert-base", DistilBertModel(distilbert))
save("distilbert-masked", DistilBertForMaskedLM(distilbert))
