using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SparseGen.Kernels;
using SparseGen.Kernels.Gpu;
using SparseGen.Simd;
using SparseGen.Tests.Gpu.Ptx;
using SparseGen.Tests.Kernels;

namespace SparseGen.Tests.Gpu;

/// <summary>
/// Kernels for tensor cores, compiled to PTX and run instruction by instruction for all threads, against double precision: fragments, rounding, edges, bias, residual, epilogue and
/// gradients. No GPU is needed, and none has seen them.
/// </summary>
[Trait("Category", "Gpu")]
public sealed class TensorTileTests
{
    /// <summary>Unit roundoff of TF32 and BF16, which have 11 and 8 bits.</summary>
    private const double OfTf32 = 1.0 / (1 << 11), OfBf16 = 1.0 / (1 << 8);

    /// <summary>Rows and columns in several tiles, of which the last ones are not whole.</summary>
    private const int Samples = 20;

    private const int Splits = 2;

    private const int ViewsOfProduct = 15, ViewBytes = 16;

    private static readonly Dictionary<string, Mode> Modes = new()
    {
        [nameof(Tf32)] = new(TensorTileKernels.All<TensorPart<Tf32>>(), TensorRounding.ToTf32, OfTf32, LossOfProduct: 0, InstructionsOfStep: 1),

        // What a product of x = a + b and y = c + d loses: b d, and what rounding b and d to TF32 takes away, each 2^-22 of it at most.
        [nameof(Tf32x3)] = new(TensorTileKernels.All<TensorPart<Tf32x3>>(), static x => x, RoundoffOfFactor: 0, 3.0 * OfTf32 * OfTf32 * 1.001, InstructionsOfStep: 3),
        [nameof(Bf16)] = new(TensorTileKernels.All<TensorPart<Bf16>>(), TensorRounding.ToBf16, OfBf16, LossOfProduct: 0, InstructionsOfStep: 1),
    };

    private static readonly Dictionary<string, (Delegate Kernel, Delegate Gradient, TileSize Tile)> Joined = new()
    {
        [nameof(Tf32)] = (TensorTileKernels.RaggedAndGradient64<TensorPart<Tf32>>, TensorTileKernels.Gradient64<TensorPart<Tf32>>, new(64, 64)),
        [nameof(Tf32x3)] = (TensorTileKernels.RaggedAndGradient64<TensorPart<Tf32x3>>, TensorTileKernels.Gradient64<TensorPart<Tf32x3>>, new(64, 64)),
        [nameof(Bf16)] = (TensorTileKernels.RaggedAndNarrowGradient64<TensorPart<Bf16>>, TensorTileKernels.NarrowGradient64, new(64, 32)),
    };

    private sealed record Mode(IReadOnlyDictionary<string, Delegate> Kernels, Func<float, float> Round, double RoundoffOfFactor, double LossOfProduct, int InstructionsOfStep);

    public static TheoryData<string> ModesOfJoined => [.. Joined.Keys];

    public static TheoryData<string, string> ModesAndKernels
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach ((string mode, Mode one) in Modes)
            {
                // Products of whole tiles take the interpreter minutes each; they have the steps of ragged ones, without questions for edges.
                foreach (string kernel in one.Kernels.Keys.Where(static kernel => !kernel.StartsWith("Whole", StringComparison.Ordinal)))
                {
                    data.Add(mode, kernel);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(ModesAndKernels))]
    public void ProductsAreThoseOfDoublePrecision(string modeName, string kernel)
    {
        Mode mode = Modes[modeName];
        TensorProduct rounded = TensorProduct.Of(kernel, Samples, x => mode.Round(x)), exact = TensorProduct.Of(kernel, Samples, static x => x);
        float[] result = Run(mode.Kernels[kernel], kernel, rounded, out float[] biasGradient);

        // Each instruction adds up 8 terms at once. Besides them bias, residual and epilogue round, or the partial sums are added up.
        double sums = (mode.InstructionsOfStep * ((rounded.Terms / 8) + Splits)) + 3;
        rounded.AssertNear(result, sums, mode.LossOfProduct);

        // Both factors of a product are rounded, each by a unit roundoff at most.
        double u = mode.RoundoffOfFactor;
        exact.AssertNear(result, sums * (1 + (3 * u)), mode.LossOfProduct + (2 * u) + (u * u));
        if (exact.Extents.Batch == BatchAxis.Depth)
        {
            // It does not go through tensor cores: single precision in all modes.
            AssertIsSumOfColumns(exact, biasGradient);
        }
    }

    /// <summary>A product and a gradient of one launch, both on tensor cores or the product alone, are bit by bit what they are by themselves.</summary>
    [Theory]
    [MemberData(nameof(ModesOfJoined))]
    [Trait(TestScope.Trait, TestScope.Release)]
    public void ProductsOfALaunchAreWhatTheyAreAlone(string modeName)
    {
        (Delegate kernel, Delegate gradientKernel, TileSize tile) = Joined[modeName];
        const string Ragged = nameof(TensorTileKernels.Ragged64);
        TensorProduct product = TensorProduct.Of(Ragged, Samples, static x => x), gradient = TensorProduct.Of(nameof(TensorTileKernels.Gradient64), Samples, static x => x);
        var memory = new PtxMemory();
        Launched first = OfProduct(memory, product, new(64, 64)), second = OfGradient(memory, gradient, tile), alone = OfGradient(memory, gradient, tile);
        new PtxMachine(PtxCompiler.Compile(kernel.Method), memory).Run([.. first.Argument, .. second.Argument], 64, first.Groups + second.Groups);
        new PtxMachine(PtxCompiler.Compile(gradientKernel.Method), memory).Run(alone.Argument, 64, alone.Groups);
        Assert.Equal(Run(Modes[modeName].Kernels[Ragged], Ragged, product, out _), first.Result);
        Assert.Equal(alone.Result, second.Result);
        Assert.Equal(alone.BiasGradient, second.BiasGradient);
        Assert.All(first.Result.Concat(second.Result).Concat(second.BiasGradient), static value => Assert.True(float.IsFinite(value)));
    }

    /// <summary>A mode does what it says: less exact modes are less exact.</summary>
    [Fact]
    public void ModesDiffer()
    {
        double Error(string mode)
        {
            TensorProduct exact = TensorProduct.Of(nameof(TensorTileKernels.Ragged64), Samples, static x => x);
            float[] result = Run(Modes[mode].Kernels[nameof(TensorTileKernels.Ragged64)], nameof(TensorTileKernels.Ragged64), exact, out _);
            return exact.Result.Zip(result).Max(static pair => Math.Abs(pair.First.Value - pair.Second));
        }

        double tf32 = Error(nameof(Tf32));
        Assert.InRange(Error(nameof(Tf32x3)), 1e-9, tf32 / 100);
        Assert.InRange(Error(nameof(Bf16)), 2 * tf32, 100 * tf32);
    }

    /// <summary>Eight lanes read shared memory at a time, a quad each: together every bank once.</summary>
    [Theory]
    [InlineData(64)]
    [InlineData(128)]
    public void LanesThatReadAtATimeTouchEachBankOnce(int lines)
    {
        int pitch = (lines + 4) / 4, columns = lines / 8;
        for (int thread = 0; thread < lines * lines / 64; thread += 8)
        {
            int[] lanes = [.. Enumerable.Range(thread, 8)];
            Assert.Equal(8, lanes.Select(lane => TensorPart<Tf32>.LeftStart(lane, columns, pitch) % 8).Distinct().Count());
            Assert.Equal(8, lanes.Select(lane => TensorPart<Tf32>.RightStart(lane, columns, pitch) % 8).Distinct().Count());
        }
    }

    private static void AssertIsSumOfColumns(TensorProduct product, float[] biasGradient)
    {
        int columns = product.Extents.Columns;
        for (int column = 0; column < columns; column++)
        {
            double[] terms = [.. Enumerable.Range(0, product.Terms).Select(k => (double)product.Right[(k * columns) + column])];
            Assert.Equal(terms.Sum(), biasGradient[column], terms.Sum(Math.Abs) * product.Terms / (1 << 24));
        }
    }

    /// <summary>Launches a kernel as its launcher does.</summary>
    private static float[] Run(Delegate kernel, string name, TensorProduct product, out float[] biasGradient)
    {
        int tile = name.EndsWith("128", StringComparison.Ordinal) ? 128 : 64;
        var memory = new PtxMemory();
        Launched launched = product.Extents.Batch == BatchAxis.Depth ? OfGradient(memory, product, new(tile, tile)) : OfProduct(memory, product, new(tile, tile));
        new PtxMachine(PtxCompiler.Compile(kernel.Method), memory).Run(launched.Argument, new TileSize(tile, tile).Threads, launched.Groups);
        biasGradient = launched.BiasGradient;
        return launched.Result;
    }

    /// <summary>
    /// The arguments of a product: a view for each operand that epilogues might have and for the key of each of four streams of random bits, a list of places, and two numbers.
    /// </summary>
    private static Launched OfProduct(PtxMemory memory, TensorProduct product, TileSize tile)
    {
        ProductArguments arranged = default;
        long groups = new ProductGrid(product.Extents).Arrange(ref arranged, tile, product.Samples);
        float[] output = [.. Enumerable.Repeat(float.NaN, product.Length)];
        const int Views = ViewsOfProduct + 4 + 1;
        byte[] argument = new byte[(Views * ViewBytes) + Unsafe.SizeOf<Divider>() + (3 * sizeof(int))];
        float[][] views = [product.Left, product.Right, product.Bias, output, product.Residual, product.Operand];
        Write(memory, argument, [.. views, .. Enumerable.Repeat(product.Left, Views - views.Length)]);
        Span<int> numbers = MemoryMarshal.Cast<byte, int>(argument.AsSpan())[^2..];
        (numbers[0], numbers[1]) = (arranged.Batch, arranged.Tiles);
        return new(argument, (int)groups, output, [], product.Length, 0);
    }

    /// <summary>The arguments of a gradient: four views and three numbers. Partial sums have a multiple of eight terms, but for the last one.</summary>
    private static Launched OfGradient(PtxMemory memory, TensorProduct product, TileSize tile)
    {
        (int rows, int columns) = (product.Extents.Rows, product.Extents.Columns);
        float[] output = [.. Enumerable.Repeat(float.NaN, Splits * product.Length)], bias = [.. Enumerable.Repeat(float.NaN, Splits * columns)];
        byte[] argument = new byte[(4 * ViewBytes) + (4 * sizeof(int))];
        Write(memory, argument, [product.Left, product.Right, output, bias]);
        Span<int> numbers = MemoryMarshal.Cast<byte, int>(argument.AsSpan(4 * ViewBytes));
        (numbers[0], numbers[1], numbers[2]) = (product.Terms, ((product.Terms / Splits) + 7) / 8 * 8, Splits);
        return new(argument, (int)(Splits * tile.Tiles(rows, columns)), output, bias, product.Length, columns);
    }

    /// <summary>A view is an address and a length.</summary>
    private static void Write(PtxMemory memory, byte[] argument, float[][] views)
    {
        Span<ulong> words = MemoryMarshal.Cast<byte, ulong>(argument.AsSpan());
        for (int i = 0; i < views.Length; i++)
        {
            (words[2 * i], words[(2 * i) + 1]) = (memory.Add(views[i]), (ulong)views[i].Length);
        }
    }

    /// <summary>What is launched for a product, and where its results will be: of gradients the partial sums.</summary>
    private sealed record Launched(byte[] Argument, int Groups, float[] Output, float[] Bias, int Length, int Columns)
    {
        public float[] Result => Sum(Output, Length);

        public float[] BiasGradient => Columns > 0 ? Sum(Bias, Columns) : [];

        private static float[] Sum(float[] parts, int length) =>
            [.. Enumerable.Range(0, length).Select(i => parts.Chunk(length).Aggregate(0f, (sum, part) => sum + part[i]))];
    }
}
