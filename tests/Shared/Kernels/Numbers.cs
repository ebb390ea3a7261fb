using SparseGen.Execution;

namespace SparseGen.Tests.Kernels;

/// <summary>Buffers for kernels: numbers from a seed, with the room behind them that kernels may read.</summary>
internal static class Numbers
{
    /// <summary>Numbers between -1 and 1.</summary>
    public static float[] Random(int length, int seed)
    {
        var random = new Random(seed);
        var numbers = Empty(length);
        foreach (ref var number in numbers.AsSpan(0, length))
        {
            number = (float)((2 * random.NextDouble()) - 1);
        }

        return numbers;
    }

    /// <summary>
    /// A result that nothing has written yet: NaN everywhere, so that what is missing shows. What lies behind its end is NaN too, and has to stay so.
    /// </summary>
    public static float[] Unwritten(int length)
    {
        var numbers = Empty(length);
        numbers.AsSpan().Fill(float.NaN);
        return numbers;
    }

    /// <summary>Asserts that a kernel wrote nothing behind the end of a result.</summary>
    public static void AssertNothingBehind(float[] result) => Assert.All(result[^CpuFrame.Slack..], static number => Assert.True(float.IsNaN(number)));

    private static float[] Empty(int length) => new float[length + CpuFrame.Slack];
}
