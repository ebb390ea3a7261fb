using SparseGen.Models;
using SparseGen.Tests.Models;

namespace SparseGen.Tests.Checkpoints;

/// <summary>TinyTimeMixer in the layout of its published files: PyTorch's forecasts, names and number of parameters.</summary>
public sealed class TinyTimeMixerTests
{
    [Fact]
    public void ForecastsAreThoseOfPyTorch()
    {
        using var model = new SmallTinyTimeMixer(maxBatch: 1);
        Checkpoint.Load(Path.Combine(AppContext.BaseDirectory, "Fixtures", "ttm", "small.safetensors"), model.Parameters);
        var fixture = new Fixture("ttm/forecasts");
        float[] forecast = new float[fixture["forecast"].Length];
        model.Forward(fixture["series"], forecast);
        foreach ((float expected, float actual) in fixture["forecast"].Zip(forecast))
        {
            // Of the largest forecast: single precision rounds each by its own series' level and deviation.
            Assert.Equal(expected, actual, 1e-4f * Math.Max(1f, Math.Abs(expected)));
        }
    }

    /// <summary>Longer forecasts have the same tensors but for the head, [horizon, 1024] and its biases.</summary>
    [Theory]
    [InlineData("tiny-time-mixer-192", 192, 903_680)]
    [InlineData("tiny-time-mixer-336", 336, 1_051_280)]
    [InlineData("tiny-time-mixer-720", 720, 1_444_880)]
    public void OtherHorizonsAreOtherHeads(string name, int horizon, int parameters)
    {
        ModelInfo info = ModelCatalogue.Find(name)!.Info;
        Assert.Equal(parameters, info.ParameterCount);
        Assert.Equal([512, 1], info.InputShape.AsEnumerable());
        Assert.Equal([horizon, 1], info.OutputShape.AsEnumerable());
        static IEnumerable<string> Tensors(ModelInfo of) => of.Tensors.Where(static tensor => !tensor.Name.StartsWith("head.", StringComparison.Ordinal))
            .Select(static tensor => $"{tensor.Name} [{string.Join(", ", tensor.Shape)}]");
        Assert.Equal(Tensors(TinyTimeMixer.Info), Tensors(info));
        Assert.Equal([horizon, 1024], info.Tensors.Single(static tensor => tensor.Name == "head.base_forecast_block.weight").Shape.AsEnumerable());
    }

    /// <summary>
    /// Contexts of other files. 2,964,960 and 3,081,120 numbers have the published files of the second release, 946,336 those of the first (which its authors print, with 389,984
    /// of decoder and head); patches, widths and what follows for other horizons are those of their configurations.
    /// </summary>
    [Theory]
    [InlineData("tiny-time-mixer-1024-96", 1024, 96, 128, 384, 256, 2_964_960)]
    [InlineData("tiny-time-mixer-1024-192", 1024, 192, 128, 384, 256, 3_161_664)]
    [InlineData("tiny-time-mixer-1024-336", 1024, 336, 128, 384, 256, 3_456_720)]
    [InlineData("tiny-time-mixer-1024-720", 1024, 720, 128, 384, 256, 4_243_536)]
    [InlineData("tiny-time-mixer-1024-96-r1", 1024, 96, 64, 192, 128, 946_336)]
    [InlineData("tiny-time-mixer-1536-96", 1536, 96, 128, 384, 256, 3_081_120)]
    [InlineData("tiny-time-mixer-1536-192", 1536, 192, 128, 384, 256, 3_376_128)]
    [InlineData("tiny-time-mixer-1536-336", 1536, 336, 128, 384, 256, 3_818_640)]
    [InlineData("tiny-time-mixer-1536-720", 1536, 720, 128, 384, 256, 4_998_672)]
    public void OtherContextsHaveTheShapesOfTheirFiles(string name, int context, int horizon, int patch, int features, int decoder, int parameters)
    {
        ModelInfo info = ModelCatalogue.Find(name)!.Info;
        Assert.Equal(parameters, info.ParameterCount);
        Assert.Equal([context, 1], info.InputShape.AsEnumerable());
        Assert.Equal([horizon, 1], info.OutputShape.AsEnumerable());
        Assert.Equal(TinyTimeMixer.Info.Tensors.Select(static tensor => tensor.Name), info.Tensors.Select(static tensor => tensor.Name));
        int patches = context / patch;
        int[] ShapeOf(string tensor) => [.. info.Tensors.Single(one => one.Name == tensor).Shape];
        Assert.Equal([features, patch], ShapeOf("backbone.encoder.patcher.weight"));
        Assert.Equal([decoder, features], ShapeOf("decoder.adapter.weight"));
        Assert.Equal([horizon, patches * decoder], ShapeOf("head.base_forecast_block.weight"));
        for (int level = 0; level < 3; level++)
        {
            // Level 0 has patches of a quarter of the features, four times as many.
            int factor = 4 >> level;
            string layer = $"backbone.encoder.mlp_mixer_encoder.mixers.{level}.mixer_layers.1";
            Assert.Equal([2 * patches * factor, patches * factor], ShapeOf($"{layer}.patch_mixer.mlp.fc1.weight"));
            Assert.Equal([2 * features / factor, features / factor], ShapeOf($"{layer}.feature_mixer.mlp.fc1.weight"));
        }
    }

    [Fact]
    public void SizeAndNamesAreThoseOfTheFiles()
    {
        Assert.Equal(805_280, TinyTimeMixer.Info.ParameterCount);
        Assert.Equal([512, 1], TinyTimeMixer.Info.InputShape.AsEnumerable());
        Assert.Equal([96, 1], TinyTimeMixer.Info.OutputShape.AsEnumerable());

        const string Encoder = "backbone.encoder.mlp_mixer_encoder.mixers", Decoder = "decoder.decoder_block.mixers";
        string[] blocks =
        [
            .. from level in Enumerable.Range(0, 3) from layer in Enumerable.Range(0, 2) select $"{Encoder}.{level}.mixer_layers.{layer}",
            $"{Decoder}.0", $"{Decoder}.1",
        ];
        IEnumerable<string> weights =
            from block in blocks
            from half in new[] { "patch_mixer", "feature_mixer" }
            from part in new[] { "norm.norm", "mlp.fc1", "mlp.fc2", "gating_block.attn_layer" }
            select $"{block}.{half}.{part}";
        string[] layers = ["backbone.encoder.patcher", .. weights, "decoder.adapter", "head.base_forecast_block"];
        Assert.Equal(
            layers.SelectMany(layer => new[] { $"{layer}.weight", $"{layer}.bias" }).Order(StringComparer.Ordinal),
            TinyTimeMixer.Info.Tensors.Select(tensor => tensor.Name).Order(StringComparer.Ordinal));
        Assert.Equal([16, 8], TinyTimeMixer.Info.Tensors.Single(tensor => tensor.Name == $"{Encoder}.2.mixer_layers.1.patch_mixer.mlp.fc1.weight").Shape.AsEnumerable());
        Assert.Equal([384, 192], TinyTimeMixer.Info.Tensors.Single(tensor => tensor.Name == $"{Encoder}.2.mixer_layers.1.feature_mixer.mlp.fc1.weight").Shape.AsEnumerable());
    }
}
