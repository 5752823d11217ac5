"""What transformers says of texts: python3 classify.py pipeline|tokens MODEL-DIRECTORY

Standard input: a JSON array of texts. Standard output: a JSON array with, for each text, its token ids; with "pipeline" an
object of its token ids ("ids") and the score of each label ("scores"), from batches that are padded.
"""

import json
import sys

from transformers import AutoModelForSequenceClassification, AutoTokenizer, pipeline

what, directory = sys.argv[1:]
# Halves of surrogate pairs are no text in Python: they are replaced, as on our side.
texts = [text.encode("utf-16", "surrogatepass").decode("utf-16", "replace") for text in json.load(sys.stdin)]
tokenizer = AutoTokenizer.from_pretrained(directory)
ids = [tokenizer(text, truncation=True)["input_ids"] for text in texts]
if what == "tokens":
    json.dump(ids, sys.stdout)
else:
    model, report = AutoModelForSequenceClassification.from_pretrained(directory, output_loading_info=True)
    assert not any(report.values()), report
    classify = pipeline("text-classification", model=model.float(), tokenizer=tokenizer, top_k=None, batch_size=16)
    scored = [{each["label"]: each["score"] for each in text} for text in classify(texts, truncation=True)]
    json.dump([{"ids": row, "scores": scores} for row, scores in zip(ids, scored)], sys.stdout)
