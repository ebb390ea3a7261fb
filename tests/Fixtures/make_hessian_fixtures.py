#!/usr/bin/python3
"""Makes the Hessian-vector products beside this file with PyTorch's double backward, and outputs and gradients of the same batch.

MODEL.hessian.bN.safetensors, computed in double precision and rounded to float32:
- product.NAME: the product of the Hessian of cross-entropy (label smoothing 0.1, mean over a batch of N) with a direction, a tensor for every parameter;
- output, input_gradient and gradient.NAME, as in MODEL.bN.safetensors of make_fixtures.py: of the loss sum of (output * output_gradient).
Input, labels, parameters and direction follow from the recipe: the direction of a tensor is what the initial value of a tensor called "direction.NAME"
would be. Masks of dropout are those of step 0. Arguments are the models to make; without any, all.
"""

import sys
from collections import OrderedDict

import torch
from torch import nn
from torch.nn import functional

from convolution_layers import conv_mlp, convolutions
from counter_random import permutation
from gated_layers import (Affine, Gate, GatedMixerBlock, GMlpBlock, LayerScale, Multiplied, Product, ResMlpBlock, Reshape, SoftmaxGate, SpatialGate,
                          Transpose)
from layers import (Activation, BlockDiagonal, DiagonalLinear, Dropout, FeatureSum, LayerNorm, MixerBlock, Monarch, PatchEmbedding, StochasticDepth,
                    TokenMean, mixers, model, monarch)
from make_fixtures import HERE, initial, labels, save, set_initial, values
from series_layers import BatchNorm, InstanceNorm, NormOverTokens, PatchedSeries, named
from structured_layers import (BottleneckMlpBlock, Kronecker, PermutedKronecker, RandomMixerBlock, Residual, SMixerBlock, SparseLinear,
                               SparseMlpBlock, StandardMlpBlock, TokenLinear, commutation, inverse, sparse)
from tabular_layers import BatchEnsemble, BlockTensorTrain, Embedding, LowRank, MemberLinear

SMOOTHING = 0.1
BATCH = 5


def dropout(rate):
    """Dropout as a layer: its noise is called after the layer, as that of a map is called after the map."""
    return model(dropout=Dropout(rate))


def noisy_gate():
    return Residual(OrderedDict(
        norm=LayerNorm(13), fc=nn.Linear(13, 13), dropout=dropout(0.25), act=Activation("squared_relu"), stochastic_depth=StochasticDepth(0.25)))


def curved_nested(m, x):
    x = functional.gelu(m.fc1(m.norm(m.revin(m.narrow(x)))))
    return m.head(m.revin.undo(m.inner.undo(m.mix(m.inner(x)))).flatten(1))


def opened(inputs):
    return OrderedDict(norm=LayerNorm(inputs), fc=nn.Linear(inputs, 14), act=Activation("tanh"))


def gates():
    scale = LayerScale("ls1", 11)
    return scale.join(model(
        norm=Affine(7), widen=nn.Linear(7, 22), gate=Gate(), scale=scale,
        product=Product(opened=nn.Sequential(opened(11)), wide=nn.Sequential(OrderedDict(fc=nn.Linear(11, 14)))),
        self=nn.Sequential(Multiplied(opened(14)), Multiplied(opened(14))), first=Gate("softmax", True), again=nn.Linear(7, 12),
        gate2=SpatialGate(5, 6, bias=False), odd=SpatialGate(5, 3, 0.01), mean=TokenMean(), head=nn.Linear(3, 3)))


def normed():
    return Residual(OrderedDict(bn=BatchNorm(7, 0.01), fc=nn.Linear(7, 7), act=Activation("gelu")))


def curved_inputs(m, x):
    series, calendar, shop = x[:, :20].unflatten(1, (5, 4)), x[:, 20:30].unflatten(1, (5, 2)), x[:, 30:]
    x = m.days(torch.cat((series, calendar), 2))
    x = functional.gelu(m.fc(torch.cat((x, shop.unsqueeze(1).expand(-1, 5, -1)), 2)))
    x = m.shops(torch.cat((m.tokens(x).flatten(1), shop), 1))
    return m.head(torch.tanh(m.dense.fc(x)))


# name -> ((place in a sample, categories), ...); all else is the recipe's
CATEGORIES = {
    "CurvedCategories": ((3, 7), (4, 4)),
    "CurvedInputs": (*((21 + 2 * step, 6) for step in range(5)), (31, 4), (32, 5)),
}

# name -> (shape of a sample, maker)
MODELS = {
    "CurvedConvMlp": ((2, 5, 3), conv_mlp),
    "CurvedConvolutions": ((3, 10, 8), convolutions),
    "CurvedMlp": ((37,), lambda: model(
        first=nn.Linear(37, 35), act1=Activation("gelu"), second=nn.Linear(35, 11), act2=Activation("gelu_tanh"), norm=LayerNorm(11, 1e-3),
        third=nn.Linear(11, 7), act3=Activation("squared_relu"), fourth=nn.Linear(7, 5, False), act4=Activation("relu"), head=nn.Linear(5, 3))),
    "CurvedSigmoids": ((19,), lambda: model(
        first=nn.Linear(19, 37), act1=Activation("silu"), second=nn.Linear(37, 11), act2=Activation("tanh"), third=nn.Linear(11, 13),
        act3=Activation("sigmoid"), fourth=nn.Linear(13, 9), act4=Activation("leaky_relu"), fifth=nn.Linear(9, 7, False),
        act5=Activation("hard_tanh"), head=nn.Linear(7, 3))),
    "CurvedShapes": ((6, 10), lambda: model(
        first=nn.Linear(10, 7), act1=Activation("softplus"), gating_block=SoftmaxGate(7), turn1=Transpose(), second=nn.Linear(6, 5),
        act2=Activation("softmax"), view1=Reshape(5, 7), gates=nn.Sequential(SoftmaxGate(7, False), SoftmaxGate(7, False)), tokens=TokenLinear(5, 3),
        view2=Reshape(7, 3), turn2=Transpose(), norm=LayerNorm(7), mean=TokenMean(), head=nn.Linear(7, 3))),
    "CurvedPatches": ((11, 3), PatchedSeries),
    "CurvedNorms": ((2, 3, 5), lambda: model(
        image=nn.BatchNorm2d(2), view=Reshape(6, 5), bn=BatchNorm(5), widen=nn.Linear(5, 7), act=Activation("tanh"),
        normed=nn.Sequential(normed(), normed()), plain=BatchNorm(7, affine=False), mean=TokenMean(), head=nn.Linear(7, 3))),
    "CurvedFeatureNorms": ((3, 4), lambda: model(
        both=BatchNorm(12, over_tokens=True), flat=nn.Flatten(), fc1=nn.Linear(12, 19), bn=nn.BatchNorm1d(19), act=Activation("gelu"), fc2=nn.Linear(19, 5),
        last=nn.BatchNorm1d(5, affine=False))),
    "CurvedSeries": ((19, 7), lambda: named(
        lambda m, x: m.revin.undo(m.fc2(torch.tanh(m.fc1(m.revin(x))))).flatten(1),
        revin=InstanceNorm(7), fc1=TokenLinear(19, 11), fc2=TokenLinear(11, 5))),
    "CurvedNested": ((9, 5), lambda: named(
        curved_nested, narrow=nn.Linear(5, 3), revin=InstanceNorm(3, 0.01, affine=False), norm=NormOverTokens(9, 3, 1e-3), fc1=TokenLinear(9, 4),
        inner=InstanceNorm(3, 0.1), mix=nn.Linear(3, 3), head=nn.Linear(12, 3))),
    "CurvedGates": ((5, 7), gates),
    "CurvedGatedBlocks": ((5, 7), lambda: model(
        blocks=nn.Sequential(
            *[GatedMixerBlock(5, 7, 6, 10, dropout=0.25, depth=0.25) for _ in range(2)],
            *[ResMlpBlock(5, 7, 9, dropout=0.25, depth=0.25) for _ in range(2)], ResMlpBlock(5, 7, 4, bias=False),
            *[GMlpBlock(5, 7, 14, eps=0.01, gate_eps=0.1, dropout=0.25, depth=0.25) for _ in range(2)], GMlpBlock(5, 7, 6, bias=False)),
        norm=Affine(7), mean=TokenMean(), head=nn.Linear(7, 3))),
    "CurvedMixer": ((3, 6, 10), lambda: model(
        stem=PatchEmbedding(3, 2, 37),
        blocks=nn.Sequential(MixerBlock(15, 37, 19, 41), *mixers(2, 15, 37, 5, 7, activation="gelu_tanh", bias=False)),
        norm=LayerNorm(37), mean=TokenMean(), head=nn.Linear(37, 3))),
    "CurvedMonarch": ((11, 14), lambda: model(
        blocks=mixers(3, 11, 14, 6, 25, token_map=monarch(3), channel_map=monarch(3)), narrow=BlockDiagonal(14, 20, 3), act=Activation("gelu"),
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
    "CurvedRanks": ((5, 14), lambda: model(
        lowrank=LowRank(14, 11, 3), act1=Activation("gelu"), btt=BlockTensorTrain(11, 13, 3, 2), narrow=BlockTensorTrain(13, 9, 2, 1, False),
        act2=Activation("tanh"), again=nn.Sequential(LowRank(9, 9, 4, False), LowRank(9, 9, 4, False)), mean=TokenMean(), head=nn.Linear(9, 3))),
    "CurvedMembers": ((7,), lambda: model(
        ensemble=BatchEnsemble(5, 7, 9), act1=Activation("tanh"), deep=nn.Sequential(BatchEnsemble(5, 9, 9, False), BatchEnsemble(5, 9, 9, False)),
        act2=Activation("gelu"), norm=LayerNorm(9, 0.01), output=MemberLinear(5, 9, 4), act3=Activation("softplus"), last=MemberLinear(5, 4, 3, False),
        mean=TokenMean())),
    "CurvedCategories": ((5,), lambda: model(embedding=Embedding(3, 7, 4), fc=nn.Linear(9, 9), act=Activation("tanh"), head=nn.Linear(9, 3))),
    "CurvedInputs": ((33,), lambda: named(
        curved_inputs, days=Embedding(2, 6), fc=nn.Linear(10, 7), tokens=TokenLinear(5, 3), shops=Embedding(3, 4, 5),
        dense=nn.Sequential(OrderedDict(fc=nn.Linear(28, 8))), head=nn.Linear(8, 3))),
    "CurvedDiagonal": ((3, 19), lambda: model(
        diagonal=nn.Sequential(DiagonalLinear(19), DiagonalLinear(19)), act1=Activation("gelu_tanh"), sum=FeatureSum(), widen=nn.Linear(1, 6),
        flatten=nn.Flatten(), flat=DiagonalLinear(18), fc=nn.Linear(18, 17), act2=Activation("gelu"), head=nn.Linear(17, 2))),
    "CurvedPermutations": ((7, 5), lambda: model(
        mix_tokens=PermutedKronecker(7, commutation(7, 5), inverse(commutation(7, 5))),
        permuted=nn.Sequential(*[
            PermutedKronecker(5, permutation(35, 4, str(copy)), permutation(35, 5, str(copy)), "squared_relu", False) for copy in range(3)]),
        blocks=nn.Sequential(RandomMixerBlock(1, 7, 5, 3, 11), RandomMixerBlock(1, 7, 5, 3, 11)),
        norm=LayerNorm(5), mean=TokenMean(), head=nn.Linear(5, 2))),
    "CurvedSparse": ((5, 17), lambda: model(
        blocks=nn.Sequential(
            SparseMlpBlock(17, 0.4), SparseMlpBlock(17, 0.4), SparseMlpBlock(17, 0.25, 3, 3, False, 1e-3, "gelu_tanh")),
        mean=TokenMean(), sparse=SparseLinear(17, 19, 0.3), act=Activation("gelu"), last=SparseLinear(19, 3, 1.0))),
    "CurvedMaps": ((7, 11), lambda: model(
        blocks=nn.Sequential(
            *mixers(2, 7, 11, 5, 13, token_map=sparse(0.4, 3), channel_map=sparse(0.4, 3)),
            SMixerBlock(7, 11, 5, seed=2, token_map=sparse(0.45, 2), channel_map=monarch(3)),
            SMixerBlock(5, 11, seed=4, token_map=monarch(2), channel_map=sparse(0.3, 4)),
            SMixerBlock(5, 11, seed=4, token_map=monarch(2), channel_map=sparse(0.3, 4))),
        norm=LayerNorm(11), mean=TokenMean(), head=nn.Linear(11, 3))),
    "CurvedNoise": ((5, 7), lambda: model(
        blocks=nn.Sequential(
            *mixers(2, 5, 7, 3, 11, eps=1e-2, dropout=0.25, depth=0.375), SMixerBlock(5, 7, eps=1e-2, depth=0.25),
            BottleneckMlpBlock(7, 2, eps=1e-2, dropout=0.25, depth=0.375), SparseMlpBlock(7, 0.4, eps=1e-2, depth=0.25)),
        mean=TokenMean(), fc1=nn.Linear(7, 13), dropout=dropout(0.125), noisy_gate=nn.Sequential(noisy_gate(), noisy_gate()),
        head=nn.Linear(13, 3))),
}


def main():
    for name in sys.argv[1:] or MODELS:
        shape, make = MODELS[name]
        module = set_initial(make()).double()
        x = values("input", (BATCH, *shape))
        for place, count in CATEGORIES.get(name, ()):
            x[:, place] = ((x[:, place] + 1) * 0.5 * count).floor()
        x = x.double().requires_grad_()
        output = module(x)
        loss = functional.cross_entropy(output, labels("labels", BATCH, output.shape[1]), label_smoothing=SMOOTHING)
        names, parameters = zip(*module.named_parameters())
        gradients = torch.autograd.grad(loss, parameters, create_graph=True)
        slope = sum((g * initial(f"direction.{n}", tuple(g.shape)).double()).sum() for n, g in zip(names, gradients))
        products = torch.autograd.grad(slope, parameters, retain_graph=True)
        flat = [n for n, product in zip(names, products) if not product.any()]
        assert not flat, f"{name} says nothing of {flat}"
        tensors = OrderedDict((f"product.{n}", p) for n, p in zip(names, products))
        of_input, *of_parameters = torch.autograd.grad(output, (x, *parameters), values("output_gradient", tuple(output.shape)).double())
        tensors.update(output=output, input_gradient=of_input)
        tensors.update((f"gradient.{n}", g) for n, g in zip(names, of_parameters))
        states = [(n, torch.zeros_like(b)) for n, b in module.named_buffers() if n.rpartition(".")[2] in ("running_mean", "running_var")]
        tensors.update((f"{kind}.{n}", zero) for kind in ("product", "gradient") for n, zero in states)
        save(HERE / f"{name}.hessian.b{BATCH}.safetensors", tensors, {"model": name, "batch": str(BATCH), "torch": torch.__version__})


if __name__ == "__main__":
    main()
