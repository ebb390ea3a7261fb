"""The structured layers in PyTorch. Permutations are gathers and masks are dense matrices with zeros here, so that nothing of the generator's merging
and lists is used."""

import math

import torch
from torch import nn

from counter_random import kept, permutation
from layers import Activation, Dropout, LayerNorm, MixerBlock, StochasticDepth


# ---- permutations -------------------------------------------------------------------------------------------------------

def commutation(rows, columns):
    """K r(X) = r(X^T) for X [rows, columns], as indices of a gather."""
    return torch.arange(rows * columns).view(rows, columns).t().flatten().tolist()


def inverse(indices):
    return torch.argsort(torch.tensor(indices)).tolist()


class RandomOrder(nn.Module):
    """(Jx)[i] = x[indices[i]] on the numbers of a sample, with indices that follow from the layer's name. Without a seed it is the identity."""

    def __init__(self, seed):
        super().__init__()
        self.seed = seed

    def forward(self, x):
        return x if self.seed is None else x.flatten(1)[:, permutation(x[0].numel(), self.seed, self.name)].view(x.shape)


class PermutedKronecker(nn.Module):
    """phi(J2 (I kron W) J1 x): definition 5.1 of arXiv 2306.01470, with phi last."""

    def __init__(self, size, before=None, after=None, activation="gelu", bias=True):
        super().__init__()
        self.size, self.before, self.after = size, before, after
        self.weight = nn.Parameter(torch.zeros(size, size))
        self.bias = nn.Parameter(torch.zeros(size)) if bias else None
        self.act = Activation(activation) if activation else nn.Identity()

    def forward(self, x):
        y = x.flatten(1)
        y = y if self.before is None else y[:, self.before]
        y = nn.functional.linear(y.unflatten(1, (-1, self.size)), self.weight, self.bias).flatten(1)
        y = y if self.after is None else y[:, self.after]
        return self.act(y).view(x.shape)


class RandomMixerBlock(MixerBlock):
    """A block of RP-Mixer: x + J2 MLP(J1 LN(x)) in both halves."""

    def __init__(self, seed, *arguments, **options):
        super().__init__(*arguments, **options)
        for mlp in (self.mlp_tokens, self.mlp_channels):
            mlp.before, mlp.after = RandomOrder(seed), RandomOrder(seed)

    def forward(self, x):
        tokens, channels = self.mlp_tokens, self.mlp_channels
        x = x + tokens.after(tokens(tokens.before(self.norm1(x)).transpose(1, 2)).transpose(1, 2))
        return x + channels.after(channels(channels.before(self.norm2(x))))


class SMixerBlock(nn.Module):
    """x + phi(W LN(x)), then u + phi(LN(u) V^T); with a number of tokens the first skip is LN(Wt x). RP with a seed."""

    def __init__(self, tokens, channels, mapped=0, activation="gelu", eps=1e-5, bias=True, seed=None, token_map=nn.Linear,
                 channel_map=nn.Linear, depth=0.0):
        super().__init__()
        self.act = Activation(activation)
        after = mapped or tokens
        self.skip = token_map(tokens, after, False) if mapped else None  # a bias would be taken away by the norm behind it
        self.skip_norm = LayerNorm(channels, eps) if mapped else None
        self.norm1 = LayerNorm(channels, eps)
        self.mlp_tokens = token_map(tokens, after, bias)
        self.norm2 = LayerNorm(channels, eps)
        self.mlp_channels = channel_map(channels, channels, bias)
        for mixing in (self.mlp_tokens, self.mlp_channels):
            mixing.before, mixing.after, mixing.stochastic_depth = RandomOrder(seed), RandomOrder(seed), StochasticDepth(depth)

    def forward(self, x):
        tokens, channels = self.mlp_tokens, self.mlp_channels
        skip = x if self.skip is None else self.skip_norm(self.skip(x.transpose(1, 2)).transpose(1, 2))
        mixed = self.act(tokens(tokens.before(self.norm1(x)).transpose(1, 2)).transpose(1, 2))
        u = skip + tokens.after(tokens.stochastic_depth(mixed))
        return u + channels.after(channels.stochastic_depth(self.act(channels(channels.before(self.norm2(u))))))


# ---- other structured layers --------------------------------------------------------------------------------------------

class TokenLinear(nn.Module):
    def __init__(self, tokens, outputs, bias=True):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(outputs, tokens))
        self.bias = nn.Parameter(torch.zeros(outputs)) if bias else None

    def forward(self, x):
        return nn.functional.linear(x.transpose(1, 2), self.weight, self.bias).transpose(1, 2)


class Kronecker(nn.Module):
    """W X V + b as the matrix W kron V^T on the flattened X."""

    def __init__(self, tokens_in, channels_in, tokens, channels, bias=True):
        super().__init__()
        self.tokens = nn.Linear(tokens_in, tokens, False)
        self.channels = nn.Linear(channels_in, channels, False)
        self.bias = nn.Parameter(torch.zeros(channels)) if bias else None

    def forward(self, x):
        y = x.flatten(1) @ torch.kron(self.tokens.weight, self.channels.weight).t()
        y = y.view(-1, self.tokens.out_features, self.channels.out_features)
        return y if self.bias is None else y + self.bias


class SparseLinear(nn.Module):
    """A dense matrix times a mask of zeros and ones, which follows from the layer's name."""

    def __init__(self, inputs, outputs, density, seed=0, bias=True):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(outputs, inputs))
        self.bias = nn.Parameter(torch.zeros(outputs)) if bias else None
        self.count, self.seed = math.floor(density * (inputs * outputs) + 0.5), seed

    def forward(self, x):
        mask = torch.zeros(self.weight.numel(), dtype=x.dtype)
        mask[list(kept(*self.weight.shape, self.count, self.seed, f"{self.name}.weight"))] = 1
        return nn.functional.linear(x, self.weight * mask.view(self.weight.shape), self.bias)


def sparse(density, seed=0):
    """A kind of map, to stand where nn.Linear is one."""
    return lambda inputs, outputs, bias: SparseLinear(inputs, outputs, density, seed, bias)


class SparseMlpBlock(nn.Module):
    """x + phi((M . W) LN(x)), or with an expansion x + phi((M2 . W2) phi((M1 . W1) LN(x)))."""

    def __init__(self, features, density, expansion=0, seed=0, bias=True, eps=1e-6, activation="gelu", depth=0.0):
        super().__init__()
        self.norm, self.act = LayerNorm(features, eps), Activation(activation)
        if expansion:
            self.fc1 = SparseLinear(features, expansion * features, density, seed, bias)
            self.fc2 = SparseLinear(expansion * features, features, density, seed, bias)
        else:
            self.fc = SparseLinear(features, features, density, seed, bias)
        self.stochastic_depth = StochasticDepth(depth)

    def forward(self, x):
        y = self.norm(x)
        y = self.act(self.fc2(self.act(self.fc1(y)))) if hasattr(self, "fc1") else self.act(self.fc(y))
        return x + self.stochastic_depth(y)


class StandardMlpBlock(nn.Module):
    """W phi(LN(x)) + b, or phi(W LN(x) + b)."""

    def __init__(self, features, width, activation="gelu", last=False, eps=1e-5, bias=True):
        super().__init__()
        self.norm, self.fc, self.act, self.last = LayerNorm(features, eps), nn.Linear(features, width, bias), Activation(activation), last

    def forward(self, x):
        return self.act(self.fc(self.norm(x))) if self.last else self.fc(self.act(self.norm(x)))


class BottleneckMlpBlock(nn.Module):
    """x + Wc phi(We LN(x))."""

    def __init__(self, features, expansion=4, activation="gelu", eps=1e-5, bias=True, dropout=0.0, depth=0.0):
        super().__init__()
        self.norm, self.act = LayerNorm(features, eps), Activation(activation)
        self.fc1 = nn.Linear(features, expansion * features, bias)
        self.fc2 = nn.Linear(expansion * features, features, bias)
        self.fc1.dropout, self.fc2.dropout, self.stochastic_depth = Dropout(dropout), Dropout(dropout), StochasticDepth(depth)

    def forward(self, x):
        y = self.fc1.dropout(self.act(self.fc1(self.norm(x))))
        return x + self.stochastic_depth(self.fc2.dropout(self.fc2(y)))


class Residual(nn.Sequential):
    """x + block(x)."""

    def forward(self, x):
        return x + super().forward(x)
