namespace SparseGen.Tests.Models;

/// <summary>Rows of one number, merged over the batch.</summary>
[Model, TokenInput(4096, 1), Linear(1)]
public sealed partial class LongLinear;

/// <summary>The same with a narrow result beside a whole strip of columns.</summary>
[Model, TokenInput(512, 2), Linear(70)]
public sealed partial class LongStrip;

/// <summary>Both parameters of layer norm are sums over the rows.</summary>
[Model, TokenInput(4096, 2), LayerNorm]
public sealed partial class LongNorm;

/// <summary>A diagonal, whose factors share a sum over the rows.</summary>
[Model, TokenInput(4096, 1), DiagonalLinear]
public sealed partial class LongFactors;

/// <summary>A sparse weight, whose rows are packed.</summary>
[Model, TokenInput(4096, 2), SparseLinear(2, density: 0.5)]
public sealed partial class LongSparse;

/// <summary>A map of the tokens: its sums run along the channels.</summary>
[Model, TokenInput(2, 4096), TokenLinear(2)]
public sealed partial class LongTokens;

/// <summary>Two small maps, each summed up sample by sample.</summary>
[Model, TokenInput(2, 2), Kronecker(2, 2)]
public sealed partial class LongKronecker;

/// <summary>Blocks that share a weight: the sum runs over them too.</summary>
[Model, VectorInput(1024), BlockDiagonal(1024, Blocks = 512, Shared = true)]
public sealed partial class LongShared;

/// <summary>One number a sample: only the batch is long.</summary>
[Model, VectorInput(1), Linear(1)]
public sealed partial class LongBatch;
