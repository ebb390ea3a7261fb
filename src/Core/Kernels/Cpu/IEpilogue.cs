using System.ComponentModel;
using SparseGen.Simd;

namespace SparseGen.Kernels.Cpu;

/// <summary>
/// What is done to the result of a product while it lies in the first-level cache: elementwise ops, one after another, on each tile behind its stores. An epilogue of a model is a
/// generated type with this one method, whose body calls <see cref="Elementwise"/> and <see cref="ActivationKernels"/>; it is called once a tile.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IEpilogue
{
    /// <summary>Runs on a tile.</summary>
    /// <param name="operands">The operands of the product.</param>
    /// <param name="at">Where the tile starts in the output and in all that lies as the output does.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="stride">Floats from one of its rows to the next.</param>
    static abstract void Run<TSimd, TVector>(scoped in ProductOperands operands, int at, int rows, int columns, int stride)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct;
}

/// <summary>Nothing is done.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct NoEpilogue : IEpilogue
{
    /// <inheritdoc/>
    public static void Run<TSimd, TVector>(scoped in ProductOperands operands, int at, int rows, int columns, int stride)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        // Nothing.
    }
}
