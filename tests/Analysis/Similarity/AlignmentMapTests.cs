using static SparseGen.Tests.Analysis.Refusals;

namespace SparseGen.Tests.Analysis;

/// <summary>The map of all pairs is the alignment of each pair.</summary>
public sealed class AlignmentMapTests
{
    [Fact]
    public void EachPairIsItsMinibatchAlignment()
    {
        var map = new AlignmentMap(3, 2);
        var pairs = new MinibatchAlignment[3, 2];
        foreach (int batch in Enumerable.Range(0, 3))
        {
            int samples = 9 + batch;
            float[][] first = [Draw(samples, 4, 10 + batch), Draw(samples, 7, 20 + batch), Draw(samples, 1100, 30 + batch)];
            float[][] second = [Draw(samples, 5, 40 + batch), first[1]];
            map.Add(first, second, samples);
            for (int at = 0; at < 6; at++)
            {
                (pairs[at / 2, at % 2] ??= new MinibatchAlignment()).Add(Matrix(first[at / 2], samples), Matrix(second[at % 2], samples));
            }
        }

        double[,] values = map.Values;
        for (int at = 0; at < 6; at++)
        {
            Assert.Equal(pairs[at / 2, at % 2].Value, values[at / 2, at % 2], 1e-10);
        }

        Assert.Equal(1, values[1, 1], 1e-12);
        Assert.Equal(3, map.Batches);
    }

    [Fact]
    public void WrongCallsAreRefused()
    {
        var map = new AlignmentMap(1, 1);
        Assert.Throws<InvalidOperationException>(() => map.Values);
        Refused<ArgumentException>("samples", "samples is 3", () => map.Add([new float[6]], [new float[6]], 3));
        Refused<ArgumentException>("second", "has 9 numbers", () => map.Add([new float[8]], [new float[9]], 4));
        Refused<ArgumentException>("first", "has 2 layers", () => map.Add([new float[8], new float[8]], [new float[8]], 4));
        Refused<ArgumentException>("first", "NaN for sample 1", () => map.Add([[0, 0, float.NaN, 0, 0, 0, 0, 0]], [new float[8]], 4));
        map.Add([new float[8]], [new float[8]], 4);
        Refused<ArgumentException>("first", "same representation", () => _ = map.Values);
    }

    private static float[] Draw(int samples, int size, int seed)
    {
        var random = new CounterRandom((ulong)seed, "features");
        return [.. Enumerable.Range(0, samples * size).Select(_ => (float)random.NextNormal() + 2)];
    }

    private static double[,] Matrix(float[] values, int samples)
    {
        int size = values.Length / samples;
        double[,] matrix = new double[samples, size];
        for (int at = 0; at < values.Length; at++)
        {
            matrix[at / size, at % size] = values[at];
        }

        return matrix;
    }
}
