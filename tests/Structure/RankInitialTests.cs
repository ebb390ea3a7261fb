using SparseGen.Tests.Models;

namespace SparseGen.Tests.Structure;

/// <summary>
/// Factors start normal with deviation sqrt(min(1, m / n) / n) for m outputs and n inputs, so that each has about sqrt(m / n) as its largest singular value
/// (arXiv 2406.06248 and 2310.17813). The largest one of a random matrix [m, n] is about deviation (sqrt(m) + sqrt(n)).
/// </summary>
public sealed class RankInitialTests
{
    [Theory]
    [InlineData("lowrank.down.weight", 100, 33)]
    [InlineData("lowrank.up.weight", 33, 70)]
    [InlineData("btt.blkdiag1", 14, 35)]
    [InlineData("btt.blkdiag2", 35, 15)]
    [InlineData("full.blkdiag1", 15, 40)]
    [InlineData("full.blkdiag2", 40, 8)]
    public void FactorsHaveTheirDeviation(string tensor, int inputs, int outputs)
    {
        using var model = ModelCases.Named(nameof(WideRanks)).Create(1, Device.Cpu, 3);
        var values = new float[model.Parameters.Layout.Find(tensor).Count];
        model.Parameters.GetTensor(tensor, values);
        var expected = Math.Sqrt(Math.Min(1, outputs / (double)inputs) / inputs);
        var deviation = Math.Sqrt(values.Average(value => (double)value * value));

        // A deviation of n draws is off by about 1 / sqrt(2 n) of itself: five times that.
        Assert.InRange(deviation / expected, 1 - (5 / Math.Sqrt(2.0 * values.Length)), 1 + (5 / Math.Sqrt(2.0 * values.Length)));
        Assert.Contains(values, value => Math.Abs(value) > 2 * expected); // No uniform distribution reaches that far.
    }

    /// <summary>Between the bound that both factors meet when they fit, and the product of their bounds.</summary>
    [Fact]
    public void MapsOfLowRankStretchAsDenseOnesDo()
    {
        const int Inputs = 100, Outputs = 70, Rank = 33;
        using var model = ModelCases.Named(nameof(WideRanks)).Create(1, Device.Cpu, 3);
        var largest = SingularValue.Largest(EffectiveWeights.Of(model.Parameters, "lowrank", Inputs, Outputs));
        var dense = Math.Sqrt(Outputs / (double)Inputs);
        Assert.InRange(largest / dense, 0.9, (1 + Math.Sqrt(Rank / (double)Inputs)) * (1 + Math.Sqrt(Rank / (double)Outputs)));
    }

    [Theory]
    [InlineData("lowrank", 100, 70)]
    [InlineData("btt", 70, 75)]
    [InlineData("full", 75, 40)]
    public void MatricesAreThoseOfTheMaps(string layer, int inputs, int outputs)
    {
        using var model = ModelCases.Named(nameof(WideRanks)).CreateWithRecipe(1, Device.Cpu);
        var matrix = EffectiveWeights.Of(model.Parameters, layer, inputs, outputs);
        var input = ValueRecipe.Values("input", inputs).Select(value => (double)value).ToArray();
        var reference = Reference.ReferenceModelBuilder.Vector(inputs);
        reference = layer switch
        {
            "lowrank" => reference.LowRank(70, 33, bias: false),
            "btt" => reference.BlockTensorTrain(75, 5, 7, bias: false),
            _ => reference.BlockTensorTrain(40, 5, 8, bias: false, "full"),
        };
        var map = reference.Build();
        foreach (var tensor in map.Tensors)
        {
            ValueRecipe.Widen(ValueRecipe.Initial(tensor.Name, tensor.Shape)).CopyTo(tensor.Values, 0);
        }

        var expected = map.Forward(input);
        Assert.All(Enumerable.Range(0, outputs), n => Assert.Equal(expected[n], Enumerable.Range(0, inputs).Sum(k => matrix[n, k] * input[k]), 1e-9));
    }
}
