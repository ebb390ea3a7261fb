using System.Globalization;
using System.Text.RegularExpressions;
using SparseGen.Models;
using SparseGen.Tests.Models;

namespace SparseGen.Tests.Checkpoints;

/// <summary>timm's all-MLP family beside the Mixer: small checkpoints with PyTorch's logits, and names and shapes of all of timm's pretrained files.</summary>
public sealed class TimmFamilyTests
{
    /// <summary>The files of timm's all-MLP models, and the model that each is for.</summary>
    private static readonly Dictionary<string, Func<ModelInfo>> Files = new()
    {
        ["mixer_b16_224.goog_in21k"] = () => MixerB16Of21843.Info,
        ["mixer_b16_224.goog_in21k_ft_in1k"] = () => MixerB16.Info,
        ["mixer_b16_224.miil_in21k"] = () => MixerB16Of11221.Info,
        ["mixer_b16_224.miil_in21k_ft_in1k"] = () => MixerB16.Info,
        ["mixer_l16_224.goog_in21k"] = () => MixerL16Of21843.Info,
        ["mixer_l16_224.goog_in21k_ft_in1k"] = () => MixerL16.Info,
        ["gmixer_24_224.ra3_in1k"] = () => GMixer24.Info,
        ["resmlp_12_224.fb_in1k"] = () => ResMlp12.Info,
        ["resmlp_12_224.fb_distilled_in1k"] = () => ResMlp12.Info,
        ["resmlp_12_224.fb_dino"] = () => ResMlp12.Info,
        ["resmlp_24_224.fb_in1k"] = () => ResMlp24.Info,
        ["resmlp_24_224.fb_distilled_in1k"] = () => ResMlp24.Info,
        ["resmlp_24_224.fb_dino"] = () => ResMlp24.Info,
        ["resmlp_36_224.fb_in1k"] = () => ResMlp36.Info,
        ["resmlp_36_224.fb_distilled_in1k"] = () => ResMlp36.Info,
        ["resmlp_big_24_224.fb_in1k"] = () => ResMlpBig24.Info,
        ["resmlp_big_24_224.fb_distilled_in1k"] = () => ResMlpBig24.Info,
        ["resmlp_big_24_224.fb_in22k_ft_in1k"] = () => ResMlpBig24.Info,
        ["gmlp_s16_224.ra3_in1k"] = () => GMlpS16.Info,
    };

    public static TheoryData<string> FileNames => [.. Files.Keys];

    [Fact]
    public void ThereAreNineteenFiles()
    {
        Assert.Equal(19, Files.Count);
        Assert.Equal(Files.Keys.Order(), Listed().Keys.Order());
    }

    /// <summary>
    /// The pretrained files of timm's mlp_mixer.py by architecture, as its table of configurations lists them (pytorch-image-models at aa4b585): written down here a
    /// second time, by hand, so that a name which the list of files has wrong, or twice, does not prove itself.
    /// </summary>
    [Theory]
    [InlineData("mixer_b16_224", "goog_in21k goog_in21k_ft_in1k miil_in21k miil_in21k_ft_in1k")]
    [InlineData("mixer_l16_224", "goog_in21k goog_in21k_ft_in1k")]
    [InlineData("gmixer_24_224", "ra3_in1k")]
    [InlineData("resmlp_12_224", "fb_dino fb_distilled_in1k fb_in1k")]
    [InlineData("resmlp_24_224", "fb_dino fb_distilled_in1k fb_in1k")]
    [InlineData("resmlp_36_224", "fb_distilled_in1k fb_in1k")]
    [InlineData("resmlp_big_24_224", "fb_distilled_in1k fb_in1k fb_in22k_ft_in1k")]
    [InlineData("gmlp_s16_224", "ra3_in1k")]
    public void FilesOfAnArchitectureAreThoseOfTimm(string architecture, string tags)
    {
        Assert.Equal(
            tags.Split(' '), Files.Keys.Where(file => file.Split('.')[0] == architecture).Select(static file => file.Split('.')[1]).Order(StringComparer.Ordinal));

        // Dino's files have a classifier of 1000 outputs as well.
        Assert.All(tags.Split(' '), tag => Assert.Equal(
            [tag switch { "goog_in21k" => 21_843, "miil_in21k" => 11_221, _ => 1000 }], Files[$"{architecture}.{tag}"]().OutputShape.AsEnumerable()));
    }

    /// <summary>What the published definitions say of a few tensors that only one kind of block has, beside the list of files, which definitions of our own made.</summary>
    [Theory]
    [InlineData("gmixer_24_224.ra3_in1k", "blocks.23.mlp_tokens.fc1.weight", 384, 196)]
    [InlineData("gmixer_24_224.ra3_in1k", "blocks.0.mlp_tokens.fc2.weight", 196, 192)]
    [InlineData("gmixer_24_224.ra3_in1k", "blocks.0.mlp_channels.fc1.weight", 1536, 384)]
    [InlineData("gmixer_24_224.ra3_in1k", "blocks.0.mlp_channels.fc2.weight", 384, 768)]
    [InlineData("resmlp_36_224.fb_in1k", "blocks.35.norm1.alpha", 1, 1, 384)]
    [InlineData("resmlp_36_224.fb_in1k", "blocks.35.linear_tokens.weight", 196, 196)]
    [InlineData("resmlp_36_224.fb_in1k", "blocks.35.ls2", 384)]
    [InlineData("resmlp_big_24_224.fb_in1k", "norm.beta", 1, 1, 768)]
    [InlineData("resmlp_big_24_224.fb_in1k", "blocks.0.linear_tokens.bias", 784)]
    [InlineData("gmlp_s16_224.ra3_in1k", "blocks.29.mlp_channels.fc1.weight", 1536, 256)]
    [InlineData("gmlp_s16_224.ra3_in1k", "blocks.29.mlp_channels.gate.norm.weight", 768)]
    [InlineData("gmlp_s16_224.ra3_in1k", "blocks.29.mlp_channels.gate.proj.weight", 196, 196)]
    [InlineData("gmlp_s16_224.ra3_in1k", "blocks.29.mlp_channels.fc2.weight", 256, 768)]
    public void TensorsHaveThePublishedShapes(string file, string tensor, params int[] shape) =>
        Assert.Equal(shape, Files[file]().Tensors.Single(one => one.Name == tensor).Shape.AsEnumerable());

    /// <summary>Every tensor of the file has its place in the model, of the same name and shape, none is left, and together they are as many numbers as the model has.</summary>
    [Theory]
    [MemberData(nameof(FileNames))]
    public void TheModelHasTheTensorsOfTheFile(string file)
    {
        (long count, string[] tensors) = Listed()[file];
        ModelInfo info = Files[file]();
        Assert.Equal(tensors.Order(), info.Tensors.Select(static tensor => $"{tensor.Name} [{string.Join(", ", tensor.Shape)}]").Order());
        Assert.Equal(count, info.ParameterCount);
    }

    [Fact]
    public void LogitsOfGMixerAreThoseOfPyTorch()
    {
        using var model = new TimmGMixer(maxBatch: 1);
        Checkpoint.Load(Path("gmixer"), model.Parameters);
        ExpectLogits("gmixer", model.Forward);
    }

    /// <summary>Facebook's files have other names, and vectors where timm has dimensions of 1 in front.</summary>
    [Theory]
    [InlineData("resmlp")]
    [InlineData("resmlp.facebook")]
    public void LogitsOfResMlpAreThoseOfPyTorch(string file)
    {
        using var model = new TimmResMlp(maxBatch: 1);
        LoadResult result = Checkpoint.Load(Path(file), model.Parameters, new LoadOptions());
        Assert.Equal(TimmResMlp.Info.Tensors.Select(static tensor => tensor.Name).Order(), result.Loaded.Order());
        ExpectLogits("resmlp", model.Forward);
    }

    [Fact]
    public void LogitsOfGMlpAreThoseOfPyTorch()
    {
        using var model = new TimmGMlp(maxBatch: 1);
        Checkpoint.Load(Path("gmlp"), model.Parameters);
        ExpectLogits("gmlp", model.Forward);
    }

    /// <summary>A model that is no ResMLP does not take its names for those of another.</summary>
    [Fact]
    public void FacebooksNamesAreNotThoseOfOtherModels()
    {
        using var model = new TimmMixer(maxBatch: 1);
        var exception = Assert.Throws<CheckpointException>(() => Checkpoint.Load(Path("resmlp.facebook"), model.Parameters));
        Assert.Contains("patch_embed.proj.weight is F32 [10, 3, 8, 8]; the model has no such tensor", exception.Differences);
    }

    [Theory]
    [InlineData("gmixer-12", 12_701_080)]
    [InlineData("gmixer-24", 24_721_096)]
    [InlineData("resmlp-12", 15_350_872)]
    [InlineData("resmlp-24", 30_020_680)]
    [InlineData("resmlp-36", 44_690_488)]
    [InlineData("resmlp-big-24", 129_138_280)]
    [InlineData("gmlp-ti16", 5_867_328)]
    [InlineData("gmlp-s16", 19_422_656)]
    [InlineData("gmlp-b16", 73_075_392)]
    public void ParametersAreThoseOfTimm(string name, int parameters)
    {
        ModelInfo info = ModelCatalogue.Find(name)!.Info;
        Assert.Equal(parameters, info.ParameterCount);
        Assert.Equal([1000], info.OutputShape.AsEnumerable());
        Assert.Equal("head", info.Layers[^1].Name);
    }

    /// <summary>What timm starts with: gates of gMixer open, those of gMLP at one, layer scale small, the head at zero.</summary>
    [Fact]
    public void InitialValuesAreThoseOfTimm()
    {
        using var mixer = new TimmGMixer(maxBatch: 1, seed: 2);
        float[] weights = Tensor(mixer.Parameters, "blocks.1.mlp_channels.fc1.weight"), biases = Tensor(mixer.Parameters, "blocks.1.mlp_channels.fc1.bias");
        Assert.True(weights[..(24 * 12)].Max(MathF.Abs) > 0.2f);
        Assert.InRange(weights[(24 * 12)..].Max(MathF.Abs), 1e-6f, 6e-6f);
        Assert.InRange(biases[..24].Max(MathF.Abs), 1e-7f, 6e-6f);
        Assert.All(biases[24..], static bias => Assert.Equal(1f, bias));
        Assert.All(Tensor(mixer.Parameters, "blocks.0.mlp_tokens.fc1.bias")[6..], static bias => Assert.Equal(1f, bias));

        using var gated = new TimmGMlp(maxBatch: 1, seed: 2);
        Assert.InRange(Tensor(gated.Parameters, "blocks.0.mlp_channels.gate.proj.weight").Max(MathF.Abs), 1e-7f, 6e-6f);
        Assert.All(Tensor(gated.Parameters, "blocks.0.mlp_channels.gate.proj.bias"), static bias => Assert.Equal(1f, bias));

        using var residual = new TimmResMlp(maxBatch: 1, seed: 2);
        Assert.All(Tensor(residual.Parameters, "blocks.1.ls2"), static scale => Assert.Equal(1e-4f, scale));
        Assert.All(Tensor(residual.Parameters, "norm.alpha"), static scale => Assert.Equal(1f, scale));
        Assert.All(Tensor(residual.Parameters, "blocks.0.linear_tokens.bias"), static bias => Assert.Equal(0f, bias));
        Assert.All(Tensor(residual.Parameters, "head.weight"), static weight => Assert.Equal(0f, weight));
    }

    private delegate void Forward(ReadOnlySpan<float> input, Span<float> output);

    private static void ExpectLogits(string kind, Forward forward)
    {
        var fixture = new Fixture("timm/family");
        float[] expected = fixture[$"logits.{kind}"], logits = new float[expected.Length];
        forward(fixture["images"], logits);
        Assert.All(expected.Zip(logits), static pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
    }

    private static float[] Tensor(ParameterVector parameters, string name)
    {
        var values = new float[parameters.Layout.Find(name).Count];
        parameters.GetTensor(name, values);
        return values;
    }

    /// <summary>The files with their numbers of parameters and their tensors, those of all blocks written out.</summary>
    private static Dictionary<string, (long Count, string[] Tensors)> Listed()
    {
        var files = new Dictionary<string, (long Count, string[] Tensors)>();
        foreach (var part in File.ReadAllText(System.IO.Path.Combine(Folder, "files.txt")).Split("# ", StringSplitOptions.RemoveEmptyEntries))
        {
            var lines = part.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            var title = lines[0].Split(": ");
            files.Add(title[0], (long.Parse(title[1], CultureInfo.InvariantCulture), [.. lines.Skip(1).SelectMany(WriteOut)]));
        }

        return files;
    }

    private static IEnumerable<string> WriteOut(string line)
    {
        var copies = Regex.Match(line, @"\{0\.\.(\d+)\}");
        var count = copies.Success ? int.Parse(copies.Groups[1].Value, CultureInfo.InvariantCulture) + 1 : 1;
        return Enumerable.Range(0, count).Select(copy => copies.Success ? line.Replace(copies.Value, $"{copy}", StringComparison.Ordinal) : line);
    }

    private static string Folder => System.IO.Path.Combine(AppContext.BaseDirectory, "Fixtures", "timm");

    private static string Path(string name) => System.IO.Path.Combine(Folder, $"{name}.safetensors");
}
