using SparseGen.Tests.Models;

namespace SparseGen.Tests.Training.Hooks;

/// <summary>Flooding turns the gradient round below its level; two steps across the level are a step of gradient regularisation.</summary>
public sealed class FloodingTests
{
    public static TheoryData<string> Devices => [.. TestDevices.All];

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void TurnsTheGradientRoundBelowItsLevel(string device)
    {
        using var plain = new Regression<SmoothMlp>(device);
        float loss = plain.Step();
        float[] gradient = Regression<SmoothMlp>.Numbers(plain.Model.Gradients);

        Assert.Equal(gradient, Flooded(device, loss / 2, loss));
        Assert.Equal(Array.ConvertAll(gradient, g => -g), Flooded(device, loss * 2, loss));
        Assert.All(Flooded(device, loss, loss), g => Assert.Equal(0, g));
    }

    /// <summary>
    /// From below the level: p - rate^2 (g(p + rate g) - g) / rate, a descent on forward differences; from above the same with backward ones. Both have
    /// epsilon = rate and a rate of rate^2 (Karakida et al. 2022, arXiv 2210.02720).
    /// </summary>
    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void TwoStepsAcrossTheLevelAreOneOfGradientRegularisation(string device)
    {
        const float Rate = 0.125f;
        foreach (bool fromBelow in new[] { true, false })
        {
            // The level is put between the two losses.
            using var path = new Regression<SmoothMlp>(device, new Sgd(Rate));
            float first = path.Step();
            float level = fromBelow ? first * 1.0001f : first * 0.9999f;
            using var flooded = new Regression<SmoothMlp>(device, new Sgd(Rate), new Flooding(level));
            double[] start = ValueRecipe.Widen(Regression<SmoothMlp>.Numbers(flooded.Model.Parameters));
            float[] losses = [flooded.Step(), flooded.Step()];
            Assert.Equal(fromBelow, losses[0] < level);
            Assert.Equal(fromBelow, losses[1] > level);

            SmoothLoss loss = SmoothLoss.Of(flooded);
            double[] gradient = loss.Gradient(start);
            double distance = fromBelow ? Rate : -Rate;
            double[] moved = loss.Gradient([.. start.Zip(gradient, (p, g) => p + (distance * g))]);
            double[] expected = [.. start.Select((p, i) => p - (Rate * Rate * (moved[i] - gradient[i]) / distance))];
            Approximately.Equal(expected, Regression<SmoothMlp>.Numbers(flooded.Model.Parameters), "parameters", 1e-6);

            // The same step by the hook: its gradient without the plain one.
            using var regularized = new Regression<SmoothMlp>(
                device,
                hooks: new GradientRegularization(1, Rate) { Scheme = fromBelow ? GradientScheme.Forward : GradientScheme.Backward });
            regularized.Step();
            float[] total = Regression<SmoothMlp>.Numbers(regularized.Model.Gradients);
            double[] step = [.. start.Select((p, i) => p - (Rate * Rate * (total[i] - gradient[i])))];
            Approximately.Equal(step, Regression<SmoothMlp>.Numbers(flooded.Model.Parameters), "parameters", 1e-6);
        }
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    public void RejectsLevelsThatAreNone(float level) =>
        Assert.Throws<ArgumentOutOfRangeException>(nameof(level), () => new Flooding(level));

    private static float[] Flooded(string device, float level, float loss)
    {
        using var regression = new Regression<SmoothMlp>(device, hooks: new Flooding(level));
        Assert.Equal(loss, regression.Step());
        return Regression<SmoothMlp>.Numbers(regression.Model.Gradients);
    }
}
