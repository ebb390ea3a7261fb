extern alias generators;

using generators::SparseGen.Generators.Planning;
using RuntimeMap = SparseGen.Kernels.Gpu.AxisMap;

namespace SparseGen.Tests.Generation;

/// <summary>Which loads of a GPU's tiles are told to lie at even distances, and which to have an edge.</summary>
public sealed class TileLoadsTests
{
    private static readonly AxisMap _plain = new((0, 1));

    public static TheoryData<int, bool> Patterns => new() { { 32, false }, { 32, true }, { 64, false }, { 64, true } };

    [Theory]
    [MemberData(nameof(Patterns))]
    public void EvenLoadsLieWhereTheMapHasThem(int tile, bool alongSum)
    {
        int even = 0, scattered = 0;
        foreach (AxisMap axis in Maps())
        {
            TileLoads loads = Loads(axis, tile, alongSum);
            Assert.Equal(alongSum, loads.ThreadsGoAlongSum);
            even += loads.AreEven ? 1 : 0;
            scattered += loads.AreEven ? 0 : 1;
            if (loads.AreEven)
            {
                AssertEven(Of(axis), (int)axis.Step, covered: alongSum ? tile : 16, loads.PerThread);
            }
        }

        Assert.True(even > 10 && scattered > 10, $"{even} even, {scattered} not");
    }

    [Fact]
    public void WhatIsCommonIsEven()
    {
        // A panel of 32 outputs is half a tile of 64; rows of 49 tokens are even only where the samples go on where they end.
        Assert.True(Loads(new((32, 3), (0, 2048)), 64, alongSum: true).AreEven);
        Assert.True(Loads(new((49, 3), (0, 49 * 3)), 64, alongSum: true).AreEven);
        Assert.False(Loads(new((49, 3), (0, 2048)), 64, alongSum: true).AreEven);

        // Steps of a sum start at multiples of 16, which 48 and 64 are as well.
        Assert.True(Loads(new((48, 3), (0, 2048)), 32, alongSum: false).AreEven);
        Assert.False(Loads(new((40, 3), (0, 2048)), 32, alongSum: false).AreEven);
    }

    [Theory]
    [InlineData(64, 64, false)]
    [InlineData(64, 63, true)]
    [InlineData(63, 64, true)]
    [InlineData(1, 1, true)]
    public void TilesThatDoNotDivideAnExtentHaveAnEdge(int lines, int steps, bool hasEdge) =>
        Assert.Equal(hasEdge, new TileLoads(_plain, steps, _plain, lines, 64).HaveEdge);

    /// <summary>The loads of an operand that is a map along the axis on which they go on, and plain along the other.</summary>
    private static TileLoads Loads(AxisMap axis, int tile, bool alongSum) => alongSum ? new(_plain, 16, axis, tile, tile) : new(axis, 16, _plain, tile, tile);

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
        int step = covered / loads, half = RuntimeMap.At(map, 8 * step) - RuntimeMap.At(map, 0);
        foreach (int index in Enumerable.Range(0, 100 * covered).Where(index => index % covered < step))
        {
            for (int load = 0; load < loads; load++)
            {
                Assert.Equal(RuntimeMap.At(map, index) + (load / 8 * half) + (load % 8 * step * stride), RuntimeMap.At(map, index + (load * step)));
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
