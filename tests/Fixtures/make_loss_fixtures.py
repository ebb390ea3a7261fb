#!/usr/bin/python3
"""Makes losses.safetensors, beside this file, with PyTorch (written for Debian's python3-torch 1.13; any later version will do).

It holds what tests/Unit/Losses compares with: losses of numbers, of classes with weights and ignored labels, and of yes and no, each with its gradient and with
the tangent of the gradient along one direction, by double backward. Everything is computed in double precision and rounded to float32 at the end; the inputs are
float32 numbers. PyTorch has no quantile loss: it is written here, from its formula.
"""

import torch
from torch.nn import functional

from make_training_fixtures import HERE, drawn, keep, save

SAMPLES, CLASSES = 5, 6


def losses():
    output = drawn(SAMPLES, CLASSES, scale=3)
    output[3] += 64
    output[4] -= 64
    output = output.to(torch.float32).to(torch.float64)
    targets = drawn(SAMPLES, CLASSES, scale=3)
    targets[0, 0] = output[0, 0]
    direction = drawn(SAMPLES, CLASSES)
    labels = torch.tensor([0, 5, 3, 3, 1])
    probabilities = torch.softmax(drawn(SAMPLES, CLASSES), dim=1).to(torch.float32).to(torch.float64)
    weights = torch.tensor([0.5, 0.25, 1, 3, 2, 0.75], dtype=torch.float64)
    quantiles = torch.tensor([0.1, 0.5, 0.875], dtype=torch.float32).to(torch.float64).repeat(SAMPLES, CLASSES // 3)
    truths = torch.rand(SAMPLES, CLASSES, dtype=torch.float64).to(torch.float32).to(torch.float64)
    truths[1], truths[2, ::2] = 0, 1
    unknown = truths.clone()
    unknown[2, 1:4], unknown[4, 0] = -1, -1
    for name, value in (("output", output), ("targets", targets), ("direction", direction), ("labels", labels), ("probabilities", probabilities),
                        ("weights", weights), ("truths", truths), ("unknown", unknown)):
        keep(f"input.{name}", value)

    def result(name, function, z=output):
        z = z.clone().requires_grad_()
        loss = function(z)
        gradient, = torch.autograd.grad(loss, z, create_graph=True)
        tangent, = torch.autograd.grad((gradient * direction.reshape(-1)[:z.numel()].reshape(z.shape)).sum(), z, allow_unused=True) \
            if gradient.requires_grad else (None,)
        keep(name, loss.reshape(1))
        keep(f"{name}.gradient", gradient)
        keep(f"{name}.tangent", torch.zeros_like(z) if tangent is None else tangent)

    def pinball(z):
        difference = targets - z
        return torch.where(difference >= 0, quantiles * difference, (quantiles - 1) * difference).mean()

    # At equal numbers the derivative is 0 here, as that of the absolute error is.
    def quantile(z):
        known = torch.ones_like(z)
        known[0, 0] = 0
        return pinball(torch.where(known > 0, z, targets))

    result("absolute", lambda z: functional.l1_loss(z, targets))
    result("huber", lambda z: functional.huber_loss(z, targets))
    result("huber_wide", lambda z: functional.huber_loss(z, targets, delta=2.5))
    result("quantile", quantile)
    result("weights", lambda z: functional.cross_entropy(z, labels, weights))
    result("ignored", lambda z: functional.cross_entropy(z, labels, ignore_index=3))
    result("weights_ignored_smooth", lambda z: functional.cross_entropy(z, labels, weights, ignore_index=3, label_smoothing=0.125))
    result("probabilities_weights", lambda z: functional.cross_entropy(z, probabilities, weights))
    result("probabilities_weights_smooth", lambda z: functional.cross_entropy(z, probabilities, weights, label_smoothing=0.125))
    result("binary", lambda z: functional.binary_cross_entropy_with_logits(z, truths))
    result("binary_weights", lambda z: functional.binary_cross_entropy_with_logits(z, truths, pos_weight=weights))
    known = (unknown >= 0).to(torch.float64)
    result("binary_unknown", lambda z: functional.binary_cross_entropy_with_logits(z, unknown.clamp(min=0), known, reduction="sum", pos_weight=weights) / known.sum())
    result("binary_labels", lambda z: functional.binary_cross_entropy_with_logits(
        z, torch.tensor([0, 1, 1, 0, 1], dtype=torch.float64), pos_weight=torch.tensor([3.0], dtype=torch.float64)), output[:, 0])


if __name__ == "__main__":
    torch.manual_seed(21)
    losses()
    save(HERE / "losses.safetensors")
