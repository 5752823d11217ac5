# The network in training: it holds weights and AdamW's moments, and one call is one optimizer step.
#
#   weights            every weight, in the network's order, float32
#   first, second      AdamW's moments of the trained weights, in their order; all weights are trained but the first
#                      `frozen`
#   frozen_layers      so many of the lowest layers are among those, and have no dropout; not the last layer, whether it is
#                      or not
#   heights            of each trained weight, how many times `layer_decay` goes into its rate: 0 in the head, 1 in the
#                      highest layer, most in the embeddings; 0 throughout where that is 1
#   groups*            the same tensors once more, in groups of one height: matrices, then vectors, of height 0, then 1, ...;
#                      weight decay is for matrices alone
#   counter            one tensor [] float32: the steps taken
#   average            where `average_decay` is above 0, an exponential moving average of the trained weights, in their
#                      order; it is what is evaluated and kept
#   gradients          what `accumulate` has gathered since the last update
#
# What the optimizer changes must be reached through attributes of this object: an update of lists that are built in the
# same method changes nothing that the compiler sees in use, and is removed as dead code without a word.

class FineTuning(Module):
  __parameters__ = []
  __buffers__ = []
  layers : int
  distilbert : bool
  heads : int
  dtype : int
  epsilon : float
  head : str
  hidden_dropout : float
  attention_dropout : float
  attention_output_dropout : float
  classifier_dropout : float
  frozen : int
  frozen_layers : int
  layer_decay : float
  beta1 : float
  beta2 : float
  adam_epsilon : float
  weight_decay : float
  max_norm : float
  label_smoothing : float
  average_decay : float
  weights : List[Tensor]
  first : List[Tensor]
  second : List[Tensor]
  heights : List[int]
  groups : List[List[Tensor]]
  groups_first : List[List[Tensor]]
  groups_second : List[List[Tensor]]
  counter : List[Tensor]
  average : List[Tensor]
  gradients : List[Tensor]

  # Takes copies of the weights, the moments and the counter.
  def start(self: __torch__.fine_tuning.FineTuning, weights: List[Tensor], first: List[Tensor], second: List[Tensor], counter: Tensor) -> Tensor:
    self.weights = __torch__.fine_tuning.copies(weights)
    self.first = __torch__.fine_tuning.copies(first)
    self.second = __torch__.fine_tuning.copies(second)
    trained = torch.slice(self.weights, self.frozen)
    self.heights = self.heights_of(torch.len(weights))
    self.groups = __torch__.fine_tuning.grouped(trained, trained, self.heights)
    self.groups_first = __torch__.fine_tuning.grouped(self.first, trained, self.heights)
    self.groups_second = __torch__.fine_tuning.grouped(self.second, trained, self.heights)
    if torch.gt(self.average_decay, 0.):
      self.average = __torch__.fine_tuning.copies(trained)
    one = torch.clone(counter)
    self.counter = [one]
    self.gradients = annotate(List[Tensor], [])
    return one

  # After `start`, takes a copy of an average to go on from.
  def start_average(self: __torch__.fine_tuning.FineTuning, average: List[Tensor]) -> List[Tensor]:
    self.average = __torch__.fine_tuning.copies(average)
    return self.average

  # The heights of the trained ones of so many weights: embeddings, 16 a layer, head.
  def heights_of(self: __torch__.fine_tuning.FineTuning, weights: int) -> List[int]:
    result = annotate(List[int], [])
    embeddings = __torch__.network.embeddings(self.distilbert)
    for i in range(weights):
      if torch.eq(self.layer_decay, 1.):
        height = 0
      else:
        if torch.lt(i, embeddings):
          height = torch.add(self.layers, 1)
        else:
          height = torch.sub(self.layers, torch.floordiv(torch.sub(i, embeddings), 16))
      if torch.ge(i, self.frozen):
        _ = torch.append(result, height)
    return result

  # Adds the gradients of a batch's `loss`, divided by `terms`, to those gathered.
  #   ids, types, lengths as network.logits has them; labels as `loss` has them; terms [] float32: how many labels of the
  #   whole step count
  #   teacher, weight [] float64, temperature [] float64: as `loss` has them
  #   returns [] float32, the batch's part of the loss
  def accumulate(self: __torch__.fine_tuning.FineTuning, ids: Tensor, types: Tensor, lengths: Tensor, labels: Tensor, teacher: Tensor, weight: Tensor, temperature: Tensor, terms: Tensor) -> Tensor:
    leaves = self.leaves()
    logits = __torch__.network.logits(ids, types, lengths, leaves, self.frozen_layers, self.layers, self.distilbert, self.heads, self.dtype, self.epsilon, self.head, self.dropout())
    return self.learn(leaves, logits, labels, teacher, weight, temperature, terms)

  # The same from what the frozen layers made of each row, [tokens, hidden].
  def accumulate_above(self: __torch__.fine_tuning.FineTuning, states: List[Tensor], lengths: Tensor, labels: Tensor, teacher: Tensor, weight: Tensor, temperature: Tensor, terms: Tensor) -> Tensor:
    leaves = self.leaves()
    x = torch.pad_sequence(states, True)
    mask = __torch__.network.attended(x, lengths)
    logits = __torch__.network.logits_above(x, mask, leaves, self.frozen_layers, self.layers, self.distilbert, self.heads, self.dtype, self.epsilon, self.head, self.dropout())
    return self.learn(leaves, logits, labels, teacher, weight, temperature, terms)

  # The weights; those that are trained ask for gradients.
  def leaves(self: __torch__.fine_tuning.FineTuning) -> List[Tensor]:
    leaves = annotate(List[Tensor], [])
    for i in range(torch.len(self.weights)):
      leaf = torch.requires_grad_(torch.detach(self.weights[i]), torch.ge(i, self.frozen))
      _ = torch.append(leaves, leaf)
    return leaves

  def dropout(self: __torch__.fine_tuning.FineTuning) -> List[float]:
    return [self.hidden_dropout, self.attention_dropout, self.attention_output_dropout, self.classifier_dropout]

  def learn(self: __torch__.fine_tuning.FineTuning, leaves: List[Tensor], logits: Tensor, labels: Tensor, teacher: Tensor, weight: Tensor, temperature: Tensor, terms: Tensor) -> Tensor:
    loss = __torch__.fine_tuning.loss(logits, labels, self.label_smoothing, teacher, float(weight), float(temperature))
    loss = torch.div(loss, terms)
    gradients = annotate(List[Tensor], [])
    for g in torch.grad([loss], torch.slice(leaves, self.frozen)):
      # The optimizer walks through weights and gradients as they lie in memory.
      _ = torch.append(gradients, torch.contiguous(unchecked_cast(Tensor, g)))
    if torch.eq(torch.len(self.gradients), 0):
      self.gradients = gradients
    else:
      torch._foreach_add_(self.gradients, gradients)
    return torch.detach(loss)

  # One AdamW update from the gradients gathered, clipped to `max_norm` (0: not clipped). Where they are not finite, nothing
  # is changed.
  #   rate [] float64; returns [] float32, the norm of all gradients together before clipping
  def update(self: __torch__.fine_tuning.FineTuning, rate: Tensor) -> Tensor:
    norm = torch.linalg_vector_norm(torch.stack(torch._foreach_norm(self.gradients)))
    if bool(torch.isfinite(norm)):
      scale = torch.ones_like(norm)
      if torch.gt(self.max_norm, 0.):
        scale = torch.clamp(torch.div(torch.add(norm, 1e-6), self.max_norm), 1.)
      _ = torch.add_(self.counter[0], 1.)
      gradients = __torch__.fine_tuning.grouped(self.gradients, self.gradients, self.heights)
      for i in range(torch.len(gradients)):
        if torch.gt(torch.len(gradients[i]), 0):
          steps = torch.mul([self.counter[0]], torch.len(gradients[i]))
          here = torch.mul(float(rate), torch.pow(self.layer_decay, torch.floordiv(i, 2)))
          if torch.eq(torch.remainder(i, 2), 0):
            decay = self.weight_decay
          else:
            decay = 0.
          torch._fused_adamw_(self.groups[i], gradients[i], self.groups_first[i], self.groups_second[i], annotate(List[Tensor], []), steps, lr=here, beta1=self.beta1, beta2=self.beta2, weight_decay=decay, eps=self.adam_epsilon, amsgrad=False, maximize=False, grad_scale=scale)
      if torch.gt(self.average_decay, 0.):
        # Young, it keeps less of itself, lest it be of the untrained weights.
        young = torch.div(torch.add(self.counter[0], 1.), torch.add(self.counter[0], 10.))
        keep = float(torch.clamp(young, None, self.average_decay))
        torch._foreach_lerp_(self.average, torch.slice(self.weights, self.frozen), torch.sub(1., keep))
    self.gradients = annotate(List[Tensor], [])
    return norm

  # `accumulate` for the last or only batch of a step, then `update`. Returns [2]: the batch's part of the loss, the norm.
  def step(self: __torch__.fine_tuning.FineTuning, ids: Tensor, types: Tensor, lengths: Tensor, labels: Tensor, teacher: Tensor, weight: Tensor, temperature: Tensor, terms: Tensor, rate: Tensor) -> Tensor:
    loss = self.accumulate(ids, types, lengths, labels, teacher, weight, temperature, terms)
    return torch.stack([loss, self.update(rate)])

  def step_above(self: __torch__.fine_tuning.FineTuning, states: List[Tensor], lengths: Tensor, labels: Tensor, teacher: Tensor, weight: Tensor, temperature: Tensor, terms: Tensor, rate: Tensor) -> Tensor:
    loss = self.accumulate_above(states, lengths, labels, teacher, weight, temperature, terms)
    return torch.stack([loss, self.update(rate)])

  # Drops what was gathered: a step broke off.
  def forget(self: __torch__.fine_tuning.FineTuning) -> List[Tensor]:
    self.gradients = annotate(List[Tensor], [])
    return self.gradients

  # As head.logits has them: the logits by the weights that would be kept now, without dropout.
  def logits(self: __torch__.fine_tuning.FineTuning, ids: Tensor, types: Tensor, lengths: Tensor) -> Tensor:
    return __torch__.network.logits(ids, types, lengths, self.kept_weights(), 0, self.layers, self.distilbert, self.heads, self.dtype, self.epsilon, self.head, [0., 0., 0., 0.])

  # The weights, or their average where there is one. Not copies.
  def kept_weights(self: __torch__.fine_tuning.FineTuning) -> List[Tensor]:
    result = self.weights
    if torch.gt(self.average_decay, 0.):
      result = torch.add(torch.slice(self.weights, 0, self.frozen), self.average)
    return result

  # What the names say, as it is now: not copies.
  def current_weights(self: __torch__.fine_tuning.FineTuning) -> List[Tensor]:
    return self.weights

  def average_weights(self: __torch__.fine_tuning.FineTuning) -> List[Tensor]:
    return self.average

  def first_moments(self: __torch__.fine_tuning.FineTuning) -> List[Tensor]:
    return self.first

  def second_moments(self: __torch__.fine_tuning.FineTuning) -> List[Tensor]:
    return self.second

# The losses of all labels added up: of each text, of each token, of each start and end of an answer. Cross-entropy with the labels, and the divergence from a teacher's softmax at a temperature,
# times the square of the temperature, so that its gradients don't fade as the temperature rises.
# (Hinton, Vinyals and Dean, "Distilling the Knowledge in a Neural Network", 2015, section 2.)
# Of the label's part, `smoothing` is spread evenly over all labels. (Szegedy et al., "Rethinking the Inception Architecture
# for Computer Vision", 2016, section 7.)
#   logits as head.logits has them: n choices by their last dimension; labels [n] int64, -100: there is none; teacher [n, labels], its logits, not read where `weight`
#   is 0; weight: the teacher's part, 0 to 1
def loss(logits: Tensor, labels: Tensor, smoothing: float, teacher: Tensor, weight: float, temperature: float) -> Tensor:
  choices = torch.flatten(logits, 0, -2)
  result = torch.cross_entropy_loss(choices, labels, None, 2, -100, smoothing)
  if torch.gt(weight, 0.):
    learned = torch.log_softmax(torch.div(logits, temperature), 1)
    taught = torch.log_softmax(torch.div(teacher, temperature), 1)
    apart = torch.kl_div(learned, taught, 2, log_target=True)
    square = torch.mul(temperature, temperature)
    result = torch.add(torch.mul(result, torch.sub(1., weight)), torch.mul(apart, torch.mul(weight, square)))
  return result

def copies(tensors: List[Tensor]) -> List[Tensor]:
  result = annotate(List[Tensor], [])
  for t in tensors:
    _ = torch.append(result, torch.clone(torch.detach(t)))
  return result

# `tensors` in groups as FineTuning has them; which are matrices, their twins in `of` say.
def grouped(tensors: List[Tensor], of: List[Tensor], heights: List[int]) -> List[List[Tensor]]:
  result = annotate(List[List[Tensor]], [])
  for height in range(torch.add(ops.prim.max(heights), 1)):
    for matrix in [True, False]:
      group = annotate(List[Tensor], [])
      for i in range(torch.len(of)):
        if torch.eq(torch.gt(torch.dim(of[i]), 1), matrix):
          if torch.eq(heights[i], height):
            _ = torch.append(group, tensors[i])
      _ = torch.append(result, group)
  return result
