#!/usr/bin/python3
"""
A small TinyTimeMixer with random weights in the layout of the published files, and its forecasts of a few random series of several channels, in single precision.

    python3 tests/Fixtures/make_ttm_fixture.py

Needs PyTorch only; Debian's python3-torch 1.13 made the files beside it.
"""

import torch

from make_fixtures import HERE, save
from series_layers import TinyTimeMixer


def main():
    torch.manual_seed(7)
    # Three channels are often almost equal: their norms would blow rounding up.
    model = TinyTimeMixer(24, 6, 12, 3, 6, 5, eps=0.01)
    with torch.no_grad():
        for parameter in model.parameters():
            # Larger than PyTorch's, so that every part shows in the forecast.
            parameter.add_(0.3 * torch.randn_like(parameter))
        # Levels and deviations apart, as measurements in different units have them.
        series = 20 * torch.randn(5, 1, 3) + torch.tensor([0.1, 1, 30]) * torch.randn(5, 24, 3).cumsum(1)
        forecast = model(series)
    full = TinyTimeMixer(512, 64, 192, 3, 128, 96)
    print(sum(p.numel() for p in full.parameters()), "parameters of 512-96")
    save(HERE / "ttm" / "small.safetensors", dict(model.named_parameters()), {"format": "pt"})
    save(HERE / "ttm" / "forecasts.safetensors", {"series": series, "forecast": forecast}, {"torch": torch.__version__})


if __name__ == "__main__":
    main()
