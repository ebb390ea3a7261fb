using System.Runtime.Intrinsics;
using SparseGen.Simd;
using SparseGen.Tests.Reference;
using Xunit;

namespace SparseGen.Tests.Runtime;

/// <summary>
/// The random bits of dropout: the same at every vector width, as documented, and good enough. All counts are fixed by fixed seeds; the bounds
/// are those that a fair coin exceeds about once in 10^6 tests (4.9 deviations, or that quantile of chi-square), so that a bias would show.
/// </summary>
public sealed class NoiseTests
{
    private const int Count = 1 << 16;

    private const double Deviations = 4.9;

    private const string Layer = "blocks.0.mlp_tokens.fc1.dropout";

    [Fact]
    public void EveryWidthHasTheBitsOfTheFormula()
    {
        foreach (string name in (string[])[Layer, "blocks.1.mlp_tokens.fc1.dropout", "dropout", "stack.3.blocks.12.stochastic_depth"])
        {
            foreach (ulong step in (ulong[])[0, 1, ulong.MaxValue])
            {
                ulong stream = StreamOf(name);
                NoiseStream noise = new(Noise.Key(7, step), stream, first: 5);
                bool[] expected = Mask(7, step, name, 0.3, 101, first: 5);
                Assert.Equal(expected, Dropped<Simd512, Vector512<float>>(noise, 101));
                Assert.Equal(expected, Dropped<Simd256, Vector256<float>>(noise, 101));
                Assert.Equal(expected, Dropped<Simd128, Vector128<float>>(noise, 101));
                Assert.Equal(expected, Dropped<SimdScalar, float>(noise, 101));
                Assert.Equal(
                    expected.Select((_, sample) => new ReferenceNoise(7) { Step = step }.IsDropped(name, 0.3, sample)),
                    expected.Select((_, sample) => Noise.SampleFactor(new NoiseStream(Noise.Key(7, step), stream, 0), sample * 9 + 4, 9, Limit(0.3), 2f) == 0f));
            }
        }
    }

    [Theory]
    [InlineData(0.01)]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void TheRateIsKept(double rate)
    {
        for (ulong step = 0; step < 20; step++)
        {
            int dropped = Mask(1, step, Layer, rate, Count).Count(static d => d);
            Assert.InRange(dropped, (Count * rate) - Bound(rate), (Count * rate) + Bound(rate));
        }
    }

    /// <summary>The share of agreeing places of two masks that know nothing of each other.</summary>
    [Fact]
    public void NeighboursStepsLayersRepetitionsAndSeedsAreIndependent()
    {
        for (ulong step = 0; step < 10; step++)
        {
            bool[] mask = Mask(1, step, Layer, 0.5, Count + 4096);
            foreach (int distance in (int[])[1, 2, 3, 4, 7, 8, 16, 37, 64, 128, 256, 1000, 1024, 4096])
            {
                AssertIndependent(mask[..Count], mask[distance..(Count + distance)], $"{distance} apart");
            }

            bool[] row = mask[..Count];
            AssertIndependent(row, Mask(1, step + 1, Layer, 0.5, Count), "next step");
            AssertIndependent(row, Mask(1, step + 1024, Layer, 0.5, Count), "later step");
            AssertIndependent(row, Mask(2, step, Layer, 0.5, Count), "next seed");
            AssertIndependent(row, Mask(1, step, "blocks.1.mlp_tokens.fc1.dropout", 0.5, Count), "next repetition");
            AssertIndependent(row, Mask(1, step, "blocks.0.mlp_tokens.fc2.dropout", 0.5, Count), "next layer");
            AssertIndependent(row, Mask(1, step, "blocks.0.mlp_channels.fc1.dropout", 0.5, Count), "another layer");
        }
    }

    /// <summary>Chi-square over the 256 patterns of eight places: eight neighbours; one place in eight steps; one place in eight repetitions.</summary>
    [Fact]
    public void PatternsOfEightAreEquallyLikely()
    {
        bool[] mask = Mask(3, 0, Layer, 0.5, 8 * Count);
        AssertUniform(Enumerable.Range(0, Count).Select(i => Pattern(bit => mask[(8 * i) + bit])), "neighbours");
        bool[][] steps = [.. Enumerable.Range(0, 8).Select(step => Mask(3, (ulong)step, Layer, 0.5, Count))];
        AssertUniform(Enumerable.Range(0, Count).Select(i => Pattern(bit => steps[bit][i])), "steps");
        bool[][] blocks = [.. Enumerable.Range(0, 8).Select(block => Mask(3, 0, $"blocks.{block}.dropout", 0.5, Count))];
        AssertUniform(Enumerable.Range(0, Count).Select(i => Pattern(bit => blocks[bit][i])), "repetitions");

        // Stochastic depth looks at the first few places only, in very many steps.
        AssertUniform(Enumerable.Range(0, Count).Select(step => First(3, (ulong)step, "blocks.0.stochastic_depth")), "first places");
    }

    /// <summary>A number of dropped places within 64 neighbours: the variance that independence gives it, not only the mean.</summary>
    [Fact]
    public void CountsInRowsHaveTheVarianceOfIndependence()
    {
        const int Row = 64;
        bool[] mask = Mask(5, 9, Layer, 0.1, Count * 4);
        double[] counts = [.. mask.Chunk(Row).Select(static row => (double)row.Count(static d => d))];
        double expected = Row * 0.1 * 0.9;
        double variance = counts.Sum(c => (c - (Row * 0.1)) * (c - (Row * 0.1))) / counts.Length;

        // The deviation of a variance estimated from n nearly normal numbers is sqrt(2 / n) of it.
        Assert.InRange(variance / expected, 1 - (Deviations * Math.Sqrt(2.0 / counts.Length)), 1 + (Deviations * Math.Sqrt(2.0 / counts.Length)));
    }

    private static int Limit(double rate) => (int)(Math.Floor(rate * 4294967296.0) - 2147483648.0);

    private static double Bound(double rate) => Deviations * Math.Sqrt(Count * rate * (1 - rate));

    private static bool[] Mask(ulong seed, ulong step, string name, double rate, int count, int first = 0)
    {
        ulong key = new ReferenceNoise(seed) { Step = step }.Key(name);
        return [.. Enumerable.Range(first, count).Select(place => ReferenceNoise.IsDropped(key, rate, place))];
    }

    private static int First(ulong seed, ulong step, string name)
    {
        ulong key = new ReferenceNoise(seed) { Step = step }.Key(name);
        return Pattern(bit => ReferenceNoise.IsDropped(key, 0.5, bit));
    }

    private static int Pattern(Func<int, bool> bit) => Enumerable.Range(0, 8).Sum(i => bit(i) ? 1 << i : 0);

    private static void AssertIndependent(bool[] a, bool[] b, string what)
    {
        int agree = a.Zip(b).Count(static pair => pair.First == pair.Second);
        Assert.True(Math.Abs(agree - (Count / 2)) < Bound(0.5), $"{what}: {agree} of {Count} places agree.");
    }

    /// <summary>Chi-square with 255 degrees of freedom; its quantile for 10^-6 is about 376.</summary>
    private static void AssertUniform(IEnumerable<int> patterns, string what)
    {
        int[] counts = new int[256];
        foreach (int pattern in patterns)
        {
            counts[pattern]++;
        }

        double expected = Count / 256.0;
        double chiSquare = counts.Sum(c => (c - expected) * (c - expected) / expected);
        Assert.True(chiSquare is > 160 and < 376, $"{what}: chi-square is {chiSquare}.");
    }

    /// <summary>As generated code has it: the hash of the name with its numbers taken out, then the numbers.</summary>
    private static ulong StreamOf(string name)
    {
        string[] words = name.Split('.');
        ulong stream = CounterRandom.Hash(string.Join('.', words.Select(static word => char.IsAsciiDigit(word[0]) ? "#" : word)));
        return words.Where(static word => char.IsAsciiDigit(word[0])).Aggregate(
            stream, static (s, word) => Noise.Repetition(s, int.Parse(word, System.Globalization.CultureInfo.InvariantCulture)));
    }

    private static bool[] Dropped<TSimd, TVector>(NoiseStream noise, int count)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        float[] lanes = new float[count + 16];
        for (int i = 0; i < count; i += TSimd.Width)
        {
            TSimd.Store(ref lanes[i], Noise.Drop<TSimd, TVector>(TSimd.Broadcast(3f), noise, i, Limit(0.3), 2f));
        }

        Assert.All(lanes[..count], static lane => Assert.True(lane is 0f or 6f));
        return [.. lanes[..count].Select(static lane => lane == 0f)];
    }
}
