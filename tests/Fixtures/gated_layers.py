"""Gates, products of branches and layers that only change the shape, in PyTorch."""

import torch
from torch import nn
from torch.nn import functional

from layers import Activation, Dropout, LayerNorm, Mlp, StochasticDepth


class Reshape(nn.Module):
    def __init__(self, tokens, channels):
        super().__init__()
        self.shape = (tokens, channels)

    def forward(self, x):
        return x.reshape(len(x), *self.shape)


class Transpose(nn.Module):
    def forward(self, x):
        return x.transpose(1, 2)


class SoftmaxGate(nn.Module):
    """The gated attention of PatchTSMixer: each channel times its share of a softmax."""

    def __init__(self, channels, bias=True):
        super().__init__()
        self.attn_layer = nn.Linear(channels, channels, bias)

    def forward(self, x):
        return x * functional.softmax(self.attn_layer(x), -1)


class Affine(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.alpha, self.beta = nn.Parameter(torch.ones(1, 1, channels)), nn.Parameter(torch.zeros(1, 1, channels))

    def forward(self, x):
        return self.beta + self.alpha * x


class LayerScale(nn.Module):
    """A scale whose parameter has the name of the layer: it belongs to the model around it."""

    def __init__(self, name, channels):
        super().__init__()
        self.parameter, self.channels = name, channels

    def join(self, owner):
        owner.register_parameter(self.parameter, nn.Parameter(torch.zeros(self.channels)))
        self.owner = [owner]  # in a list, so that it is no part
        return owner

    def forward(self, x):
        return getattr(self.owner[0], self.parameter) * x


class Gate(nn.Module):
    """u * phi(v), or phi(u) * v, with the halves u and v of a dimension."""

    def __init__(self, activation="sigmoid", first=False):
        super().__init__()
        self.act, self.first = Activation(activation), first

    def forward(self, x):
        u, v = x.chunk(2, dim=-1)
        return self.act(u) * v if self.first else u * self.act(v)


class SpatialGate(nn.Module):
    """The spatial gating unit of gMLP."""

    def __init__(self, tokens, half, eps=1e-5, bias=True):
        super().__init__()
        self.norm, self.proj = LayerNorm(half, eps), nn.Linear(tokens, tokens, bias)

    def forward(self, x):
        u, v = x.chunk(2, dim=-1)
        return u * self.proj(self.norm(v).transpose(1, 2)).transpose(1, 2)


class Product(nn.Module):
    """left(x) * right(x), with the branches under names of their own."""

    def __init__(self, **branches):
        super().__init__()
        for name, branch in branches.items():
            self.add_module(name, branch)

    def forward(self, x):
        left, right = self.children()
        return left(x) * right(x)


class Multiplied(nn.Sequential):
    """x * block(x)."""

    def forward(self, x):
        return x * super().forward(x)


class GatedMlp(nn.Module):
    """timm's GluMlp and, with a spatial gate, its GatedMlp: two maps, the first of which is halved on the way."""

    def __init__(self, features, hidden, gate, bias, dropout, depth, along_tokens, act=None):
        super().__init__()
        self.fc1 = nn.Linear(features, hidden, bias)
        self.act = act or nn.Identity()
        self.gate = gate
        self.fc2 = nn.Linear(hidden // 2, features, bias)
        self.fc1.dropout, self.fc2.dropout = Dropout(dropout, along_tokens), Dropout(dropout, along_tokens)
        self.stochastic_depth = StochasticDepth(depth)
        self.drops_first = act is not None

    def forward(self, x):
        x = self.act(self.fc1(x))
        x = self.gate(self.fc1.dropout(x)) if self.drops_first else self.fc1.dropout(self.gate(x))
        return self.stochastic_depth(self.fc2.dropout(self.fc2(x)))


class GatedMixerBlock(nn.Module):
    def __init__(self, tokens, channels, token_hidden, channel_hidden, activation="silu", dropout=0.0, depth=0.0):
        super().__init__()
        self.norm1 = LayerNorm(channels)
        self.mlp_tokens = GatedMlp(tokens, token_hidden, Gate(activation), True, dropout, depth, True)
        self.norm2 = LayerNorm(channels)
        self.mlp_channels = GatedMlp(channels, channel_hidden, Gate(activation), True, dropout, depth, False)

    def forward(self, x):
        x = x + self.mlp_tokens(self.norm1(x).transpose(1, 2)).transpose(1, 2)
        return x + self.mlp_channels(self.norm2(x))


class ResMlpBlock(nn.Module):
    def __init__(self, tokens, channels, hidden, bias=True, dropout=0.0, depth=0.0):
        super().__init__()
        self.norm1, self.linear_tokens = Affine(channels), nn.Linear(tokens, tokens, bias)
        self.linear_tokens.stochastic_depth = StochasticDepth(depth)
        self.ls1 = nn.Parameter(torch.zeros(channels))
        self.norm2, self.mlp_channels = Affine(channels), Mlp(channels, hidden, "gelu", bias, nn.Linear, dropout, 0.0, False)
        self.mlp_channels.stochastic_depth = Skipped(depth)
        self.ls2 = nn.Parameter(torch.zeros(channels))

    def forward(self, x):
        tokens, mlp = self.linear_tokens, self.mlp_channels
        x = x + tokens.stochastic_depth(self.ls1 * tokens(self.norm1(x).transpose(1, 2)).transpose(1, 2))
        return x + mlp.stochastic_depth.behind(self.ls2 * mlp(self.norm2(x)))


class Skipped(StochasticDepth):
    """Stochastic depth that the MLP it is named after leaves alone: it comes behind the layer scale."""

    def forward(self, x):
        return x

    def behind(self, x):
        return super().forward(x)


class GMlpBlock(nn.Module):
    def __init__(self, tokens, channels, hidden, bias=True, eps=1e-6, gate_eps=1e-5, dropout=0.0, depth=0.0):
        super().__init__()
        self.norm = LayerNorm(channels, eps)
        self.mlp_channels = GatedMlp(
            channels, hidden, SpatialGate(tokens, hidden // 2, gate_eps, bias), bias, dropout, depth, False, act=Activation("gelu"))

    def forward(self, x):
        return x + self.mlp_channels(self.norm(x))
