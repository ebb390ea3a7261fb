using System.Text.Json;
using SparseGen.Compression;
using SparseGen.Models;

namespace SparseGen.Tests.Program;

/// <summary>Compressing from the command line.</summary>
public sealed class CompressTests
{
    [Theory]
    [InlineData("int8", 18)]
    [InlineData("maddness", 1)]
    public void ACompressedModelIsWrittenAndComparedWithTheExactOne(string method, int layers)
    {
        using var folder = new TemporaryFolder();
        using FashionMixer model = WithHead();
        string checkpoint = folder.File("model.safetensors"), compressed = folder.File("sub/small.safetensors");
        Checkpoint.Save(checkpoint, model);
        ProgramRun run = ProgramRun.Start(
            "compress", "--method", method, "--checkpoint", checkpoint, "--compressed", compressed, "--samples", "60", "--limit", "50", "--threads", "1",
            "--json", folder.File("report.json"));
        Assert.Equal(string.Empty, run.Error);
        Assert.Equal(0, run.ExitCode);
        JsonElement report = HelpAndInfoTests.ReadJson(folder.File("report.json"));
        Assert.Equal(layers, report.GetProperty("layers").GetArrayLength());
        Assert.Equal(50, report.GetProperty("testImages").GetInt32());
        Assert.InRange(report.GetProperty("error").GetDouble(), 1e-4, 0.6);
        CompressedModel loaded = CompressedModel.Load<FashionMixer>(compressed);
        Assert.Equal(layers, loaded.Layers.Length);
    }

    [Fact]
    public void PruningWritesACheckpointWithZerosAndTheMasks()
    {
        using var folder = new TemporaryFolder();
        using FashionMixer model = WithHead();
        string checkpoint = folder.File("model.safetensors"), pruned = folder.File("pruned.safetensors");
        Checkpoint.Save(checkpoint, model);
        ProgramRun run = ProgramRun.Start("compress", "--method", "prune", "--pattern", "2:4", "--checkpoint", checkpoint, "--compressed", pruned, "--limit", "50");

        // 49 tokens are no multiple of four.
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("mlp_tokens.fc1.weight cannot be pruned: pattern is 2:4; expected groups that 49 inputs are a multiple of", run.Error, StringComparison.Ordinal);

        run = ProgramRun.Start("compress", "--method", "prune", "--sparsity", "0.9", "--checkpoint", checkpoint, "--compressed", pruned, "--limit", "50");
        Assert.Equal(string.Empty, run.Error);
        Assert.Equal(0, run.ExitCode);
        PruningMasks masks = PruningMasks.Load(folder.File("pruned.masks.safetensors"), model.Parameters.Layout);
        Assert.Equal(0.9, masks.Sparsity, 1e-3);
        Checkpoint.Load(pruned, model.Parameters);
        float[] head = new float[640];
        model.Parameters.GetTensor("head.weight", head);
        Assert.Equal(64, head.Count(static weight => weight != 0));
    }

    [Theory]
    [InlineData("--method int9", "--method: 'int9' is not one of int8, maddness, prune")]
    [InlineData("--pattern 4:2", "--pattern: '4:2' is not")]
    [InlineData("--sparsity 1", "--sparsity: '1' is not a share")]
    [InlineData("--checkpoint none.safetensors", "there is no file 'none.safetensors'")]
    [InlineData("--model mixer-b16", "takes samples of 3x224x224")]
    public void MisuseIsOneLine(string arguments, string expected)
    {
        ProgramRun run = ProgramRun.Start(["compress", .. arguments.Split(' ')]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Trim().Split('\n'));
    }

    /// <summary>A head starts as zeros, of which there is nothing to compress.</summary>
    private static FashionMixer WithHead()
    {
        var model = new FashionMixer(maxBatch: 1, seed: 5);
        var random = new Random(1);
        model.Parameters.SetTensor("head.weight", [.. Enumerable.Range(0, 640).Select(_ => (float)random.NextDouble() - 0.5f)]);
        return model;
    }
}
