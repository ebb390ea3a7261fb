using System.Collections.Immutable;
using System.Globalization;

namespace SparseGen.Tests.Losses;

/// <summary>Losses of numbers, weighted classes, ignored labels and yes and no: values, gradients and tangents of gradients against PyTorch's.</summary>
public sealed class CountedLossTests
{
    private const int Samples = 5, Classes = 6, Ignored = 3;

    private static readonly Fixture File = new("losses");

    private delegate Targets MakeTargets();

    public static TheoryData<string> Cases =>
    [
        "absolute", "huber", "huber_wide", "quantile", "weights", "ignored", "weights_ignored_smooth", "probabilities_weights", "probabilities_weights_smooth",
        "binary", "binary_weights", "binary_unknown", "binary_labels",
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public void IsPyTorchs(string name)
    {
        ILoss loss = Loss(name);
        Targets targets = TargetsOf(name);
        float[] output = name == "binary_labels" ? [.. Enumerable.Range(0, Samples).Select(static sample => File["input.output"][sample * Classes])] : File["input.output"];
        var gradient = new float[output.Length];
        var tangent = new float[output.Length];

        var actual = loss.Evaluate(output, targets, Samples, gradient);
        loss.EvaluateTangent(output, targets, Samples, File["input.direction"].AsSpan(0, output.Length), tangent);

        var expected = File[name][0];
        Assert.True(Math.Abs(expected - actual) <= 1e-6 * Math.Abs(expected), $"{name} is {actual:G9}, expected {expected:G9}");
        Close(File[$"{name}.gradient"], gradient, $"{name}, gradient");
        Close(File[$"{name}.tangent"], tangent, $"{name}, tangent");
        Assert.Equal(actual, loss.Evaluate(output, targets, Samples, default));

        // Central differences of the loss, in the fixture's direction: a second witness that needs no PyTorch. Kinks are further away than the step.
        if (name is not ("absolute" or "quantile"))
        {
            double along = 0, change = 0;
            const float Step = 1f / 512;
            var there = new float[output.Length];
            for (var sign = -1; sign <= 1; sign += 2)
            {
                for (var i = 0; i < there.Length; i++)
                {
                    there[i] = output[i] + (sign * Step * File["input.direction"][i]);
                }

                change += sign * (double)loss.Evaluate(there, targets, Samples, default);
            }

            for (var i = 0; i < gradient.Length; i++)
            {
                along += (double)gradient[i] * File["input.direction"][i];
            }

            Assert.Equal(along, change / (2 * Step), 2e-2 * Math.Max(1, Math.Abs(along)));
        }
    }

    [Fact]
    public void WhereNothingCountsLossAndGradientAreZero()
    {
        var gradient = new float[6];
        Array.Fill(gradient, 7);
        Assert.Equal(0, new SoftmaxCrossEntropy { IgnoredLabel = -100 }.Evaluate([1, 2, 3, 4, 5, 6], Targets.FromLabels([-100, -100]), 2, gradient));
        Assert.All(gradient, static value => Assert.Equal(0, value));
        Array.Fill(gradient, 7);
        Assert.Equal(0, new SoftmaxCrossEntropy { ClassWeights = [1, 0, 1] }.Evaluate([1, 2, 3, 4, 5, 6], Targets.FromLabels([1, 1]), 2, gradient));
        Assert.All(gradient, static value => Assert.Equal(0, value));
        Array.Fill(gradient, 7);
        Assert.Equal(0, new BinaryCrossEntropy { IgnoredLabel = -1 }.Evaluate([1, 2, 3, 4, 5, 6], Targets.FromValues([-1, -1, -1, -1, -1, -1]), 2, gradient));
        Assert.All(gradient, static value => Assert.Equal(0, value));
    }

    [Fact]
    public void HugeLogitsGiveFiniteNumbersAndNaNStaysNaN()
    {
        var gradient = new float[4];
        Assert.Equal(0, new BinaryCrossEntropy().Evaluate([1e30f, -1e30f, float.PositiveInfinity, float.NegativeInfinity], Targets.FromValues([1, 0, 1, 0]), 2, gradient));
        Assert.All(gradient, static value => Assert.Equal(0, value));
        foreach (ILoss loss in new ILoss[] { new MeanAbsoluteError(), new HuberLoss(), new QuantileLoss(0.5f), new BinaryCrossEntropy() })
        {
            Assert.True(float.IsNaN(loss.Evaluate([float.NaN, 0, 0, 0], Targets.FromValues([1, 0, 1, 0]), 2, gradient)), loss.GetType().Name);
            Assert.True(float.IsNaN(gradient[0]), loss.GetType().Name);
        }
    }

    [Fact]
    public void WrongSettingsAreNamed()
    {
        Assert.Throws<ArgumentOutOfRangeException>("delta", () => new HuberLoss(0));
        Assert.Throws<ArgumentOutOfRangeException>("delta", () => new HuberLoss(float.NaN));
        Assert.Throws<ArgumentException>("quantiles", () => new QuantileLoss());
        Assert.Contains("A quantile is 1;", Assert.Throws<ArgumentException>("quantiles", () => new QuantileLoss(0.5f, 1)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "ClassWeights[1] is -1", Assert.Throws<ArgumentException>("ClassWeights", () => new SoftmaxCrossEntropy { ClassWeights = [1, -1] }).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("ClassWeights", () => new SoftmaxCrossEntropy { ClassWeights = [0, 0] });
        Assert.Throws<ArgumentException>("PositiveWeights", () => new BinaryCrossEntropy { PositiveWeights = [float.NaN] });
    }

    [Fact]
    public void WrongTargetsAreNamedBeforeTheGradientIsTouched()
    {
        var gradient = new float[6];
        void Refused(string expected, ILoss loss, MakeTargets targets, int batch)
        {
            Assert.Contains(
                expected, Assert.ThrowsAny<ArgumentException>(() => loss.Evaluate(new float[6], targets(), batch, gradient)).Message, StringComparison.Ordinal);
            Assert.Contains(
                expected,
                Assert.ThrowsAny<ArgumentException>(() => loss.EvaluateTangent(new float[6], targets(), batch, new float[6], gradient)).Message,
                StringComparison.Ordinal);
            Assert.All(gradient, static value => Assert.Equal(0, value));
        }

        Refused("ClassWeights has 2 weights; with 3 outputs it needs 3", new SoftmaxCrossEntropy { ClassWeights = [1, 2] }, () => Targets.FromLabels([0, 1]), 2);
        Refused("label of sample 1 is 4", new SoftmaxCrossEntropy { IgnoredLabel = 3 }, () => Targets.FromLabels([3, 4]), 2);
        Refused("PositiveWeights has 2 weights; with 3 outputs it needs 3", new BinaryCrossEntropy { PositiveWeights = [1, 2] }, () => Targets.FromValues(new float[6]), 2);
        Refused("labels and a sample has 3 outputs", new BinaryCrossEntropy(), () => Targets.FromLabels([0, 1]), 2);
        Refused("The label of sample 2 is 2; for BinaryCrossEntropy it must be 0 or 1.", new BinaryCrossEntropy(), () => Targets.FromLabels([0, 1, 2, 0, 0, 0]), 6);
        Refused(
            "The target of output 1 of sample 1 is 1.5; for BinaryCrossEntropy it must be 0 to 1, or -1, which is ignored",
            new BinaryCrossEntropy { IgnoredLabel = -1 },
            () => Targets.FromValues([-1, 0, 1, 0, 1.5f, 0]),
            2);
        Refused("3 outputs; with 2 quantiles", new QuantileLoss(0.1f, 0.9f), () => Targets.FromValues(new float[6]), 2);
        Refused("HuberLoss needs a number for each output", new HuberLoss(), () => Targets.FromLabels([0, 1]), 2);
        Refused("MeanAbsoluteError needs a number for each output", new MeanAbsoluteError(), () => Targets.FromLabels([0, 1]), 2);
    }

    private static void Close(float[] expected, float[] actual, string what)
    {
        for (var i = 0; i < actual.Length; i++)
        {
            Assert.True(
                Math.Abs(expected[i] - actual[i]) <= 1e-6 * Math.Max(0.01, Math.Abs(expected[i])),
                string.Create(CultureInfo.InvariantCulture, $"{what} {i} is {actual[i]:G9}, expected {expected[i]:G9}"));
        }
    }

    private static ILoss Loss(string name)
    {
        ImmutableArray<float> weights = [.. File["input.weights"]];
        return name switch
        {
            "absolute" => new MeanAbsoluteError(),
            "huber" => new HuberLoss(),
            "huber_wide" => new HuberLoss(2.5f),
            "quantile" => new QuantileLoss(0.1f, 0.5f, 0.875f),
            "weights" or "probabilities_weights" => new SoftmaxCrossEntropy { ClassWeights = weights },
            "ignored" => new SoftmaxCrossEntropy { IgnoredLabel = Ignored },
            "weights_ignored_smooth" => new SoftmaxCrossEntropy(0.125f) { ClassWeights = weights, IgnoredLabel = Ignored },
            "probabilities_weights_smooth" => new SoftmaxCrossEntropy(0.125f) { ClassWeights = weights },
            "binary" => new BinaryCrossEntropy(),
            "binary_weights" => new BinaryCrossEntropy { PositiveWeights = weights },
            "binary_unknown" => new BinaryCrossEntropy { PositiveWeights = weights, IgnoredLabel = -1 },
            "binary_labels" => new BinaryCrossEntropy { PositiveWeights = [3] },
            _ => throw new ArgumentOutOfRangeException(nameof(name)),
        };
    }

    private static Targets TargetsOf(string name) => name switch
    {
        "absolute" or "huber" or "huber_wide" or "quantile" => Targets.FromValues(File["input.targets"]),
        "probabilities_weights" or "probabilities_weights_smooth" => Targets.FromValues(File["input.probabilities"]),
        "binary" or "binary_weights" => Targets.FromValues(File["input.truths"]),
        "binary_unknown" => Targets.FromValues(File["input.unknown"]),
        "binary_labels" => Targets.FromLabels(new[] { 0, 1, 1, 0, 1 }),
        _ => Targets.FromLabels(Array.ConvertAll(File["input.labels"], static label => (int)label)),
    };
}
