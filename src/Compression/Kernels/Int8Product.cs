using System.Runtime.CompilerServices;
using SparseGen.Compression.Int8;

namespace SparseGen.Compression.Kernels;

/// <summary>
/// output = (inputs weights^T - corrections) scales + biases with inputs of unsigned and weights of signed bytes. Register tiles of six rows and two vectors of outputs: twelve
/// sums, two vectors of weights and one of inputs are what 16 registers hold.
/// </summary>
internal static unsafe class Int8Product
{
    private const int TileRows = 6;

    private const int WidestTile = 2 * 16;

    /// <summary>Computes it.</summary>
    /// <param name="weights">The weights and what belongs to each output.</param>
    /// <param name="inputs">[rows, padded inputs].</param>
    /// <param name="rows">Rows.</param>
    /// <param name="output">[rows, outputs].</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TDot, TVector>(PackedWeights weights, ref byte inputs, int rows, ref float output)
        where TDot : struct, IDotSimd<TVector>
        where TVector : struct
    {
        float* scratch = stackalloc float[TileRows * WidestTile];
        int stride = weights.PaddedInputs, width = 2 * TDot.Width;
        for (int column = 0; column < weights.Outputs; column += width)
        {
            bool isWhole = column + width <= weights.Outputs;
            ref sbyte panel = ref weights.Panel(column);
            for (int row = 0; row < rows;)
            {
                int height = rows - row >= TileRows ? TileRows : rows - row >= 3 ? 3 : 1;
                ref byte from = ref Unsafe.Add(ref inputs, row * stride);
                ref float to = ref isWhole ? ref Unsafe.Add(ref output, (row * weights.Outputs) + column) : ref *scratch;
                int apart = isWhole ? weights.Outputs : WidestTile;
                if (height == TileRows)
                {
                    Six<TDot, TVector>(weights, column, ref panel, ref from, ref to, apart);
                }
                else if (height == 3)
                {
                    Three<TDot, TVector>(weights, column, ref panel, ref from, ref to, apart);
                }
                else
                {
                    One<TDot, TVector>(weights, column, ref panel, ref from, ref to);
                }

                for (int i = 0; i < height && !isWhole; i++)
                {
                    new ReadOnlySpan<float>(scratch + (i * WidestTile), weights.Outputs - column).CopyTo(
                        new Span<float>(Unsafe.AsPointer(ref Unsafe.Add(ref output, ((row + i) * weights.Outputs) + column)), weights.Outputs - column));
                }

                row += height;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Six<TDot, TVector>(PackedWeights weights, int column, ref sbyte panel, ref byte inputs, ref float output, nint apart)
        where TDot : struct, IDotSimd<TVector>
        where TVector : struct
    {
        nint stride = weights.PaddedInputs;
        TVector a0 = TDot.Zero, a1 = TDot.Zero, b0 = TDot.Zero, b1 = TDot.Zero, c0 = TDot.Zero, c1 = TDot.Zero;
        TVector d0 = TDot.Zero, d1 = TDot.Zero, e0 = TDot.Zero, e1 = TDot.Zero, f0 = TDot.Zero, f1 = TDot.Zero;
        ref byte upper = ref inputs;
        ref byte lower = ref Unsafe.Add(ref inputs, 3 * stride);
        for (nint left = stride; left > 0; left -= PackedWeights.Together)
        {
            TVector w0 = TDot.Weights(ref panel), w1 = TDot.Weights(ref Unsafe.Add(ref panel, PackedWeights.Together * TDot.Width));
            TVector x = TDot.Inputs(ref upper);
            a0 = TDot.Dot(a0, x, w0);
            a1 = TDot.Dot(a1, x, w1);
            x = TDot.Inputs(ref Unsafe.Add(ref upper, stride));
            b0 = TDot.Dot(b0, x, w0);
            b1 = TDot.Dot(b1, x, w1);
            x = TDot.Inputs(ref Unsafe.Add(ref upper, 2 * stride));
            c0 = TDot.Dot(c0, x, w0);
            c1 = TDot.Dot(c1, x, w1);
            x = TDot.Inputs(ref lower);
            d0 = TDot.Dot(d0, x, w0);
            d1 = TDot.Dot(d1, x, w1);
            x = TDot.Inputs(ref Unsafe.Add(ref lower, stride));
            e0 = TDot.Dot(e0, x, w0);
            e1 = TDot.Dot(e1, x, w1);
            x = TDot.Inputs(ref Unsafe.Add(ref lower, 2 * stride));
            f0 = TDot.Dot(f0, x, w0);
            f1 = TDot.Dot(f1, x, w1);
            panel = ref Unsafe.Add(ref panel, PackedWeights.PanelStep);
            upper = ref Unsafe.Add(ref upper, PackedWeights.Together);
            lower = ref Unsafe.Add(ref lower, PackedWeights.Together);
        }

        Store<TDot, TVector>(weights, column, ref output, a0, a1);
        Store<TDot, TVector>(weights, column, ref Unsafe.Add(ref output, apart), b0, b1);
        Store<TDot, TVector>(weights, column, ref Unsafe.Add(ref output, 2 * apart), c0, c1);
        Store<TDot, TVector>(weights, column, ref Unsafe.Add(ref output, 3 * apart), d0, d1);
        Store<TDot, TVector>(weights, column, ref Unsafe.Add(ref output, 4 * apart), e0, e1);
        Store<TDot, TVector>(weights, column, ref Unsafe.Add(ref output, 5 * apart), f0, f1);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Three<TDot, TVector>(PackedWeights weights, int column, ref sbyte panel, ref byte inputs, ref float output, nint apart)
        where TDot : struct, IDotSimd<TVector>
        where TVector : struct
    {
        nint stride = weights.PaddedInputs;
        TVector a0 = TDot.Zero, a1 = TDot.Zero, b0 = TDot.Zero, b1 = TDot.Zero, c0 = TDot.Zero, c1 = TDot.Zero;
        for (nint left = stride; left > 0; left -= PackedWeights.Together)
        {
            TVector w0 = TDot.Weights(ref panel), w1 = TDot.Weights(ref Unsafe.Add(ref panel, PackedWeights.Together * TDot.Width));
            TVector x = TDot.Inputs(ref inputs);
            a0 = TDot.Dot(a0, x, w0);
            a1 = TDot.Dot(a1, x, w1);
            x = TDot.Inputs(ref Unsafe.Add(ref inputs, stride));
            b0 = TDot.Dot(b0, x, w0);
            b1 = TDot.Dot(b1, x, w1);
            x = TDot.Inputs(ref Unsafe.Add(ref inputs, 2 * stride));
            c0 = TDot.Dot(c0, x, w0);
            c1 = TDot.Dot(c1, x, w1);
            panel = ref Unsafe.Add(ref panel, PackedWeights.PanelStep);
            inputs = ref Unsafe.Add(ref inputs, PackedWeights.Together);
        }

        Store<TDot, TVector>(weights, column, ref output, a0, a1);
        Store<TDot, TVector>(weights, column, ref Unsafe.Add(ref output, apart), b0, b1);
        Store<TDot, TVector>(weights, column, ref Unsafe.Add(ref output, 2 * apart), c0, c1);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void One<TDot, TVector>(PackedWeights weights, int column, ref sbyte panel, ref byte inputs, ref float output)
        where TDot : struct, IDotSimd<TVector>
        where TVector : struct
    {
        TVector a0 = TDot.Zero, a1 = TDot.Zero;
        for (nint left = weights.PaddedInputs; left > 0; left -= PackedWeights.Together)
        {
            TVector x = TDot.Inputs(ref inputs);
            a0 = TDot.Dot(a0, x, TDot.Weights(ref panel));
            a1 = TDot.Dot(a1, x, TDot.Weights(ref Unsafe.Add(ref panel, PackedWeights.Together * TDot.Width)));
            panel = ref Unsafe.Add(ref panel, PackedWeights.PanelStep);
            inputs = ref Unsafe.Add(ref inputs, PackedWeights.Together);
        }

        Store<TDot, TVector>(weights, column, ref output, a0, a1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TDot, TVector>(PackedWeights weights, int column, ref float output, TVector first, TVector second)
        where TDot : struct, IDotSimd<TVector>
        where TVector : struct
    {
        ref int corrections = ref weights.Corrections[column];
        ref float scales = ref weights.Scales[column], biases = ref weights.Biases[column];
        TDot.StoreScaled(ref output, first, ref corrections, ref scales, ref biases);
        TDot.StoreScaled(
            ref Unsafe.Add(ref output, TDot.Width),
            second,
            ref Unsafe.Add(ref corrections, TDot.Width),
            ref Unsafe.Add(ref scales, TDot.Width),
            ref Unsafe.Add(ref biases, TDot.Width));
    }
}
