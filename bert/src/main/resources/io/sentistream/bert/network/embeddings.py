# The vectors that the encoder starts from: word, position and token type added up, then LayerNorm.
# (Devlin et al., "BERT", 2019, figure 2. All texts here are single, so the token type is 0 throughout.)
#
#   ids      [rows, length] int64, padded with any id
#   w        words [vocabulary, hidden], positions [positions, hidden], with `token_types` types [types, hidden],
#            then LayerNorm's weight and bias [hidden]
#   returns  [rows, length, hidden] float32

def embed(ids: Tensor, w: List[Tensor], token_types: bool, epsilon: float, dropout: float) -> Tensor:
  x = torch.embedding(w[0], ids)
  if token_types:
    x = torch.add(x, torch.select(w[2], 0, 0))
    norm = 3
  else:
    norm = 2
  x = torch.add(x, torch.slice(w[1], 0, 0, torch.size(ids, 1)))
  x = torch.layer_norm(x, [torch.size(x, 2)], w[norm], w[torch.add(norm, 1)], epsilon)
  return torch.dropout(x, dropout, torch.gt(dropout, 0.))
