# What is on top of the encoder, by the kind of head: "texts", "tokens" or "span". It is small, so it is float32 always.
#
#   x        [rows, n, hidden] float32: the positions of `read`
#   mask     [rows, 1, 1, length] bool, false on padding
#   w        the weights of the whole network, the head's last
#   returns  float32: texts [rows, labels]; tokens [rows, length, labels]; span, where an answer starts and where it ends,
#            [rows, 2, length], minus infinity on padding

def logits(x: Tensor, mask: Tensor, w: List[Tensor], relu: bool, head: str, dropout: float) -> Tensor:
  if torch.eq(head, "texts"):
    y = __torch__.head.classify(torch.select(x, 1, 0), w, relu, dropout)
  else:
    at = torch.sub(torch.len(w), 2)
    y = torch.linear(torch.dropout(x, dropout, torch.gt(dropout, 0.)), w[at], w[torch.add(at, 1)])
    if torch.eq(head, "span"):
      padding = torch.log(torch.to(torch.squeeze(mask, 1), 6))
      y = torch.add(torch.contiguous(torch.transpose(y, 1, 2)), padding)
  return y

# The positions that the head reads of [rows, length, hidden]: [CLS] alone, or all.
def read(x: Tensor, head: str) -> Tensor:
  if torch.eq(head, "texts"):
    y = torch.slice(x, 1, 0, 1)
  else:
    y = x
  return y

# The classifier on top of [CLS]: a dense layer with tanh (BERT's pooler) or relu (DistilBERT's pre_classifier), then one
# logit a label.
#   cls      [rows, hidden] float32
#   w        the last four are the dense layer's [hidden, hidden], [hidden] and the classifier's [labels, hidden], [labels]
#   returns  [rows, labels] float32
def classify(cls: Tensor, w: List[Tensor], relu: bool, dropout: float) -> Tensor:
  at = torch.sub(torch.len(w), 4)
  dense = torch.linear(cls, w[at], w[torch.add(at, 1)])
  if relu:
    pooled = torch.relu(dense)
  else:
    pooled = torch.tanh(dense)
  pooled = torch.dropout(pooled, dropout, torch.gt(dropout, 0.))
  return torch.linear(pooled, w[torch.add(at, 2)], w[torch.add(at, 3)])
