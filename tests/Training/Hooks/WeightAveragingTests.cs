using SparseGen.Tests.Models;

namespace SparseGen.Tests.Training.Hooks;

/// <summary>The moving average of the parameters, and evaluating with it.</summary>
public sealed class WeightAveragingTests
{
    private const float Decay = 0.75f;

    public static TheoryData<string> Devices => [.. TestDevices.All];

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void AveragesFromTheFirstStepOn(string device)
    {
        var averaging = new WeightAveraging(Decay);
        using var regression = new Regression<SmoothMlp>(device, new Sgd(0.1f), averaging);
        double[]? expected = null;
        for (int step = 0; step < 5; step++)
        {
            regression.Step();
            double[] parameters = ValueRecipe.Widen(Regression<SmoothMlp>.Numbers(regression.Model.Parameters));
            expected = expected is null ? parameters : [.. expected.Zip(parameters, (a, p) => (Decay * a) + ((1 - Decay) * p))];
            Approximately.Equal(expected, Regression<SmoothMlp>.Numbers(averaging.Average), "average", 1e-6);
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void TrainingDoesNotSeeIt(string device)
    {
        using var plain = new Regression<SmoothMlp>(device, new Sgd(0.1f));
        var averaging = new WeightAveraging(Decay);
        using var regression = new Regression<SmoothMlp>(device, new Sgd(0.1f), averaging);
        for (int step = 0; step < 3; step++)
        {
            plain.Step();
            regression.Step();
            uint[] before = Regression<SmoothMlp>.Bits(regression.Model.Parameters);
            Assert.Equal(Regression<SmoothMlp>.Bits(plain.Model.Parameters), before);
            using (averaging.Apply(regression.Model.Parameters))
            {
                Assert.Equal(Regression<SmoothMlp>.Bits(averaging.Average), Regression<SmoothMlp>.Bits(regression.Model.Parameters));
            }

            Assert.Equal(before, Regression<SmoothMlp>.Bits(regression.Model.Parameters));
        }
    }

    [Fact]
    public void AnAverageOfEqualNumbersStays()
    {
        // 0.9999f is not 0.9999: an average as decay a + (1 - decay) p with two rounded factors would creep away.
        var averaging = new WeightAveraging(0.9999f);
        using var regression = new Regression<SmoothMlp>("cpu-1", hooks: averaging);
        for (int step = 0; step < 50; step++)
        {
            regression.Step();
        }

        Assert.Equal(Regression<SmoothMlp>.Bits(regression.Model.Parameters), Regression<SmoothMlp>.Bits(averaging.Average));
    }

    [Fact]
    public void RefusesToBeUsedAtTheWrongTime()
    {
        var averaging = new WeightAveraging(Decay);
        using var regression = new Regression<SmoothMlp>("cpu-1", new Sgd(0.1f), averaging);
        using var other = new Regression<LinearRegression>("cpu-1");
        Assert.Throws<InvalidOperationException>(() => averaging.Average);
        Assert.Throws<InvalidOperationException>(() => averaging.Apply(regression.Model.Parameters).Dispose());
        regression.Step();
        Assert.Throws<ArgumentException>(() => averaging.Apply(other.Model.Parameters).Dispose());
        using (averaging.Apply(regression.Model.Parameters))
        {
            Assert.Throws<InvalidOperationException>(() => averaging.Apply(regression.Model.Parameters).Dispose());
            Assert.Throws<InvalidOperationException>(() => regression.Step());
        }

        regression.Step();
    }

    [Theory]
    [InlineData(1f)]
    [InlineData(-0.1f)]
    [InlineData(float.NaN)]
    public void RejectsDecaysThatAreNone(float decay) =>
        Assert.Throws<ArgumentOutOfRangeException>(nameof(decay), () => new WeightAveraging(decay));
}
