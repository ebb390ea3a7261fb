using SparseGen.Tests.Models;

namespace SparseGen.Tests.Structure;

/// <summary>Structured layers start with the variance of outputs that a dense layer has, whose weights have variance 2 / (n + m).</summary>
public sealed class MonarchVarianceTests
{
    [Theory]
    [InlineData(nameof(WideMonarch), "second", 135, 210)]
    [InlineData(nameof(WideMonarch), "first", 150, 135)]
    [InlineData(nameof(OddMonarch), "up", 31, 53)]
    [InlineData(nameof(OddMonarch), "down", 53, 19)]
    [InlineData(nameof(OddMonarch), "narrow", 37, 23)]
    [InlineData(nameof(RoundMonarch), "square", 64, 64)]
    [InlineData(nameof(MonarchMixer), "blocks.0.mlp_tokens.fc1", 11, 6)]
    public void IsThatOfADenseLayer(string modelName, string layer, int inputs, int outputs)
    {
        const int Seeds = 60;
        double sum = 0;
        for (var seed = 0; seed < Seeds; seed++)
        {
            using var model = ModelCases.Named(modelName).Create(1, Device.Cpu, (ulong)seed);
            sum += EffectiveWeights.Of(model.Parameters, layer, inputs, outputs).Cast<double>().Sum(weight => weight * weight);
        }

        // Inputs of variance 1 give an output the variance of its row's squares; this is their mean over rows and draws.
        var expected = 2.0 * inputs / (inputs + outputs);
        Assert.InRange(sum / Seeds / outputs / expected, 0.93, 1.07);
    }
}
