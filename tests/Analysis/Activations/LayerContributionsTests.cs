using static SparseGen.Tests.Analysis.Refusals;

namespace SparseGen.Tests.Analysis;

/// <summary>Contributions of layers of constant width: nothing at the start, the whole network at the end.</summary>
public sealed class LayerContributionsTests
{
    private const int Width = 9, Classes = 3, Samples = 11;

    /// <summary>Identities pass on what is not negative: no layer contributes, and no class is likelier than another.</summary>
    [Fact]
    public void IdentitiesContributeNothing()
    {
        using var model = new IdentityTower(4, seed: 1);
        LayerContributions layers = LayerContributions.Of(model, Inputs(), Classes);
        Assert.Equal(["identity_step.0", "identity_step.1", "identity_step.2"], layers.Layers);
        Assert.Equal(Samples, layers.Samples);
        for (int layer = 0; layer < 3; layer++)
        {
            Assert.All(layers.Map(layer, 7), value => Assert.Equal(0, value));
            Assert.All(layers.Likelihoods(layer, 7), likelihood => Assert.Equal(1.0 / Classes, likelihood, 1e-15));
        }
    }

    /// <summary>At the last layer the map is output less input, and the accuracy that of the network; layer by layer by sums written out.</summary>
    [Fact]
    public void EachLayerSaysWhatTheNetworkUpToItComputes()
    {
        using var model = new IdentityTower(4, seed: 1);
        float[] inputs = Inputs(), output = new float[inputs.Length];
        double[][,] weights = new double[3][,];
        for (int layer = 0; layer < 3; layer++)
        {
            string name = InitialValues.Weights(model.Parameters)[layer];
            float[] values = [.. Enumerable.Range(0, Width * Width).Select(at => (at / Width == at % Width ? 1 : 0) + (0.3f * MathF.Sin((11 * at) + layer)))];
            model.Parameters.SetTensor(name, values);
            weights[layer] = new double[Width, Width];
            Buffer.BlockCopy(Array.ConvertAll(values, value => (double)value), 0, weights[layer], 0, values.Length * sizeof(double));
        }

        int[] labels = [.. Enumerable.Range(0, Samples).Select(sample => sample * 5 % Classes)];
        LayerContributions layers = LayerContributions.Of(model, inputs, Classes);
        model.Forward(inputs, output);
        IReadOnlyList<double> accuracies = layers.Accuracies(labels);
        int[] right = new int[3];
        for (int sample = 0; sample < Samples; sample++)
        {
            double[] h = [.. inputs.AsSpan(sample * Width, Width).ToArray().Select(value => (double)value)], start = h;
            for (int layer = 0; layer < 3; layer++)
            {
                h = [.. Enumerable.Range(0, Width).Select(row => Math.Max(0, Enumerable.Range(0, Width).Sum(column => weights[layer][row, column] * h[column])))];
                Assert.All(layers.Map(layer, sample).Select((value, i) => value - (h[i] - start[i])), error => Assert.Equal(0, error, 1e-5));
                double sum = h.Skip(Width - Classes).Sum(Math.Exp);
                Assert.All(layers.Likelihoods(layer, sample).Select((value, i) => value - (Math.Exp(h[Width - Classes + i]) / sum)), error => Assert.Equal(0, error, 1e-6));
                right[layer] += Enumerable.Range(0, Classes).MaxBy(i => h[Width - Classes + i]) == labels[sample] ? 1 : 0;
            }

            Assert.Equal(output[sample * Width], layers.Map(2, sample)[0] + inputs[sample * Width], 1e-6);
        }

        Assert.Equal(right.Select(count => (double)count / Samples), accuracies);
        Assert.Contains(accuracies, accuracy => accuracy > 0);
    }

    [Fact]
    public void WrongArgumentsAreNamed()
    {
        using var model = new IdentityTower(4, seed: 1);
        Refused<ArgumentOutOfRangeException>("classes", "classes is 9; expected fewer than 9", () => LayerContributions.Of(model, Inputs(), 9));
        Refused<ArgumentOutOfRangeException>("classes", "classes is 1; expected at least 2", () => LayerContributions.Of(model, Inputs(), 1));
        Refused<ArgumentException>("inputs", "is NaN", () => LayerContributions.Of(model, [.. Enumerable.Repeat(float.NaN, Width)], Classes));
        LayerContributions layers = LayerContributions.Of(model, Inputs(), Classes);
        Refused<ArgumentException>("labels", "There are 2 labels; expected 11", () => layers.Accuracies([0, 1]));
        Refused<ArgumentException>("labels", "labels[1] is 3; expected 0 to 2", () => layers.Accuracies([0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0]));
        Refused<ArgumentOutOfRangeException>("layer", "layer is 3; expected 0 to 2", () => layers.Map(3, 0));
        Refused<ArgumentOutOfRangeException>("sample", "sample is 11; expected 0 to 10", () => layers.Likelihoods(0, 11));
        using var perceptron = new TanhPerceptron(2, seed: 1);
        Refused<ArgumentException>("model", "no layer of 7 numbers", () => LayerContributions.Of(perceptron, new float[7], 2));
    }

    // Not negative, with zeros for the classes.
    private static float[] Inputs() => [.. Enumerable.Range(0, Samples * Width).Select(at => at % Width < Width - Classes ? MathF.Abs(MathF.Sin(at)) : 0)];
}
