# Products that load, but fail when they run.

def pack(weight: Tensor, bias: Tensor) -> Product:
  return weight

def overflows() -> bool:
  return False

def linear(x: Tensor, product: Product, bias: Tensor, then: str, reduced: bool) -> Tensor:
  return torch.matmul(x, torch.ones([1, 1]))
