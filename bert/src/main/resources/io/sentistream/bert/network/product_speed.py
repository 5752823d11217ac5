# One product of a layer, as it is computed in training, to be timed.

class ProductSpeed(Module):
  __parameters__ = []
  __buffers__ = []
  dtype : int

  # x [rows, in] by weights[0] [out, in] and the bias weights[1] [out]; all float32, and so is the result [rows, out].
  def product(self: __torch__.product_speed.ProductSpeed, x: Tensor, weights: List[Tensor]) -> Tensor:
    return torch.to(__torch__.encoder.linear(x, weights, 0, self.dtype), 6)
