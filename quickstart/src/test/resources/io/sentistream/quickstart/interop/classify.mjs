// Classifies with @huggingface/transformers: node classify.mjs MODEL-DIRECTORY
//
// Standard input: a JSON array of texts. Standard output: a JSON array with an object for each text: its token ids ("ids")
// and the score of each label ("scores"). Texts run in batches, so that all but the longest of each are padded.

import { readFileSync } from 'node:fs';
import { env, pipeline } from '@huggingface/transformers';

const BATCH = 16;

env.allowRemoteModels = false;
const classify = await pipeline('text-classification', process.argv[2]);
const texts = JSON.parse(readFileSync(0, 'utf8'));
const results = [];
for (let from = 0; from < texts.length; from += BATCH) {
  const batch = texts.slice(from, from + BATCH);
  const scored = await classify(batch, { top_k: null });
  batch.forEach((text, i) => {
    const ids = classify.tokenizer(text, { truncation: true }).input_ids.tolist()[0].map(Number);
    results.push({ ids, scores: Object.fromEntries(scored[i].map(({ label, score }) => [label, score])) });
  });
}
process.stdout.write(JSON.stringify(results));
