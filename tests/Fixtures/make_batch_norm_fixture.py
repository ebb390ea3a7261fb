#!/usr/bin/python3
"""
A small TSMixer with batch norms (Chen et al. 2023, in the layout of neuralforecast) that PyTorch trains for a few steps:

    python3 tests/Fixtures/make_batch_norm_fixture.py

batchnorm/before.safetensors: the whole state, with running statistics and num_batches_tracked; after.safetensors: the same without the counts; run.safetensors: the series and targets of each step, and forecasts of
the trained model in evaluation. Needs PyTorch only; Debian's python3-torch 1.13 made the files.
"""

import torch
from torch import nn
from torch.nn import functional

from make_fixtures import HERE, save
from series_layers import InstanceNorm
from structured_layers import TokenLinear

TIME, CHANNELS, HIDDEN, HORIZON, BATCH, STEPS = 13, 5, 6, 4, 7, 3


class OverBoth(nn.BatchNorm1d):
    """All numbers of a sample are features, counted as they lie."""

    def __init__(self):
        super().__init__(TIME * CHANNELS, eps=1e-3, momentum=0.01)

    def forward(self, x):
        return super().forward(x.flatten(1)).view_as(x)


class Temporal(nn.Module):
    def __init__(self):
        super().__init__()
        self.temporal_norm, self.temporal_lin = OverBoth(), TokenLinear(TIME, TIME)

    def forward(self, x):
        normed = self.temporal_norm(x.transpose(1, 2).contiguous()).transpose(1, 2)
        return x + functional.relu(self.temporal_lin(normed))


class Features(nn.Module):
    def __init__(self):
        super().__init__()
        self.feature_norm, self.feature_lin_1, self.feature_lin_2 = OverBoth(), nn.Linear(CHANNELS, HIDDEN), nn.Linear(HIDDEN, CHANNELS)

    def forward(self, x):
        return x + self.feature_lin_2(functional.relu(self.feature_lin_1(self.feature_norm(x))))


class Mixing(nn.Module):
    def __init__(self):
        super().__init__()
        self.temporal_mixer, self.feature_mixer = Temporal(), Features()

    def forward(self, x):
        return self.feature_mixer(self.temporal_mixer(x))


class SmallTsMixer(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm, self.mixing_layers, self.out = InstanceNorm(CHANNELS), nn.Sequential(Mixing(), Mixing()), TokenLinear(TIME, HORIZON)

    def forward(self, x):
        return self.norm.undo(self.out(self.mixing_layers(self.norm(x))))


def main():
    torch.manual_seed(11)
    model = SmallTsMixer()
    with torch.no_grad():
        for name, tensor in model.state_dict().items():
            if name.endswith("running_var"):
                tensor.add_(0.5 * torch.rand_like(tensor))
            elif tensor.is_floating_point():
                tensor.add_(0.2 * torch.randn_like(tensor))
    save(HERE / "batchnorm" / "before.safetensors", model.state_dict(), {"format": "pt"})
    series = torch.randn(STEPS, BATCH, TIME, CHANNELS).cumsum(2) + torch.randn(STEPS, BATCH, 1, CHANNELS)
    targets = torch.randn(STEPS, BATCH, HORIZON, CHANNELS)

    # In double precision: what single precision makes of it is the test's matter.
    model = model.double()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.05, momentum=0.9, weight_decay=0.01)
    for x, y in zip(series.double(), targets.double()):
        optimizer.zero_grad()
        functional.mse_loss(model(x), y).backward()
        optimizer.step()
    trained = {name: tensor for name, tensor in model.state_dict().items() if tensor.is_floating_point()}
    save(HERE / "batchnorm" / "after.safetensors", trained, {"format": "pt"})
    with torch.no_grad():
        forecast = model.eval()(series[0].double())
    save(HERE / "batchnorm" / "run.safetensors", {"series": series, "targets": targets, "forecast": forecast}, {"torch": torch.__version__})


if __name__ == "__main__":
    main()
