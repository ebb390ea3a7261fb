#!/usr/bin/python3
"""
Small models of timm's all-MLP family beside the Mixer (timm/models/mlp_mixer.py: module names, shapes, epsilons), with random weights: a checkpoint of
each in the layout of timm's files on the Hugging Face hub, that of ResMLP also in the layout of Facebook's own files, and the logits of a few random images.

    python3 tests/Fixtures/make_timm_family_fixture.py

Beside them timm/files.txt: names and shapes of all tensors in each of timm's 19 pretrained files, from the same definitions at full size. Repetitions are
folded: "blocks.{0..11}.norm1.weight [768]".

Needs PyTorch only; Debian's python3-torch 1.13 made the files beside it.
"""
import re
from collections import OrderedDict

import torch
from torch import nn

from make_timm_fixture import HERE, save

IMAGE, PATCH, BLOCKS, CLASSES, BATCH = (24, 16), 8, 2, 7, 5


class Affine(nn.Module):
    def __init__(self, channels, **factory):
        super().__init__()
        self.alpha = nn.Parameter(torch.ones(1, 1, channels, **factory))
        self.beta = nn.Parameter(torch.zeros(1, 1, channels, **factory))

    def forward(self, x):
        return torch.addcmul(self.beta, self.alpha, x)


class Mlp(nn.Module):
    def __init__(self, features, hidden, **factory):
        super().__init__()
        self.fc1, self.fc2 = nn.Linear(features, hidden, **factory), nn.Linear(hidden, features, **factory)

    def forward(self, x):
        return self.fc2(nn.functional.gelu(self.fc1(x)))


class GluMlp(nn.Module):
    def __init__(self, features, hidden, **factory):
        super().__init__()
        self.fc1, self.fc2 = nn.Linear(features, hidden, **factory), nn.Linear(hidden // 2, features, **factory)

    def forward(self, x):
        value, gate = self.fc1(x).chunk(2, dim=-1)
        return self.fc2(value * nn.functional.silu(gate))


class SpatialGatingUnit(nn.Module):
    def __init__(self, hidden, tokens, **factory):
        super().__init__()
        self.norm, self.proj = nn.LayerNorm(hidden // 2, **factory), nn.Linear(tokens, tokens, **factory)

    def forward(self, x):
        value, gate = x.chunk(2, dim=-1)
        return value * self.proj(self.norm(gate).transpose(1, 2)).transpose(1, 2)


class GatedMlp(nn.Module):
    def __init__(self, features, hidden, tokens, **factory):
        super().__init__()
        self.fc1 = nn.Linear(features, hidden, **factory)
        self.gate = SpatialGatingUnit(hidden, tokens, **factory)
        self.fc2 = nn.Linear(hidden // 2, features, **factory)

    def forward(self, x):
        return self.fc2(self.gate(nn.functional.gelu(self.fc1(x))))


class MixerBlock(nn.Module):
    def __init__(self, tokens, channels, mlp, token_hidden, channel_hidden, **factory):
        super().__init__()
        self.norm1 = nn.LayerNorm(channels, eps=1e-6, **factory)
        self.mlp_tokens = mlp(tokens, token_hidden, **factory)
        self.norm2 = nn.LayerNorm(channels, eps=1e-6, **factory)
        self.mlp_channels = mlp(channels, channel_hidden, **factory)

    def forward(self, x):
        x = x + self.mlp_tokens(self.norm1(x).transpose(1, 2)).transpose(1, 2)
        return x + self.mlp_channels(self.norm2(x))


class ResBlock(nn.Module):
    def __init__(self, tokens, channels, **factory):
        super().__init__()
        self.norm1 = Affine(channels, **factory)
        self.linear_tokens = nn.Linear(tokens, tokens, **factory)
        self.norm2 = Affine(channels, **factory)
        self.mlp_channels = Mlp(channels, 4 * channels, **factory)
        self.ls1, self.ls2 = nn.Parameter(torch.ones(channels, **factory)), nn.Parameter(torch.ones(channels, **factory))

    def forward(self, x):
        x = x + self.ls1 * self.linear_tokens(self.norm1(x).transpose(1, 2)).transpose(1, 2)
        return x + self.ls2 * self.mlp_channels(self.norm2(x))


class SpatialGatingBlock(nn.Module):
    def __init__(self, tokens, channels, **factory):
        super().__init__()
        self.norm = nn.LayerNorm(channels, eps=1e-6, **factory)
        self.mlp_channels = GatedMlp(channels, 6 * channels, tokens, **factory)

    def forward(self, x):
        return x + self.mlp_channels(self.norm(x))


class PatchEmbed(nn.Module):
    def __init__(self, patch, channels, **factory):
        super().__init__()
        self.proj = nn.Conv2d(3, channels, kernel_size=patch, stride=patch, **factory)

    def forward(self, x):
        return self.proj(x).flatten(2).transpose(1, 2)


class Network(nn.Module):
    def __init__(self, patch, channels, blocks, block, norm, classes, **factory):
        super().__init__()
        self.stem = PatchEmbed(patch, channels, **factory)
        self.blocks = nn.Sequential(*[block() for _ in range(blocks)])
        self.norm = norm
        self.head = nn.Linear(channels, classes, **factory)

    def forward(self, x):
        return self.head(self.norm(self.blocks(self.stem(x))).mean(dim=1))


def network(kind, tokens, patch, channels, blocks, classes, **factory):
    block = {
        "mixer": lambda: MixerBlock(tokens, channels, Mlp, channels // 2, 4 * channels, **factory),
        "gmixer": lambda: MixerBlock(tokens, channels, GluMlp, channels, 4 * channels, **factory),
        "resmlp": lambda: ResBlock(tokens, channels, **factory),
        "gmlp": lambda: SpatialGatingBlock(tokens, channels, **factory),
    }[kind]
    norm = Affine(channels, **factory) if kind == "resmlp" else nn.LayerNorm(channels, eps=1e-6, **factory)
    return Network(patch, channels, blocks, block, norm, classes, **factory)


def facebook(tensors):
    """The names of facebookresearch/deit's resmlp_models.py, whose affine maps have vectors."""
    renamed = {}
    for name, tensor in tensors.items():
        name = name.replace("stem.", "patch_embed.").replace("linear_tokens.", "attn.").replace("mlp_channels.", "mlp.")
        name = re.sub(r"\.ls([12])$", r".gamma_\1", name)
        renamed[name] = tensor.flatten() if name.endswith((".alpha", ".beta")) else tensor
    return renamed


# file -> (kind, patch, channels, blocks, classes), as timm's default configurations have them
FILES = OrderedDict(
    [(f"mixer_b16_224.{tag}", ("mixer", 16, 768, 12, classes)) for tag, classes in (
        ("goog_in21k", 21843), ("goog_in21k_ft_in1k", 1000), ("miil_in21k", 11221), ("miil_in21k_ft_in1k", 1000))]
    + [(f"mixer_l16_224.{tag}", ("mixer", 16, 1024, 24, classes)) for tag, classes in (("goog_in21k", 21843), ("goog_in21k_ft_in1k", 1000))]
    + [("gmixer_24_224.ra3_in1k", ("gmixer", 16, 384, 24, 1000))]
    + [(f"resmlp_{blocks}_224.{tag}", ("resmlp", 16, 384, blocks, 1000)) for blocks, tags in (
        (12, ("fb_in1k", "fb_distilled_in1k", "fb_dino")), (24, ("fb_in1k", "fb_distilled_in1k", "fb_dino")), (36, ("fb_in1k", "fb_distilled_in1k")))
       for tag in tags]
    + [(f"resmlp_big_24_224.{tag}", ("resmlp", 8, 768, 24, 1000)) for tag in ("fb_in1k", "fb_distilled_in1k", "fb_in22k_ft_in1k")]
    + [("gmlp_s16_224.ra3_in1k", ("gmlp", 16, 256, 30, 1000))])


def list_files():
    lines = []
    for file, (kind, patch, channels, blocks, classes) in FILES.items():
        tensors = network(kind, (224 // patch) ** 2, patch, channels, blocks, classes, device="meta").state_dict()
        lines.append(f"# {file}: {sum(t.numel() for t in tensors.values())}")
        for name, tensor in tensors.items():
            if not name.startswith("blocks.") or name.startswith("blocks.0."):
                lines.append(f"{name.replace('blocks.0.', f'blocks.{{0..{blocks - 1}}}.')} {list(tensor.shape)}")
    (HERE / "files.txt").write_text("\n".join(lines) + "\n")
    print(f"files.txt: {len(FILES)} files")


def main():
    torch.manual_seed(5)
    tokens = (IMAGE[0] // PATCH) * (IMAGE[1] // PATCH)
    images = torch.randn(BATCH, 3, *IMAGE)
    results = {"images": images}
    for kind, channels in (("gmixer", 12), ("resmlp", 10), ("gmlp", 9)):
        model = network(kind, tokens, PATCH, channels, BLOCKS, CLASSES).eval()
        with torch.no_grad():
            # Initial ones and zeros would not tell a tensor from a missing one.
            for name, parameter in model.named_parameters():
                if "norm" in name or ".ls" in name:
                    parameter.add_(0.3 * torch.randn_like(parameter))
            results[f"logits.{kind}"] = copy_in_double(model, kind, tokens, channels)(images.double()).float()
        save(HERE / f"{kind}.safetensors", model.state_dict(), "F32")
        if kind == "resmlp":
            save(HERE / "resmlp.facebook.safetensors", facebook(model.state_dict()), "F32")
    save(HERE / "family.safetensors", results, "F32")
    list_files()


def copy_in_double(model, kind, tokens, channels):
    other = network(kind, tokens, PATCH, channels, BLOCKS, CLASSES).double().eval()
    other.load_state_dict({name: tensor.double() for name, tensor in model.state_dict().items()})
    return other


if __name__ == "__main__":
    main()
