#!/usr/bin/python3
"""Makes the fixtures of models of convolutions beside this file, as make_fixtures.py does. It takes no data."""

from collections import OrderedDict

from torch import nn

from convolution_layers import GlobalPool
from layers import Activation, PatchEmbedding, TokenMean, model
from make_fixtures import write_models
from structured_layers import Residual


# name -> (shape of a sample, batches, maker)
MODELS = {
    "OddConvolutions": ((5, 9, 17), (1, 5), lambda: model(
        conv1=nn.Conv2d(5, 64, 3, padding=1), act1=Activation("relu"), conv2=nn.Conv2d(64, 37, 3, 2, 1), act2=Activation("gelu"),
        conv3=nn.Conv2d(37, 37, 5, 2, 2, groups=37), conv4=nn.Conv2d(37, 35, 1), pool=nn.MaxPool2d(3, 2, 1), mean=GlobalPool(), head=nn.Linear(35, 10))),
    "GroupedConvolutions": ((1, 6, 4), (5,), lambda: model(
        first=nn.Conv2d(1, 66, 3, padding=1), second=nn.Conv2d(66, 66, 3, padding=1, groups=2),
        around=Residual(OrderedDict(
            narrow=nn.Conv2d(66, 66, 1), act=Activation("relu"), wide=nn.Conv2d(66, 66, 3, padding=1, groups=66))),
        stem=PatchEmbedding(66, 2, 7), mean=TokenMean(), head=nn.Linear(7, 3))),
}


if __name__ == "__main__":
    write_models(MODELS)
