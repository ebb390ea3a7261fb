using System.ComponentModel;
using ILGPU;
using ILGPU.Runtime.Cuda;
using SparseGen.Gpu;

namespace SparseGen.Kernels.Gpu;

#pragma warning disable CA1000 // Static members on generic types: how kernels are specialised.

/// <summary>
/// A thread's part of a tile whose warps multiply on tensor cores: 64 x 32 numbers a warp, of which a thread has 8 rows of two quads. Loads, edges, bias, residual and epilogue are
/// those of other tiles.
/// </summary>
/// <remarks>
/// <para>
/// An instruction multiplies 16 rows, 8 steps and 8 columns. Lane 4 g + t of a warp holds rows g and g + 8 and column g of steps t and t + 4, and of the result columns 2 t and
/// 2 t + 1 of these rows (Nvidia, PTX ISA 7.0, "Matrix fragments for mma.m16n8k8"). Which rows and columns of the tile those are is free, as long as loads and stores agree:
/// here lane g reads quad 4 (g mod 2) + g / 2 of the warp's 32 rows or columns, and the four numbers of a quad go to several instructions. So a quad is one load, and eight lanes
/// that read at a time touch each bank of shared memory once: their steps are 4 banks apart and their quads 16.
/// </para>
/// <para>
/// The sums are registers of PTX by name, since ILGPU keeps in local memory what statements write to; so there is nothing in the struct. For other back ends there is
/// <see cref="RoundedPart{TMath}"/>: which of them a kernel has is a question of types, for of <see cref="CudaAsm.IsSupported"/> ILGPU leaves both branches in the text.
/// </para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct TensorPart<TMath> : ITilePart<TensorPart<TMath>>
    where TMath : struct, ITensorMath
{
    private const int QuadBytes = 16;

    /// <inheritdoc/>
    public static int Rows => WarpTile.PartRows;

    /// <inheritdoc/>
    public static int RowQuads => WarpTile.PartRowQuads;

    /// <inheritdoc/>
    public static int Row(int thread, int columns) => WarpTile.Row(thread, columns);

    /// <inheritdoc/>
    public static int Column(int thread, int columns) => WarpTile.Column(thread, columns);

    /// <inheritdoc/>
    public static int Apart(int columns) => WarpTile.QuadsApart;

    /// <inheritdoc/>
    public static int LeftStart(int thread, int columns, int pitch) => WarpTile.Row(thread, columns) + (WarpTile.StepOf(thread) * pitch);

    /// <inheritdoc/>
    public static int RightStart(int thread, int columns, int pitch) => WarpTile.FirstColumn(thread, columns) + WarpTile.QuadOf(thread) + (WarpTile.StepOf(thread) * pitch);

    /// <inheritdoc/>
    public static void Declare() => CudaAsm.Emit(TensorStatements.Declare);

    /// <inheritdoc/>
    public static TensorPart<TMath> Zero()
    {
        CudaAsm.Emit(TensorStatements.Clear);
        return default;
    }

    /// <inheritdoc/>
    public static TensorPart<TMath> Multiply<TLeft, TRight>(TensorPart<TMath> sum, ArrayView<Float4> left, int leftStart, ArrayView<Float4> right, int rightStart)
        where TLeft : struct, ITileShare<TLeft>
        where TRight : struct, ITileShare<TRight>
    {
        // A lane's steps are four apart, and the rows of its two quads as far as in all tiles.
        int leftSteps = WarpTile.LanesOfRow * TileGeometry<TensorPart<TMath>, TLeft, TRight>.LeftPitch * QuadBytes;
        int rightSteps = WarpTile.LanesOfRow * TileGeometry<TensorPart<TMath>, TLeft, TRight>.RightPitch * QuadBytes;
        int apart = TileGeometry<TensorPart<TMath>, TLeft, TRight>.Rows * QuadBytes;
        int rows = leftStart * QuadBytes, columns = (rightStart + (2 * TileGeometry<TensorPart<TMath>, TLeft, TRight>.LeftQuads)) * QuadBytes;
        CudaAsm.Emit(TensorStatements.LoadColumns, columns, columns + rightSteps);
        TMath.TakeColumns();
        CudaAsm.Emit(TensorStatements.LoadRows, rows, rows + leftSteps);
        TMath.MultiplyUpper();
        CudaAsm.Emit(TensorStatements.LoadRows, rows + apart, rows + apart + leftSteps);
        TMath.MultiplyLower();
        return sum;
    }

    /// <inheritdoc/>
    public static void Store(TensorPart<TMath> part, int rows, ArrayView<Float4> tile, int quad, int pitch, int apart)
    {
        if (rows == 4)
        {
            CudaAsm.Emit(TensorStatements.Store4, quad * QuadBytes, pitch * QuadBytes);
        }
        else
        {
            CudaAsm.Emit(TensorStatements.Store2, quad * QuadBytes, pitch * QuadBytes);
        }
    }

    /// <inheritdoc/>
    public static TensorPart<TMath> Shift(TensorPart<TMath> part, int rows)
    {
        if (rows == 4)
        {
            CudaAsm.Emit(TensorStatements.Shift4);
        }
        else
        {
            CudaAsm.Emit(TensorStatements.Shift2);
        }

        return part;
    }
}
