# Products that every build of PyTorch has, on every device, in the precision of the matrix. Product is a Tensor.

def pack(weight: Tensor, bias: Tensor) -> Product:
  return weight

def overflows() -> bool:
  return False

def linear(x: Tensor, product: Product, bias: Tensor, then: str, reduced: bool) -> Tensor:
  y = torch.linear(torch.to(x, ops.prim.dtype(product)), product, bias)
  if torch.eq(then, "gelu"):
    y = torch.gelu(y)
  return y
