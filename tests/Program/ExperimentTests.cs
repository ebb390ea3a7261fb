using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace SparseGen.Tests.Program;

/// <summary>Experiments from the command line, on few images: files, going on, refusals.</summary>
public sealed class ExperimentTests
{
    [Fact]
    public void ExperimentAloneShowsWhatThereIs()
    {
        ProgramRun run = ProgramRun.Start("experiment");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("  sparsegen experiment width", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("sparsegen bench", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("experiment tree", "'tree'")]
    [InlineData("experiment width --seeds 0", "--seeds: '0' is not a whole number from 1")]
    [InlineData("experiment width --images 10001", "--images: 10001 is more than the 10000 training images")]
    [InlineData("experiment width --lr 0", "--lr: '0'")]
    [InlineData("experiment width --nope", "see 'sparsegen experiment width --help'")]
    [InlineData("experiment width --output /dev/null/x", "--output: '/dev/null/x/width.csv' cannot be written")]
    public void MisuseIsOneLine(string arguments, string expected) => MisuseTests.AssertRefused(ProgramRun.Start(arguments.Split(' ')), expected);

    [Fact]
    public void WidthWritesItsFilesGoesOnAndRefusesOtherSettings()
    {
        using var folder = new TemporaryFolder();
        string csv = folder.File("out/width.csv");
        string[] arguments = ["experiment", "width", "--images", "64", "--epochs", "1", "--seeds", "1", "--output", folder.File("out")];
        ProgramRun run = ProgramRun.Start([.. arguments, "--json", folder.File("width.json")]);
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
        run = ProgramRun.Start(arguments);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("run 17/19  SW-MLP, width 735, seed 0  done before", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("run 18/19  SW-MLP, width 931, seed 0  done before", run.Output, StringComparison.Ordinal);

        // Everything but the time is the same again.
        Assert.Equal(lines.Select(WithoutTime), File.ReadAllLines(csv).Select(WithoutTime));

        arguments[Array.IndexOf(arguments, "--epochs") + 1] = "2";
        MisuseTests.AssertRefused(ProgramRun.Start(arguments), "epochs=1, not epochs=2");
        Assert.Equal(lines.Select(WithoutTime), File.ReadAllLines(csv).Select(WithoutTime));
    }

    [SkippableFact]
    public void AStoppedExperimentSaysHowToGoOn()
    {
        Skip.If(OperatingSystem.IsWindows(), "Needs the signals of Unix.");
        using var folder = new TemporaryFolder();
        using Process process = ProgramRun.Launch(
            "experiment", "width", "--images", "256", "--epochs", "20", "--seeds", "1", "--output", folder.Path, "--json", folder.File("width.json"));

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

    private static string WithoutTime(string line) => line[..line.LastIndexOf(',')];

    private static void AssertPicture(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], bytes[..4]);

        // A picture without text and lines packs into less.
        Assert.InRange(bytes.Length, 15_000, 500_000);
    }
}
