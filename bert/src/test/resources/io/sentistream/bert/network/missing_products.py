# Products by an operator that no build of PyTorch has.

def pack(weight: Tensor, bias: Tensor) -> Product:
  return ops.mkldnn._no_such_operator(weight)

def overflows() -> bool:
  return False

def linear(x: Tensor, product: Product, bias: Tensor, then: str, reduced: bool) -> Tensor:
  return x
