#!/usr/bin/python3
"""Makes the fixtures beside this file with PyTorch (written for Debian's python3-torch 1.13; any later version will do).

    make_fixtures.py --data DIR      DIR holds train-images-idx3-ubyte.gz and train-labels-idx1-ubyte.gz of Fashion-MNIST

Two kinds of files come out, both safetensors:

* MODEL.bN.safetensors: output and gradients of one model for a batch of N, computed in double precision and rounded to float32.
  Its input, its parameters and the gradient with respect to its output are not stored: they follow from `recipe` below,
  which tests/Shared/Infrastructure/ValueRecipe.cs repeats.
  make_structured_fixtures.py makes more of them.
* trajectory.NAME.safetensors: the losses of the first 20 training steps, computed in float32 as a user of PyTorch would.

The models are declared with attributes in tests/Models and as plain loops in tests/Infrastructure/ModelCases.cs.
"""

import argparse
import gzip
import json
import math
import pathlib
import struct
from collections import OrderedDict

import numpy
import torch
from torch import nn
from torch.nn import functional

from layers import Activation, BlockDiagonal, DiagonalLinear, FeatureSum, LayerNorm, MixerBlock, Monarch, PatchEmbedding, TokenMean, mixers, model, monarch

HERE = pathlib.Path(__file__).parent
STEPS = 20


# ---- values that both sides can compute -------------------------------------------------------------------------------

def recipe(name, count):
    """Numbers in [-1, 1), multiples of 2^-23: FNV-1a of the name, then MurmurHash3's finaliser of seed + index * 0x9E3779B9."""
    seed = 0x811C9DC5
    for byte in name.encode():
        seed = ((seed ^ byte) * 0x01000193) & 0xFFFFFFFF
    h = numpy.arange(count, dtype=numpy.uint32) * numpy.uint32(0x9E3779B9) + numpy.uint32(seed)
    h ^= h >> numpy.uint32(16)
    h *= numpy.uint32(0x85EBCA6B)
    h ^= h >> numpy.uint32(13)
    h *= numpy.uint32(0xC2B2AE35)
    h ^= h >> numpy.uint32(16)
    return (h >> numpy.uint32(8)).astype(numpy.float32) * numpy.float32(2.0 ** -23) - numpy.float32(1)


def values(name, shape):
    return torch.from_numpy(recipe(name, math.prod(shape)).reshape(shape))


def initial(name, shape):
    """Matrices: variance 1/fan-in. Scales of a norm and running variances: 1 +- 0.2. Biases: +- 0.1."""
    u = recipe(name, math.prod(shape))
    if len(shape) > 1:
        u = u * numpy.float32(math.sqrt(3.0 / math.prod(shape[1:])))
    elif name.endswith(("weight", "running_var")):
        u = u * numpy.float32(0.2) + numpy.float32(1)
    else:
        u = u * numpy.float32(0.1)
    return torch.from_numpy(u.reshape(shape))


def labels(name, count, classes):
    return torch.from_numpy(((recipe(name, count) + 1) * 0.5 * classes).astype(numpy.int64))


# ---- the models of tests/Models ----------------------------------------------------------------------------------------

# name -> (shape of a sample, batches, maker)
MODELS = {
    "OddMixer": ((3, 10, 14), (1, 5, 64), lambda: model(
        stem=PatchEmbedding(3, 2, 37), blocks=mixers(1, 35, 37, 19, 53), norm=LayerNorm(37), mean=TokenMean(), head=nn.Linear(37, 10))),
    "StackedMixer": ((35, 37), (1, 5), lambda: model(
        blocks=mixers(2, 35, 37, 19, 53), norm=LayerNorm(37), mean=TokenMean(), head=nn.Linear(37, 7))),
    "PlainMixer": ((35, 37), (5,), lambda: model(
        blocks=mixers(3, 35, 37, 19, 53, activation="gelu_tanh", bias=False), norm=LayerNorm(37, bias=False), mean=TokenMean(),
        head=nn.Linear(37, 10, False))),
    "PrimeMixer": ((7, 5), (1, 5), lambda: model(
        blocks=mixers(1, 7, 5, 3, 11, activation="squared_relu", eps=1e-5), norm=LayerNorm(5), mean=TokenMean(), head=nn.Linear(5, 2))),
    "RoundMixer": ((16, 32), (5,), lambda: model(
        blocks=mixers(2, 16, 32, 32, 64, activation="relu"), norm=LayerNorm(32), mean=TokenMean(), head=nn.Linear(32, 16))),
    "TwoStageMixer": ((1, 12, 8), (5,), lambda: model(
        stem=PatchEmbedding(1, 4, 13, bias=False), wide=mixers(2, 6, 13, 9, 17), reduce=nn.Linear(13, 11),
        blocks=mixers(1, 6, 11, 5, 23, activation="gelu_tanh"), norm=LayerNorm(11), mean=TokenMean(), head=nn.Linear(11, 3))),
    "ReluMlp": ((37,), (1, 5, 64), lambda: model(
        first=nn.Linear(37, 53), act1=Activation("relu"), second=nn.Linear(53, 19), act2=Activation("squared_relu"), head=nn.Linear(19, 7))),
    "TanhMlp": ((13,), (5, 64), lambda: model(
        fc1=nn.Linear(13, 29, False), act=Activation("gelu_tanh"), norm=LayerNorm(29, eps=1e-5), head=nn.Linear(29, 3))),
    "TokenMlp": ((11, 17), (1, 5), lambda: model(
        first=LayerNorm(17), up=nn.Linear(17, 23), act=Activation("gelu"), down=nn.Linear(23, 17, False), norm=LayerNorm(17),
        head=nn.Linear(17, 3))),
    "GreyPatches": ((1, 9, 15), (5,), lambda: model(
        stem=PatchEmbedding(1, 3, 6), act=Activation("relu"), mean=TokenMean(), head=nn.Linear(6, 5))),
    "RoundMonarch": ((9, 64), (5,), lambda: model(
        blocks16=BlockDiagonal(64, 64), act=Activation("gelu"), square=Monarch(64, 64), norm=LayerNorm(64), mean=TokenMean(),
        head=nn.Linear(64, 3))),
    "OddMonarch": ((7, 37), (1, 5), lambda: model(
        narrow=BlockDiagonal(37, 23, 5), act1=Activation("gelu"), wide=BlockDiagonal(23, 31, 7, False), up=Monarch(31, 53, 5),
        act2=Activation("gelu_tanh"), down=Monarch(53, 19, 3, False), norm=LayerNorm(19), mean=TokenMean(), head=nn.Linear(19, 5))),
    "TinyMonarch": ((5,), (5,), lambda: model(
        diagonal=BlockDiagonal(5, 5, 5), act=Activation("gelu_tanh"), most=Monarch(5, 7, 5), one=Monarch(7, 6, 1), last=BlockDiagonal(6, 3, 2))),
    "SharedBlocks": ((6, 20), (5,), lambda: model(
        kron=BlockDiagonal(20, 28, 4, shared=True), act=Activation("gelu"), padded=BlockDiagonal(28, 33, 5, shared=True), mean=TokenMean(),
        head=nn.Linear(33, 4))),
    "MonarchMixer": ((11, 14), (1, 5), lambda: model(
        blocks=mixers(2, 11, 14, 6, 25, token_map=monarch(3), channel_map=monarch(3)), norm=LayerNorm(14), mean=TokenMean(), head=nn.Linear(14, 3))),
    "TokenMonarch": ((16, 33), (5,), lambda: model(
        blocks=nn.Sequential(MixerBlock(16, 33, 24, 9, bias=False, token_map=monarch(4)), MixerBlock(16, 33, 8, 9, token_map=monarch(4))),
        norm=LayerNorm(33), mean=TokenMean(), head=nn.Linear(33, 3))),
    "ChannelMonarch": ((10, 32), (5,), lambda: model(
        blocks=mixers(1, 10, 32, 5, 128, channel_map=monarch(4)), norm=LayerNorm(32), mean=TokenMean(), head=nn.Linear(32, 3))),
    "DiagonalNetwork": ((17,), (1, 5), lambda: model(diagonal=DiagonalLinear(17), sum=FeatureSum())),
    "TokenDiagonal": ((7, 37), (5,), lambda: model(
        first=DiagonalLinear(37), fc1=nn.Linear(37, 29), act1=Activation("gelu_tanh"), diagonal=DiagonalLinear(29), act2=Activation("gelu"),
        sum=FeatureSum(), fc2=nn.Linear(1, 5), mean=TokenMean(), head=nn.Linear(5, 3))),
    "LongDiagonal": ((307,), (5,), lambda: model(norm=LayerNorm(307), diagonal=DiagonalLinear(307), sum=FeatureSum())),
    "Scalar": ((1,), (1, 5), lambda: model(head=nn.Linear(1, 1))),
}


def fashion_mixer():
    return model(stem=PatchEmbedding(1, 4, 64), blocks=mixers(4, 49, 64, 32, 256), norm=LayerNorm(64), mean=TokenMean(),
                 head=nn.Linear(64, 10))


def set_initial(module):
    """Gives parameters their values, and layers their names, from which masks and random permutations follow."""
    for name, part in module.named_modules():
        part.name = name
    with torch.no_grad():
        for name, parameter in module.named_parameters():
            parameter.copy_(initial(name, tuple(parameter.shape)))
    return module


# ---- safetensors, the few lines that are needed -----------------------------------------------------------------------

def save(path, tensors, metadata):
    header, data = {"__metadata__": metadata}, b""
    for name, tensor in tensors.items():
        is_count = tensor.dtype == torch.int64
        raw = tensor.detach().to(tensor.dtype if is_count else torch.float32).contiguous().numpy().tobytes()
        header[name] = {"dtype": "I64" if is_count else "F32", "shape": list(tensor.shape), "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)
    print(f"{path.name}: {path.stat().st_size} bytes")


# ---- what is computed -------------------------------------------------------------------------------------------------

def write_models(models):
    for name, (shape, batches, make) in models.items():
        for old in HERE.glob(f"{name}.b*.safetensors"):
            old.unlink()
        for batch in batches:
            module = set_initial(make()).double()
            x = values("input", (batch, *shape)).double().requires_grad_()
            y = module(x)
            y.backward(values("output_gradient", tuple(y.shape)).double())
            tensors = OrderedDict(output=y, input_gradient=x.grad)
            for parameter, value in module.named_parameters():
                tensors[f"gradient.{parameter}"] = value.grad
            save(HERE / f"{name}.b{batch}.safetensors", tensors, {"model": name, "batch": str(batch), "torch": torch.__version__})


def losses(module, make_optimizer, batches, smoothing, dtype):
    module = set_initial(module).to(dtype)
    optimizer = make_optimizer(module.parameters())
    result = []
    for x, target in batches:
        optimizer.zero_grad()
        loss = functional.cross_entropy(module(x.to(dtype)), target, label_smoothing=smoothing)
        loss.backward()
        optimizer.step()
        result.append(loss.item())
    return torch.tensor(result, dtype=torch.float64)


def trajectory(name, make, make_optimizer, batches, smoothing):
    single = losses(make(), make_optimizer, batches, smoothing, torch.float32)
    double = losses(make(), make_optimizer, batches, smoothing, torch.float64)
    apart = ((single - double).abs() / double.abs()).max().item()
    print(f"trajectory.{name}: {single[0]:.6f} -> {single[-1]:.6f}; float32 and float64 are {apart:.1e} apart")
    save(HERE / f"trajectory.{name}.safetensors", {"losses": single}, {"torch": torch.__version__, "smoothing": str(smoothing)})


def fashion_batches(folder, count, size):
    images = gzip.open(folder / "train-images-idx3-ubyte.gz").read(16 + count * size * 784)[16:]
    targets = gzip.open(folder / "train-labels-idx1-ubyte.gz").read(8 + count * size)[8:]
    x = (torch.frombuffer(bytearray(images), dtype=torch.uint8).float() / 255 - 0.2860) / 0.3530
    y = torch.frombuffer(bytearray(targets), dtype=torch.uint8).long()
    return [(x.view(count, size, 1, 28, 28)[i], y.view(count, size)[i]) for i in range(count)]


def sgd(parameters):
    return torch.optim.SGD(parameters, lr=0.02, momentum=0.9)


def adamw(parameters):
    return torch.optim.AdamW(parameters, lr=1e-3, weight_decay=0.05)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=pathlib.Path, required=True)
    data = parser.parse_args().data
    torch.manual_seed(0)
    save(HERE / "recipe.safetensors", {"input": values("input", (16,)), "head.weight": initial("head.weight", (3, 5)),
                                       "norm.weight": initial("norm.weight", (5,)), "head.bias": initial("head.bias", (5,)),
                                       "labels": labels("labels", 16, 7)}, {})
    write_models(MODELS)

    shape, _, small = MODELS["StackedMixer"]
    # Four batches over and over, so that the loss falls and every step shows in the next ones.
    steps = [(values(f"step.{i % 4}.input", (8, *shape)), labels(f"step.{i % 4}.labels", 8, 7)) for i in range(STEPS)]
    trajectory("StackedMixer.sgd", small, sgd, steps, 0.0)
    trajectory("StackedMixer.adamw", small, adamw, steps, 0.1)
    fashion = fashion_batches(data, STEPS, 128)
    trajectory("FashionMixer.sgd", fashion_mixer, sgd, fashion, 0.0)
    trajectory("FashionMixer.adamw", fashion_mixer, adamw, fashion, 0.1)


if __name__ == "__main__":
    main()
