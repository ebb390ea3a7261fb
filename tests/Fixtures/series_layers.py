"""Layers of time series [time, channels] as PyTorch has them."""

import torch
from torch import nn
from torch.nn import functional

from gated_layers import SoftmaxGate
from layers import Dropout
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


class BatchNorm(nn.BatchNorm1d):
    """Of [tokens, channels]: the channels or, with over_tokens, all of a sample's numbers."""

    def __init__(self, features, eps=1e-5, affine=True, over_tokens=False):
        super().__init__(features, eps, affine=affine)
        self.over_tokens = over_tokens

    def forward(self, x):
        return super().forward(x.flatten(1) if self.over_tokens else x.flatten(0, 1)).view_as(x)


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


class GatedMlp(nn.Module):
    """Two maps with GELU between them, and a gate: every number times its share of a softmax."""

    def __init__(self, width, expansion, dropout=0.0):
        super().__init__()
        self.mlp = nn.Module()
        self.mlp.fc1, self.mlp.fc2 = nn.Linear(width, expansion * width), nn.Linear(expansion * width, width)
        self.mlp.fc1.dropout, self.mlp.fc2.dropout = Dropout(dropout), Dropout(dropout)
        self.gating_block = SoftmaxGate(width)

    def forward(self, x):
        x = self.mlp.fc1.dropout(functional.gelu(self.mlp.fc1(x)))
        return self.gating_block(self.mlp.fc2.dropout(self.mlp.fc2(x)))


class Half(GatedMlp):
    """One half of a block of TinyTimeMixer, along the last dimension or the one before it."""

    def __init__(self, features, width, expansion, along_patches, eps, dropout):
        super().__init__(width, expansion, dropout)
        self.norm = nn.Module()
        self.norm.norm = nn.LayerNorm(features, eps)
        self.along_patches = along_patches

    def forward(self, x):
        y = self.norm.norm(x)
        return x + (super().forward(y.transpose(-1, -2)).transpose(-1, -2) if self.along_patches else super().forward(y))


class GatedMixerBlock(nn.Module):
    """A block of TinyTimeMixer (Ekambaram et al. 2024) on [..., patches, features]."""

    def __init__(self, patches, features, expansion=2, eps=1e-5, dropout=0.0):
        super().__init__()
        self.patch_mixer = Half(features, patches, expansion, True, eps, dropout)
        self.feature_mixer = Half(features, features, expansion, False, eps, dropout)

    def forward(self, x):
        return self.feature_mixer(self.patch_mixer(x))


class TinyTimeMixer(nn.Module):
    """TinyTimeMixer with the names of its published files; x is [batch, time, channels]."""

    def __init__(self, time, patch, features, levels, decoder_features, horizon, layers=2, eps=1e-5):
        super().__init__()
        patches = time // patch
        self.patch, self.features = patch, features
        self.backbone, self.decoder, self.head = nn.Module(), nn.Module(), nn.Module()
        encoder = self.backbone.encoder = nn.Module()
        encoder.patcher = nn.Linear(patch, features)
        encoder.mlp_mixer_encoder = nn.Module()
        encoder.mlp_mixer_encoder.mixers = nn.ModuleList()
        for level in reversed(range(levels)):
            mixer = nn.Module()
            mixer.factor = 2 ** level
            mixer.mixer_layers = nn.ModuleList([GatedMixerBlock(patches * mixer.factor, features // mixer.factor, eps=eps) for _ in range(layers)])
            encoder.mlp_mixer_encoder.mixers.append(mixer)
        self.decoder.adapter = nn.Linear(features, decoder_features)
        self.decoder.decoder_block = nn.Module()
        self.decoder.decoder_block.mixers = nn.ModuleList([GatedMixerBlock(patches, decoder_features, eps=eps) for _ in range(layers)])
        self.head.base_forecast_block = nn.Linear(patches * decoder_features, horizon)
        self.scaler = InstanceNorm(1, affine=False)

    def forward(self, x):
        x = self.scaler(x).transpose(1, 2)
        x = self.backbone.encoder.patcher(x.unflatten(2, (-1, self.patch)))
        shape = x.shape
        for mixer in self.backbone.encoder.mlp_mixer_encoder.mixers:
            x = x.reshape(*shape[:2], shape[2] * mixer.factor, shape[3] // mixer.factor)
            for layer in mixer.mixer_layers:
                x = layer(x)
        x = self.decoder.adapter(x.reshape(shape))
        for layer in self.decoder.decoder_block.mixers:
            x = layer(x)
        return self.scaler.undo(self.head.base_forecast_block(x.flatten(2)).transpose(1, 2))


class PatchedSeries(nn.Module):
    """Channels as samples: overlapping patches, a block, a norm over both dimensions, a map of the tokens."""

    def __init__(self):
        super().__init__()
        self.patcher = nn.Linear(5, 6)
        self.mixer_layers = nn.ModuleList([GatedMixerBlock(4, 6, 2, 0.01, 0.25)])
        self.norm = NormOverTokens(4, 6)
        self.fc1 = nn.Linear(4, 3)
        self.out = nn.Linear(3, 4)
        self.head = nn.Linear(12, 3)

    def forward(self, x):
        x = self.mixer_layers[0](self.patcher(x.transpose(1, 2).unfold(2, 5, 2)))
        x = torch.tanh(self.fc1(self.norm(x).transpose(2, 3)))
        return self.head(self.out(x.mean(2)).transpose(1, 2).flatten(1))
