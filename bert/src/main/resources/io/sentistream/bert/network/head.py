# The classifier on top of [CLS]: a dense layer with tanh (BERT's pooler) or relu (DistilBERT's pre_classifier), then one
# logit a label. It is small, so it is float32 always.
#
#   cls      [rows, hidden] float32
#   w        the weights of the whole network; the last four are the dense layer's [hidden, hidden], [hidden] and the
#            classifier's [labels, hidden], [labels]
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
