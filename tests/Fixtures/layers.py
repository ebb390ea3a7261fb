"""The layers as PyTorch has them, called as in timm. structured_layers.py has more of them."""

from collections import OrderedDict

import torch
from torch import nn
from torch.nn import functional

from noise import factors


class Activation(nn.Module):
    def __init__(self, kind):
        super().__init__()
        self.kind = kind

    def forward(self, x):
        return {
            "gelu": lambda: functional.gelu(x),
            "gelu_tanh": lambda: functional.gelu(x, approximate="tanh"),
            "relu": lambda: functional.relu(x),
            "squared_relu": lambda: functional.relu(x) ** 2,
            "silu": lambda: functional.silu(x),
            "sigmoid": lambda: torch.sigmoid(x),
            "tanh": lambda: torch.tanh(x),
            "leaky_relu": lambda: functional.leaky_relu(x),
            "hard_tanh": lambda: functional.hardtanh(x),
            "softplus": lambda: functional.softplus(x),
            "softmax": lambda: functional.softmax(x, -1),
        }[self.kind]()


class LayerNorm(nn.Module):
    def __init__(self, features, eps=1e-6, bias=True):
        super().__init__()
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(features))
        self.bias = nn.Parameter(torch.zeros(features)) if bias else None

    def forward(self, x):
        return functional.layer_norm(x, self.weight.shape, self.weight, self.bias, self.eps)


class PatchEmbedding(nn.Module):
    def __init__(self, channels, patch, features, bias=True):
        super().__init__()
        self.proj = nn.Conv2d(channels, features, patch, patch, bias=bias)

    def forward(self, x):
        return self.proj(x).flatten(2).transpose(1, 2)


class BlockDiagonal(nn.Module):
    """A block-diagonal map, with the shapes of BlockdiagLinear of HazyResearch/fly: einsum over the blocks."""

    def __init__(self, inputs, outputs, blocks=4, bias=True, shared=False):
        super().__init__()
        self.inputs, self.outputs, self.blocks = inputs, outputs, blocks
        shape = (-(-outputs // blocks), -(-inputs // blocks))
        self.weight = nn.Parameter(torch.zeros(shape if shared else (blocks, *shape)))
        self.bias = nn.Parameter(torch.zeros(outputs)) if bias else None

    def forward(self, x):
        weight = self.weight if self.weight.dim() == 3 else self.weight.expand(self.blocks, *self.weight.shape)
        x = functional.pad(x, (0, weight.shape[0] * weight.shape[2] - self.inputs))
        y = torch.einsum("...kp,kqp->...kq", x.unflatten(-1, (weight.shape[0], weight.shape[2])), weight).flatten(-2)[..., :self.outputs]
        return y if self.bias is None else y + self.bias


class Monarch(nn.Module):
    """A Monarch map, with the shapes of MonarchLinear and the steps of blockdiag_butterfly_multiply of HazyResearch/fly."""

    def __init__(self, inputs, outputs, blocks=4, bias=True):
        super().__init__()
        self.inputs, self.outputs, self.blocks = inputs, outputs, blocks
        p, s = -(-inputs // blocks), -(-outputs // blocks)
        inner = min(p, s)
        self.blkdiag1 = nn.Parameter(torch.zeros(blocks, inner, p))
        self.blkdiag2 = nn.Parameter(torch.zeros(blocks, s, inner))
        self.bias = nn.Parameter(torch.zeros(outputs)) if bias else None

    def forward(self, x):
        x = functional.pad(x, (0, self.blocks * self.blkdiag1.shape[2] - self.inputs))
        x = torch.einsum("...kp,kqp->...kq", x.unflatten(-1, (self.blocks, -1)), self.blkdiag1).flatten(-2)
        x = x.unflatten(-1, (-1, self.blocks)).transpose(-1, -2)
        y = torch.einsum("...lr,lsr->...sl", x, self.blkdiag2).flatten(-2)[..., :self.outputs]
        return y if self.bias is None else y + self.bias


def monarch(blocks):
    """A kind of map, to stand where nn.Linear is one."""
    return lambda inputs, outputs, bias: Monarch(inputs, outputs, blocks, bias)


class Dropout(nn.Module):
    """Multiplies by a mask that follows from the layer's name; a constant for PyTorch."""

    def __init__(self, rate, along_tokens=False):
        super().__init__()
        self.rate, self.along_tokens = rate, along_tokens

    def forward(self, x):
        if not self.rate:
            return x
        # Places are those of [tokens, channels], which lie the other way round while tokens are mixed.
        return self.apply_mask(x.transpose(1, 2)).transpose(1, 2) if self.along_tokens else self.apply_mask(x)

    def apply_mask(self, x):
        return x * torch.tensor(factors(self.name, self.rate, x.numel()), dtype=x.dtype).view(x.shape)


class StochasticDepth(Dropout):
    """A factor for each sample."""

    def apply_mask(self, x):
        return x * torch.tensor(factors(self.name, self.rate, len(x)), dtype=x.dtype).view(-1, *[1] * (x.dim() - 1))


class Mlp(nn.Module):
    def __init__(self, features, hidden, activation, bias, linear_map, dropout, depth, along_tokens):
        super().__init__()
        self.fc1 = linear_map(features, hidden, bias)
        self.act = Activation(activation)
        self.fc2 = linear_map(hidden, features, bias)
        # Named after the map in front of it; any module can have parts.
        self.fc1.dropout, self.fc2.dropout = Dropout(dropout, along_tokens), Dropout(dropout, along_tokens)
        self.stochastic_depth = StochasticDepth(depth)

    def forward(self, x):
        return self.stochastic_depth(self.fc2.dropout(self.fc2(self.fc1.dropout(self.act(self.fc1(x))))))


class MixerBlock(nn.Module):
    def __init__(self, tokens, channels, token_hidden, channel_hidden, activation="gelu", eps=1e-6, bias=True, token_map=nn.Linear,
                 channel_map=nn.Linear, dropout=0.0, depth=0.0):
        super().__init__()
        self.norm1 = LayerNorm(channels, eps)
        self.mlp_tokens = Mlp(tokens, token_hidden, activation, bias, token_map, dropout, depth, True)
        self.norm2 = LayerNorm(channels, eps)
        self.mlp_channels = Mlp(channels, channel_hidden, activation, bias, channel_map, dropout, depth, False)

    def forward(self, x):
        x = x + self.mlp_tokens(self.norm1(x).transpose(1, 2)).transpose(1, 2)
        return x + self.mlp_channels(self.norm2(x))


class DiagonalLinear(nn.Module):
    """The diagonal linear network of Woodworth et al. 2020 without its sum: u * u - v * v as weights."""

    def __init__(self, features):
        super().__init__()
        self.u, self.v = nn.Parameter(torch.full((features,), 0.1)), nn.Parameter(torch.full((features,), 0.1))

    def forward(self, x):
        return (self.u * self.u - self.v * self.v) * x


class FeatureSum(nn.Module):
    def forward(self, x):
        return x.sum(-1, keepdim=True)


class TokenMean(nn.Module):
    def forward(self, x):
        return x.mean(1)


def mixers(repeat, *arguments, **options):
    return nn.Sequential(*[MixerBlock(*arguments, **options) for _ in range(repeat)])


def model(**layers):
    return nn.Sequential(OrderedDict(layers))
