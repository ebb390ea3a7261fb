using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace SparseGen.Tests.Program;

/// <summary>Experiments from the command line, on few images: files, going on, refusals.</summary>
public sealed class ExperimentTests
{
    [Fact]
    public void WithoutArgumentsItShowsHelpWithExamples()
    {
        ProgramRun run = ProgramRun.StartExperiment();
        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
        foreach (string command in new[] { "width", "gr", "forgetting" })
        {
            Assert.Contains($"  SparseGen.Experiments {command}", run.Output, StringComparison.Ordinal);
        }

        Assert.Contains("dotnet run -c Release --project src/Experiments -- width", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("sparsegen", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("width", "--optimizer")]
    [InlineData("gr", "exact")]
    [InlineData("gr", "--part")]
    [InlineData("forgetting", "--available-marks")]
    public void EveryExperimentHasHelp(string command, string option)
    {
        ProgramRun run = ProgramRun.StartExperiment(command, "--help");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains(option, run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tree", "'tree'")]
    [InlineData("width --seeds 0", "--seeds: '0' is not a whole number from 1")]
    [InlineData("width --images 10001", "--images: 10001 is more than the 10000 training images")]
    [InlineData("width --lr 0", "--lr: '0'")]
    [InlineData("width --nope", "see 'SparseGen.Experiments width --help'")]
    [InlineData("width --output /dev/null/x", "--output: '/dev/null/x/width.csv' cannot be written")]
    public void MisuseIsOneLine(string arguments, string expected) => AssertRefused(ProgramRun.StartExperiment(arguments.Split(' ')), expected);

    [Fact]
    public void WidthWritesItsFilesGoesOnAndRefusesOtherSettings()
    {
        using var folder = new TemporaryFolder();
        string csv = folder.File("out/width.csv");
        string[] arguments = ["width", "--images", "64", "--epochs", "1", "--seeds", "1", "--output", folder.File("out")];
        ProgramRun run = ProgramRun.StartExperiment([.. arguments, "--json", folder.File("width.json")]);
        Assert.Equal(string.Empty, run.Error);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("run 19/19", run.Output, StringComparison.Ordinal);
        Assert.Contains("S-Mixer, C <= S: ", run.Output, StringComparison.Ordinal);

        JsonElement report = HelpAndInfoTests.ReadJson(folder.File("width.json"));
        Assert.Equal("width", report.GetProperty("experiment").GetString());
        Assert.Equal("64", report.GetProperty("settings").GetProperty("images").GetString());
        Assert.False(report.GetProperty("interrupted").GetBoolean());
        Assert.Equal(19, report.GetProperty("runs").GetArrayLength());
        Assert.Equal(19, report.GetProperty("points").GetArrayLength());
        Assert.InRange(report.GetProperty("points")[0].GetProperty("testError").GetProperty("mean").GetDouble(), 0.1, 1);
        AssertPicture(folder.File("out/width.png"));

        // As if the program had been killed in the middle of writing run 18.
        string[] lines = File.ReadAllLines(csv);
        Assert.Equal(2 + 19, lines.Length);
        File.WriteAllText(csv, string.Join('\n', lines[..^2]) + "\n" + lines[^2][..10]);
        run = ProgramRun.StartExperiment(arguments);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("run 17/19  SW-MLP, width 735, seed 0  done before", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("run 18/19  SW-MLP, width 931, seed 0  done before", run.Output, StringComparison.Ordinal);

        // Everything but the time is the same again.
        Assert.Equal(lines.Select(WithoutTime), File.ReadAllLines(csv).Select(WithoutTime));

        arguments[Array.IndexOf(arguments, "--epochs") + 1] = "2";
        AssertRefused(ProgramRun.StartExperiment(arguments), "epochs=1, not epochs=2");
        Assert.Equal(lines.Select(WithoutTime), File.ReadAllLines(csv).Select(WithoutTime));
    }

    [SkippableFact]
    public void AStoppedExperimentSaysHowToGoOn()
    {
        Skip.If(OperatingSystem.IsWindows(), "Needs the signals of Unix.");
        using var folder = new TemporaryFolder();
        using Process process = ProgramRun.LaunchExperiment(
            "width", "--images", "256", "--epochs", "20", "--seeds", "1", "--output", folder.Path, "--json", folder.File("width.json"));

        // The line of the first run says that the second runs.
        Assert.StartsWith("run 1/19  S-Mixer, width 2,768, seed 0", process.StandardOutput.ReadLine(), StringComparison.Ordinal);
        Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]).WaitForExit();
        ProgramRun run = ProgramRun.Finish(process);
        Assert.Equal(130, run.ExitCode);
        Assert.Empty(run.Error);
        int finished = File.ReadAllLines(folder.File("width.csv")).Length - 2;
        Assert.InRange(finished, 1, 18);
        Assert.Contains($"Stopped after {finished} of 19 runs; the same command goes on from there.", run.Output, StringComparison.Ordinal);
        Assert.True(HelpAndInfoTests.ReadJson(folder.File("width.json")).GetProperty("interrupted").GetBoolean());
    }

    [Fact]
    public void ForgettingWritesItsFilesAndGoesOn()
    {
        using var folder = new TemporaryFolder();
        string[] arguments =
        [
            "forgetting", "--images", "200", "--epochs", "1", "--seeds", "2", "--available", "40", "--forgetting-epochs", "1",
            "--fisher-images", "20", "--output", folder.File("out"),
        ];
        ProgramRun run = ProgramRun.StartExperiment([.. arguments, "--json", folder.File("forgetting.json")]);
        Assert.Equal(string.Empty, run.Error);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("run 10/10  never marked, seed 1", run.Output, StringComparison.Ordinal);

        JsonElement report = HelpAndInfoTests.ReadJson(folder.File("forgetting.json"));
        Assert.Equal(10, report.GetProperty("runs").GetArrayLength());
        Assert.Equal(5, report.GetProperty("points").GetArrayLength());
        Assert.InRange(report.GetProperty("points")[0].GetProperty("plainUnavailable").GetProperty("mean").GetDouble(), 0, 1);
        AssertPicture(folder.File("out/forgetting.png"));

        // Stopped within a seed: the model that learned the marks is trained again, to the same bits.
        string csv = folder.File("out/forgetting.csv");
        string[] lines = File.ReadAllLines(csv);
        File.WriteAllText(csv, string.Join('\n', lines[..5]) + "\n");
        run = ProgramRun.StartExperiment(arguments);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("run 3/10  elastic weights, seed 0  done before", run.Output, StringComparison.Ordinal);
        Assert.Equal(lines.Select(WithoutTime), File.ReadAllLines(csv).Select(WithoutTime));
    }

    internal static void AssertRefused(ProgramRun run, string expected) => MisuseTests.AssertRefused(run, expected, "SparseGen.Experiments");

    private static string WithoutTime(string line) => line[..line.LastIndexOf(',')];

    private static void AssertPicture(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], bytes[..4]);

        // A picture without text and lines packs into less.
        Assert.InRange(bytes.Length, 15_000, 500_000);
    }
}
