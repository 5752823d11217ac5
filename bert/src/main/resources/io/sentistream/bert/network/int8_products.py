# Products in int8: a matrix has a scale for each row, and an input one scale for all of it, found as it comes. Product is
# what quantized::linear_prepack makes, with the bias in it.

def pack(weight: Tensor, bias: Tensor) -> Product:
  scales = torch.clamp(torch.div(torch.amax(torch.abs(weight), [1]), 127.), 1e-12)
  quantized = torch.quantize_per_channel(weight, scales, torch.zeros_like(scales, dtype=4), 0, 12)
  return ops.quantized.linear_prepack(quantized, bias)

# Whether inputs of 8 bits are too large: without VNNI, a CPU adds up pairs of products in 16 bits.
def overflows() -> bool:
  one = torch.ones([64, 64])
  y = ops.quantized.linear_dynamic(one, __torch__.products.pack(one, torch.zeros([64])), False)
  return torch.lt(float(torch.amin(y)), 63.)

# [CLS] has a scale of its own: between attention and output it is several times as long as the other positions, which
# would be left with few of the 256 steps.
def linear(x: Tensor, product: Product, bias: Tensor, then: str, reduced: bool) -> Tensor:
  if torch.eq(torch.size(x, 1), 1):
    y = ops.quantized.linear_dynamic(x, product, reduced)
  else:
    cls = torch.select(x, 1, 0)
    kept = torch.clone(cls, memory_format=0)
    _ = torch.zero_(cls)
    y = ops.quantized.linear_dynamic(x, product, reduced)
    _0 = torch.copy_(torch.select(y, 1, 0), ops.quantized.linear_dynamic(kept, product, reduced))
    _1 = torch.copy_(cls, kept)
  if torch.eq(then, "gelu"):
    y = torch.gelu_(y)
  return y
