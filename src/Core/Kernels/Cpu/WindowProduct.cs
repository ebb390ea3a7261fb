using System.ComponentModel;
using System.Runtime.CompilerServices;
using SparseGen.Execution;
using SparseGen.Kernels.Cpu.Tiles;
using SparseGen.Simd;

namespace SparseGen.Kernels.Cpu;

/// <summary>
/// Products whose left operand is an image that is read through a window: convolutions and their derivatives. No matrix of patches is written: the register tiles of
/// <see cref="PanelProduct"/> step through the image itself, one piece of the kernel after another, and what one piece leaves in the first-level cache the next adds to.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class WindowProduct
{
    private const int Panel = KernelSizes.Panel;

    /// <summary>output = the product, and what the epilogue makes of it. The columns go slowest, so that a sample reads each panel of the weight once.</summary>
    /// <param name="shape">Extents and strides.</param>
    /// <param name="samples">Number of samples.</param>
    /// <param name="operands">The operands.</param>
    /// <typeparam name="TSimd">The vectors.</typeparam>
    /// <typeparam name="TVector">One vector.</typeparam>
    /// <typeparam name="TBias">Where the sums start.</typeparam>
    /// <typeparam name="TResidual">Whether the residual is added.</typeparam>
    /// <typeparam name="TEpilogue">What is done to each tile.</typeparam>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TSimd, TVector, TBias, TResidual, TEpilogue>(in PanelProductShape shape, int samples, scoped in ProductOperands operands)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TBias : struct, IBias
        where TResidual : struct, IOption
        where TEpilogue : struct, IEpilogue
    {
        int width = shape.Columns <= TSimd.Width ? TSimd.Width : 2 * TSimd.Width, panels = Partition.DivideUp(shape.Columns, width);
        RowBlocking blocking = RowBlocking.Of(shape.Rows, shape.LeftRow, TSimd.HasManyRegisters);
        float* scratch = stackalloc float[RaggedTile.Length];
        var alone = default(WorkShare);
        ref WorkShare share = ref Unsafe.IsNullRef(ref operands.Share) ? ref alone : ref operands.Share;
        while (share.Take(samples * shape.Groups * panels * shape.Lines, out int unit, out int last))
        {
            for (; unit < last; unit++)
            {
                (int panel, int line) = Math.DivRem(unit, shape.Lines);
                (int matrix, int column) = Math.DivRem(panel, panels);
                (int sample, int group) = Math.DivRem(matrix, shape.Groups);
                column *= width;
                bool isNarrow = shape.Columns - column <= TSimd.Width;
                ref float left = ref Unsafe.Add(ref operands.Left, ((nint)sample * shape.LeftSample) + ((nint)group * shape.LeftGroup) + ((nint)line * shape.LeftLine));
                ref float right = ref Unsafe.Add(ref operands.Right, ((nint)group * shape.RightGroup) + ((nint)(column / Panel) * shape.RightPanel) + (column % Panel));
                int start = (sample * shape.OutputSample) + (group * shape.OutputGroup) + (line * shape.OutputLine) + column;
                for (int run = 0; run < 2; run++)
                {
                    (int height, int row, int rest) = blocking.Run(run, 0, blocking.Tiles);
                    for (int tiles; rest > 0; rest -= tiles)
                    {
                        tiles = typeof(TEpilogue) == typeof(NoEpilogue) ? rest : Math.Min(rest, KernelSizes.EpilogueRows / height);
                        int at = start + (row * shape.OutputRow);
                        if (typeof(TEpilogue) != typeof(NoEpilogue))
                        {
                            Ahead.Fetch(ref operands.Operand0, at, tiles * height, Math.Min(shape.Columns - column, width), shape.OutputRow);
                        }

                        for (int piece = 0; piece < shape.Pieces; piece++)
                        {
                            var cursor = new TileCursor
                            {
                                Left = ref Unsafe.Add(ref left, ((nint)row * shape.LeftRow) + Place(shape, piece)),
                                Right = ref Unsafe.Add(ref right, (nint)piece * shape.Depth * shape.RightDepth),
                                Bias = ref TBias.IsOfColumns ? ref Unsafe.Add(ref operands.Bias, (group * shape.BiasGroup) + column) : ref operands.Bias,
                                Output = ref Unsafe.Add(ref operands.Output, at),
                                Addend = ref piece > 0 ? ref Unsafe.Add(ref operands.Output, at)
                                    : ref TResidual.IsPresent ? ref Unsafe.Add(ref operands.Residual, at) : ref Unsafe.NullRef<float>(),
                                Scratch = ref scratch[0],
                                Depth = shape.Depth,
                                Columns = shape.Columns - column,
                                Tiles = tiles,
                            };
                            var tile = piece > 0
                                ? isNarrow ? PanelTiles.Single<TSimd, TVector, NoBias, Present>(height) : PanelTiles.Pair<TSimd, TVector, NoBias, Present>(height)
                                : isNarrow ? PanelTiles.Single<TSimd, TVector, TBias, TResidual>(height) : PanelTiles.Pair<TSimd, TVector, TBias, TResidual>(height);
                            tile(shape, ref cursor);
                        }

                        if (typeof(TEpilogue) != typeof(NoEpilogue))
                        {
                            TEpilogue.Run<TSimd, TVector>(operands, at, tiles * height, Math.Min(shape.Columns - column, width), shape.OutputRow);
                        }

                        row += tiles * height;
                    }
                }
            }
        }
    }

    /// <summary>
    /// output += the product over all samples, a line of an image at a time: the gradient of a weight. A tile of it stays in the first-level cache for all lines.
    /// </summary>
    /// <param name="shape">Extents and strides; the rows are those of a piece.</param>
    /// <param name="samples">Number of samples.</param>
    /// <param name="left">The image.</param>
    /// <param name="right">The gradient of the output.</param>
    /// <param name="output">The gradient.</param>
    /// <param name="part">Which part of the gradient: of its tiles.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Accumulate<TSimd, TVector>(
        in PanelProductShape shape, int samples, ref float left, ref float right, ref float output, WorkerPart part = default)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        int width = shape.Columns <= TSimd.Width ? TSimd.Width : 2 * TSimd.Width, panels = Partition.DivideUp(shape.Columns, width);
        RowBlocking blocking = RowBlocking.Of(shape.Rows, shape.LeftRow, TSimd.HasManyRegisters);
        float* scratch = stackalloc float[RaggedTile.Length];
        (int first, int last) = part.Of(shape.Groups * shape.Pieces * panels * blocking.Tiles);
        for (int unit = first; unit < last; unit++)
        {
            (int panel, int block) = Math.DivRem(unit, blocking.Tiles);
            (int matrix, int column) = Math.DivRem(panel, panels);
            (int group, int piece) = Math.DivRem(matrix, shape.Pieces);
            column *= width;
            bool isNarrow = shape.Columns - column <= TSimd.Width;
            (int height, int row, _) = blocking.Run(block < blocking.Tall ? 0 : 1, block, block + 1);
            ref float target = ref Unsafe.Add(
                ref output,
                ((nint)group * shape.OutputGroup) + ((nint)(column / Panel) * shape.OutputPanel) + (column % Panel) + ((((nint)piece * shape.Rows) + row) * shape.OutputRow));
            ref float rows = ref Unsafe.Add(ref left, ((nint)group * shape.LeftGroup) + Place(shape, piece) + ((nint)row * shape.LeftRow));
            ref float columns = ref Unsafe.Add(ref right, ((nint)group * shape.RightGroup) + column);
            var tile = isNarrow ? PanelTiles.Single<TSimd, TVector, NoBias, Present>(height) : PanelTiles.Pair<TSimd, TVector, NoBias, Present>(height);
            for (int sample = 0; sample < samples; sample++)
            {
                for (int line = 0; line < shape.Lines; line++)
                {
                    var cursor = new TileCursor
                    {
                        Left = ref Unsafe.Add(ref rows, ((nint)sample * shape.LeftSample) + ((nint)line * shape.LeftLine)),
                        Right = ref Unsafe.Add(ref columns, ((nint)sample * shape.RightSample) + ((nint)line * shape.RightLine)),
                        Output = ref target,
                        Addend = ref target,
                        Scratch = ref scratch[0],
                        Depth = shape.Depth,
                        Columns = shape.Columns - column,
                        Tiles = 1,
                    };
                    tile(shape, ref cursor);
                }
            }
        }
    }

    /// <summary>Where a piece begins in the left operand.</summary>
    private static nint Place(in PanelProductShape shape, int piece)
    {
        (int down, int across) = Math.DivRem(piece, shape.PiecesAcross);
        return ((nint)down * shape.LeftPieceDown) + ((nint)across * shape.LeftPieceAcross);
    }
}
