# One layer of the encoder: attention and feed-forward, each with a residual connection and LayerNorm after it.
# (Vaswani et al., "Attention Is All You Need", 2017, section 3; GELU by the error function.)
#
#   x        [rows, length, hidden] float32: keys and values come of every position
#   queried  [rows, n, hidden] float32: the positions whose output is wanted; x itself, or [CLS] alone in the last layer
#   mask     [rows, 1, 1, length] bool, false on padding
#   w        the weights of the whole network, those of this layer from index `at` on: query, key, value, attention output
#            (each weight [hidden, hidden] and bias), LayerNorm (weight, bias), feed-forward inner [inner, hidden] and
#            outer [hidden, inner] (each weight and bias), LayerNorm (weight, bias)
#   dtype    of the products: 6 float32, 15 bfloat16; sums along the residual connections and LayerNorm are float32
#   dropout  of hidden vectors, attention weights, attention output
#   returns  [rows, n, hidden] float32

def layer(x: Tensor, queried: Tensor, mask: Tensor, w: List[Tensor], at: int, heads: int, dtype: int, epsilon: float, dropout: List[float]) -> Tensor:
  query = __torch__.encoder.split(__torch__.encoder.linear(queried, w, at, dtype), heads)
  key = __torch__.encoder.split(__torch__.encoder.linear(x, w, torch.add(at, 2), dtype), heads)
  value = __torch__.encoder.split(__torch__.encoder.linear(x, w, torch.add(at, 4), dtype), heads)
  context = torch.scaled_dot_product_attention(query, key, value, mask, dropout[1])
  context = torch.flatten(torch.transpose(context, 1, 2), 2)
  attended = __torch__.encoder.linear(context, w, torch.add(at, 6), dtype)
  attended = torch.dropout(attended, dropout[2], torch.gt(dropout[2], 0.))
  attended = __torch__.encoder.norm(torch.add(queried, attended), w, torch.add(at, 8), epsilon)
  inner = torch.gelu(__torch__.encoder.linear(attended, w, torch.add(at, 10), dtype))
  outer = __torch__.encoder.linear(inner, w, torch.add(at, 12), dtype)
  outer = torch.dropout(outer, dropout[0], torch.gt(dropout[0], 0.))
  return __torch__.encoder.norm(torch.add(attended, outer), w, torch.add(at, 14), epsilon)

# [.., in] to [.., out] by the weight w[at] [out, in] and the bias w[at + 1] [out], in `dtype`.
def linear(x: Tensor, w: List[Tensor], at: int, dtype: int) -> Tensor:
  return torch.linear(torch.to(x, dtype), torch.to(w[at], dtype), torch.to(w[torch.add(at, 1)], dtype))

# LayerNorm over the last dimension.
def norm(x: Tensor, w: List[Tensor], at: int, epsilon: float) -> Tensor:
  return torch.layer_norm(x, [torch.size(x, 2)], w[at], w[torch.add(at, 1)], epsilon)

# [rows, n, hidden] to [rows, heads, n, hidden / heads].
def split(x: Tensor, heads: int) -> Tensor:
  return torch.transpose(torch.unflatten(x, 2, [heads, -1]), 1, 2)

# Attention of `query` [rows, n, hidden] to `keys_values` [rows, length, 2 * hidden], keys first, without dropout. Returns
# [rows, n, hidden]. On short texts the fused kernel of a CPU spends more on starting its many products than on computing
# them, all the more in several threads.
#   mask  [rows, 1, 1, length], to be added to scores: 0, or minus infinity on padding
def attend(query: Tensor, keys_values: Tensor, mask: Tensor, heads: int) -> Tensor:
  hidden = torch.size(query, 2)
  q = __torch__.encoder.split(query, heads)
  key = __torch__.encoder.split(torch.slice(keys_values, 2, 0, hidden), heads)
  value = __torch__.encoder.split(torch.slice(keys_values, 2, hidden), heads)
  if torch.gt(torch.size(keys_values, 1), 64):
    context = torch.scaled_dot_product_attention(q, key, value, mask)
  else:
    q = torch.div(q, torch.sqrt(torch.floordiv(hidden, heads)))
    scores = torch.add_(torch.matmul(q, torch.transpose(key, 2, 3)), mask)
    context = torch.matmul(torch.softmax(scores, 3), value)
  return torch.flatten(torch.transpose(context, 1, 2), 2)
