namespace SparseGen.Tests.Losses;

/// <summary>The loss of each member of an ensemble: the mean of what the loss of a member says of each.</summary>
public sealed class MemberLossTests
{
    private const int Samples = 3, Members = 4, Classes = 5, Size = Samples * Members * Classes;

    private static readonly float[] Output = Array.ConvertAll(ValueRecipe.Values("member_output", Size), static value => 3 * value);
    private static readonly int[] Labels = [2, 0, 4];

    [Fact]
    public void OfLabelsIsTheMeanOverTheMembers()
    {
        var entropy = new SoftmaxCrossEntropy(labelSmoothing: 0.1f);
        var loss = new MemberLoss(entropy, Members);
        float[] gradient = new float[Size], direction = ValueRecipe.Values("member_direction", Size), tangent = new float[Size];
        var actual = loss.Evaluate(Output, Targets.FromLabels(Labels), Samples, gradient);
        loss.EvaluateTangent(Output, Targets.FromLabels(Labels), Samples, direction, tangent);

        double sum = 0;
        for (var member = 0; member < Members; member++)
        {
            float[] own = Of(Output, member), ownGradient = new float[own.Length], ownTangent = new float[own.Length];
            sum += entropy.Evaluate(own, Targets.FromLabels(Labels), Samples, ownGradient);
            entropy.EvaluateTangent(own, Targets.FromLabels(Labels), Samples, Of(direction, member), ownTangent);
            Assert.All(Of(gradient, member).Zip(ownGradient), pair => Assert.Equal(pair.Second / Members, pair.First, 1e-7));
            Assert.All(Of(tangent, member).Zip(ownTangent), pair => Assert.Equal(pair.Second / Members, pair.First, 1e-7));
        }

        Assert.Equal(sum / Members, actual, 1e-6);
    }

    [Fact]
    public void OfNumbersIsTheMeanOverTheMembers()
    {
        var loss = new MemberLoss(new HuberLoss(), Members);
        float[] once = ValueRecipe.Values("member_target", Samples * Classes);
        var data = Dataset.FromFloats(new float[Samples], 1, (ReadOnlyMemory<float>)once, Classes).RepeatTargets(Members);
        var targets = new float[Size];
        data.FillTargets([0, 1, 2], targets);
        var actual = loss.Evaluate(Output, Targets.FromValues(targets), Samples, default);
        Assert.Equal(
            Enumerable.Range(0, Members).Average(member => new HuberLoss().Evaluate(Of(Output, member), Targets.FromValues(once), Samples, default)), actual, 1e-6);
        Assert.Equal(Members * Classes, data.TargetSize);
    }

    [Fact]
    public void MembersSayTheMeanOfTheirProbabilities()
    {
        var prediction = new float[Samples * Classes];
        new MemberLoss(new SoftmaxCrossEntropy(), Members).Predict(Output, Samples, prediction);
        for (var sample = 0; sample < Samples; sample++)
        {
            for (var k = 0; k < Classes; k++)
            {
                var expected = Enumerable.Range(0, Members).Average(member =>
                {
                    double[] exponentials = [.. Output.Skip(((sample * Members) + member) * Classes).Take(Classes).Select(z => Math.Exp(z))];
                    return exponentials[k] / exponentials.Sum();
                });
                Assert.Equal(expected, prediction[(sample * Classes) + k], 1e-6);
            }
        }

        // Of one output each, two members that say 2 and -1: plainly 0.5, as probabilities (0.8808 + 0.2689) / 2.
        var mean = new float[1];
        new MemberLoss(new MeanSquaredError(), 2).Predict([2, -1], 1, mean);
        Assert.Equal(0.5f, mean[0], 1e-6f);
        new MemberLoss(new BinaryCrossEntropy(), 2).Predict([2, -1], 1, mean);
        Assert.Equal(0.57486916f, mean[0], 1e-6f);
    }

    /// <summary>One member is sure of 0 and three lean to 1: the mean of the outputs says 0, that of the probabilities 1.</summary>
    [Fact]
    public void AccuracyIsThatOfTheMembersTogether()
    {
        float[] outputs = [9, 0, 0, 1, 0, 1, 0, 1];
        Assert.Equal((1, 1), CountedLoss.Judge(new MemberLoss(new SoftmaxCrossEntropy(), 4), outputs, [1]));
        Assert.Equal((0, 1), CountedLoss.Judge(new MemberLoss(new SoftmaxCrossEntropy(), 4), outputs, [0]));
        Assert.Equal((0, 0), CountedLoss.Judge(new MemberLoss(new SoftmaxCrossEntropy { IgnoredLabel = 7 }, 4), outputs, [7]));
        Assert.Equal((1, 1), CountedLoss.Judge(new MemberLoss(new BinaryCrossEntropy(), 2), [-4, 5], [1]));
        Assert.Equal((0, 1), CountedLoss.Judge(new MemberLoss(new SoftmaxCrossEntropy(), 2), [1, 0, float.NaN, 0], [0]));
    }

    [Fact]
    public void SaysWhatDoesNotFit()
    {
        var loss = new MemberLoss(new SoftmaxCrossEntropy(), Members);
        Assert.Throws<ArgumentOutOfRangeException>(() => new MemberLoss(new SoftmaxCrossEntropy(), 0));
        Assert.Contains(
            "3 samples of 4 members each need a positive multiple of 12", Message(() => loss.Evaluate(new float[13], Targets.FromLabels(Labels), 3, default)),
            StringComparison.Ordinal);
        Assert.Contains("targets has 2 labels", Message(() => loss.Evaluate(Output, Targets.FromLabels([0, 1]), 3, default)), StringComparison.Ordinal);
        Assert.Contains("prediction has 2 numbers; it needs 15, 5 a sample", Message(() => loss.Predict(Output, 3, new float[2])), StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => Dataset.FromFloats(new float[3], 1, (ReadOnlyMemory<int>)Labels).RepeatTargets(2));
    }

    private static string Message(Action action) => Assert.ThrowsAny<ArgumentException>(action).Message;

    private static float[] Of(float[] values, int member) =>
        [.. Enumerable.Range(0, Samples).SelectMany(sample => values.Skip(((sample * Members) + member) * Classes).Take(Classes))];
}
