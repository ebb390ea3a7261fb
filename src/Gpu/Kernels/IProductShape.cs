using System.ComponentModel;

namespace SparseGen.Kernels.Gpu;

/// <summary>
/// Extents of a product and index maps of its operands. Types of this kind are generated; to ILGPU their members are constants, so that no map costs more than its shape needs.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IProductShape
{
    /// <summary>Extents of a sample, and what the samples continue.</summary>
    static abstract ProductExtents Extents { get; }

    /// <summary>The left operand by row and step of the sum.</summary>
    static abstract OperandMap Left { get; }

    /// <summary>The right operand by step of the sum and column.</summary>
    static abstract OperandMap Right { get; }

    /// <summary>The output by row and column.</summary>
    static abstract OperandMap Output { get; }

    /// <summary>The bias by row and column: it steps along one of them at most, and starts again with each sample.</summary>
    static abstract OperandMap Bias { get; }
}

/// <summary>The shape of a product that is the gradient of a weight.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IGradientShape : IProductShape
{
    /// <summary>What is stored of the gradient.</summary>
    static abstract GradientExtents Gradient { get; }
}
