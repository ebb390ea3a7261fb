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
