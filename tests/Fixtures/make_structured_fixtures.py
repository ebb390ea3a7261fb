#!/usr/bin/python3
"""Makes the fixtures of PK layers, RP-Mixers, S-Mixers, Kronecker layers, sparse layers and MLP blocks, beside this file, with PyTorch.

The files are those of make_fixtures.py: output and all gradients of a model for a batch, in double precision. Permutations are gathers and
masks are dense matrices with zeros here, so that nothing of the generator's merging and lists is used.
"""

from collections import OrderedDict

from torch import nn

from counter_random import permutation
from layers import Activation, LayerNorm, PatchEmbedding, TokenMean, model
from make_fixtures import write_models
from structured_layers import (BottleneckMlpBlock, Kronecker, PermutedKronecker, RandomMixerBlock, Residual, SMixerBlock, SparseLinear,
                               SparseMlpBlock, StandardMlpBlock, TokenLinear, commutation, inverse)


# ---- the models of tests/Models -----------------------------------------------------------------------------------------

def head(channels, outputs, eps=1e-6):
    return OrderedDict(norm=LayerNorm(channels, eps), mean=TokenMean(), head=nn.Linear(channels, outputs))


def hand_mixer():
    return model(
        token_mixing=Residual(OrderedDict(norm=LayerNorm(5), fc1=TokenLinear(7, 3), act=Activation("gelu"), fc2=TokenLinear(3, 7))),
        channel_mixing=Residual(OrderedDict(norm=LayerNorm(5), fc1=nn.Linear(5, 11), act=Activation("gelu"), fc2=nn.Linear(11, 5))))


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
        blocks=nn.Sequential(
            RandomMixerBlock(11, 35, 37, 19, 53), RandomMixerBlock(11, 35, 37, 19, 53),
            RandomMixerBlock(11, 35, 37, 5, 7, activation="relu", bias=False),
            RandomMixerBlock(0, 35, 37, 3, 40), RandomMixerBlock(0, 35, 37, 3, 40)),
        **head(37, 10))),
    "PrimeRandomMixer": ((7, 5), (1, 5), lambda: model(
        blocks=nn.Sequential(RandomMixerBlock(1, 7, 5, 3, 11), RandomMixerBlock(1, 7, 5, 3, 11)), **head(5, 2))),
    "SMixer": ((7, 5), (1, 5), lambda: model(
        blocks=nn.Sequential(*[SMixerBlock(7, 5) for _ in range(3)]), **head(5, 2, 1e-5))),
    "SMixerWithTokens": ((3, 10, 14), (5,), lambda: smixer_with_tokens()),
    "RandomSMixer": ((7, 5), (1, 5), lambda: model(
        blocks=nn.Sequential(SMixerBlock(7, 5, 6, seed=2), SMixerBlock(6, 5, seed=2), SMixerBlock(6, 5, seed=2)), **head(5, 2))),
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
        first=SparseLinear(37, 53, 0.3), act=Activation("gelu"), sparse=SparseLinear(53, 19, 0.1, 7, False),
        norm=LayerNorm(19), last=SparseLinear(19, 7, 1.0))),
    "NarrowSparseMlp": ((1,), (5,), lambda: model(
        sparse=SparseLinear(1, 5, 0.4), act=Activation("relu"), sparse2=SparseLinear(5, 1, 0.6),
        sparse3=SparseLinear(1, 3, 0.34))),
    "SparseBlocks": ((11, 17), (1, 5), lambda: model(
        blocks=nn.Sequential(
            SparseMlpBlock(17, 0.4), SparseMlpBlock(17, 0.4),
            SparseMlpBlock(17, 0.25, 3, 3, False, 1e-5, "squared_relu")),
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
        blocks=nn.Sequential(SMixerBlock(35, 37, 19), *[SMixerBlock(19, 37, activation="relu") for _ in range(2)]),
        swept=nn.Sequential(*[SMixerBlock(19, 37, 19, eps=1e-3, bias=False) for _ in range(2)]), **head(37, 10))


if __name__ == "__main__":
    write_models(MODELS)
