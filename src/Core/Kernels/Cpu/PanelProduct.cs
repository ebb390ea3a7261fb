using System.ComponentModel;
using System.Runtime.CompilerServices;
using SparseGen.Execution;
using SparseGen.Kernels.Cpu.Tiles;
using SparseGen.Simd;

namespace SparseGen.Kernels.Cpu;

/// <summary>
/// Products whose columns lie side by side, in panels of 32 or in rows: output[m, n] = start + sum over k of left[m, k] right[k, n] (+ residual[m, n]), for every group of
/// every sample. Vectors of columns meet numbers of the left operand, so that nothing is added up across lanes and neither operand is copied: register tiles as in Goto and
/// van de Geijn (2008, Anatomy of High-Performance Matrix Multiplication), with weights that live in panels.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class PanelProduct
{
    private const int Panel = KernelSizes.Panel;

    /// <summary>Floats from which on a gradient is not expected in a second-level cache, which other gradients and activations went through since.</summary>
    private const int NearGradient = 1 << 16;

    /// <summary>Tiles of a gradient that are asked for at once: as many lines as a processor can wait for.</summary>
    private const int TilesAhead = 4;

    /// <summary>output = the product, and what the epilogue makes of each tile. Workers that share it take tiles.</summary>
    /// <param name="shape">Extents and strides.</param>
    /// <param name="samples">Number of samples.</param>
    /// <param name="operands">The operands.</param>
    /// <typeparam name="TSimd">The vectors.</typeparam>
    /// <typeparam name="TVector">One vector.</typeparam>
    /// <typeparam name="TBias">Where the sums start.</typeparam>
    /// <typeparam name="TResidual">Whether the residual is added.</typeparam>
    /// <typeparam name="TEpilogue">What is done to each tile.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TSimd, TVector, TBias, TResidual, TEpilogue>(in PanelProductShape shape, int samples, scoped in ProductOperands operands)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TBias : struct, IBias
        where TResidual : struct, IOption
        where TEpilogue : struct, IEpilogue
    {
        bool isMerged = shape.Batch == BatchAxis.Rows;
        int rows = isMerged ? shape.Rows * samples : shape.Rows;
        RowBlocking blocking = RowBlocking.Of(rows, shape.LeftRow, TSimd.HasManyRegisters);
        int tiles = Tiles<TSimd, TVector>(shape, blocking);
        int separate = isMerged ? 1 : samples;
        var alone = default(WorkShare);
        ref WorkShare share = ref Unsafe.IsNullRef(ref operands.Share) ? ref alone : ref operands.Share;
        while (share.Take(tiles * shape.Groups * separate, out int first, out int last))
        {
            for (int sample = 0; sample < separate; sample++)
            {
                for (int group = 0; group < shape.Groups; group++, first -= tiles, last -= tiles)
                {
                    if (first >= tiles || last <= 0)
                    {
                        continue;
                    }

                    if (rows == 1)
                    {
                        LoneRow.Multiply<TSimd, TVector, TBias, TResidual, TEpilogue>(
                            shape, operands, sample, group, TileWidth<TSimd, TVector>(shape), Math.Max(first, 0), Math.Min(last, tiles));
                    }
                    else
                    {
                        Multiply<TSimd, TVector, TBias, TResidual, TEpilogue>(shape, operands, sample, group, blocking, first, last);
                    }
                }
            }
        }
    }

    /// <summary>output += the product over all samples, blocks of <see cref="BlockTerms.Cpu"/> terms at a time: the gradient of a weight.</summary>
    /// <param name="shape">Extents and strides.</param>
    /// <param name="samples">Number of samples.</param>
    /// <param name="left">The left operand.</param>
    /// <param name="right">The right operand.</param>
    /// <param name="output">The gradient.</param>
    /// <param name="part">Which part of the gradient: of its tiles.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Accumulate<TSimd, TVector>(
        in PanelProductShape shape, int samples, ref float left, ref float right, ref float output, WorkerPart part = default)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        bool isMerged = shape.Batch == BatchAxis.Depth;
        int depth = isMerged ? shape.Depth * samples : shape.Depth;
        RowBlocking blocking = RowBlocking.Of(shape.Rows, shape.LeftRow, TSimd.HasManyRegisters);
        int tiles = Tiles<TSimd, TVector>(shape, blocking);

        // Groups that add to the same weight all add to the part's tiles of it; else they lie behind each other.
        int apart = shape.OutputGroup == 0 ? 0 : tiles;
        (int firstOfAll, int lastOfAll) = part.Of(apart == 0 ? tiles : tiles * shape.Groups);
        for (int sample = 0; sample < (isMerged ? 1 : samples); sample++)
        {
            int first = firstOfAll, last = lastOfAll;
            for (int group = 0; group < shape.Groups; group++, first -= apart, last -= apart)
            {
                if (first >= tiles || last <= 0)
                {
                    continue;
                }

                AddProduct<TSimd, TVector>(
                    shape,
                    ref Unsafe.Add(ref left, ((nint)sample * shape.LeftSample) + ((nint)group * shape.LeftGroup)),
                    ref Unsafe.Add(ref right, ((nint)sample * shape.RightSample) + ((nint)group * shape.RightGroup)),
                    ref Unsafe.Add(ref output, ((nint)sample * shape.OutputSample) + ((nint)group * shape.OutputGroup)),
                    depth,
                    blocking,
                    first,
                    last);
            }
        }
    }

    /// <summary>Tiles of a group's result. They are counted down the columns.</summary>
    private static int Tiles<TSimd, TVector>(in PanelProductShape shape, RowBlocking blocking)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => blocking.Tiles * Partition.DivideUp(shape.Columns, TileWidth<TSimd, TVector>(shape));

    /// <summary>Columns from tile to tile: two vectors, or one where that holds them all. The last tile has one vector where that holds what is left.</summary>
    private static int TileWidth<TSimd, TVector>(in PanelProductShape shape)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => shape.Columns <= TSimd.Width ? TSimd.Width : 2 * TSimd.Width;

    /// <summary>Where a column of the right operand lies.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static nint RightOf(in PanelProductShape shape, int column) => ((nint)(column / Panel) * shape.RightPanel) + (column % Panel);

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply<TSimd, TVector, TBias, TResidual, TEpilogue>(
        in PanelProductShape shape, scoped in ProductOperands operands, int sample, int group, RowBlocking blocking, int first, int last)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TBias : struct, IBias
        where TResidual : struct, IOption
        where TEpilogue : struct, IEpilogue
    {
        ref float left = ref Unsafe.Add(ref operands.Left, ((nint)sample * shape.LeftSample) + ((nint)group * shape.LeftGroup));
        ref float right = ref Unsafe.Add(ref operands.Right, ((nint)sample * shape.RightSample) + ((nint)group * shape.RightGroup));
        ref float bias = ref Unsafe.Add(ref operands.Bias, group * shape.BiasGroup);
        int start = (sample * shape.OutputSample) + (group * shape.OutputGroup);
        float* scratch = stackalloc float[RaggedTile.Length];
        int width = TileWidth<TSimd, TVector>(shape);
        for (int column = 0; column < shape.Columns; column += width, first -= blocking.Tiles, last -= blocking.Tiles)
        {
            if (first >= blocking.Tiles || last <= 0)
            {
                continue;
            }

            int columns = shape.Columns - column;
            bool isNarrow = columns <= TSimd.Width;
            ref float panel = ref Unsafe.Add(ref right, RightOf(shape, column));
            ref float start0 = ref TBias.IsOfColumns ? ref Unsafe.Add(ref bias, column) : ref bias;
            for (int run = 0; run < 2; run++)
            {
                (int height, int row, int rest) = blocking.Run(run, Math.Max(first, 0), Math.Min(last, blocking.Tiles));
                if (rest <= 0)
                {
                    continue;
                }

                var tile = isNarrow ? PanelTiles.Single<TSimd, TVector, TBias, TResidual>(height) : PanelTiles.Pair<TSimd, TVector, TBias, TResidual>(height);
                for (int tiles; rest > 0; rest -= tiles)
                {
                    tiles = typeof(TEpilogue) == typeof(NoEpilogue) ? rest : Math.Min(rest, KernelSizes.EpilogueRows / height);
                    int at = start + (row * shape.OutputRow) + column;
                    var cursor = new TileCursor
                    {
                        Left = ref Unsafe.Add(ref left, (nint)row * shape.LeftRow),
                        Right = ref panel,
                        Bias = ref TBias.IsOfRows ? ref Unsafe.Add(ref start0, row * shape.BiasRow) : ref start0,
                        Output = ref Unsafe.Add(ref operands.Output, at),
                        Addend = ref TResidual.IsPresent ? ref Unsafe.Add(ref operands.Residual, at) : ref Unsafe.NullRef<float>(),
                        Scratch = ref scratch[0],
                        Depth = shape.Depth,
                        Columns = columns,
                        Tiles = tiles,
                    };
                    if (typeof(TEpilogue) != typeof(NoEpilogue))
                    {
                        Ahead.Fetch(ref operands.Operand0, at, tiles * height, Math.Min(columns, width), shape.OutputRow);
                    }

                    tile(shape, ref cursor);
                    if (typeof(TEpilogue) != typeof(NoEpilogue))
                    {
                        TEpilogue.Run<TSimd, TVector>(operands, at, tiles * height, Math.Min(columns, width), shape.OutputRow);
                    }

                    row += tiles * height;
                }
            }
        }
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddProduct<TSimd, TVector>(
        in PanelProductShape shape, ref float left, ref float right, ref float output, int depth, RowBlocking blocking, int first, int last)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        float* scratch = stackalloc float[RaggedTile.Length];
        int width = TileWidth<TSimd, TVector>(shape);
        bool isFar = (long)shape.Rows * shape.Columns >= NearGradient;
        for (int column = 0; column < shape.Columns; column += width, first -= blocking.Tiles, last -= blocking.Tiles)
        {
            if (first >= blocking.Tiles || last <= 0)
            {
                continue;
            }

            int columns = shape.Columns - column;
            bool isNarrow = columns <= TSimd.Width;
            ref float panel = ref Unsafe.Add(ref output, ((nint)(column / Panel) * shape.OutputPanel) + (column % Panel));
            for (int run = 0; run < 2; run++)
            {
                (int height, int row, int rest) = blocking.Run(run, Math.Max(first, 0), Math.Min(last, blocking.Tiles));
                if (rest <= 0)
                {
                    continue;
                }

                var tile = isNarrow ? PanelTiles.Single<TSimd, TVector, NoBias, Present>(height) : PanelTiles.Pair<TSimd, TVector, NoBias, Present>(height);
                for (int tiles; rest > 0; rest -= tiles)
                {
                    // The blocks of a sum one after another, so that its tile stays in the first-level cache. A large gradient comes from memory while its sums are computed.
                    tiles = depth > BlockTerms.Cpu ? 1 : isFar ? Math.Min(rest, TilesAhead) : rest;
                    ref float target = ref Unsafe.Add(ref panel, (nint)row * shape.OutputRow);
                    if (isFar)
                    {
                        Ahead.Fetch(ref target, 0, tiles * height, Math.Min(columns, width), shape.OutputRow);
                    }

                    for (int term = 0; term < depth; term += BlockTerms.Cpu)
                    {
                        var cursor = new TileCursor
                        {
                            Left = ref Unsafe.Add(ref left, ((nint)row * shape.LeftRow) + ((nint)term * shape.LeftDepth)),
                            Right = ref Unsafe.Add(ref right, column + ((nint)term * shape.RightDepth)),
                            Output = ref target,
                            Addend = ref target,
                            Scratch = ref scratch[0],
                            Depth = Math.Min(BlockTerms.Cpu, depth - term),
                            Columns = columns,
                            Tiles = tiles,
                        };
                        tile(shape, ref cursor);
                    }

                    row += tiles * height;
                }
            }
        }
    }
}
