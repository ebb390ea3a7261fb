using SparseGen;

namespace Tabular;

/// <summary>Ten numbers and a category in, one number out.</summary>
[Model, VectorInput(Friedman.Columns), Embedding(features: 4, Friedman.Places)]
[Linear(64), BottleneckMlpBlock(expansion: 2, Repeat = 2), LayerNorm, Linear(1)]
internal sealed partial class FriedmanModel;
