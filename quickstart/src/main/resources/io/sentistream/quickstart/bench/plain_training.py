# BERT's training step without what makes ours fast: the last layer for all positions, attention as two products and a
# softmax, AdamW tensor by tensor, all weights trained. Weights and moments are in the order of the network's own program.

class PlainTraining(Module):
  __parameters__ = []
  __buffers__ = []
  layers : int
  distilbert : bool
  heads : int
  head : str
  dtype : int
  epsilon : float
  dropout : float
  steps : int
  weights : List[Tensor]
  first : List[Tensor]
  second : List[Tensor]

  # Takes copies of the weights.
  def start(self: __torch__.plain_training.PlainTraining, weights: List[Tensor]) -> List[Tensor]:
    self.weights = __torch__.plain_training.copies(weights)
    self.first = __torch__.plain_training.copies(weights)
    self.second = __torch__.plain_training.copies(weights)
    torch._foreach_zero_(self.first)
    torch._foreach_zero_(self.second)
    return self.weights

  # One step on ids [n, length], types [1, 1], lengths [n] and labels [n]; returns the loss.
  def step(self: __torch__.plain_training.PlainTraining, ids: Tensor, types: Tensor, lengths: Tensor, labels: Tensor, rate: Tensor) -> Tensor:
    leaves = annotate(List[Tensor], [])
    for i in range(torch.len(self.weights)):
      _ = torch.append(leaves, torch.requires_grad_(torch.detach(self.weights[i]), True))
    mask = torch.logical_not(__torch__.network.attended(ids, lengths))
    x = __torch__.embeddings.embed(ids, types, leaves, True, self.epsilon, self.dropout)
    for i in range(self.layers):
      x = __torch__.plain_training.layer(x, mask, leaves, torch.add(5, torch.mul(16, i)), self.heads, self.epsilon, self.dropout)
    logits = __torch__.head.classify(torch.select(x, 1, 0), leaves, False, self.dropout)
    loss = torch.cross_entropy_loss(logits, labels)
    gradients = annotate(List[Tensor], [])
    squares = annotate(List[Tensor], [])
    for g in torch.grad([loss], leaves):
      gradient = unchecked_cast(Tensor, g)
      _ = torch.append(gradients, gradient)
      _0 = torch.append(squares, torch.sum(torch.mul(gradient, gradient)))
    norm = torch.sqrt(torch.sum(torch.stack(squares)))
    scale = torch.clamp(torch.reciprocal(torch.add(norm, 1e-6)), None, 1.)
    self.steps = torch.add(self.steps, 1)
    lr = float(rate)
    correction = torch.sub(1., torch.pow(0.999, self.steps))
    by = torch.div(lr, torch.sub(1., torch.pow(0.9, self.steps)))
    for i in range(torch.len(gradients)):
      p = self.weights[i]
      g = torch.mul(gradients[i], scale)
      if torch.gt(torch.dim(p), 1):
        _1 = torch.mul_(p, torch.sub(1., torch.mul(lr, 0.01)))
      _2 = torch.add_(torch.mul_(self.first[i], 0.9), g, alpha=0.1)
      _3 = torch.addcmul_(torch.mul_(self.second[i], 0.999), g, g, value=0.001)
      denominator = torch.add(torch.sqrt(torch.div(self.second[i], correction)), 1e-8)
      _4 = torch.addcdiv_(p, self.first[i], denominator, value=torch.neg(by))
    return torch.detach(loss)

def layer(x: Tensor, mask: Tensor, w: List[Tensor], at: int, heads: int, epsilon: float, dropout: float) -> Tensor:
  query = __torch__.encoder.split(__torch__.encoder.linear(x, w, at, 6), heads)
  key = __torch__.encoder.split(__torch__.encoder.linear(x, w, torch.add(at, 2), 6), heads)
  value = __torch__.encoder.split(__torch__.encoder.linear(x, w, torch.add(at, 4), 6), heads)
  scores = torch.div(torch.matmul(query, torch.transpose(key, 2, 3)), torch.sqrt(torch.size(query, 3)))
  shares = torch.dropout(torch.softmax(torch.masked_fill(scores, mask, -3.4e38), 3), dropout, True)
  context = torch.flatten(torch.transpose(torch.matmul(shares, value), 1, 2), 2)
  attended = torch.dropout(__torch__.encoder.linear(context, w, torch.add(at, 6), 6), dropout, True)
  attended = __torch__.encoder.norm(torch.add(x, attended), w, torch.add(at, 8), epsilon)
  inner = torch.gelu(__torch__.encoder.linear(attended, w, torch.add(at, 10), 6))
  outer = torch.dropout(__torch__.encoder.linear(inner, w, torch.add(at, 12), 6), dropout, True)
  return __torch__.encoder.norm(torch.add(attended, outer), w, torch.add(at, 14), epsilon)

def copies(tensors: List[Tensor]) -> List[Tensor]:
  result = annotate(List[Tensor], [])
  for t in tensors:
    _ = torch.append(result, torch.clone(torch.detach(t)))
  return result
