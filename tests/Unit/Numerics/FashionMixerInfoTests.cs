using SparseGen.Models;

namespace SparseGen.Tests.Numerics;

/// <summary>What the generator says about the model of the README, from the definitions and by hand.</summary>
public sealed class FashionMixerInfoTests
{
    [Fact]
    public void ShapesAndCounts()
    {
        var info = FashionMixer.Info;
        Assert.Equal("FashionMixer", info.Name);
        Assert.Equal([1, 28, 28], info.InputShape.AsEnumerable());
        Assert.Equal([10], info.OutputShape.AsEnumerable());
        Assert.Equal((784, 10), (info.InputSize, info.OutputSize));
        Assert.Equal(148_110, info.ParameterCount);
    }

    [Fact]
    public void MultiplyAccumulatesAreThoseOfTheLinearMaps()
    {
        const long Tokens = 49, Channels = 64, Patch = 4 * 4, TokenHidden = 32, ChannelHidden = 256, Classes = 10;
        const long Stem = Tokens * Patch * Channels;
        const long Block = 2 * Tokens * TokenHidden * Channels + 2 * Tokens * Channels * ChannelHidden;
        Assert.Equal(Stem + 4 * Block + Channels * Classes, FashionMixer.Info.Macs);
    }

    [Fact]
    public void TensorsHaveTheNamesAndShapesOfTimm()
    {
        List<string> expected = ["stem.proj.weight [64, 1, 4, 4]", "stem.proj.bias [64]"];
        for (var block = 0; block < 4; block++)
        {
            expected.AddRange(
            [
                $"blocks.{block}.norm1.weight [64]",
                $"blocks.{block}.norm1.bias [64]",
                $"blocks.{block}.mlp_tokens.fc1.weight [32, 49]",
                $"blocks.{block}.mlp_tokens.fc1.bias [32]",
                $"blocks.{block}.mlp_tokens.fc2.weight [49, 32]",
                $"blocks.{block}.mlp_tokens.fc2.bias [49]",
                $"blocks.{block}.norm2.weight [64]",
                $"blocks.{block}.norm2.bias [64]",
                $"blocks.{block}.mlp_channels.fc1.weight [256, 64]",
                $"blocks.{block}.mlp_channels.fc1.bias [256]",
                $"blocks.{block}.mlp_channels.fc2.weight [64, 256]",
                $"blocks.{block}.mlp_channels.fc2.bias [64]",
            ]);
        }

        expected.AddRange(["norm.weight [64]", "norm.bias [64]", "head.weight [10, 64]", "head.bias [10]"]);
        Assert.Equal(expected, FashionMixer.Info.Tensors.Select(tensor => $"{tensor.Name} [{string.Join(", ", tensor.Shape)}]"));
    }

    [Fact]
    public void LayersAreRowsInOrder()
    {
        var layers = FashionMixer.Info.Layers;
        Assert.Equal(["PatchEmbedding", "MixerBlock", "LayerNorm", "TokenMean", "Linear"], layers.Select(layer => layer.Kind));
        Assert.Equal([1088, 146_244, 128, 0, 650], layers.Select(layer => layer.ParameterCount));
        Assert.Equal([49 * 64, 49 * 64, 49 * 64, 64, 10], layers.Select(layer => layer.EffectiveWidth));
        Assert.Equal([49, 64], layers[1].OutputShape.AsEnumerable());
    }
}
