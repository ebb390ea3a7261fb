extern alias generators;

using generators::SparseGen.Generators.Planning;
using RuntimeMap = SparseGen.Kernels.Gpu.AxisMap;

namespace SparseGen.Tests.Generation;

/// <summary>Which loads of a GPU's tiles are told to lie at even distances, which to have an edge, and which to be quads.</summary>
public sealed class TileLoadsTests
{
    private const int Depth = TileLoads.Depth;

    private static readonly AxisMap _plain = new((0, 1));

    /// <summary>Tile, threads, and whether neighbouring threads go along the sum.</summary>
    public static TheoryData<int, int, bool> Patterns => new()
    {
        { 32, 64, false }, { 32, 64, true }, { 64, 64, false }, { 64, 64, true }, { 128, 256, false }, { 128, 256, true },
    };

    [Theory]
    [MemberData(nameof(Patterns))]
    public void EvenLoadsLieWhereTheMapHasThem(int tile, int threads, bool alongSum)
    {
        int even = 0, scattered = 0;
        foreach (AxisMap axis in Maps())
        {
            TileLoads loads = Loads(axis, tile, threads, alongSum);
            Assert.Equal(alongSum, loads.ThreadsGoAlongSum);
            Assert.False(loads.AreQuads);
            Assert.Equal(tile * Depth / threads, loads.PerThread);
            even += loads.AreEven ? 1 : 0;
            scattered += loads.AreEven ? 0 : 1;
            if (loads.AreEven)
            {
                AssertEven(Of(axis), (int)axis.Step, covered: alongSum ? tile : Depth, loads.PerThread);
            }
        }

        Assert.True(even > 5 && scattered > 5, $"{even} even, {scattered} not");
    }

    [Fact]
    public void WhatIsCommonIsEven()
    {
        // A panel of 32 outputs is half a tile of 64; rows of 49 tokens are even only where the samples go on where they end.
        Assert.True(Loads(new((32, 3), (0, 2048)), 64, 64, alongSum: true).AreEven);
        Assert.True(Loads(new((49, 3), (0, 49 * 3)), 64, 64, alongSum: true).AreEven);
        Assert.False(Loads(new((49, 3), (0, 2048)), 64, 64, alongSum: true).AreEven);

        // Steps of a sum start at multiples of 8, which 40 and 64 are as well.
        Assert.True(Loads(new((40, 3), (0, 2048)), 32, 64, alongSum: false).AreEven);
        Assert.False(Loads(new((44, 3), (0, 2048)), 32, 64, alongSum: false).AreEven);
    }

    /// <summary>Loads that share an address lie behind it: kernels have no distances below 0.</summary>
    [Fact]
    public void AxesThatGoBackwardsAreNotEven()
    {
        Assert.False(Loads(new((9, -3), (0, 100)), 64, 64, alongSum: false).AreEven);
        Assert.False(new TileLoads(new((32, 1), (0, -2048)), 64, new((0, 32)), 64, [], 128, 256).AreEven);
        Assert.True(new TileLoads(new((32, 1), (0, 2048)), 64, new((0, 32)), 64, [], 128, 256).AreEven);
    }

    [Theory]
    [InlineData(64, 64, false, false)]
    [InlineData(64, 63, false, true)]
    [InlineData(63, 64, true, false)]
    [InlineData(1, 1, true, true)]
    public void TilesThatDoNotDivideAnExtentHaveAnEdge(int lines, int steps, bool hasLastLine, bool hasLastStep)
    {
        var loads = new TileLoads(_plain, steps, _plain, lines, [], 64, 64);
        Assert.Equal((hasLastLine, hasLastStep), (loads.HaveLastLine, loads.HaveLastStep));
    }

    /// <summary>Quads are loaded where each four numbers lie side by side, at a multiple of their length, and inside of the operand.</summary>
    [Fact]
    public void QuadsAreAligned()
    {
        AxisMap rows64 = new((0, 64)), rows66 = new((0, 66)), panels = new((32, 1), (0, 2048)), tokens = new((49, 1), (0, 64));
        Assert.True(Quads(_plain, 64, rows64, 5));
        Assert.True(Quads(new((0, 32)), 49, panels, 64));
        Assert.True(Quads(panels, 64, new((0, 32)), 49));

        // The rows start anywhere; the last quad is not whole; a quad would go over the end of 49 tokens; a group starts between quads.
        Assert.False(Quads(_plain, 64, rows66, 5));
        Assert.False(Quads(_plain, 66, rows64, 5));
        Assert.False(Quads(new((0, 64)), 8, tokens, 64));
        Assert.False(new TileLoads(_plain, 64, rows64, 5, [0, 66], 64, 64).AreQuads);
        Assert.True(new TileLoads(_plain, 64, rows64, 5, [0, 128], 64, 64).AreQuads);
    }

    [Theory]
    [InlineData(32, 64, 1)]
    [InlineData(64, 64, 2)]
    [InlineData(128, 256, 1)]
    public void AThreadLoadsSoManyQuads(int tile, int threads, int quads) =>
        Assert.Equal(quads, new TileLoads(_plain, 64, new((0, 64)), tile, [], tile, threads).PerThread);

    private static bool Quads(AxisMap sum, int steps, AxisMap lines, int count) => new TileLoads(sum, steps, lines, count, [], 64, 64).AreQuads;

    /// <summary>The loads of an operand that is a map along the axis on which they go on, and plain along the other.</summary>
    private static TileLoads Loads(AxisMap axis, int tile, int threads, bool alongSum) =>
        alongSum ? new(_plain, Depth, axis, tile, [], tile, threads) : new(axis, Depth, _plain, tile, [], tile, threads);

    private static IEnumerable<AxisMap> Maps()
    {
        int[] extents = [2, 4, 7, 8, 16, 24, 32, 48, 49, 64, 128, 196];
        yield return new AxisMap((0, 3));
        foreach (int extent in extents)
        {
            yield return new AxisMap((extent, 3), (0, 10_001));
            foreach (int outer in extents)
            {
                yield return new AxisMap((extent, 3), (outer, 10_001), (0, 4_000_037));
            }
        }
    }

    private static void AssertEven(RuntimeMap map, int stride, int covered, int loads)
    {
        int half = loads > 4 ? loads / 2 : loads, step = covered / loads, apart = RuntimeMap.At(map, half * step) - RuntimeMap.At(map, 0);
        foreach (int index in Enumerable.Range(0, 100 * covered).Where(index => index % covered < step))
        {
            for (int load = 0; load < loads; load++)
            {
                Assert.Equal(RuntimeMap.At(map, index) + (load / half * apart) + (load % half * step * stride), RuntimeMap.At(map, index + (load * step)));
            }
        }
    }

    private static RuntimeMap Of(AxisMap axis)
    {
        int[] numbers = [.. axis.Numbers.Select(static number => (int)number)];
        return numbers.Length switch
        {
            1 => new(numbers[0]),
            3 => new(numbers[0], numbers[1], numbers[2]),
            _ => new(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]),
        };
    }
}
