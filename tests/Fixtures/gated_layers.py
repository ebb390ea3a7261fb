"""Gates, products of branches and layers that only change the shape, in PyTorch."""

from torch import nn
from torch.nn import functional


class Reshape(nn.Module):
    def __init__(self, tokens, channels):
        super().__init__()
        self.shape = (tokens, channels)

    def forward(self, x):
        return x.reshape(len(x), *self.shape)


class Transpose(nn.Module):
    def forward(self, x):
        return x.transpose(1, 2)


class SoftmaxGate(nn.Module):
    """The gated attention of PatchTSMixer: each channel times its share of a softmax."""

    def __init__(self, channels, bias=True):
        super().__init__()
        self.attn_layer = nn.Linear(channels, channels, bias)

    def forward(self, x):
        return x * functional.softmax(self.attn_layer(x), -1)
