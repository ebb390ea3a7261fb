using SparseGen.Models;

namespace SparseGen.Tests.Checkpoints;

/// <summary>ConvMLP has the parameters and the names of its authors' code.</summary>
public sealed class ConvMlpTests
{
    [Theory]
    [InlineData("convmlp-s", 9_022_920, 2, 8)]
    [InlineData("convmlp-m", 17_410_504, 3, 12)]
    [InlineData("convmlp-l", 42_728_440, 3, 15)]
    public void ParametersAreThoseOfThePaper(string name, int parameters, int convolutions, int blocks)
    {
        ModelInfo info = ModelCatalogue.Find(name)!.Info;
        Assert.Equal(parameters, info.ParameterCount);
        Assert.Equal([1000], info.OutputShape.AsEnumerable());
        string[] names = [.. info.Tensors.Select(static tensor => tensor.Name)];
        Assert.Equal(
            convolutions,
            names.Count(static tensor => tensor.StartsWith("conv_stages.conv_blocks.", StringComparison.Ordinal) && tensor.EndsWith(".3.weight", StringComparison.Ordinal)));
        Assert.Equal(blocks, names.Count(static tensor => tensor.EndsWith(".connect.weight", StringComparison.Ordinal)));
        Assert.All(
            [
                "tokenizer.block.0.weight", "tokenizer.block.7.running_var", "conv_stages.conv_blocks.1.6.weight", "conv_stages.downsample.bias",
                "stages.0.blocks.0.channel_mlp1.fc1.weight",
            ],
            tensor => Assert.Contains(tensor, names));
    }
}
