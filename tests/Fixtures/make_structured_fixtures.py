#!/usr/bin/python3
"""Makes the fixtures of PK layers, RP-Mixers, S-Mixers, Kronecker layers, sparse layers and MLP blocks, beside this file, with PyTorch.

The files are those of make_fixtures.py: output and all gradients of a model for a batch, in double precision. Permutations are gathers and
masks are dense matrices with zeros here, so that nothing of the generator's merging and lists is used.
"""

import math
from collections import OrderedDict

import torch
from torch import nn

from counter_random import kept, permutation
from make_fixtures import Activation, LayerNorm, MixerBlock, PatchEmbedding, TokenMean, model, write_models


# ---- permutations -------------------------------------------------------------------------------------------------------

def commutation(rows, columns):
    """K r(X) = r(X^T) for X [rows, columns], as indices of a gather."""
    return torch.arange(rows * columns).view(rows, columns).t().flatten().tolist()


def inverse(indices):
    return torch.argsort(torch.tensor(indices)).tolist()


class Gather(nn.Module):
    """(Jx)[i] = x[indices[i]] on the numbers of a sample."""

    def __init__(self, indices):
        super().__init__()
        self.indices = torch.tensor(indices)

    def forward(self, x):
        return x.flatten(1)[:, self.indices].view(x.shape)


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

    def __init__(self, name, seed, tokens, channels, *arguments, **options):
        super().__init__(tokens, channels, *arguments, **options)
        self.orders = {stream: Gather(permutation(tokens * channels, seed, f"{name}.{stream}"))
                       for half in ("mlp_tokens", "mlp_channels") for stream in (f"{half}.before", f"{half}.after")}

    def forward(self, x):
        orders = self.orders
        mixed = self.mlp_tokens(orders["mlp_tokens.before"](self.norm1(x)).transpose(1, 2)).transpose(1, 2)
        x = x + orders["mlp_tokens.after"](mixed)
        return x + orders["mlp_channels.after"](self.mlp_channels(orders["mlp_channels.before"](self.norm2(x))))


class SMixerBlock(nn.Module):
    """x + phi(W LN(x)), then u + phi(LN(u) V^T); with a number of tokens the first skip is LN(Wt x). RP with a seed."""

    def __init__(self, name, tokens, channels, mapped=0, activation="gelu", eps=1e-5, bias=True, seed=None):
        super().__init__()
        self.act = Activation(activation)
        after = mapped or tokens
        self.skip = nn.Linear(tokens, after, bias) if mapped else None
        self.skip_norm = LayerNorm(channels, eps) if mapped else None
        self.norm1 = LayerNorm(channels, eps)
        self.mlp_tokens = nn.Linear(tokens, after, bias)
        self.norm2 = LayerNorm(channels, eps)
        self.mlp_channels = nn.Linear(channels, channels, bias)
        self.orders = [nn.Identity()] * 4
        if seed is not None:
            self.orders = [
                Gather(permutation(length * channels, seed, f"{name}.{stream}"))
                for stream, length in (("mlp_tokens.before", tokens), ("mlp_tokens.after", after),
                                       ("mlp_channels.before", after), ("mlp_channels.after", after))]

    def forward(self, x):
        before, behind, first, last = self.orders
        skip = x if self.skip is None else self.skip_norm(self.skip(x.transpose(1, 2)).transpose(1, 2))
        u = skip + behind(self.act(self.mlp_tokens(before(self.norm1(x)).transpose(1, 2)).transpose(1, 2)))
        return u + last(self.act(self.mlp_channels(first(self.norm2(u)))))


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
    """A dense matrix times a mask of zeros and ones."""

    def __init__(self, name, inputs, outputs, density, seed=0, bias=True):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(outputs, inputs))
        self.bias = nn.Parameter(torch.zeros(outputs)) if bias else None
        mask = torch.zeros(outputs * inputs, dtype=torch.float64)
        mask[list(kept(outputs, inputs, math.floor(density * inputs * outputs + 0.5), seed, f"{name}.weight"))] = 1
        self.mask = mask.view(outputs, inputs)

    def forward(self, x):
        return nn.functional.linear(x, self.weight * self.mask, self.bias)


class SparseMlpBlock(nn.Module):
    """x + phi((M . W) LN(x)), or with an expansion x + phi((M2 . W2) phi((M1 . W1) LN(x)))."""

    def __init__(self, name, features, density, expansion=0, seed=0, bias=True, eps=1e-6, activation="gelu"):
        super().__init__()
        self.norm, self.act = LayerNorm(features, eps), Activation(activation)
        if expansion:
            self.fc1 = SparseLinear(f"{name}.fc1", features, expansion * features, density, seed, bias)
            self.fc2 = SparseLinear(f"{name}.fc2", expansion * features, features, density, seed, bias)
        else:
            self.fc = SparseLinear(f"{name}.fc", features, features, density, seed, bias)

    def forward(self, x):
        y = self.norm(x)
        return x + (self.act(self.fc2(self.act(self.fc1(y)))) if hasattr(self, "fc1") else self.act(self.fc(y)))


class StandardMlpBlock(nn.Module):
    """W phi(LN(x)) + b, or phi(W LN(x) + b)."""

    def __init__(self, features, width, activation="gelu", last=False, eps=1e-5, bias=True):
        super().__init__()
        self.norm, self.fc, self.act, self.last = LayerNorm(features, eps), nn.Linear(features, width, bias), Activation(activation), last

    def forward(self, x):
        return self.act(self.fc(self.norm(x))) if self.last else self.fc(self.act(self.norm(x)))


class BottleneckMlpBlock(nn.Module):
    """x + Wc phi(We LN(x))."""

    def __init__(self, features, expansion=4, activation="gelu", eps=1e-5, bias=True):
        super().__init__()
        self.norm, self.act = LayerNorm(features, eps), Activation(activation)
        self.fc1 = nn.Linear(features, expansion * features, bias)
        self.fc2 = nn.Linear(expansion * features, features, bias)

    def forward(self, x):
        return x + self.fc2(self.act(self.fc1(self.norm(x))))


class Residual(nn.Sequential):
    def forward(self, x):
        return x + super().forward(x)


# ---- the models of tests/Models -----------------------------------------------------------------------------------------

def head(channels, outputs, eps=1e-6):
    return OrderedDict(norm=LayerNorm(channels, eps), mean=TokenMean(), head=nn.Linear(channels, outputs))


def hand_mixer():
    return model(
        token_mixing=Residual(OrderedDict(norm=LayerNorm(5), fc1=TokenLinear(7, 3), act=Activation("gelu"), fc2=TokenLinear(3, 7))),
        channel_mixing=Residual(OrderedDict(norm=LayerNorm(5), fc1=nn.Linear(5, 11), act=Activation("gelu"), fc2=nn.Linear(11, 5))))


def random_blocks(seed, *blocks):
    return nn.Sequential(*[
        RandomMixerBlock(f"blocks.{i}", seed.get(i, 0), *arguments, **options) for i, (arguments, options) in enumerate(blocks)])


MODELS = {
    "PermutedVector": ((35,), (1, 5), lambda: model(
        permuted=PermutedKronecker(5, permutation(35, 7), commutation(7, 5)),
        permuted2=PermutedKronecker(7, commutation(5, 7), permutation(35, 8), "relu"),
        permuted3=PermutedKronecker(1, inverse(commutation(35, 1)), inverse(permutation(35, 3)), None),
        permuted4=PermutedKronecker(35, None, inverse(commutation(1, 35)), "gelu_tanh", False),
        head=nn.Linear(35, 3))),
    "PermutedTokens": ((7, 5), (1, 5), lambda: model(
        mix_tokens=PermutedKronecker(7, commutation(7, 5), inverse(commutation(7, 5))),
        mix_channels=PermutedKronecker(5),
        permuted=nn.Sequential(*[
            PermutedKronecker(5, permutation(35, -2, str(copy)), permutation(35, -1, str(copy)), "squared_relu", False) for copy in range(3)]),
        **head(5, 2))),
    "CancelledPair": ((6, 35), (5,), lambda: model(
        permuted=PermutedKronecker(6, commutation(6, 35), permutation(210, 5), None), act=Activation("gelu"),
        permuted2=PermutedKronecker(6, inverse(permutation(210, 5)), inverse(commutation(6, 35)), None))),
    "PermutedEnds": ((4, 3), (1, 5), lambda: model(permuted=nn.Sequential(*[
        PermutedKronecker(2, inverse(commutation(4, 3)), permutation(12, 1, str(copy)), None) for copy in range(2)]))),
    "RandomMixer": ((35, 37), (5,), lambda: model(
        blocks=random_blocks({0: 11, 1: 11, 2: 11}, *[((35, 37, 19, 53), {})] * 2, ((35, 37, 5, 7), dict(activation="relu", bias=False)),
                             *[((35, 37, 3, 40), {})] * 2),
        **head(37, 10))),
    "PrimeRandomMixer": ((7, 5), (1, 5), lambda: model(blocks=random_blocks({0: 1, 1: 1}, *[((7, 5, 3, 11), {})] * 2), **head(5, 2))),
    "SMixer": ((7, 5), (1, 5), lambda: model(
        blocks=nn.Sequential(*[SMixerBlock(f"blocks.{i}", 7, 5) for i in range(3)]), **head(5, 2, 1e-5))),
    "SMixerWithTokens": ((3, 10, 14), (5,), lambda: smixer_with_tokens()),
    "RandomSMixer": ((7, 5), (1, 5), lambda: model(
        blocks=nn.Sequential(SMixerBlock("blocks.0", 7, 5, 6, seed=2), *[SMixerBlock(f"blocks.{i}", 6, 5, seed=2) for i in (1, 2)]), **head(5, 2))),
    "KroneckerLayers": ((13, 37), (1, 5), lambda: model(
        kronecker=Kronecker(13, 37, 19, 11), act=Activation("gelu"), kronecker2=Kronecker(19, 11, 3, 23), norm=LayerNorm(23, 1e-3),
        bare=Kronecker(3, 23, 17, 29, False), stack=nn.Sequential(*[Kronecker(17, 29, 17, 29) for _ in range(2)]),
        norm2=LayerNorm(29, 1e-3), last=Kronecker(17, 29, 1, 1))),
    "OddTokens": ((13, 37), (5,), lambda: model(
        fc1=TokenLinear(13, 17), act=Activation("gelu"), fc2=TokenLinear(17, 17, False),
        deep=nn.Sequential(TokenLinear(17, 17), TokenLinear(17, 17)), fc3=TokenLinear(17, 1))),
    "HandMixerModel": ((7, 5), (1, 5), lambda: model(
        hand_mixer=nn.Sequential(hand_mixer(), hand_mixer(), hand_mixer()), **head(5, 2))),
    "SparseMlp": ((37,), (1, 5), lambda: model(
        first=SparseLinear("first", 37, 53, 0.3), act=Activation("gelu"), sparse=SparseLinear("sparse", 53, 19, 0.1, 7, False),
        norm=LayerNorm(19), last=SparseLinear("last", 19, 7, 1.0))),
    "NarrowSparseMlp": ((1,), (5,), lambda: model(
        sparse=SparseLinear("sparse", 1, 5, 0.4), act=Activation("relu"), sparse2=SparseLinear("sparse2", 5, 1, 0.6),
        sparse3=SparseLinear("sparse3", 1, 3, 0.34))),
    "SparseBlocks": ((11, 17), (1, 5), lambda: model(
        blocks=nn.Sequential(
            SparseMlpBlock("blocks.0", 17, 0.4), SparseMlpBlock("blocks.1", 17, 0.4),
            SparseMlpBlock("blocks.2", 17, 0.25, 3, 3, False, 1e-5, "squared_relu")),
        mean=TokenMean(), head=nn.Linear(17, 3))),
    "BottleneckMlp": ((13,), (1, 5), lambda: model(
        fc1=nn.Linear(13, 7), blocks=nn.Sequential(BottleneckMlpBlock(7), BottleneckMlpBlock(7)),
        thin=BottleneckMlpBlock(7, 1, "relu", 1e-3, False), head=nn.Linear(7, 3))),
    "StandardMlp": ((13,), (1, 5), lambda: model(
        fc1=nn.Linear(13, 7),
        blocks=nn.Sequential(StandardMlpBlock(7, 29), *[StandardMlpBlock(29, 29, "relu", True) for _ in range(2)]),
        thin=StandardMlpBlock(29, 5, eps=1e-3, bias=False), head=nn.Linear(5, 3))),
    "TokenBottleneck": ((7, 5), (5,), lambda: model(
        blocks=nn.Sequential(BottleneckMlpBlock(5, 3), StandardMlpBlock(5, 11)), mean=TokenMean(), head=nn.Linear(11, 2))),
}


def smixer_with_tokens():
    return model(
        stem=PatchEmbedding(3, 2, 37),
        blocks=nn.Sequential(SMixerBlock("", 35, 37, 19), *[SMixerBlock("", 19, 37, activation="relu") for _ in range(2)]),
        swept=nn.Sequential(*[SMixerBlock("", 19, 37, 19, eps=1e-3, bias=False) for _ in range(2)]), **head(37, 10))


if __name__ == "__main__":
    write_models(MODELS)
