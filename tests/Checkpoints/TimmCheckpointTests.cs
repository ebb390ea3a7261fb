using System.Text;
using SparseGen.Models;
using SparseGen.Tests.Data;
using SparseGen.Tests.Models;

namespace SparseGen.Tests.Checkpoints;

/// <summary>Checkpoints of timm's Mixers: PyTorch's logits, every difference named, and a model that stays as it was.</summary>
public sealed class TimmCheckpointTests
{
    [Theory]
    [InlineData("F32")]
    [InlineData("F16")]
    [InlineData("BF16")]
    public void LogitsAreThoseOfPyTorch(string type)
    {
        using var model = new TimmMixer(maxBatch: 1);
        CheckpointInfo info = Checkpoint.Load(Path(type), model.Parameters);
        Assert.All(info.Tensors, tensor => Assert.Equal(type, tensor.Type));

        var fixture = new Fixture("timm/logits");
        float[] logits = new float[fixture[$"logits.{type}"].Length];
        model.Forward(fixture["images"], logits);
        foreach ((float expected, float actual) in fixture[$"logits.{type}"].Zip(logits))
        {
            Assert.Equal(expected, actual, 1e-4f);
        }
    }

    /// <summary>The three files are not the same one: rounding moves the logits by more than the tolerance above.</summary>
    [Theory]
    [InlineData("F16", 2e-4f)]
    [InlineData("BF16", 2e-3f)]
    public void HalfPrecisionShows(string type, float atLeast)
    {
        var fixture = new Fixture("timm/logits");
        Assert.True(fixture["logits.F32"].Zip(fixture[$"logits.{type}"]).Max(pair => Math.Abs(pair.First - pair.Second)) > atLeast);
    }

    [Fact]
    public void MissingSuperfluousAndDifferentTensorsAreNamedTogetherAndNothingChanges()
    {
        using var folder = new TemporaryFolder();
        byte[] file = File.ReadAllBytes(Path("F32"));

        // Names and shapes of the same length, so that all offsets stay true.
        byte[] changed = Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(file)
            .Replace("blocks.1.norm2.bias", "blocks.1.norm9.bias", StringComparison.Ordinal)
            .Replace("[20,3,8,8]", "[20,3,4,16]", StringComparison.Ordinal)
            .Replace("\"format\":\"pt\"", "\"format\":\"p\"", StringComparison.Ordinal));
        Assert.Equal(file.Length, changed.Length);
        using var model = new TimmMixer(maxBatch: 1, seed: 3);
        float[] before = CheckpointFiles.Storage(model.Parameters);

        var exception = Assert.Throws<CheckpointException>(() => Checkpoint.Load(folder.Write("changed", changed), model.Parameters));

        Assert.Equal(
            [
                "blocks.1.norm2.bias is missing; the model has F32 [20]",
                "blocks.1.norm9.bias is F32 [20]; the model has no such tensor",
                "stem.proj.weight is F32 [20, 3, 4, 16]; the model has F32 [20, 3, 8, 8]",
            ],
            exception.Differences.ToArray());
        Assert.All(exception.Differences, line => Assert.Contains(line, exception.Message, StringComparison.Ordinal));
        Assert.Equal(before, CheckpointFiles.Storage(model.Parameters));
    }

    /// <summary>A file of another architecture differs in hundreds of tensors; the message still shows each kind.</summary>
    [Fact]
    public void ManyOfOneKindDoNotHideAnother()
    {
        using var folder = new TemporaryFolder();
        using var model = new TimmMixer(maxBatch: 1);
        string header = string.Join(",", Enumerable.Range(0, 30).Select(i => $"\"other.{i}\":{{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[{4 * i},{(4 * i) + 4}]}}"));
        string path = folder.Write("other", CheckpointFiles.Make("{" + header + "}", 120));
        var exception = Assert.Throws<CheckpointException>(() => Checkpoint.Load(path, model.Parameters));
        Assert.Equal(model.Parameters.Layout.Tensors.Length + 30, exception.Differences.Length);
        Assert.Contains("(42 missing, 30 superfluous, 0 different)", exception.Message, StringComparison.Ordinal);
        Assert.Contains("and 22 more missing", exception.Message, StringComparison.Ordinal);
        Assert.Contains("other.0 is F32 [1]", exception.Message, StringComparison.Ordinal);
        Assert.Contains("and 10 more superfluous", exception.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string> Mixers => ["S32", "S16", "B32", "B16", "L32", "L16", "H14"];

    /// <summary>timm/models/mlp_mixer.py, spelled out: names, shapes, nothing more and nothing less.</summary>
    [Theory]
    [MemberData(nameof(Mixers))]
    public void TensorsAreThoseOfTimm(string name)
    {
        (ModelInfo info, int blocks, int channels, int patch) = name switch
        {
            "S32" => (MixerS32.Info, 8, 512, 32),
            "S16" => (MixerS16.Info, 8, 512, 16),
            "B32" => (MixerB32.Info, 12, 768, 32),
            "B16" => (MixerB16.Info, 12, 768, 16),
            "L32" => (MixerL32.Info, 24, 1024, 32),
            "L16" => (MixerL16.Info, 24, 1024, 16),
            _ => (MixerH14.Info, 32, 1280, 14),
        };
        int tokens = 224 / patch * (224 / patch);
        List<string> expected = [$"stem.proj.weight [{channels}, 3, {patch}, {patch}]", $"stem.proj.bias [{channels}]"];
        for (int block = 0; block < blocks; block++)
        {
            expected.AddRange(Norm($"blocks.{block}.norm1", channels));
            expected.AddRange(Mlp($"blocks.{block}.mlp_tokens", tokens, channels / 2));
            expected.AddRange(Norm($"blocks.{block}.norm2", channels));
            expected.AddRange(Mlp($"blocks.{block}.mlp_channels", channels, 4 * channels));
        }

        expected.AddRange([.. Norm("norm", channels), $"head.weight [1000, {channels}]", "head.bias [1000]"]);
        Assert.Equal(expected, info.Tensors.Select(tensor => $"{tensor.Name} [{string.Join(", ", tensor.Shape)}]"));
    }

    private static string[] Norm(string name, int channels) => [$"{name}.weight [{channels}]", $"{name}.bias [{channels}]"];

    private static string[] Mlp(string name, int features, int hidden) =>
    [
        $"{name}.fc1.weight [{hidden}, {features}]", $"{name}.fc1.bias [{hidden}]",
        $"{name}.fc2.weight [{features}, {hidden}]", $"{name}.fc2.bias [{features}]",
    ];

    private static string Path(string type) =>
        System.IO.Path.Combine(AppContext.BaseDirectory, "Fixtures", "timm", $"mixer.{type}.safetensors");
}
