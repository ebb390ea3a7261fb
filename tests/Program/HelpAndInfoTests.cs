using System.Globalization;
using System.Text.Json;
using SparseGen.Models;

namespace SparseGen.Tests.Program;

/// <summary>What the program says about itself and its models.</summary>
public sealed class HelpAndInfoTests
{
    [Fact]
    public void WithoutArgumentsItShowsHelpWithExamples()
    {
        ProgramRun run = ProgramRun.Start();
        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Error);
        foreach (string command in new[] { "train", "eval", "info", "list", "bench", "export", "compress", "forecast", "analyse report" })
        {
            Assert.Contains($"  sparsegen {command}", run.Output, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("experiment", run.Output, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("train", "--weight-decay")]
    [InlineData("eval", "--checkpoint")]
    [InlineData("info", "--model")]
    [InlineData("list", "--json")]
    [InlineData("bench", "--batch")]
    [InlineData("compress", "--codebooks")]
    [InlineData("forecast", "--season")]
    [InlineData("analyse", "cka")]
    public void EveryCommandHasHelp(string command, string option)
    {
        ProgramRun run = ProgramRun.Start(command, "--help");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains(option, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void InfoShowsTheLayersAndWritesThem()
    {
        using var folder = new TemporaryFolder();
        ProgramRun run = ProgramRun.Start("info", "--model", "fashion-mixer", "--json", folder.File("info.json"));
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("148,110", run.Output, StringComparison.Ordinal);

        // 18 maps: of the patches, 8 along the 49 tokens, 8 along the 64 channels, and the head.
        const int Dense = (784 * 3136) + (4 * 2 * ((3136 * 32 * 64) + (3136 * 49 * 256))) + (64 * 10);
        Assert.Contains(
            string.Create(
                CultureInfo.InvariantCulture,
                $"effective width 3,136 (of the widest layer), {FashionMixer.Info.Macs / 18.0:N0} connections a linear map, density {FashionMixer.Info.Macs / (double)Dense:G4}"),
            run.Output,
            StringComparison.Ordinal);

        JsonElement info = ReadJson(folder.File("info.json"));
        Assert.Equal(148_110, info.GetProperty("parameterCount").GetInt32());

        // Patches 49 16 64, four blocks of 2 (32 49 64) + 2 (49 64 256), head 64 10.
        Assert.Equal((49 * 16 * 64) + (4 * ((2 * 32 * 49 * 64) + (2 * 49 * 64 * 256))) + (64 * 10), info.GetProperty("macs").GetInt64());
        Assert.Equal(3136, info.GetProperty("effectiveWidth").GetInt32());
        Assert.Equal(info.GetProperty("macs").GetInt64() / 18.0, info.GetProperty("connections").GetDouble(), 6);
        Assert.Equal(info.GetProperty("macs").GetInt64() / (double)Dense, info.GetProperty("density").GetDouble(), 12);
        Assert.Equal([1, 28, 28], info.GetProperty("inputShape").EnumerateArray().Select(extent => extent.GetInt32()));
        Assert.Contains(info.GetProperty("layers").EnumerateArray(), layer => layer.GetProperty("kind").GetString() == "MixerBlock");
        Assert.Contains(info.GetProperty("tensors").EnumerateArray(), tensor => tensor.GetProperty("name").GetString() == "head.weight");
    }

    /// <summary>Without NVIDIA's assembler: what only it knows is left out, and the way to it is named.</summary>
    [Fact]
    public void InfoPlansKernelsForACardThatIsNotThere()
    {
        using var folder = new TemporaryFolder();
        ProgramRun run = ProgramRun.StartIn(
            new Dictionary<string, string> { ["PATH"] = folder.Path },
            "info", "--model", "sw-mlp", "--plan", "--device", "cuda", "--card", "h200", "--batch", "4", "--json", folder.File("plan.json"));
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("eng/cuda-tools", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("registers\t", run.Output, StringComparison.Ordinal);
        JsonElement plan = ReadJson(folder.File("plan.json"));
        Assert.Equal("H200", plan.GetProperty("card").GetString());
        JsonElement[] passes = [.. plan.GetProperty("passes").EnumerateArray()];
        Assert.Equal(["inference", "training step"], passes.Select(pass => pass.GetProperty("pass").GetString()));
        Assert.All(passes, static pass => Assert.All(pass.GetProperty("kernels").EnumerateArray(), static kernel =>
        {
            Assert.Equal(3, kernel.GetProperty("grid").GetArrayLength());
            Assert.True(kernel.GetProperty("bytes").GetInt64() > 0 && kernel.GetProperty("rooflineMicroseconds").GetDouble() > 0);
            Assert.Equal(JsonValueKind.Null, kernel.GetProperty("registers").ValueKind);
        }));
    }

    [Fact]
    public void ListShowsTheDevicesAndWritesThem()
    {
        using var folder = new TemporaryFolder();
        ProgramRun run = ProgramRun.Start("list", "--devices", "--json", folder.File("devices.json"));
        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Error);
        JsonElement[] devices = [.. ReadJson(folder.File("devices.json")).GetProperty("devices").EnumerateArray()];
        Assert.Equal("cpu", devices[0].GetProperty("device").GetString());
        Assert.Equal(["cpu", "cuda", "opencl", "simulator"], devices.Select(device => device.GetProperty("kind").GetString()).Distinct().Order());

        // What has no name for --device says why.
        Assert.All(devices, device => Assert.Equal(
            device.GetProperty("device").ValueKind == JsonValueKind.Null, device.GetProperty("problem").ValueKind != JsonValueKind.Null));
    }

    [Fact]
    public void ListNamesTheModels()
    {
        using var folder = new TemporaryFolder();
        ProgramRun run = ProgramRun.Start("list", "--json", folder.File("list.json"));
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("fashion-mixer", run.Output, StringComparison.Ordinal);
        JsonElement first = ReadJson(folder.File("list.json")).GetProperty("models")[0];
        Assert.Equal("fashion-mixer", first.GetProperty("model").GetString());
        Assert.Equal(148_110, first.GetProperty("parameterCount").GetInt32());
    }

    internal static JsonElement ReadJson(string path)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path));
        return document.RootElement.Clone();
    }
}
