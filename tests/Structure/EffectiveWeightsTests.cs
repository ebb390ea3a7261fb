using SparseGen.Tests.Models;

namespace SparseGen.Tests.Structure;

/// <summary>The dense matrices of declared layers do what the layers do.</summary>
public sealed class EffectiveWeightsTests
{
    [Fact]
    public void MonarchLayer() => OutputIsMatrixTimesInput(nameof(OnlyMonarch), "monarch");

    [Fact]
    public void BlockDiagonalLayer() => OutputIsMatrixTimesInput(nameof(OnlyBlocks), "blockdiag");

    [Fact]
    public void DenseLayer() => OutputIsMatrixTimesInput(nameof(Scalar), "head");

    [Fact]
    public void FactorsComeBackFromTheParameters()
    {
        using var model = ModelCases.Named(nameof(OnlyMonarch)).CreateWithRecipe(1, Device.Cpu);
        var before = EffectiveWeights.Of(model.Parameters, "monarch", 10, 7);
        var factors = MonarchFactors.Read(model.Parameters, "monarch", 10, 7);
        model.Parameters.Clear();
        factors.Write(model.Parameters, "monarch");
        Matrices.Equal(before, EffectiveWeights.Of(model.Parameters, "monarch", 10, 7));
    }

    [Fact]
    public void SizesOverTheBoundAreRefused()
    {
        var message = Assert.Throws<ArgumentException>(() => EffectiveWeights.AlongTokens(new double[49, 49], 196)).Message;
        Assert.Contains("9604 x 9604 = 92236816 entries; expected at most 16777216", message, StringComparison.Ordinal);
        Assert.Equal(4096, EffectiveWeights.AlongChannels(new double[64, 64], 64).GetLength(0));
    }

    [Fact]
    public void WrongSizesAndNamesAreRefused()
    {
        using var model = ModelCases.Named(nameof(OnlyMonarch)).CreateWithRecipe(1, Device.Cpu);
        Assert.Throws<ArgumentException>(() => EffectiveWeights.Of(model.Parameters, "monarch", 13, 7));
        Assert.Throws<ArgumentException>(() => EffectiveWeights.Of(model.Parameters, "head", 10, 7));
        Assert.Throws<ArgumentOutOfRangeException>("inputs", () => EffectiveWeights.Of(model.Parameters, "monarch", 0, 7));
    }

    private static void OutputIsMatrixTimesInput(string modelName, string layer)
    {
        using var model = ModelCases.Named(modelName).CreateWithRecipe(1, Device.Cpu);
        var input = ValueRecipe.Values("input", model.Info.InputSize);
        var output = new float[model.Info.OutputSize];
        var bias = new float[output.Length];
        model.Forward(input, output);
        model.Parameters.GetTensor($"{layer}.bias", bias);
        var matrix = EffectiveWeights.Of(model.Parameters, layer, input.Length, output.Length);
        var expected = Matrices.Multiply(matrix, Matrices.Create(input.Length, 1, (row, _) => input[row]));
        Approximately.Equal([.. expected.Cast<double>().Select((value, at) => value + bias[at])], output, "output");
    }
}
