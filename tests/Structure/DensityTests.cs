using SparseGen.Tests.Models;

namespace SparseGen.Tests.Structure;

/// <summary>Density, connections and width that models state, against dense matrices that are written out and counted.</summary>
public sealed class DensityTests
{
    [Fact]
    public void DenseMap() => IsCounted<CountedLinear>(EffectiveWeights.OfModel);

    [Fact]
    public void Patches() => IsCounted<CountedPatches>(EffectiveWeights.OfModel);

    [Fact]
    public void BlocksAndSharedBlocks()
    {
        IsCounted<CountedBlocks>(EffectiveWeights.OfModel);
        IsCounted<OnlySharedBlocks>(EffectiveWeights.OfModel);
    }

    [Fact]
    public void SparseMap() => IsCounted<CountedSparse>(EffectiveWeights.OfModel);

    [Fact]
    public void PermutedKroneckerMap() => IsCounted<LinearPermuted>(EffectiveWeights.OfModel);

    /// <summary>The factors count one by one: the model keeps each of them apart, and their product is dense.</summary>
    [Fact]
    public void MonarchFactorsOneByOne() => IsCounted<OnlyMonarch>(model =>
    {
        var factors = MonarchFactors.Read(model.Parameters, "monarch", 10, 7);
        return [factors.First.ToDense(), factors.Second.ToDense()];
    });

    /// <summary>The cheaper order is channels first, so the map of the tokens meets two channels.</summary>
    [Fact]
    public void KroneckerFactorsOneByOne() => IsCounted<OnlyKronecker>(model =>
    [
        EffectiveWeights.AlongChannels(Matrices.Read(model.Parameters, "kronecker.channels.weight"), 4),
        EffectiveWeights.AlongTokens(Matrices.Read(model.Parameters, "kronecker.tokens.weight"), 2),
    ]);

    /// <summary>A whole model: patches, dense and sparse mixings, repeated blocks and a head.</summary>
    [Fact]
    public void WholeMixer()
    {
        const int S = 6, C = 5;
        var info = CountedMixer.Info;
        using var model = Filled<CountedMixer>();
        List<double[,]>[] layers =
        [
            [EffectiveWeights.AlongChannels(Map("stem.proj", 4, C), S)],
            [.. Block(0, 3, 11), .. Block(1, 3, 11)],
            [.. Block(2, 4, 8)],
            [],
            [],
            [Map("head", C, 3)],
        ];
        Assert.Equal(layers.Length, info.Layers.Length);
        foreach (var (layer, maps) in info.Layers.Zip(layers))
        {
            Equal(maps, layer.LinearMapCount, layer.Connections, layer.Density);
        }

        Equal([.. layers.SelectMany(maps => maps)], info.Layers.Sum(layer => layer.LinearMapCount), info.Connections, info.Density);
        Assert.Equal(S * C, info.EffectiveWidth);
        Assert.Equal([30, 30, 30, 30, 5, 3], info.Layers.Select(layer => layer.EffectiveWidth));

        double[,] Map(string name, int inputs, int outputs) => EffectiveWeights.Of(model.Parameters, name, inputs, outputs);

        IEnumerable<double[,]> Block(int block, int tokenHidden, int channelHidden) =>
        [
            EffectiveWeights.AlongTokens(Map($"blocks.{block}.mlp_tokens.fc1", S, tokenHidden), C),
            EffectiveWeights.AlongTokens(Map($"blocks.{block}.mlp_tokens.fc2", tokenHidden, S), C),
            EffectiveWeights.AlongChannels(Map($"blocks.{block}.mlp_channels.fc1", C, channelHidden), S),
            EffectiveWeights.AlongChannels(Map($"blocks.{block}.mlp_channels.fc2", channelHidden, C), S),
        ];
    }

    /// <summary>The paper's p = Omega / (gamma m^2), of blocks alone: with m = 35 and gamma = 1 for the S-Mixer.</summary>
    [Fact]
    public void BlocksAloneHaveThePapersDensity()
    {
        var info = SingleSMixerBlock.Info;
        Assert.Equal(35, info.EffectiveWidth);
        Assert.Equal(Sparsity.Connections(5, 7), info.Connections, 12);
        Assert.Equal(Sparsity.Density(info.Connections, info.EffectiveWidth), info.Density, 12);
    }

    private static void IsCounted<TModel>(Func<TModel, double[,]> matrix)
        where TModel : class, IModel<TModel> => IsCounted<TModel>(model => [matrix(model)]);

    private static void IsCounted<TModel>(Func<TModel, List<double[,]>> matrices)
        where TModel : class, IModel<TModel>
    {
        using var model = Filled<TModel>();
        var layer = Assert.Single(TModel.Info.Layers);
        var maps = matrices(model);
        Equal(maps, layer.LinearMapCount, layer.Connections, layer.Density);
        Equal(maps, layer.LinearMapCount, TModel.Info.Connections, TModel.Info.Density);
        Assert.Equal(TModel.Info.OutputSize, TModel.Info.EffectiveWidth);
    }

    private static void Equal(List<double[,]> maps, int count, double connections, double density)
    {
        var kept = maps.Sum(map => map.Cast<double>().Count(entry => entry != 0));
        Assert.Equal(maps.Count, count);
        Assert.Equal(maps.Count == 0 ? 0 : (double)kept / maps.Count, connections, 9);
        Assert.Equal(maps.Count == 0 ? 0 : kept / (double)maps.Sum(map => map.Length), density, 12);
    }

    /// <summary>A model no kept weight of which is zero: heads start there.</summary>
    private static TModel Filled<TModel>()
        where TModel : class, IModel<TModel>
    {
        var model = TModel.Create(1, seed: 1);
        foreach (var tensor in model.Parameters.Layout.Tensors.Where(tensor => tensor.Storage.Mask is null))
        {
            model.Parameters.SetTensor(tensor.Name, ValueRecipe.Values(tensor.Name, tensor.Count));
        }

        return model;
    }
}
