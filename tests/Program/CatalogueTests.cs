using System.Text.Json;
using SparseGen.Models;
using SparseGen.Tool.Commands;

namespace SparseGen.Tests.Program;

/// <summary>Every model that the program knows: its size to the digit, and what commands do with one that does not fit the data.</summary>
public sealed class CatalogueTests
{
    /// <summary>
    /// Tolstikhin et al. 2021 (arXiv 2105.01601), table 1, counted exactly for a head of 1000 classes and without one; Dao et al. 2022 (arXiv 2204.00595), table 3.
    /// </summary>
    [Theory]
    [InlineData("mixer-s32", 19_104_624, 18_591_624, 1.002)]
    [InlineData("mixer-s16", 18_528_264, 18_015_264, 3.777)]
    [InlineData("mixer-b32", 60_293_428, 59_524_428, 3.238)]
    [InlineData("mixer-b16", 59_880_472, 59_111_472, 12.602)]
    [InlineData("mixer-l32", 206_939_264, 205_914_264, 11.253)]
    [InlineData("mixer-l16", 208_196_168, 207_171_168, 44.548)]
    [InlineData("mixer-h14", 432_350_952, 431_069_952, 120.990)]
    [InlineData("gmixer-12", 12_701_080, 12_316_080, 2.659)]
    [InlineData("resmlp-24", 30_020_680, 29_635_680, 5.961)]
    [InlineData("gmlp-s16", 19_422_656, 19_165_656, 4.392)]
    [InlineData("monarch-mixer-s16", 6_993_928, 6_480_928, 1.52)]
    [InlineData("monarch-mixer-b16", 20_952_088, 20_183_088, 4.97)]
    public void ModelsForImageNet(string name, int parameters, int withoutHead, double billionMacs)
    {
        ModelInfo info = Info(name);
        Assert.Equal(parameters, info.ParameterCount);
        Assert.Equal("head", info.Layers[^1].Name);
        Assert.Equal(withoutHead, info.ParameterCount - info.Layers[^1].ParameterCount);
        int digits = name.StartsWith("monarch", StringComparison.Ordinal) ? 2 : 3;
        Assert.Equal(billionMacs, Math.Round(info.Macs / 1e9, digits), 1e-9);
        Assert.Equal([3, 224, 224], info.InputShape.AsEnumerable());
        Assert.Equal([1000], info.OutputShape.AsEnumerable());
    }

    /// <summary>Figure 5 of Hayase and Karakida (2024, arXiv 2306.01470): Omega = 2^18 connections a mixing layer, in networks of 8 blocks.</summary>
    [Theory]
    [InlineData("s-mixer", 64 * 64)]
    [InlineData("rp-s-mixer", 64 * 64)]
    [InlineData("sw-mlp", 49 * 33)]
    public void WideAndSparseModels(string name, int width)
    {
        ModelInfo info = Info(name);
        LayerInfo[] blocks = [.. info.Layers.Where(layer => layer.Name.StartsWith("blocks", StringComparison.Ordinal))];
        Assert.All(blocks, block => Assert.Equal(width, block.EffectiveWidth));

        // The first S-Mixer block maps 49 tokens, twice; all others have two maps, and those of SW-MLP one, of 2^18 connections each.
        Assert.Equal(1 << 18, blocks[^1].Connections);
        Assert.Equal(8, name == "sw-mlp" ? blocks[^1].LinearMapCount : 1 + (blocks[^1].LinearMapCount / 2));
        Assert.Equal([1, 28, 28], info.InputShape.AsEnumerable());
        Assert.Equal([10], info.OutputShape.AsEnumerable());
    }

    [Fact]
    public void SizesOfWideAndSparseModels()
    {
        const int C = 64, S = 64, S0 = 49, Patch = 16, Classes = 10, M = 1617, Blocks = 8;
        int stem = (Patch * C) + C, channels = (C * C) + C, norm = 2 * C, head = (C * Classes) + Classes;
        int first = (2 * S * S0) + S + channels + (3 * norm);
        int others = (Blocks - 1) * ((S * S) + S + channels + (2 * norm));
        Assert.Equal(stem + first + others + norm + head, Info("s-mixer").ParameterCount);
        Assert.Equal(Info("s-mixer").ParameterCount, Info("rp-s-mixer").ParameterCount);
        Assert.Equal(Info("s-mixer").Macs, Info("rp-s-mixer").Macs);
        Assert.Equal((33 * Patch) + 33 + (Blocks * ((1 << 18) + M + (2 * M))) + (M * Classes) + Classes, Info("sw-mlp").ParameterCount);
    }

    /// <summary>Bachmann et al. 2023 (arXiv 2306.13575), counted exactly: d m + m + L (2 k m^2 + k m + 3 m) + m C + C, 14.18M for 32 x 32 x 3 and ten classes.</summary>
    [Fact]
    public void ScalingMlps()
    {
        const int Inputs = 3 * 32 * 32, M = 512, K = 4, L = 6, Classes = 10;
        int bottleneck = (Inputs * M) + M + (L * ((2 * K * M * M) + (K * M) + (3 * M))) + (M * Classes) + Classes;
        Assert.Equal(14_182_922, bottleneck);
        Assert.Equal(bottleneck, Info("b6-wi512").ParameterCount);

        const int Width = 2048;
        Assert.Equal((784 * Width) + Width + (5 * ((Width * Width) + Width + (2 * Width))) + (Width * Classes) + Classes, Info("s-mlp").ParameterCount);
    }

    /// <summary>
    /// Two blocks of a square map over time and an MLP of 16 hidden features over channels, a map from 96 to 24 steps, and weight and bias of the norm of each channel.
    /// </summary>
    [Theory]
    [InlineData("series-mixer-1", 1)]
    [InlineData("series-mixer-4", 4)]
    [InlineData("series-mixer-8", 8)]
    [InlineData("series-mixer-32", 32)]
    public void ModelsOfSeries(string name, int channels)
    {
        int block = (96 * 96) + 96 + (channels * 16) + 16 + (16 * channels) + channels;
        Assert.Equal((2 * block) + (96 * 24) + 24 + (2 * channels), Info(name).ParameterCount);
        Assert.Equal((96 * 24) + 24 + 2, Info("series-linear").ParameterCount);
        Assert.Equal([24, channels], Info(name).OutputShape.AsEnumerable());
    }

    [Fact]
    public void ListAndInfoShowEveryModel()
    {
        using var folder = new TemporaryFolder();
        ProgramRun list = ProgramRun.Start("list", "--json", folder.File("list.json"));
        Assert.Equal(0, list.ExitCode);
        JsonElement[] models = [.. HelpAndInfoTests.ReadJson(folder.File("list.json")).GetProperty("models").EnumerateArray()];
        Assert.Equal(ModelCatalogue.Entries.Select(entry => entry.Name), models.Select(model => model.GetProperty("model").GetString()));
        Assert.All(models, model => Assert.Equal(Info(model.GetProperty("model").GetString()!).ParameterCount, model.GetProperty("parameterCount").GetInt32()));
        Assert.Equal(
            ["fashion-mixer", "conv-mixer", "s-mixer", "rp-s-mixer", "sw-mlp", "s-mlp"],
            models.Where(model => model.GetProperty("data").GetString() == "Fashion-MNIST").Select(model => model.GetProperty("model").GetString()));

        // The largest: 1.7 GB if anything were allocated.
        ProgramRun info = ProgramRun.Start("info", "--model", "mixer-h14");
        Assert.Equal(0, info.ExitCode);
        Assert.Contains("432,350,952", info.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("train --model mixer-h14", "mixer-h14 takes samples of 3x224x224, but those of Fashion-MNIST are 1x28x28")]
    [InlineData("eval --model b6-wi512 --checkpoint /no/such/file", "b6-wi512 takes samples of 3x32x32, but those of Fashion-MNIST are 1x28x28")]
    [InlineData("info --model s-mixer --checkpoint /no/such/file", "--checkpoint: there is no file '/no/such/file'")]
    public void WhatDoesNotFitIsRefused(string arguments, string expected) => MisuseTests.AssertRefused(ProgramRun.Start(arguments.Split(' ')), expected);

    [Fact]
    public void InfoLoadsACheckpointOrSaysWhyNot()
    {
        string checkpoint = Path.Combine(AppContext.BaseDirectory, "Fixtures", "timm", "mixer.F32.safetensors");
        ProgramRun run = ProgramRun.Start("info", "--model", "s-mixer", "--checkpoint", checkpoint);
        MisuseTests.AssertRefused(run, "does not fit the model");
        Assert.Contains("stem.proj.weight is F32 [20, 3, 8, 8]; the model has F32 [64, 1, 4, 4]", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("s-mixer", "--epochs 1 --limit 96 --batch 32")]
    [InlineData("rp-s-mixer", "--epochs 1 --limit 96 --batch 32")]
    [InlineData("sw-mlp", "--epochs 1 --limit 96 --batch 32")]
    [InlineData("s-mlp", "--epochs 1 --limit 96 --batch 32")]
    public void SmallModelsTrain(string name, string options)
    {
        using var folder = new TemporaryFolder();
        string checkpoint = folder.File("model.safetensors");
        ProgramRun run = ProgramRun.Start(["train", "--model", name, .. options.Split(' '), "--checkpoint", checkpoint, "--json", folder.File("train.json")]);
        Assert.True(run.ExitCode == 0, run.Error);
        JsonElement losses = HelpAndInfoTests.ReadJson(folder.File("train.json")).GetProperty("losses");
        Assert.All(losses.EnumerateArray(), loss => Assert.True(float.IsFinite(loss.GetSingle())));

        ProgramRun info = ProgramRun.Start("info", "--model", name, "--checkpoint", checkpoint);
        Assert.Equal(0, info.ExitCode);
        Assert.Contains($"{checkpoint} fits", info.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fashion-mixer", 128)]
    [InlineData("mixer-s16", 8)]
    [InlineData("mixer-h14", 1)]
    public void BenchTakesABatchThatSuitsTheModel(string name, int batch) => Assert.Equal(batch, BenchCommand.StandardBatch(Info(name)));

    private static ModelInfo Info(string name) => ModelCatalogue.Find(name)!.Info;
}
