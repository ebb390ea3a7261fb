extern alias generators;

using System.Diagnostics;
using System.Globalization;
using generators::SparseGen.Generators;
using generators::SparseGen.Generators.Layers;
using generators::SparseGen.Generators.Parsing;

namespace SparseGen.Tests.Generation.Limits;

/// <summary>Sizes at the edges of int: each declaration goes through all stages, or is refused for a reason with numbers, and none takes long.</summary>
/// <remarks>
/// SPARSEGEN_GRID sets how many declarations are drawn, for longer runs; all of them are another each time the number goes beyond what was tried.
/// </remarks>
[Collection(nameof(Timed))]
public sealed class SizeGridTests
{
    private const int Usual = 2000;

    /// <summary>A second on an idle machine; machines of tests are busy ones.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    [Fact]
    public void NoSizeMakesAStageFail()
    {
        int count = int.Parse(Environment.GetEnvironmentVariable("SPARSEGEN_GRID") ?? Usual.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        var grid = new SizeGrid(seed: 9);
        var kinds = new HashSet<string>();
        int generated = 0;
        for (int i = 0; i < count; i++)
        {
            ModelSpec model = grid.Next();
            kinds.UnionWith(model.Layers.Concat(model.Layers.SelectMany(static layer => layer.Body)).Select(static layer => layer.Kind));
            var watch = Stopwatch.StartNew();
            (string? id, bool isGenerated) = Run(model);
            Assert.True(watch.Elapsed < Limit, $"{Describe(model)} took {watch.Elapsed}.");
            Assert.True(isGenerated != (id is not null), $"{Describe(model)} is neither generated nor refused, or both.");
            generated += isGenerated ? 1 : 0;
        }

        Assert.Superset(SizeGrid.Kinds.ToHashSet(), kinds);
        Assert.InRange(generated, count / 50, count);
    }

    private static (string? Id, bool IsGenerated) Run(ModelSpec model)
    {
        var parsed = new ParsedModel(model, SourceSpan.Nowhere, new EquatableArray<LayerSite>(model.Layers.Select(Site)), default, HasBrokenBlock: false);
        CheckedModel found = CheckedModel.From(parsed);
        if (!found.IsGood)
        {
            Assert.All(found.Found, problem => Assert.False(problem.Id == "SPG0062", $"{Describe(model)}: {string.Join(", ", problem.Arguments)}"));
            return (found.Found[0].Id, false);
        }

        CompiledModel compiled = ModelCompiler.Compile(model, true, null, CancellationToken.None);
        Assert.False(compiled.Failure?.Id == "SPG0062", $"{Describe(model)}: {string.Join(", ", compiled.Failure?.Arguments ?? default)}");
        return (compiled.Failure?.Id, compiled.Source is not null);
    }

    private static LayerSite Site(LayerSpec layer) => new(SourceSpan.Nowhere, new EquatableArray<LayerSite>(layer.Body.Select(Site)));

    private static string Describe(ModelSpec model) => (model.HessianProducts ? "[Model(HessianProducts = true)] " : "") + string.Join(", ", model.Layers.Select(Describe));

    private static string Describe(LayerSpec layer) =>
        $"{layer.Title}({string.Join(", ", layer.Arguments.Select(static argument => string.Create(CultureInfo.InvariantCulture, $"{argument.Name}: {argument.Number}")))})"
        + (layer.Body.Count == 0 ? "" : $" of {string.Join(", ", layer.Body.Select(Describe))}");
}
