using SparseGen.Tests.Models;

namespace SparseGen.Tests.Training.Hooks;

/// <summary>MixUp: every mixed sample is a sample and a partner, with one share for inputs and labels.</summary>
public sealed class MixUpTests
{
    private const int Samples = 11;

    // Row i of the inputs holds powers of two that name the sample: a mix of two tells which they were.
    private static readonly float[] Input =
        [.. Enumerable.Range(0, Samples * 6).Select(i => i % 6 == 0 ? i / 6 : (i % 6) + ((i / 6) * 0.125f))];

    private static readonly int[] Labels = [.. Enumerable.Range(0, Samples).Select(i => i % 3)];

    [Fact]
    public void MixesEachSampleWithOneOtherAndTheLabelsAlike()
    {
        var probe = new BatchProbe();
        var mixing = new MixUp(0.8f, seed: 5);
        using var model = new SmoothMlp(Samples);
        var trainer = new Trainer<SmoothMlp>(model, new Sgd(), new SoftmaxCrossEntropy()) { Hooks = { mixing, probe } };
        bool mixed = false;
        for (int step = 0; step < 50; step++)
        {
            trainer.Step(Input, Labels);
            float share = mixing.LastShare;
            Assert.InRange(share, 0, 1);
            int[] partners = new int[Samples];
            for (int sample = 0; sample < Samples; sample++)
            {
                // The first number of a sample is its index: share i + (1 - share) j.
                double partner = share == 1 ? sample : (probe.Input[sample * 6] - (share * (double)sample)) / (1 - (double)share);
                partners[sample] = (int)Math.Round(partner);
                mixed |= partners[sample] != sample && share is > 0.1f and < 0.9f;
                for (int i = 0; i < 6; i++)
                {
                    float expected = (share * Input[(sample * 6) + i]) + ((1 - share) * Input[(partners[sample] * 6) + i]);
                    Assert.Equal(expected, probe.Input[(sample * 6) + i], 1e-4f);
                }

                float[] target = probe.Values[(sample * 3)..((sample + 1) * 3)];
                float[] wanted = new float[3];
                wanted[Labels[sample]] += share;
                wanted[Labels[partners[sample]]] += 1 - share;
                Assert.Equal(wanted, target);
                Assert.Equal(1, target.Sum());
            }

            if (share < 0.99f)
            {
                Assert.Equal(Enumerable.Range(0, Samples), partners.Order());
            }
        }

        Assert.True(mixed);
    }

    [Fact]
    public void MixesNumbersAlike()
    {
        var probe = new BatchProbe();
        var mixing = new MixUp(1, seed: 3);
        using var regression = new Regression<SmoothMlp>("cpu-1", null, mixing, probe);
        regression.Step();

        // What inputs and targets sum to does not depend on who is whose partner.
        Assert.Equal(regression.Input.Sum(), probe.Input.Sum(), 1e-4f);
        Assert.Equal(regression.Targets.Sum(), probe.Values.Sum(), 1e-4f);
        Assert.NotEqual(regression.Targets, probe.Values);
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(1.0)]
    [InlineData(4.0)]
    public void SharesAreOfTheBetaDistribution(double alpha)
    {
        // Mean 1/2, variance 1 / (4 (2 alpha + 1)); their errors over n draws are about sqrt(variance / n) and, for the variance, at most 1 / (4 sqrt(n)).
        const int Count = 20_000;
        var random = new CounterRandom(1, "beta");
        double[] values = [.. Enumerable.Range(0, Count).Select(_ => BetaDistribution.Sample(alpha, random))];
        double variance = 1 / (4 * ((2 * alpha) + 1));
        Assert.All(values, value => Assert.InRange(value, 0, 1));
        Assert.Equal(0.5, values.Average(), 5 * Math.Sqrt(variance / Count));
        Assert.Equal(variance, values.Select(value => (value - 0.5) * (value - 0.5)).Average(), 5 / (4 * Math.Sqrt(Count)));
    }

    [Fact]
    public void SmallestAlphasGiveNumbersToo()
    {
        var random = new CounterRandom(1, "beta");
        for (int i = 0; i < 1000; i++)
        {
            Assert.InRange(BetaDistribution.Sample(1e-4, random), 0, 1);
        }
    }

    [Fact]
    public void RefusesLabelsThatAreNone()
    {
        using var model = new SmoothMlp(2);
        var trainer = new Trainer<SmoothMlp>(model, new Sgd(), new SoftmaxCrossEntropy()) { Hooks = { new MixUp(1) } };
        Assert.Throws<ArgumentOutOfRangeException>(() => trainer.Step(new float[12], [0, 3]));
    }
}
