#!/usr/bin/python3
"""
A small MLP-Mixer as timm has it (timm/models/mlp_mixer.py: module names, shapes, layer norm and GELU), with random weights: its checkpoint in
the layout of timm's files on the Hugging Face hub, in single and in both half precisions, and the logits of a few random images.

    python3 tests/Fixtures/make_timm_fixture.py

Needs PyTorch only; Debian's python3-torch 1.13 made the files beside it.
"""
import json
import pathlib
import struct

import torch
from torch import nn

HERE = pathlib.Path(__file__).parent / "timm"
IMAGE, PATCH, CHANNELS, BLOCKS, CLASSES, BATCH = (24, 16), 8, 20, 3, 7, 5


class Mlp(nn.Module):
    def __init__(self, features, hidden):
        super().__init__()
        self.fc1 = nn.Linear(features, hidden)
        self.act = nn.GELU()
        self.fc2 = nn.Linear(hidden, features)

    def forward(self, x):
        return self.fc2(self.act(self.fc1(x)))


class MixerBlock(nn.Module):
    def __init__(self, tokens, channels):
        super().__init__()
        self.norm1 = nn.LayerNorm(channels, eps=1e-6)
        self.mlp_tokens = Mlp(tokens, channels // 2)
        self.norm2 = nn.LayerNorm(channels, eps=1e-6)
        self.mlp_channels = Mlp(channels, 4 * channels)

    def forward(self, x):
        x = x + self.mlp_tokens(self.norm1(x).transpose(1, 2)).transpose(1, 2)
        return x + self.mlp_channels(self.norm2(x))


class PatchEmbed(nn.Module):
    def __init__(self, patch, channels):
        super().__init__()
        self.proj = nn.Conv2d(3, channels, kernel_size=patch, stride=patch)

    def forward(self, x):
        return self.proj(x).flatten(2).transpose(1, 2)


class MlpMixer(nn.Module):
    def __init__(self, tokens, patch, channels, blocks, classes):
        super().__init__()
        self.stem = PatchEmbed(patch, channels)
        self.blocks = nn.Sequential(*[MixerBlock(tokens, channels) for _ in range(blocks)])
        self.norm = nn.LayerNorm(channels, eps=1e-6)
        self.head = nn.Linear(channels, classes)

    def forward(self, x):
        return self.head(self.norm(self.blocks(self.stem(x))).mean(dim=1))


def save(path, tensors, dtype):
    # As the safetensors library does: data in the order of the names, nothing but the format in the metadata.
    header, data = {"__metadata__": {"format": "pt"}}, b""
    for name in sorted(tensors):
        tensor = tensors[name].detach().contiguous()
        raw = (tensor.view(torch.int16) if tensor.dtype == torch.bfloat16 else tensor).numpy().tobytes()
        header[name] = {"dtype": dtype, "shape": list(tensor.shape), "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)
    print(f"{path.name}: {path.stat().st_size} bytes")


def main():
    torch.manual_seed(4)
    HERE.mkdir(exist_ok=True)
    tokens = (IMAGE[0] // PATCH) * (IMAGE[1] // PATCH)
    model = MlpMixer(tokens, PATCH, CHANNELS, BLOCKS, CLASSES)
    with torch.no_grad():
        # PyTorch's own initial values leave layer norms at one and zero, which would not tell a weight from a missing one.
        for name, parameter in model.named_parameters():
            if "norm" in name:
                parameter.add_(0.3 * torch.randn_like(parameter))
    model.eval()
    images = torch.randn(BATCH, 3, *IMAGE)
    results = {"images": images}
    for name, dtype in (("F32", torch.float32), ("F16", torch.float16), ("BF16", torch.bfloat16)):
        # Half precision is that of the file only: everybody computes with the rounded weights in single precision.
        rounded = {key: value.to(dtype) for key, value in model.state_dict().items()}
        other = MlpMixer(tokens, PATCH, CHANNELS, BLOCKS, CLASSES).eval()
        other.load_state_dict({key: value.float() for key, value in rounded.items()})
        with torch.no_grad():
            results[f"logits.{name}"] = other.double()(images.double()).float()
        save(HERE / f"mixer.{name}.safetensors", rounded, name)
    save(HERE / "logits.safetensors", results, "F32")


if __name__ == "__main__":
    main()
