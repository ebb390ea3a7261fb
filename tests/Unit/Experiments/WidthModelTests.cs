using SparseGen.Experiments;

namespace SparseGen.Tests.Experiments;

/// <summary>The models of the width experiment are what the experiment says of them.</summary>
public sealed class WidthModelTests
{
    public static TheoryData<string> Names => new(WidthModels.All.Select(model => model.Entry.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void ConnectionsAreThoseOfTheExperiment(string name)
    {
        WidthModel model = Find(name);

        // S is rounded to a whole number: half a token of 16 is 3 %, but the pairs that were chosen are nearer. SW-MLPs have them exactly.
        double tolerance = model.Kind == WidthKind.SparseMlp ? 1 : 0.005 * WidthModels.Connections;
        Assert.Equal(WidthModels.Connections, RepeatedBlock(model).Connections, tolerance);
        Assert.InRange(model.Connections, 0.75 * WidthModels.Connections, 1.05 * WidthModels.Connections);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void TheDeclarationHasTheWidthOfItsLine(string name)
    {
        WidthModel model = Find(name);
        LayerInfo block = RepeatedBlock(model);
        Assert.Equal(model.Width, block.EffectiveWidth);
        int[] shape = model.Kind == WidthKind.SparseMlp ? [model.Width] : [model.Tokens, model.Channels];
        Assert.Equal(shape, block.OutputShape.AsEnumerable());
        Assert.Equal(model.Density, Sparsity.Density(WidthModels.Connections, model.Width), 0.005 * model.Density);
    }

    [Fact]
    public void MixersHaveThePairsOfTheFormulaAndTheirSwaps()
    {
        MixerWidth[] pairs = [.. Sparsity.Widths(WidthModels.Connections)];
        foreach (WidthModel model in WidthModels.All.Where(model => model.Kind != WidthKind.SparseMlp))
        {
            (int channels, int tokens) = (Math.Min(model.Channels, model.Tokens), Math.Max(model.Channels, model.Tokens));
            Assert.Contains(new MixerWidth(channels, tokens), pairs);
        }
    }

    [Fact]
    public void AllModelsHaveAsManyMaps()
        => Assert.All(WidthModels.All, model => Assert.Equal(
            8 + (model.Kind == WidthKind.SparseMlp ? 0 : 1), // the first block's skip is a map of its own
            model.Entry.Info.Layers.Where(IsBlock).Sum(layer => layer.LinearMapCount)));

    private static LayerInfo RepeatedBlock(WidthModel model) => model.Entry.Info.Layers.Last(IsBlock);

    private static bool IsBlock(LayerInfo layer) => layer.Kind is "SMixerBlock" or "SparseMlpBlock";

    private static WidthModel Find(string name) => WidthModels.All.Single(model => model.Entry.Name == name);
}
