"""Layers of time series [time, channels] as PyTorch has them."""

import torch
from torch import nn
from torch.nn import functional

from structured_layers import TokenLinear


class InstanceNorm(nn.Module):
    """The way in of reversible instance normalisation; mean and deviation are kept for the way back, with their derivatives."""

    def __init__(self, channels, eps=1e-5, affine=True):
        super().__init__()
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(channels)) if affine else None
        self.bias = nn.Parameter(torch.zeros(channels)) if affine else None

    def forward(self, x):
        self.mean = x.mean(1, keepdim=True)
        self.deviation = (x.var(1, keepdim=True, unbiased=False) + self.eps).sqrt()
        x = (x - self.mean) / self.deviation
        return x if self.weight is None else x * self.weight + self.bias

    def undo(self, x):
        if self.weight is not None:
            x = (x - self.bias) / (self.weight + self.eps ** 2)
        return x * self.deviation + self.mean


class NormOverTokens(nn.Module):
    def __init__(self, time, channels, eps=1e-6, bias=True):
        super().__init__()
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(time, channels))
        self.bias = nn.Parameter(torch.zeros(time, channels)) if bias else None

    def forward(self, x):
        return functional.layer_norm(x, self.weight.shape, self.weight, self.bias, self.eps)


def named(forward, **layers):
    """A module of these layers whose forward is a function of the module."""
    class Named(nn.Module):
        def __init__(self):
            super().__init__()
            for name, layer in layers.items():
                self.add_module(name, layer)

        def forward(self, x):
            return forward(self, x)

    return Named()


class TimeMixing(nn.Module):
    def __init__(self, time, channels):
        super().__init__()
        self.temporal_norm = NormOverTokens(time, channels, 1e-3)
        self.temporal_lin = TokenLinear(time, time)

    def forward(self, x):
        return x + functional.relu(self.temporal_lin(self.temporal_norm(x)))


class FeatureMixing(nn.Module):
    def __init__(self, time, channels, hidden):
        super().__init__()
        self.feature_norm = NormOverTokens(time, channels, 1e-3, bias=False)
        self.feature_lin_1, self.feature_lin_2 = nn.Linear(channels, hidden), nn.Linear(hidden, channels)

    def forward(self, x):
        return x + self.feature_lin_2(functional.relu(self.feature_lin_1(self.feature_norm(x))))


class TsMixing(nn.Module):
    """A block of TSMixer (Chen et al. 2023) with layer norms over both dimensions."""

    def __init__(self, time, channels, hidden):
        super().__init__()
        self.temporal_mixer, self.feature_mixer = TimeMixing(time, channels), FeatureMixing(time, channels, hidden)

    def forward(self, x):
        return self.feature_mixer(self.temporal_mixer(x))
