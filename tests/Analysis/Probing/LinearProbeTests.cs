using static SparseGen.Tests.Analysis.Refusals;

namespace SparseGen.Tests.Analysis;

/// <summary>Linear probes: what can be read off and what cannot, and that both ways to solve are one.</summary>
public sealed class LinearProbeTests
{
    /// <summary>Classes around different means are told apart, and labels that have nothing to do with the features are not: 400 guesses of three have a deviation of
    /// 0.024.</summary>
    [Fact]
    public void ReadsWhatIsThere()
    {
        (float[] train, int[] labels) = Clouds(300, 6, seed: 1);
        (float[] test, int[] judges) = Clouds(400, 6, seed: 2);
        Assert.InRange(LinearProbe.Fit(train, labels, 3).Accuracy(test, judges), 0.97, 1);
        int[] others = [.. Enumerable.Range(0, 300).Select(i => i * 7 / 5 % 3)], wrong = [.. Enumerable.Range(0, 400).Select(i => i * 11 / 7 % 3)];
        Assert.Equal(1.0 / 3, LinearProbe.Fit(train, others, 3).Accuracy(test, wrong), 4 * 0.024);
    }

    /// <summary>Features that are 0 change no solution, but there are more features than samples then.</summary>
    [Fact]
    public void MoreFeaturesThanSamplesAreSolvedByTheDual()
    {
        (float[] few, int[] labels) = Clouds(20, 5, seed: 3, distance: 1.5);
        (float[] test, int[] judges) = Clouds(400, 5, seed: 4, distance: 1.5);
        double expected = LinearProbe.Fit(few, labels, 3, ridge: 0.5).Accuracy(test, judges);
        Assert.InRange(expected, 0.5, 0.999);
        Assert.Equal(expected, LinearProbe.Fit(Pad(few, 5, 40), labels, 3, ridge: 0.5 * 8).Accuracy(Pad(test, 5, 40), judges), 1e-12);
    }

    /// <summary>Features that repeat others, or are 0, make a matrix without full rank; the least penalty that is taken is enough for it.</summary>
    [Theory]
    [InlineData(1e-2)]
    [InlineData(1e-10)]
    public void FeaturesMayDependOnEachOther(double ridge)
    {
        (float[] features, int[] labels) = Clouds(60, 4, seed: 5);
        float[] repeated = [.. Enumerable.Range(0, 60 * 9).Select(at => at % 9 == 8 ? 0 : features[(at / 9 * 4) + (at % 9 % 4)])];
        Assert.InRange(LinearProbe.Fit(repeated, labels, 3, ridge).Accuracy(repeated, labels), 0.95, 1);
    }

    [Fact]
    public void WrongArgumentsAreNamed()
    {
        Refused<ArgumentException>("features", "expected as many features for each label", () => LinearProbe.Fit(new float[7], new int[2], 2));
        Refused<ArgumentException>("features", "NaN for sample 1", () => LinearProbe.Fit([0, float.NaN], [0, 1], 2));
        Refused<ArgumentException>("labels", "labels[1] is 2", () => LinearProbe.Fit([0, 1], [0, 2], 2));
        Refused<ArgumentException>("features", "same features", () => LinearProbe.Fit([1, 1], [0, 1], 2));
        Refused<ArgumentOutOfRangeException>("ridge", "ridge is 0; expected a finite number of at least 1E-10", () => LinearProbe.Fit([1, 2], [0, 1], 2, 0));
        Refused<ArgumentException>("features", "expected 1, as the probe was fitted with", () => LinearProbe.Fit([1, 2], [0, 1], 2).Accuracy([1, 2], [1]));
    }

    private static (float[] Features, int[] Labels) Clouds(int samples, int size, ulong seed, double distance = 5)
    {
        var random = new CounterRandom(seed, "clouds");
        int[] labels = [.. Enumerable.Range(0, samples).Select(_ => (int)(random.NextDouble() * 3))];
        return ([.. Enumerable.Range(0, samples * size).Select(at => (float)(random.NextNormal() + (at % size == labels[at / size] ? distance : 0)))], labels);
    }

    private static float[] Pad(float[] features, int size, int padded) =>
        [.. Enumerable.Range(0, features.Length / size * padded).Select(at => at % padded < size ? features[(at / padded * size) + (at % padded)] : 0)];
}
