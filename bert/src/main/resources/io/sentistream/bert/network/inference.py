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
