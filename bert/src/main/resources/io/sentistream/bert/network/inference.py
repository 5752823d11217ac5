# The network as it classifies: without dropout, its weights passed with each call, so that another model of the same shape
# is another list.

class Inference(Module):
  __parameters__ = []
  __buffers__ = []
  layers : int
  distilbert : bool
  heads : int
  dtype : int
  epsilon : float

  def logits(self: __torch__.inference.Inference, ids: Tensor, lengths: Tensor, weights: List[Tensor]) -> Tensor:
    return __torch__.network.logits(ids, lengths, weights, self.layers, self.distilbert, self.heads, self.dtype, self.epsilon, [0., 0., 0., 0.])

  def hidden_states(self: __torch__.inference.Inference, ids: Tensor, lengths: Tensor, weights: List[Tensor]) -> Tensor:
    return __torch__.network.hidden_states(ids, lengths, weights, self.layers, self.distilbert, self.heads, self.dtype, self.epsilon)

  # The weights with those of the encoder's products in `dtype`, once instead of at each call. LayerNorm stays float32.
  def cast(self: __torch__.inference.Inference, weights: List[Tensor]) -> List[Tensor]:
    result = annotate(List[Tensor], [])
    first = __torch__.network.embeddings(self.distilbert)
    for i in range(torch.len(weights)):
      at = torch.sub(i, first)
      in_layer = torch.remainder(at, 16)
      norm = torch.__contains__([8, 9, 14, 15], in_layer)
      if torch.lt(at, 0) or torch.ge(at, torch.mul(16, self.layers)) or norm:
        _ = torch.append(result, torch.clone(weights[i]))
      else:
        _ = torch.append(result, torch.to(weights[i], self.dtype))
    return result
