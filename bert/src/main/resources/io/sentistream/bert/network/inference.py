# The network as it classifies: without dropout, on weights that it holds. Each matrix is laid out once as its products read
# it, and keys and values are one product. The source `products` is portable_products.py or one that is faster where it
# runs, and Product stands for what that makes of a matrix.
#
#   products  5 a layer: query, keys and values, attention output, inner, outer
#   others    embeddings; of each layer the 5 biases in `dtype`, LayerNorm, LayerNorm; head
#   reduced   what products.overflows() said

class Inference(Module):
  __parameters__ = []
  __buffers__ = []
  layers : int
  distilbert : bool
  heads : int
  dtype : int
  epsilon : float
  head : str
  products : List[Product]
  others : List[Tensor]
  reduced : bool

  # Takes the weights, in the order of WeightLayout. Returns `reduced`.
  def start(self: __torch__.inference.Inference, weights: List[Tensor]) -> Tensor:
    products = annotate(List[Product], [])
    first = __torch__.network.embeddings(self.distilbert)
    end = torch.add(first, torch.mul(16, self.layers))
    others = torch.slice(weights, 0, first)
    for at in range(first, end, 16):
      keys_values = torch.cat([weights[torch.add(at, 2)], weights[torch.add(at, 4)]])
      matrices = [weights[at], keys_values, weights[torch.add(at, 6)], weights[torch.add(at, 10)], weights[torch.add(at, 12)]]
      keys_values_bias = torch.cat([weights[torch.add(at, 3)], weights[torch.add(at, 5)]])
      biases = [weights[torch.add(at, 1)], keys_values_bias, weights[torch.add(at, 7)], weights[torch.add(at, 11)], weights[torch.add(at, 13)]]
      for i in range(5):
        bias = torch.to(biases[i], self.dtype)
        _ = torch.append(others, bias)
        _0 = torch.append(products, __torch__.products.pack(torch.to(matrices[i], self.dtype), bias))
      torch.extend(others, torch.slice(weights, torch.add(at, 8), torch.add(at, 10)))
      torch.extend(others, torch.slice(weights, torch.add(at, 14), torch.add(at, 16)))
    torch.extend(others, torch.slice(weights, end))
    self.products = products
    self.others = others
    self.reduced = __torch__.products.overflows()
    return torch.tensor(self.reduced)

  def logits(self: __torch__.inference.Inference, ids: Tensor, types: Tensor, lengths: Tensor) -> Tensor:
    attended = __torch__.network.attended(ids, lengths)
    read = self.read(ids, types, attended)
    return __torch__.head.logits(read, attended, self.others, self.distilbert, self.head, 0.)

  # [rows, labels + hidden]: the logits of texts, and the vector of [CLS] that they were made of.
  def logits_and_cls(self: __torch__.inference.Inference, ids: Tensor, types: Tensor, lengths: Tensor) -> Tensor:
    attended = __torch__.network.attended(ids, lengths)
    return self.with_cls(self.read(ids, types, attended), attended)

  # The same from what the first `below` [] layers made of each row, [tokens, hidden].
  def logits_and_cls_above(self: __torch__.inference.Inference, states: List[Tensor], lengths: Tensor, below: Tensor) -> Tensor:
    x = torch.pad_sequence(states, True)
    attended = __torch__.network.attended(x, lengths)
    return self.with_cls(self.read_above(x, int(below), attended), attended)

  def with_cls(self: __torch__.inference.Inference, read: Tensor, attended: Tensor) -> Tensor:
    logits = __torch__.head.logits(read, attended, self.others, self.distilbert, self.head, 0.)
    return torch.cat([logits, torch.select(read, 1, 0)], 1)

  # What the head reads after the last layer.
  def read(self: __torch__.inference.Inference, ids: Tensor, types: Tensor, attended: Tensor) -> Tensor:
    return self.read_above(self.embed(ids, types), 0, attended)

  def read_above(self: __torch__.inference.Inference, x: Tensor, below: int, attended: Tensor) -> Tensor:
    mask = self.mask(attended)
    last = torch.sub(self.layers, 1)
    y = self.between(x, mask, below, last)
    return self.layer(y, torch.contiguous(__torch__.head.read(y, self.head)), mask, last)

  def hidden_states(self: __torch__.inference.Inference, ids: Tensor, types: Tensor, lengths: Tensor) -> Tensor:
    mask = self.mask(__torch__.network.attended(ids, lengths))
    return self.between(self.embed(ids, types), mask, 0, self.layers)

  # The same of each row without padding: [tokens, hidden].
  def states(self: __torch__.inference.Inference, ids: Tensor, types: Tensor, lengths: Tensor) -> List[Tensor]:
    hidden = self.hidden_states(ids, types, lengths)
    rows = annotate(List[Tensor], [])
    for i in range(torch.size(hidden, 0)):
      row = torch.slice(torch.select(hidden, 0, i), 0, 0, int(torch.select(lengths, 0, i)))
      _ = torch.append(rows, torch.clone(row))
    return rows

  # [rows, 1, 1, length]: 0 where there is a token, minus infinity on padding.
  def mask(self: __torch__.inference.Inference, attended: Tensor) -> Tensor:
    return torch.log(torch.to(attended, self.dtype))

  def embed(self: __torch__.inference.Inference, ids: Tensor, types: Tensor) -> Tensor:
    return __torch__.embeddings.embed(ids, types, self.others, torch.__not__(self.distilbert), self.epsilon, 0.)

  # [rows, length, hidden] after the layers from `first` to before `end`.
  def between(self: __torch__.inference.Inference, x: Tensor, mask: Tensor, first: int, end: int) -> Tensor:
    y = x
    for i in range(first, end):
      y = self.layer(y, y, mask, i)
    return y

  # As encoder.layer.
  def layer(self: __torch__.inference.Inference, x: Tensor, queried: Tensor, mask: Tensor, index: int) -> Tensor:
    at = torch.add(__torch__.network.embeddings(self.distilbert), torch.mul(9, index))
    query = self.product(queried, index, 0, "none")
    keys_values = self.product(x, index, 1, "none")
    context = __torch__.encoder.attend(query, keys_values, mask, self.heads)
    attended = torch.add(queried, self.product(context, index, 2, "none"))
    attended = __torch__.encoder.norm(attended, self.others, torch.add(at, 5), self.epsilon)
    inner = self.product(attended, index, 3, "gelu")
    outer = torch.add(attended, self.product(inner, index, 4, "none"))
    return __torch__.encoder.norm(outer, self.others, torch.add(at, 7), self.epsilon)

  # x [.., in] by a layer's product of this number, and then "gelu" or "none".
  def product(self: __torch__.inference.Inference, x: Tensor, layer: int, number: int, then: str) -> Tensor:
    p = self.products[torch.add(torch.mul(5, layer), number)]
    bias = self.others[torch.add(torch.add(__torch__.network.embeddings(self.distilbert), torch.mul(9, layer)), number)]
    return __torch__.products.linear(x, p, bias, then, self.reduced)
