"""Maps of low rank, the layers of ensembles and embeddings of categories as PyTorch has them."""

import torch
from torch import nn
from torch.nn import functional


class LowRank(nn.Module):
    def __init__(self, inputs, outputs, rank, bias=True):
        super().__init__()
        self.down, self.up = nn.Linear(inputs, rank, False), nn.Linear(rank, outputs, bias)

    def forward(self, x):
        return self.up(self.down(x))


class BlockTensorTrain(nn.Module):
    """A block tensor train (Qiu et al. 2024) by its definition: from block k of inputs to block l of outputs, a sum over r of outer products."""

    def __init__(self, inputs, outputs, blocks, rank, bias=True):
        super().__init__()
        self.inputs, self.outputs, self.blocks, self.rank = inputs, outputs, blocks, rank
        self.blkdiag1 = nn.Parameter(torch.zeros(blocks, rank * blocks, -(-inputs // blocks)))
        self.blkdiag2 = nn.Parameter(torch.zeros(blocks, -(-outputs // blocks), blocks * rank))
        self.bias = nn.Parameter(torch.zeros(outputs)) if bias else None

    def forward(self, x):
        first = self.blkdiag1.unflatten(1, (self.rank, self.blocks))
        second = self.blkdiag2.unflatten(2, (self.blocks, self.rank))
        x = functional.pad(x, (0, self.blkdiag1.shape[2] * self.blocks - self.inputs)).unflatten(-1, (self.blocks, -1))
        y = torch.einsum("...kp,krlp,lskr->...sl", x, first, second).flatten(-2)[..., :self.outputs]
        return y if self.bias is None else y + self.bias


class BatchEnsemble(nn.Module):
    """A shared weight with scalings and biases of each member (Wen et al. 2020); a vector becomes members."""

    def __init__(self, members, inputs, outputs, bias=True):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(outputs, inputs))
        self.r, self.s = nn.Parameter(torch.zeros(members, inputs)), nn.Parameter(torch.zeros(members, outputs))
        self.bias = nn.Parameter(torch.zeros(members, outputs)) if bias else None

    def forward(self, x):
        x = x.unsqueeze(1) if x.dim() == 2 else x
        y = functional.linear(x * self.r, self.weight) * self.s
        return y if self.bias is None else y + self.bias


class MemberLinear(nn.Module):
    """A map of each member by itself."""

    def __init__(self, members, inputs, outputs, bias=True):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(members, outputs, inputs))
        self.bias = nn.Parameter(torch.zeros(members, outputs)) if bias else None

    def forward(self, x):
        y = torch.einsum("bki,koi->bko", x, self.weight)
        return y if self.bias is None else y + self.bias


class Embedding(nn.Module):
    """The last columns are categories of one table, the first column's first, as in FT-Transformer (Gorishniy et al. 2021)."""

    def __init__(self, features, *categories):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(sum(categories), features))
        self.offsets = [sum(categories[:column]) for column in range(len(categories))]

    def forward(self, x):
        numbers, columns = x[..., :-len(self.offsets)], x[..., -len(self.offsets):]
        vectors = functional.embedding(columns.long() + torch.tensor(self.offsets), self.weight)
        return torch.cat((numbers, vectors.flatten(-2)), -1)
