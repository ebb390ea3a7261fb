namespace SparseGen.Tests.Models;

/// <summary>A layer norm of long rows.</summary>
[Model, TokenInput(3, 1000), LayerNorm]
public sealed partial class ConstantRows;
