using Xunit.Sdk;

namespace SparseGen.Tests.Infrastructure;

/// <summary>The comparison that most numeric tests rest on: what it takes, and above all what it does not.</summary>
public sealed class ApproximatelyTests
{
    private static readonly double[] Expected = [0.5, -4, 0, 1];

    [Fact]
    public void ComparesWithTheLargestMagnitude()
    {
        Assert.Equal((0, 0, 4), Approximately.Compare(Expected, [0.5f, -4, 0, 1], "numbers"));
        Assert.Equal((0.25, 2, 4), Approximately.Compare(Expected, [0.5f, -4.125f, 0.25f, 1], "numbers"));
        Assert.Equal((8, 1, 4), Approximately.Compare(Expected, [0.5f, 4, 0, 1], "numbers"));
        Assert.Equal((0, 0, 0), Approximately.Compare([], [], "numbers"));
    }

    /// <summary>A comparison that is false for a NaN must not let it through, wherever it is and whatever comes after it.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(3)]
    public void ANaNDiffersMost(int place)
    {
        float[] actual = [0.5f, -4, 0, 1];
        actual[place] = float.NaN;
        (double worst, int at, _) = Approximately.Compare(Expected, actual, "numbers");
        Assert.True(double.IsNaN(worst));
        Assert.Equal(place, at);
        Reject(Expected, actual, tolerance: 1e30);
    }

    [Fact]
    public void AnOracleThatIsNoNumberAgreesWithNothing()
    {
        Reject([1, double.NaN], [1, 2], tolerance: 1e30);
        Reject([1, double.NaN], [1, float.NaN], tolerance: 1e30);
    }

    [Theory]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void AnInfinityIsRejected(float infinite) => Reject(Expected, [0.5f, -4, infinite, 1], tolerance: 1e30);

    [Fact]
    public void AnotherNumberOfNumbersIsRejected()
    {
        Assert.Throws<TrueException>(() => Approximately.Compare(Expected, [0.5f, -4, 0], "numbers"));
        Assert.Throws<TrueException>(() => Approximately.Compare(Expected, [0.5f, -4, 0, 1, 0], "numbers"));
        Assert.Throws<TrueException>(() => Approximately.Compare([], [0], "numbers"));
    }

    /// <summary>One step of single precision beyond the tolerance is enough.</summary>
    [Fact]
    public void TheToleranceIsOfTheLargestMagnitude()
    {
        const float Most = 4 * 0.125f;
        Approximately.Equal(Expected, [0.5f, -4, Most, 1], "numbers", tolerance: 0.125);
        Reject(Expected, [0.5f, -4, MathF.BitIncrement(Most), 1], tolerance: 0.125);
        Approximately.Equal(Expected, [0.5f, -4, -Most, 1], "numbers", tolerance: 0.125);
        Reject(Expected, [0.5f, -4, MathF.BitDecrement(-Most), 1], tolerance: 0.125);
    }

    [Fact]
    public void WhatIsTakenUnasked()
    {
        Approximately.Equal([1000, 1], [1000, 1.0199f], "numbers");
        Reject([1000, 1], [1000, 1.0201f]);
        Reject([1, 2, 3], [1, 3, 2]);
        Reject([1, 2, 3], [0, 0, 0]);
    }

    /// <summary>Where everything expected is zero, or what roundings left of zero, the tolerance is absolute.</summary>
    [Fact]
    public void NothingIsComparedWithOne()
    {
        Approximately.Equal([0, 0], [0, 1e-5f], "numbers");
        Reject([0, 0], [0, 3e-5f]);
        Approximately.Equal([0, 1e-9], [0, 1e-5f], "numbers", zero: 1e-8);
        Reject([0, 1e-9], [0, 1e-5f]);
    }

    [Fact]
    public void TheMessageNamesTheWorstNumber()
    {
        string message = Reject(Expected, [0.5f, -4.125f, 0.25f, 1]);
        Assert.Contains("numbers[2] is 0.25, not 0; largest magnitude 4, tolerance 2E-05.", message, StringComparison.Ordinal);
    }

    private static string Reject(double[] expected, float[] actual, double tolerance = Approximately.Tolerance) =>
        Assert.Throws<TrueException>(() => Approximately.Equal(expected, actual, "numbers", tolerance)).Message;
}
