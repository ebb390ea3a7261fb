using SparseGen.Execution;
using SparseGen.Tests.Infrastructure;

namespace SparseGen.Tests.Kernels;

/// <summary>
/// Numbers as kernels of the CPU get them: behind them lies slack that may be read but neither counts nor changes. It is NaN here, which spreads where it counts.
/// </summary>
internal sealed class KernelBuffer
{
    private readonly float[] _all;
    private readonly int _length;

    public KernelBuffer(IReadOnlyList<float> values)
    {
        _length = values.Count;
        _all = [.. values, .. Enumerable.Repeat(float.NaN, CpuFrame.Slack)];
    }

    /// <summary>A buffer that a kernel is to fill: a number that is missed stays NaN.</summary>
    public static KernelBuffer Unwritten(int length) => new([.. Enumerable.Repeat(float.NaN, length)]);

    public ref float Start => ref _all[0];

    public void Expect(IReadOnlyList<double> expected, string what)
    {
        Approximately.Equal(expected, _all.AsSpan(0, _length), what);
        Assert.All(_all.Skip(_length), static slack => Assert.True(float.IsNaN(slack), "The kernel wrote behind the end."));
    }

    /// <summary>Asserts that the numbers are these, bit by bit: kernels that only move numbers round nothing.</summary>
    public void ExpectSame(IReadOnlyList<float> expected)
    {
        Assert.Equal(expected, _all.Take(_length));
        Assert.All(_all.Skip(_length), static slack => Assert.True(float.IsNaN(slack), "The kernel wrote behind the end."));
    }
}
