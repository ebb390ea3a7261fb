#!/usr/bin/python3
"""Makes the fixtures of models of time series beside this file, as make_fixtures.py does. It takes no data."""

from torch import nn

from make_fixtures import write_models
from series_layers import InstanceNorm, TinyTimeMixer, TsMixing, named
from structured_layers import TokenLinear

# name -> (shape of a sample, batches, maker)
MODELS = {
    "SmallTsMixer": ((13, 5), (1, 5), lambda: named(
        lambda m, x: m.norm.undo(m.out(m.mixing_layers(m.norm(x)))),
        norm=InstanceNorm(5), mixing_layers=nn.Sequential(*[TsMixing(13, 5, 6) for _ in range(2)]), out=TokenLinear(13, 4))),
    "SmallTinyTimeMixer": ((24, 3), (1, 5), lambda: TinyTimeMixer(24, 6, 12, 3, 6, 5, eps=0.01)),
}


if __name__ == "__main__":
    write_models(MODELS)
