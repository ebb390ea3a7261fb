using SparseGen;

namespace SparseGenModels;

/// <summary>A week of hours of one variable in, the next day out.</summary>
[Model, TokenInput(tokens: 168, channels: 1)]
[Linear(16), Use<MixingBlock>(Repeat = 2, Residual = true)]
[Flatten, Linear(24)]
public sealed partial class Forecaster;
