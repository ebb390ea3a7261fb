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
                int height = HeightOf(rows - row);
                ref byte from = ref Unsafe.Add(ref inputs, row * stride);
                ref float to = ref isWhole ? ref Unsafe.Add(ref output, (row * weights.Outputs) + column) : ref *scratch;
                int apart = isWhole ? weights.Outputs : WidestTile;
                if (height == TileRows)
                {
                    Six<TDot, TVector>(weights, column, ref panel, ref from, ref to, apart);
                }
                else if (height == 4)
                {
                    Four<TDot, TVector>(weights, column, ref panel, ref from, ref to, apart);
                }
                else if (height == 2)
                {
                    Two<TDot, TVector>(weights, column, ref panel, ref from, ref to, apart);
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

    /// <summary>Rows of the next tile: six, and no single row behind the last six where four and four will do.</summary>
    private static int HeightOf(int left) => left switch
    {
        7 or 8 => 4,
        >= TileRows => TileRows,
        >= 4 => 4,
        >= 2 => 2,
        _ => 1,
    };

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
    private static void Four<TDot, TVector>(PackedWeights weights, int column, ref sbyte panel, ref byte inputs, ref float output, nint apart)
        where TDot : struct, IDotSimd<TVector>
        where TVector : struct
    {
        nint stride = weights.PaddedInputs;
        TVector a0 = TDot.Zero, a1 = TDot.Zero, b0 = TDot.Zero, b1 = TDot.Zero, c0 = TDot.Zero, c1 = TDot.Zero, d0 = TDot.Zero, d1 = TDot.Zero;
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
            x = TDot.Inputs(ref Unsafe.Add(ref inputs, 3 * stride));
            d0 = TDot.Dot(d0, x, w0);
            d1 = TDot.Dot(d1, x, w1);
            panel = ref Unsafe.Add(ref panel, PackedWeights.PanelStep);
            inputs = ref Unsafe.Add(ref inputs, PackedWeights.Together);
        }

        Store<TDot, TVector>(weights, column, ref output, a0, a1);
        Store<TDot, TVector>(weights, column, ref Unsafe.Add(ref output, apart), b0, b1);
        Store<TDot, TVector>(weights, column, ref Unsafe.Add(ref output, 2 * apart), c0, c1);
        Store<TDot, TVector>(weights, column, ref Unsafe.Add(ref output, 3 * apart), d0, d1);
    }

    // Two steps at once, each with sums of its own: sums wait for themselves.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Two<TDot, TVector>(PackedWeights weights, int column, ref sbyte panel, ref byte inputs, ref float output, nint apart)
        where TDot : struct, IDotSimd<TVector>
        where TVector : struct
    {
        nint stride = weights.PaddedInputs, steps = stride / PackedWeights.Together, step = 0;
        ref byte others = ref Unsafe.Add(ref inputs, stride);
        TVector a0 = TDot.Zero, a1 = TDot.Zero, b0 = TDot.Zero, b1 = TDot.Zero, c0 = TDot.Zero, c1 = TDot.Zero, d0 = TDot.Zero, d1 = TDot.Zero;
        for (; step <= steps - 2; step += 2)
        {
            Step<TDot, TVector>(ref panel, ref inputs, step, ref a0, ref a1);
            Step<TDot, TVector>(ref panel, ref others, step, ref b0, ref b1);
            Step<TDot, TVector>(ref panel, ref inputs, step + 1, ref c0, ref c1);
            Step<TDot, TVector>(ref panel, ref others, step + 1, ref d0, ref d1);
        }

        if (step < steps)
        {
            Step<TDot, TVector>(ref panel, ref inputs, step, ref a0, ref a1);
            Step<TDot, TVector>(ref panel, ref others, step, ref b0, ref b1);
        }

        Store<TDot, TVector>(weights, column, ref output, TDot.Add(a0, c0), TDot.Add(a1, c1));
        Store<TDot, TVector>(weights, column, ref Unsafe.Add(ref output, apart), TDot.Add(b0, d0), TDot.Add(b1, d1));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void One<TDot, TVector>(PackedWeights weights, int column, ref sbyte panel, ref byte inputs, ref float output)
        where TDot : struct, IDotSimd<TVector>
        where TVector : struct
    {
        nint steps = weights.PaddedInputs / PackedWeights.Together, step = 0;
        TVector a0 = TDot.Zero, a1 = TDot.Zero, b0 = TDot.Zero, b1 = TDot.Zero, c0 = TDot.Zero, c1 = TDot.Zero, d0 = TDot.Zero, d1 = TDot.Zero;
        for (; step <= steps - 4; step += 4)
        {
            Step<TDot, TVector>(ref panel, ref inputs, step, ref a0, ref a1);
            Step<TDot, TVector>(ref panel, ref inputs, step + 1, ref b0, ref b1);
            Step<TDot, TVector>(ref panel, ref inputs, step + 2, ref c0, ref c1);
            Step<TDot, TVector>(ref panel, ref inputs, step + 3, ref d0, ref d1);
        }

        for (; step < steps; step++)
        {
            Step<TDot, TVector>(ref panel, ref inputs, step, ref a0, ref a1);
        }

        Store<TDot, TVector>(weights, column, ref output, TDot.Add(TDot.Add(a0, b0), TDot.Add(c0, d0)), TDot.Add(TDot.Add(a1, b1), TDot.Add(c1, d1)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step<TDot, TVector>(ref sbyte panel, ref byte inputs, nint step, ref TVector first, ref TVector second)
        where TDot : struct, IDotSimd<TVector>
        where TVector : struct
    {
        ref sbyte weights = ref Unsafe.Add(ref panel, step * PackedWeights.PanelStep);
        TVector x = TDot.Inputs(ref Unsafe.Add(ref inputs, step * PackedWeights.Together));
        first = TDot.Dot(first, x, TDot.Weights(ref weights));
        second = TDot.Dot(second, x, TDot.Weights(ref Unsafe.Add(ref weights, PackedWeights.Together * TDot.Width)));
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
