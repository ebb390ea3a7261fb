"""Layers of images [channels, height, width] as PyTorch has them, and the models with Hessian-vector products that are made of them."""

from collections import OrderedDict

import torch
from torch import nn
from torch.nn import functional

from layers import Activation, LayerNorm, Mlp
from series_layers import named
from structured_layers import Residual


class GlobalPool(nn.Module):
    def forward(self, x):
        return x.mean((2, 3))


class ConvMlpBlock(nn.Module):
    """The block of ConvMLP on images, which its authors have on [height, width, channels]."""

    def __init__(self, channels, hidden, bias=True, activation="gelu", eps=1e-5, dropout=0.0, depth=0.0):
        super().__init__()
        self.norm1, self.channel_mlp1 = LayerNorm(channels, eps), Mlp(channels, hidden, activation, bias, nn.Linear, dropout, depth, False)
        self.norm2, self.channel_mlp2 = LayerNorm(channels, eps), Mlp(channels, hidden, activation, bias, nn.Linear, dropout, depth, False)
        self.connect = nn.Conv2d(channels, channels, 3, padding=1, groups=channels, bias=False)
        self.connect_norm = LayerNorm(channels, eps)

    def forward(self, x):
        x = x.permute(0, 2, 3, 1)
        x = x + self.channel_mlp1(self.norm1(x))
        x = self.connect(self.connect_norm(x).permute(0, 3, 1, 2)).permute(0, 2, 3, 1)
        x = x + self.channel_mlp2(self.norm2(x))
        return x.permute(0, 3, 1, 2)


def part():
    return OrderedDict(conv1=nn.Conv2d(6, 6, 3, padding=1, bias=False), act=Activation("gelu"), conv2=nn.Conv2d(6, 6, 3, padding=1, groups=6))


def curved_convolutions(m, x):
    x = m.parts(torch.tanh(m.conv1(x)))
    x = functional.avg_pool2d(m.pairs(functional.max_pool2d(x, 2, 1)), 2, 1, 1).flatten(2)
    x = m.tokens(m.conv2(functional.pad(x, (2, 0))).transpose(1, 2)).transpose(1, 2).unflatten(2, (4, 3))
    return m.head(m.last(x).mean((2, 3)))


def token_part(m, x):
    y = m.norm(x).transpose(1, 2)
    return x + m.conv2(functional.pad(m.conv1(y.unflatten(2, (4, 3))).flatten(2), (0, 1))).transpose(1, 2)


def convolutions():
    return named(
        curved_convolutions, conv1=nn.Conv2d(3, 6, 3, 2, 1, groups=3), parts=nn.Sequential(*[Residual(part()) for _ in range(2)]),
        pairs=nn.Conv2d(6, 8, 2, groups=2), conv2=nn.Conv1d(8, 8, 3, groups=8),
        tokens=nn.Sequential(*[named(
            token_part, norm=LayerNorm(8, 0.01), conv1=nn.Conv2d(8, 8, 3, padding=1, groups=8), conv2=nn.Conv1d(8, 8, 2, groups=8, bias=False))
            for _ in range(2)]),
        last=nn.Conv2d(8, 8, 2, 2, 1, groups=8, bias=False), head=nn.Linear(8, 3))


def conv_mlp():
    return named(
        lambda m, x: m.head(m.norm(m.blocks(m.parts(m.stem(x))).flatten(2).transpose(1, 2)).mean(1)), stem=nn.Conv2d(2, 6, 3, padding=1),
        parts=nn.Sequential(nn.Sequential(part()), nn.Sequential(part())),
        blocks=nn.Sequential(*[ConvMlpBlock(6, 7, eps=0.25, dropout=0.25, depth=0.25) for _ in range(2)], ConvMlpBlock(6, 5, False, "tanh", eps=0.25)),
        norm=LayerNorm(6, 0.25), head=nn.Linear(6, 3))
