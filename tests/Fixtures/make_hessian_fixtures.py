#!/usr/bin/python3
"""Makes the Hessian-vector products beside this file with PyTorch's double backward (run it after make_fixtures.py, which empties the folder).

MODEL.hessian.bN.safetensors: the product of the Hessian of cross-entropy (label smoothing 0.1, mean over a batch of N) with a direction, a tensor for
every parameter, computed in double precision and rounded to float32. Input, labels, parameters and direction follow from the recipe:
the direction of a tensor is what the initial value of a tensor called "direction.NAME" would be.

Sparse masks and random permutations come from the library's own generator of random numbers, so models with them have no fixture.
"""

from collections import OrderedDict

import torch
from torch import nn
from torch.nn import functional

from make_fixtures import (HERE, Activation, BlockDiagonal, DiagonalLinear, FeatureSum, LayerNorm, MixerBlock, Monarch, PatchEmbedding, TokenMean,
                           initial, labels, mixers, model, save, set_initial, values)

SMOOTHING = 0.1
BATCH = 5


class TokenLinear(nn.Linear):
    def forward(self, x):
        return super().forward(x.transpose(1, 2)).transpose(1, 2)


class SMixerBlock(nn.Module):
    def __init__(self, tokens, channels, mapped=0, activation="gelu"):
        super().__init__()
        self.norm1 = LayerNorm(channels, 1e-5)
        self.mlp_tokens = TokenLinear(tokens, mapped or tokens)
        self.norm2 = LayerNorm(channels, 1e-5)
        self.mlp_channels = nn.Linear(channels, channels)
        self.act = Activation(activation)
        if mapped:
            self.skip, self.skip_norm = TokenLinear(tokens, mapped), LayerNorm(channels, 1e-5)

    def forward(self, x):
        skip = self.skip_norm(self.skip(x)) if hasattr(self, "skip") else x
        x = skip + self.act(self.mlp_tokens(self.norm1(x)))
        return x + self.act(self.mlp_channels(self.norm2(x)))


class Kronecker(nn.Module):
    def __init__(self, tokens, channels, new_tokens, new_channels):
        super().__init__()
        self.tokens = nn.Linear(tokens, new_tokens, False)
        self.channels = nn.Linear(channels, new_channels, False)
        self.bias = nn.Parameter(torch.zeros(new_channels))

    def forward(self, x):
        return self.channels(self.tokens(x.transpose(1, 2)).transpose(1, 2)) + self.bias


class BottleneckMlpBlock(nn.Module):
    def __init__(self, features, expansion):
        super().__init__()
        self.norm = LayerNorm(features, 1e-5)
        self.fc1, self.fc2 = nn.Linear(features, expansion * features), nn.Linear(expansion * features, features)

    def forward(self, x):
        return x + self.fc2(functional.gelu(self.fc1(self.norm(x))))


class StandardMlpBlock(nn.Module):
    def __init__(self, features, width, activation="gelu", activation_last=False):
        super().__init__()
        self.norm, self.fc, self.act = LayerNorm(features, 1e-5), nn.Linear(features, width), Activation(activation)
        self.activation_last = activation_last

    def forward(self, x):
        x = self.norm(x)
        return self.act(self.fc(x)) if self.activation_last else self.fc(self.act(x))


# name -> (shape of a sample, maker)
MODELS = {
    "CurvedMlp": ((37,), lambda: model(
        first=nn.Linear(37, 35), act1=Activation("gelu"), second=nn.Linear(35, 11), act2=Activation("gelu_tanh"), norm=LayerNorm(11, 1e-3),
        third=nn.Linear(11, 7), act3=Activation("squared_relu"), fourth=nn.Linear(7, 5, False), act4=Activation("relu"), head=nn.Linear(5, 3))),
    "CurvedMixer": ((3, 6, 10), lambda: model(
        stem=PatchEmbedding(3, 2, 37),
        blocks=nn.Sequential(MixerBlock(15, 37, 19, 41), *mixers(2, 15, 37, 5, 7, activation="gelu_tanh", bias=False)),
        norm=LayerNorm(37), mean=TokenMean(), head=nn.Linear(37, 3))),
    "CurvedMonarch": ((11, 14), lambda: model(
        blocks=mixers(3, 11, 14, 6, 25, token_blocks=3, channel_blocks=3), narrow=BlockDiagonal(14, 20, 3), act=Activation("gelu"),
        monarch=Monarch(20, 13, 4), shared=BlockDiagonal(13, 8, 4, shared=True), norm=LayerNorm(8, bias=False), mean=TokenMean(), head=nn.Linear(8, 3))),
    "CurvedTokens": ((7, 5), lambda: model(
        act=Activation("gelu"), early=LayerNorm(5), fc1=TokenLinear(7, 6),
        blocks=nn.Sequential(SMixerBlock(6, 5), SMixerBlock(6, 5), SMixerBlock(6, 5, 4, "squared_relu")), kronecker=Kronecker(4, 5, 3, 6),
        norm=LayerNorm(6, 1e-3), mean=TokenMean(), head=nn.Linear(6, 2))),
    "CurvedMlpBlocks": ((13,), lambda: model(
        reduce=nn.Linear(13, 7),
        blocks=nn.Sequential(BottleneckMlpBlock(7, 3), BottleneckMlpBlock(7, 3), StandardMlpBlock(7, 7), StandardMlpBlock(7, 7),
                             StandardMlpBlock(7, 5, "gelu_tanh", True)),
        head=nn.Linear(5, 3))),
    "CurvedDiagonal": ((3, 19), lambda: model(
        diagonal=nn.Sequential(DiagonalLinear(19), DiagonalLinear(19)), act1=Activation("gelu_tanh"), sum=FeatureSum(), widen=nn.Linear(1, 6),
        flatten=nn.Flatten(), flat=DiagonalLinear(18), fc=nn.Linear(18, 17), act2=Activation("gelu"), head=nn.Linear(17, 2))),
}


def main():
    for name, (shape, make) in MODELS.items():
        module = set_initial(make()).double()
        output = module(values("input", (BATCH, *shape)).double())
        loss = functional.cross_entropy(output, labels("labels", BATCH, output.shape[1]), label_smoothing=SMOOTHING)
        names, parameters = zip(*module.named_parameters())
        gradients = torch.autograd.grad(loss, parameters, create_graph=True)
        slope = sum((g * initial(f"direction.{n}", tuple(g.shape)).double()).sum() for n, g in zip(names, gradients))
        products = torch.autograd.grad(slope, parameters)
        save(HERE / f"{name}.hessian.b{BATCH}.safetensors", OrderedDict((f"product.{n}", p) for n, p in zip(names, products)),
             {"model": name, "batch": str(BATCH), "torch": torch.__version__})


if __name__ == "__main__":
    main()
