using System.Diagnostics;
using System.Globalization;

namespace SparseGen.Tests.Program;

/// <summary>Trainings that are interrupted, diverge, are worse than what is there or have nowhere to print: what is kept, and what the shell is told.</summary>
public sealed class UnfinishedTrainingTests : IDisposable
{
    private const int Hup = 1, Interrupt = 2, Terminate = 15;

    private static readonly string[] Small = ["--limit", "64", "--batch", "32", "--threads", "1"];

    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("model.safetensors");

    private string State => _folder.File("model.state.safetensors");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ADivergedRunWritesNoCheckpointAndNoNaN()
    {
        byte[] good = TrainGood();
        ProgramRun run = Train("--lr", "1e30", "--json", _folder.File("run.json"));
        Assert.Equal(4, run.ExitCode);
        Assert.Contains("diverged", run.Output, StringComparison.Ordinal);
        Assert.Equal(good, File.ReadAllBytes(Path));
        var json = HelpAndInfoTests.ReadJson(_folder.File("run.json"));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, json.GetProperty("testLoss").ValueKind);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, json.GetProperty("checkpoint").ValueKind);
        Assert.DoesNotContain("\"NaN\"", File.ReadAllText(_folder.File("run.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void AWorseRunLeavesTheBetterCheckpoint()
    {
        byte[] good = TrainGood();
        ProgramRun worse = Train("--lr", "1e-9", "--json", _folder.File("run.json"));
        Assert.Equal(3, worse.ExitCode);
        Assert.Equal(good, File.ReadAllBytes(Path));
        Assert.Equal(_folder.File("model.2.safetensors"), HelpAndInfoTests.ReadJson(_folder.File("run.json")).GetProperty("checkpoint").GetString());
        Assert.Equal(Path, HelpAndInfoTests.ReadJson(_folder.File("run.json")).GetProperty("kept").GetString());
        Assert.Contains("model.2.safetensors", worse.Output, StringComparison.Ordinal);

        Assert.Equal(0, Train("--lr", "1e-9", "--overwrite").ExitCode);
        Assert.NotEqual(good, File.ReadAllBytes(Path));
    }

    /// <summary>Another model's, another number of test images, no accuracy: whether a run is better shows before it has trained for hours.</summary>
    [Fact]
    public void WhatCannotBeComparedIsRefusedBeforehand()
    {
        byte[] good = TrainGood();
        MisuseTests.AssertRefused(ProgramRun.Start(["train", "--limit", "50", "--checkpoint", Path]), "tested on 64 images, and this run on 50");
        MisuseTests.AssertRefused(ProgramRun.Start(["train", "--model", "mixer-b16", "--checkpoint", Path, "--limit", "64"]), "");
        File.WriteAllBytes(Path, good[..^5]);
        MisuseTests.AssertRefused(Train(), "--overwrite");
        Assert.Equal(good[..^5], File.ReadAllBytes(Path));
    }

    [SkippableTheory]
    [InlineData("INT", Interrupt, 130)]
    [InlineData("TERM", Terminate, 143)]
    [InlineData("HUP", Hup, 129)]
    public void ASignalLeavesAStateFromWhichTheRunGoesOn(string name, int signal, int exitCode)
    {
        Skip.IfNot(OperatingSystem.IsLinux() && !TrainAndEvaluateTests.IsIgnored(signal), $"Needs Linux, and a parent that does not ignore SIG{name}.");
        using Process process = ProgramRun.Launch(["train", "--epochs", "3000", "--out", Path, .. Small]);
        Assert.StartsWith("epoch 1/3000", process.StandardOutput.ReadLine(), StringComparison.Ordinal);
        Process.Start("kill", [$"-{name}", process.Id.ToString(CultureInfo.InvariantCulture)]).WaitForExit();
        ProgramRun run = ProgramRun.Finish(process);
        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(State, run.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(Path));
        byte[] state = File.ReadAllBytes(State);

        // Neither a new run nor one with other settings puts its own in its place.
        MisuseTests.AssertRefused(ProgramRun.Start(["train", "--epochs", "3000", "--out", Path, .. Small]), "--resume");
        MisuseTests.AssertRefused(
            ProgramRun.Start(["train", "--epochs", "4", "--seed", "3", "--resume", "--out", Path, .. Small]), "epochs 4 in place of 3000, seed 3 in place of 0");
        Assert.Equal(state, File.ReadAllBytes(State));
    }

    [SkippableFact]
    public void NothingIsLostWhereNothingCanBePrinted()
    {
        Skip.IfNot(File.Exists("/dev/full"), "Needs /dev/full.");
        ProgramRun run = ProgramRun.Finish(ProgramRun.Shell("exec \"$@\" > /dev/full", ["train", "--epochs", "1", "--out", Path, .. Small]));
        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("sparsegen: standard output cannot be written", run.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(Path));

        Assert.Equal(0, ProgramRun.Finish(ProgramRun.Shell("exec \"$@\" >&- 2>&-", ["train", "--epochs", "1", "--out", Path, .. Small])).ExitCode);
        Assert.Equal(0, ProgramRun.Finish(ProgramRun.Shell("\"$@\" | head -1", ["train", "--epochs", "2", "--out", _folder.File("b.safetensors"), .. Small])).ExitCode);
        Assert.True(File.Exists(_folder.File("b.safetensors")));
    }

    private byte[] TrainGood()
    {
        ProgramRun run = Train("--epochs", "10");
        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
        return File.ReadAllBytes(Path);
    }

    private ProgramRun Train(params string[] arguments)
        => ProgramRun.Start(["train", .. arguments.Contains("--epochs") ? Array.Empty<string>() : ["--epochs", "1"], "--out", Path, .. Small, .. arguments]);
}
