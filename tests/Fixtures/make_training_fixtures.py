#!/usr/bin/python3
"""Makes training.safetensors, beside this file, with PyTorch (written for Debian's python3-torch 1.13; any later version will do).

It holds what tests/Optimizers, tests/Training and tests/Unit/Losses compare with: the way of parameters under each optimiser for given
gradients and a learning rate that changes, losses with their gradients, clipped gradients, the learning rates of a schedule, and 50 steps
of a small regression under optimisers and hooks (PyTorch has no Lion and no SAM: they are written here, from the papers' formulas).
Everything is computed in double precision and rounded to float32 at the end; the inputs are float32 numbers.
"""

import hashlib
import json
import pathlib
import struct

import torch
from torch.nn import functional

HERE = pathlib.Path(__file__).parent
STEPS = 20
tensors = {}


def keep(name, value):
    assert name not in tensors, name
    tensors[name] = torch.as_tensor(value, dtype=torch.float64).detach().to(torch.float32).contiguous()


def drawn(*shape, scale=1.0):
    """Random numbers that float32 holds exactly."""
    return (torch.randn(*shape, dtype=torch.float64) * scale).to(torch.float32).to(torch.float64)


def rate(step, start):
    """The learning rate is halved in the second half, so that both sides have to take the present one."""
    return start if step < STEPS // 2 else start / 2


class Lion(torch.optim.Optimizer):
    """Chen et al. 2023, arXiv 2302.06675, algorithm 2."""

    def __init__(self, params, lr, betas=(0.9, 0.99), weight_decay=0.0):
        super().__init__(params, {"lr": lr, "betas": betas, "weight_decay": weight_decay})
        self.smallest = float("inf")

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            beta1, beta2 = group["betas"]
            for p in group["params"]:
                moment = self.state[p].setdefault("moment", torch.zeros_like(p))
                direction = beta1 * moment + (1 - beta1) * p.grad
                self.smallest = min(self.smallest, direction[direction != 0].abs().min().item())
                p.mul_(1 - group["lr"] * group["weight_decay"]).sub_(group["lr"] * direction.sign())
                moment.mul_(beta2).add_((1 - beta2) * p.grad)


def optimizers():
    start = drawn(7, 5)
    gradients = drawn(STEPS, 7, 5)

    # Gradients of very different size, some of them zero for long: that is where Adam's epsilon and bias corrections show.
    gradients[:, 1] *= 2.0 ** -20
    gradients[:15, 2] = 0
    keep("optimizer.start", start)
    keep("optimizer.gradients", gradients)
    kinds = {
        "sgd": lambda p: torch.optim.SGD(p, lr=0.125),
        "sgd_decay": lambda p: torch.optim.SGD(p, lr=0.125, weight_decay=0.25),
        "momentum": lambda p: torch.optim.SGD(p, lr=0.125, momentum=0.875, weight_decay=0.0625),
        "nesterov": lambda p: torch.optim.SGD(p, lr=0.125, momentum=0.875, nesterov=True, weight_decay=0.0625),
        "adam": lambda p: torch.optim.Adam(p, lr=0.125),
        "adam_decay": lambda p: torch.optim.Adam(p, lr=0.125, betas=(0.8, 0.95), eps=1e-3, weight_decay=0.25),
        "adamw": lambda p: torch.optim.AdamW(p, lr=0.125, weight_decay=0.05),
        "adamw_betas": lambda p: torch.optim.AdamW(p, lr=0.125, betas=(0.8, 0.95), eps=1e-3, weight_decay=0.5),
        "lion": lambda p: Lion(p, lr=0.125),
        "lion_decay": lambda p: Lion(p, lr=0.125, betas=(0.8, 0.95), weight_decay=0.25),
    }
    for name, make in kinds.items():
        parameter = start.clone().requires_grad_()
        optimizer = make([parameter])
        way = []
        for step in range(STEPS):
            for group in optimizer.param_groups:
                group["lr"] = rate(step, 0.125)
            parameter.grad = gradients[step].clone()
            optimizer.step()
            way.append(parameter.detach().clone())
        keep(f"optimizer.{name}", torch.stack(way))


def losses():
    samples, classes = 5, 7
    logits = drawn(samples, classes, scale=3)
    logits[3] += 200
    logits[4] -= 200
    logits = logits.to(torch.float32).to(torch.float64)
    labels = torch.tensor([0, 6, 3, 3, 1])
    probabilities = torch.softmax(drawn(samples, classes), dim=1).to(torch.float32).to(torch.float64)
    targets = drawn(samples, classes)
    keep("loss.input.output", logits)
    keep("loss.input.labels", labels)
    keep("loss.input.probabilities", probabilities)
    keep("loss.input.targets", targets)

    def result(name, function):
        output = logits.clone().requires_grad_()
        loss = function(output)
        loss.backward()
        keep(f"loss.{name}", loss.reshape(1))
        keep(f"loss.{name}.gradient", output.grad)

    result("labels", lambda z: functional.cross_entropy(z, labels))
    result("labels_smooth", lambda z: functional.cross_entropy(z, labels, label_smoothing=0.125))
    result("probabilities", lambda z: functional.cross_entropy(z, probabilities))
    result("probabilities_smooth", lambda z: functional.cross_entropy(z, probabilities, label_smoothing=0.125))
    result("mean_squared_error", lambda z: functional.mse_loss(z, targets))


def clipping():
    gradient = drawn(7, 5)
    keep("clip.gradient", gradient)
    for name, largest in (("small", 0.5), ("large", 100.0)):
        parameter = torch.zeros_like(gradient).requires_grad_()
        parameter.grad = gradient.clone()
        norm = torch.nn.utils.clip_grad_norm_([parameter], largest)
        keep(f"clip.{name}", parameter.grad)
        keep(f"clip.{name}.norm", norm.reshape(1))


def schedule():
    """Peak 0.25: four steps of linear warm-up (1/4, 2/4, 3/4, 4/4), then 16 of a cosine down to 0.015625."""
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.25)
    cosine = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=16, eta_min=0.015625)
    rates = [0.25 * (step + 1) / 4 for step in range(4)]
    for _ in range(16):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        cosine.step()
    keep("schedule", rates)


def regression():
    """50 steps on 16 fixed samples with tests/Models/SmoothMlp: 6 numbers, 8 hidden with GELU, 3 outputs, mean squared error."""
    shapes = {"fc1.weight": (8, 6), "fc1.bias": (8,), "head.weight": (3, 8), "head.bias": (3,)}
    start = {name: drawn(*shape, scale=0.4) for name, shape in shapes.items()}
    inputs, targets = drawn(16, 6), drawn(16, 3)
    for name, value in start.items():
        keep(f"regression.start.{name}", value)
    keep("regression.inputs", inputs)
    keep("regression.targets", targets)

    def run(name, make, gradients):
        parameters = {key: value.clone().requires_grad_() for key, value in start.items()}
        values = list(parameters.values())

        def loss_and_gradient(moves=None):
            moved = values if moves is None else [v.detach() + m for v, m in zip(values, moves)]
            moved = [v.detach().clone().requires_grad_() for v in moved]
            hidden = functional.gelu(functional.linear(inputs, moved[0], moved[1]))
            loss = functional.mse_loss(functional.linear(hidden, moved[2], moved[3]), targets)
            return loss.item(), list(torch.autograd.grad(loss, moved))

        optimizer = make(values)
        losses = []
        for _ in range(50):
            loss, gradient = gradients(loss_and_gradient, values)
            losses.append(loss)
            for value, g in zip(values, gradient):
                value.grad = g
            optimizer.step()
        keep(f"regression.{name}.losses", losses)
        for key, value in parameters.items():
            keep(f"regression.{name}.{key}", value)
        smallest = f"; smallest number whose sign was taken {optimizer.smallest:.1e}" if isinstance(optimizer, Lion) else ""
        print(f"regression.{name}: {losses[0]:.6f} -> {losses[-1]:.6f}{smallest}")

    def norm(vectors):
        return torch.sqrt(sum((v ** 2).sum() for v in vectors))

    def plain(gradient, values):
        return gradient()

    def sam(gradient, values):
        loss, g = gradient()
        return loss, gradient([0.125 * v / norm(g) for v in g])[1]

    def adaptive_sam(gradient, values):
        loss, g = gradient()
        scaled = [w.detach() * v for w, v in zip(values, g)]
        return loss, gradient([0.25 * w.detach() * v / norm(scaled) for w, v in zip(values, scaled)])[1]

    def regularized(gradient, values):
        loss, g = gradient()
        ahead = gradient([0.25 * v for v in g])[1]
        return loss, [v + 0.125 / 0.25 * (w - v) for v, w in zip(g, ahead)]

    run("adamw", lambda p: torch.optim.AdamW(p, lr=1 / 64, weight_decay=0.0625), plain)
    run("lion", lambda p: Lion(p, lr=1 / 256, weight_decay=0.0625), plain)
    run("sam", lambda p: torch.optim.SGD(p, lr=0.0625, momentum=0.875), sam)
    run("adaptive_sam", lambda p: torch.optim.SGD(p, lr=0.0625, momentum=0.875), adaptive_sam)
    run("regularized", lambda p: torch.optim.SGD(p, lr=0.0625, momentum=0.875), regularized)


def save(path):
    header, data, offset = {}, b"", 0
    for name in sorted(tensors):
        content = tensors[name].numpy().astype("<f4").tobytes()
        header[name] = {"dtype": "F32", "shape": list(tensors[name].shape), "data_offsets": [offset, offset + len(content)]}
        data += content
        offset += len(content)
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)
    print(path.name, hashlib.sha256(path.read_bytes()).hexdigest())


if __name__ == "__main__":
    torch.manual_seed(20)
    optimizers()
    losses()
    clipping()
    schedule()
    regression()
    save(HERE / "training.safetensors")
