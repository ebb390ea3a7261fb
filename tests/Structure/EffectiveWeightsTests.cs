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

    /// <summary>I kron B, also where the last block is cut off and where another number of blocks would have blocks of the same size.</summary>
    [Fact]
    public void SharedBlocks()
    {
        OutputIsMatrixTimesInput(nameof(OnlySharedBlocks), "blockdiag");
        OutputIsMatrixTimesInput(nameof(CutSharedBlocks), "blockdiag");
        using OnlySharedBlocks model = new(1);
        Matrices.Equal(
            Matrices.Kronecker(Matrices.Identity(3), Matrices.Read(model.Parameters, "blockdiag.weight")),
            EffectiveWeights.Of(model.Parameters, "blockdiag", 6, 9));
    }

    [Fact]
    public void SparseLayer()
    {
        using var model = ModelCases.Named(nameof(SparseMlp)).CreateWithRecipe(1, Device.Cpu);
        var matrix = EffectiveWeights.Of(model.Parameters, "sparse", 53, 19);
        Matrices.Equal(Matrices.Read(model.Parameters, "sparse.weight"), matrix);
        Assert.Equal(101, matrix.Cast<double>().Count(weight => weight != 0));
    }

    /// <summary>W kron V^T from the tensors, and from what the model does.</summary>
    [Fact]
    public void KroneckerLayer()
    {
        using OnlyKronecker model = new(1, seed: 3);
        var matrix = EffectiveWeights.Of(model.Parameters, "kronecker", 12, 10);
        Matrices.Equal(
            Matrices.Kronecker(
                Matrices.Read(model.Parameters, "kronecker.tokens.weight"), Matrices.Read(model.Parameters, "kronecker.channels.weight")),
            matrix);
        AssertClose(matrix, EffectiveWeights.OfModel(model));
        Assert.Contains(
            "not that of a map of 12 inputs and 11 outputs",
            Assert.Throws<ArgumentException>("layer", () => EffectiveWeights.Of(model.Parameters, "kronecker", 12, 11)).Message,
            StringComparison.Ordinal);
    }

    /// <summary>A used block of linear layers with a residual around it: I + (W2 kron I) (I kron V), and the biases change nothing.</summary>
    [Fact]
    public void LinearBlock()
    {
        using LinearResidual model = new(1, seed: 5);
        foreach (var tensor in LinearResidual.Info.Tensors.Where(tensor => tensor.Shape.Length == 1))
        {
            model.Parameters.SetTensor(tensor.Name, ValueRecipe.Values(tensor.Name, tensor.Shape[0]));
        }

        var channels = EffectiveWeights.Of(model.Parameters, "linear_part.fc1", 3, 3);
        var tokens = EffectiveWeights.Of(model.Parameters, "linear_part.fc2", 4, 4);
        var block = Matrices.Multiply(EffectiveWeights.AlongTokens(tokens, 3), EffectiveWeights.AlongChannels(channels, 4));
        AssertClose(Matrices.Create(12, 12, (row, column) => block[row, column] + (row == column ? 1 : 0)), EffectiveWeights.OfModel(model));
    }

    /// <summary>J2 (I kron W) J1 from the tensor, by the definition and from what the model does.</summary>
    [Fact]
    public void PermutedLayer()
    {
        using LinearPermuted model = new(1, seed: 5);
        var block = Matrices.Read(model.Parameters, "permuted.weight");
        var matrix = EffectiveWeights.Of(model.Parameters, "permuted", 24, 24);
        Matrices.Equal(
            Matrices.Chain(
                Matrices.Order(Permutations.Random(24, 22)), Matrices.Kronecker(Matrices.Identity(8), block), Matrices.Order(Permutations.Random(24, 21))),
            matrix);
        AssertClose(matrix, EffectiveWeights.OfModel(model));
        Matrices.Equal(block, EffectiveWeights.Of(model.Parameters, "permuted", 3, 3));
        Assert.Throws<ArgumentException>("layer", () => EffectiveWeights.Of(model.Parameters, "permuted", 12, 12));
    }

    /// <summary>Commutations, inverses, a single block, and layers in loops, each copy of which has a permutation of its own.</summary>
    [Fact]
    public void PermutedLayersOneAfterAnother()
    {
        ChainIsWhatTheModelDoes<LinearMixer>("permuted", "permuted2");
        ChainIsWhatTheModelDoes<PermutedEnds>("permuted.0", "permuted.1");
        ChainIsWhatTheModelDoes<PermutedInLoops>("permuted_pair.0.permuted.0", "permuted_pair.0.permuted.1", "permuted_pair.1.permuted.0", "permuted_pair.1.permuted.1", "last");
    }

    [Fact]
    public void BlocksAreRefusedWithTheirMaps()
    {
        using HandMixerModel model = new(1);
        Assert.Contains(
            "\"hand_mixer.1.token_mixing\" is a block of several layers, and activations or layer norms among them leave it without a matrix; "
            + "expected one linear map: hand_mixer.1.token_mixing.fc1, hand_mixer.1.token_mixing.fc2.",
            Assert.Throws<ArgumentException>("layer", () => EffectiveWeights.Of(model.Parameters, "hand_mixer.1.token_mixing", 35, 35)).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("layer", () => EffectiveWeights.Of(model.Parameters, "norm", 5, 5));
    }

    [Fact]
    public void ModelsThatAreNotLinearAreRefused()
    {
        using TheorySMixer activated = new(1);
        using SingleSMixerBlock normalised = new(1);
        Assert.Contains(
            "TheorySMixer is not linear", Assert.Throws<ArgumentException>("model", () => EffectiveWeights.OfModel(activated)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("model", () => EffectiveWeights.OfModel(normalised));
    }

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
        var message = Assert.Throws<ArgumentException>("channels", () => EffectiveWeights.AlongTokens(new double[49, 49], 196)).Message;
        Assert.Contains("9604 x 9604 = 92236816 entries; expected at most 16777216", message, StringComparison.Ordinal);
        Assert.Equal(4096, EffectiveWeights.AlongChannels(new double[64, 64], 64).GetLength(0));
        Assert.Throws<ArgumentException>("tokens", () => EffectiveWeights.AlongChannels(new double[64, 64], 65));
        Assert.Throws<ArgumentException>("right", () => EffectiveWeights.Kronecker(new double[65, 65], new double[64, 64]));

        using LongPermuted model = new(1);
        Refused("inputs", 65 * 64, () => EffectiveWeights.Of(model.Parameters, "permuted", 65 * 64, 65 * 64));
        Refused("model", 65 * 64, () => EffectiveWeights.OfModel(model));
        Refused("Shape", 65 * 65, () => new MonarchFactors(MonarchShape.Square(65)).ToDense());
        Refused("Blocks", 65 * 64, () => new BlockTensor(65, 64, 64).ToDense());
        Refused("Channels", 65 * 64, () => new MixerPair(new double[65, 65], new double[64, 64]).ToDense());

        static void Refused(string name, int size, Func<double[,]> make) => Assert.Contains(
            $"{size} x {size} = {size * size} entries; expected at most 16777216",
            Assert.Throws<ArgumentException>(name, () => make()).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void WrongSizesAndNamesAreRefused()
    {
        using var model = ModelCases.Named(nameof(OnlyMonarch)).CreateWithRecipe(1, Device.Cpu);
        Assert.Throws<ArgumentException>(() => EffectiveWeights.Of(model.Parameters, "monarch", 13, 7));
        Assert.Throws<ArgumentException>(() => EffectiveWeights.Of(model.Parameters, "head", 10, 7));

        // W acts on the tokens, so neither I kron W nor another guess would do.
        using LinearResidual tokens = new(1);
        Assert.Contains(
            "use AlongTokens",
            Assert.Throws<ArgumentException>("layer", () => EffectiveWeights.Of(tokens.Parameters, "linear_part.fc2", 12, 12)).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>("inputs", () => EffectiveWeights.Of(model.Parameters, "monarch", 0, 7));
    }

    private static void ChainIsWhatTheModelDoes<TModel>(params string[] layers)
        where TModel : class, IModel<TModel>
    {
        using var model = TModel.Create(1, seed: 5);
        var size = TModel.Info.InputSize;
        AssertClose(
            Matrices.Chain([.. layers.Reverse().Select(layer => EffectiveWeights.Of(model.Parameters, layer, size, size))]), EffectiveWeights.OfModel(model));
    }

    private static void AssertClose(double[,] expected, double[,] actual) =>
        Approximately.Equal([.. expected.Cast<double>()], [.. actual.Cast<double>().Select(value => (float)value)], "matrix");

    private static void OutputIsMatrixTimesInput(string modelName, string layer)
    {
        using var model = ModelCases.Named(modelName).CreateWithRecipe(1, Device.Cpu);
        var input = ValueRecipe.Input(model.Info, 1);
        var output = new float[model.Info.OutputSize];
        var bias = new float[output.Length];
        model.Forward(input, output);
        model.Parameters.GetTensor($"{layer}.bias", bias);
        var matrix = EffectiveWeights.Of(model.Parameters, layer, input.Length, output.Length);
        var expected = Matrices.Multiply(matrix, Matrices.Create(input.Length, 1, (row, _) => input[row]));
        Approximately.Equal([.. expected.Cast<double>().Select((value, at) => value + bias[at])], output, "output");
    }
}
