# The vectors that the encoder starts from: word, position and token type added up, then LayerNorm.
# (Devlin et al., "BERT", 2019, figure 2.)
#
#   ids      [rows, length] int64, padded with any id
#   types    [rows, length] int64: 1 in the second of two texts, else 0; or [1, 1] for all. DistilBERT has none
#   w        words [vocabulary, hidden], positions [positions, hidden], with `token_types` types [types, hidden],
#            then LayerNorm's weight and bias [hidden]
#   returns  [rows, length, hidden] float32

def embed(ids: Tensor, types: Tensor, w: List[Tensor], token_types: bool, epsilon: float, dropout: float) -> Tensor:
  x = torch.embedding(w[0], ids)
  if token_types:
    x = torch.add(x, torch.embedding(w[2], types))
    norm = 3
  else:
    norm = 2
  x = torch.add(x, torch.slice(w[1], 0, 0, torch.size(ids, 1)))
  x = torch.layer_norm(x, [torch.size(x, 2)], w[norm], w[torch.add(norm, 1)], epsilon)
  return torch.dropout(x, dropout, torch.gt(dropout, 0.))
