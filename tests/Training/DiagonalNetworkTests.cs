using System.Globalization;

namespace SparseGen.Tests.Training;

/// <summary>
/// What the theory of gradient regularisation says of diagonal linear networks (Karakida et al. 2022, arXiv 2210.02720), on the generated network
/// with the hook: u v = alpha_eff^2 with alpha_eff = alpha exp(-gamma integral of q q'), which falls as the ascent step grows.
/// </summary>
[Trait("Category", "Training")]
public sealed class DiagonalNetworkTests
{
    private const double Gamma = 0.5;
    private const double StepSize = 2e-3;
    private const int Steps = 15_000;

    public static TheoryData<string> DevicesButTheSimulator => [.. TestDevices.All.Where(device => device != "simulator")];

    [Theory]
    [InlineData(-0.3)]
    [InlineData(-0.1)]
    [InlineData(0.05)]
    [InlineData(0.1)]
    [InlineData(0.5)]
    public void TheProductOfTheFactorsIsTheEffectiveScaleSquared(double epsilon)
    {
        DiagonalFlow flow = AssertTheory(Device.CpuWithThreads(1), epsilon, StepSize, Steps);
        Assert.True(flow.Loss < 1e-4, $"loss {flow.Loss}");
    }

    /// <summary>Fewer and longer steps, which the tolerance allows for. They do not reach the end of training. The simulator takes a minute for them.</summary>
    [SkippableTheory]
    [MemberData(nameof(DevicesButTheSimulator))]
    public void TheEffectiveScaleIsThatOfTheTheoryOnEveryDevice(string device)
    {
        const double LongStep = 10 * StepSize;
        const int FewSteps = 400;
        Device where = TestDevices.Get(device);
        double plain = DiagonalFlow.Follow(where, 0, 0, LongStep, FewSteps).Measured.Min();
        double backward = AssertTheory(where, -0.3, LongStep, FewSteps).Measured.Min();
        double forward = AssertTheory(where, 0.5, LongStep, FewSteps).Measured.Min();
        Assert.True(backward < plain - Rounding(FewSteps), $"backward {backward}, plain {plain}");
        Assert.True(forward < backward - Rounding(FewSteps), $"forward {forward}, backward {backward}");
    }

    private static DiagonalFlow AssertTheory(Device device, double epsilon, double stepSize, int steps)
    {
        var flow = DiagonalFlow.Follow(device, Gamma, epsilon, stepSize, steps);
        var predicted = flow.Predicted;
        for (var i = 0; i < DiagonalFlow.Features; i++)
        {
            var tolerance = 1.1 * flow.SecondOrder[i] + Rounding(steps);
            Assert.True(
                Math.Abs(flow.Measured[i] - predicted[i]) <= tolerance,
                string.Create(CultureInfo.InvariantCulture, $"log(sqrt(u v) / alpha)[{i}] is {flow.Measured[i]:G6}, not {predicted[i]:G6}; tolerance {tolerance:G2}."));
        }

        // The tolerance could not hide what is measured.
        var strongest = Array.IndexOf(predicted, predicted.Min());
        Assert.True(1.1 * flow.SecondOrder[strongest] + Rounding(steps) < -predicted[strongest] / 20);
        return flow;
    }

    /// <summary>
    /// Single precision rounds u and v in each step to 24 bits: an error of at most 2^-24 of the value, 2^-24 / sqrt(3) as a standard deviation. Over all steps
    /// and in log(sqrt(u v)), where those of u and v are halved, that is sqrt(2 steps) / 2 of it; six deviations are allowed.
    /// </summary>
    private static double Rounding(int steps) => 6 * Math.Sqrt(2.0 * steps) / 2 * Math.Pow(2, -24) / Math.Sqrt(3);

    [Fact]
    public void TheEffectiveScaleFallsAsTheAscentStepGrows()
    {
        double[] epsilons = [-0.3, -0.1, 0.05, 0.1, 0.3, 0.5];
        var plain = DiagonalFlow.Follow(Device.CpuWithThreads(1), 0, 0, StepSize, Steps).Measured;
        var before = (Least: plain.Min(), Mean: plain.Average());
        foreach (var epsilon in epsilons)
        {
            var measured = DiagonalFlow.Follow(Device.CpuWithThreads(1), Gamma, epsilon, StepSize, Steps).Measured;
            var now = (Least: measured.Min(), Mean: measured.Average());
            Assert.True(now.Least < before.Least - Rounding(Steps), $"epsilon {epsilon}: the least is {now.Least}, after {before.Least}.");
            Assert.True(now.Mean < before.Mean - Rounding(Steps), $"epsilon {epsilon}: the mean is {now.Mean}, after {before.Mean}.");
            before = now;
        }
    }
}
