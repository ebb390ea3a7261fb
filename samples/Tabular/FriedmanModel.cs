using SparseGen;

namespace Tabular;

/// <summary>Ten features in, one number out.</summary>
[Model, VectorInput(Friedman.Features)]
[Linear(64), BottleneckMlpBlock(expansion: 2, Repeat = 2), LayerNorm, Linear(1)]
internal sealed partial class FriedmanModel;
