# The whole network, put together of embeddings, encoder and head.
#
#   ids      [rows, length] int64, padded with any id
#   types    as embeddings has them
#   lengths  [rows] int64, at least 1: the tokens of each row
#   w        the weights in the order of WeightLayout: embeddings (5, or 4 without token types), 16 a layer, head (4, or 2
#            where it reads all positions)
#   first    the lowest layer that has dropout, and what of the layers is to be computed: those from it on
#   dropout  of hidden vectors, attention weights, attention output, before the last layer
#   head     as head.logits has it

# As head.logits. Dropout is for the layers from `first` on: those below it stand still.
def logits(ids: Tensor, types: Tensor, lengths: Tensor, w: List[Tensor], first: int, layers: int, distilbert: bool, heads: int, dtype: int, epsilon: float, head: str, dropout: List[float]) -> Tensor:
  mask = __torch__.network.attended(ids, lengths)
  below = dropout
  if torch.gt(first, 0):
    below = [0., 0., 0., 0.]
  x = __torch__.network.encode(ids, types, mask, w, first, distilbert, heads, dtype, epsilon, below)
  return __torch__.network.logits_above(x, mask, w, first, layers, distilbert, heads, dtype, epsilon, head, dropout)

# The same from what the first layers made: x [rows, length, hidden]. For texts only [CLS] is computed in the last layer:
# nothing reads the other positions.
def logits_above(x: Tensor, mask: Tensor, w: List[Tensor], first: int, layers: int, distilbert: bool, heads: int, dtype: int, epsilon: float, head: str, dropout: List[float]) -> Tensor:
  last = torch.sub(layers, 1)
  x0 = __torch__.network.between(x, mask, w, first, last, distilbert, heads, dtype, epsilon, dropout)
  at = torch.add(__torch__.network.embeddings(distilbert), torch.mul(16, last))
  read = __torch__.encoder.layer(x0, __torch__.head.read(x0, head), mask, w, at, heads, dtype, epsilon, dropout)
  return __torch__.head.logits(read, mask, w, distilbert, head, dropout[3])

# [rows, length, hidden]: the vectors after all layers; those of padding mean nothing.
def hidden_states(ids: Tensor, types: Tensor, lengths: Tensor, w: List[Tensor], layers: int, distilbert: bool, heads: int, dtype: int, epsilon: float) -> Tensor:
  mask = __torch__.network.attended(ids, lengths)
  return __torch__.network.encode(ids, types, mask, w, layers, distilbert, heads, dtype, epsilon, [0., 0., 0., 0.])

# [rows, length, hidden] after the first `layers` layers.
def encode(ids: Tensor, types: Tensor, mask: Tensor, w: List[Tensor], layers: int, distilbert: bool, heads: int, dtype: int, epsilon: float, dropout: List[float]) -> Tensor:
  x = __torch__.embeddings.embed(ids, types, w, torch.__not__(distilbert), epsilon, dropout[0])
  return __torch__.network.between(x, mask, w, 0, layers, distilbert, heads, dtype, epsilon, dropout)

# [rows, length, hidden] after the layers from `first` to before `end`.
def between(x: Tensor, mask: Tensor, w: List[Tensor], first: int, end: int, distilbert: bool, heads: int, dtype: int, epsilon: float, dropout: List[float]) -> Tensor:
  at = __torch__.network.embeddings(distilbert)
  y = x
  for i in range(first, end):
    y = __torch__.encoder.layer(y, y, mask, w, torch.add(at, torch.mul(16, i)), heads, dtype, epsilon, dropout)
  return y

# [rows, 1, 1, length]: true where there is a token.
def attended(ids: Tensor, lengths: Tensor) -> Tensor:
  positions = torch.arange(torch.size(ids, 1), dtype=None, layout=None, device=ops.prim.device(ids))
  mask = torch.lt(positions, torch.unsqueeze(lengths, 1))
  return torch.unsqueeze(torch.unsqueeze(mask, 1), 1)

# The number of tensors before the first layer's.
def embeddings(distilbert: bool) -> int:
  if distilbert:
    n = 4
  else:
    n = 5
  return n
