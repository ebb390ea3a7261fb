using System.Text.Json;

namespace SparseGen.Tests.Program;

/// <summary>The experiment on gradient regularisation from the command line, made small.</summary>
[Trait(TestScope.Trait, TestScope.Release)]
public sealed class RegularizationExperimentTests
{
    /// <summary>Lines of a file of runs before the first run: the settings and the names of the columns.</summary>
    private const int Head = 2;

    [Theory]
    [InlineData("gr --part tree", "tree")]
    [InlineData("gr --steps 0", "--steps: '0' is not a whole number from 1")]
    [InlineData("gr --part images --images 10001", "--images: 10001 is more than the 10000 training images")]
    public void MisuseIsOneLine(string arguments, string expected) => ExperimentTests.AssertRefused(ProgramRun.StartExperiment(arguments.Split(' ')), expected);

    [Fact]
    public void TheDiagonalNetworkFollowsTheTheoryOnFullBatches()
    {
        using var folder = new TemporaryFolder();
        string[] arguments = ["gr", "--part", "diagonal", "--steps", "200", "--seeds", "1", "--threads", "1", "--output", folder.File("out")];
        ProgramRun run = ProgramRun.StartExperiment([.. arguments, "--json", folder.File("gr.json")]);
        Assert.Equal(string.Empty, run.Error);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("full batch: as the theory has it", run.Output, StringComparison.Ordinal);

        JsonElement report = HelpAndInfoTests.ReadJson(folder.File("gr.json"));
        Assert.Equal(JsonValueKind.Null, report.GetProperty("images").ValueKind);
        JsonElement diagonal = report.GetProperty("diagonal");
        Assert.Equal(20, diagonal.GetProperty("runs").GetArrayLength());
        JsonElement[] full = [.. diagonal.GetProperty("points").EnumerateArray().Where(point => point.GetProperty("regime").GetString() == "full batch")];
        Assert.Equal("plain", full[0].GetProperty("regularizer").GetProperty("method").GetString());
        double[] scales = [.. full.Skip(1).OrderBy(SignedEpsilon).Select(point => point.GetProperty("meanScale").GetProperty("mean").GetDouble())];
        Assert.Equal(scales.OrderDescending(), scales);
        Assert.True(scales[0] < full[0].GetProperty("meanScale").GetProperty("mean").GetDouble());
        Assert.True(File.Exists(folder.File("out/gr-diagonal-scale.png")));
        Assert.True(File.Exists(folder.File("out/gr-diagonal-error.png")));

        // Everything is done: the second start does nothing and says the same.
        run = ProgramRun.StartExperiment(arguments);
        Assert.Contains("run 20/20  diagonal network, single samples, forward GR, gamma 0.05, epsilon 0.5, seed 0  done before", run.Output, StringComparison.Ordinal);

        // Stopped half-way, in the middle of a line: the rest is done again, to the same bits.
        string[] whole = StopAfter(folder.File("out/gr-diagonal.csv"), runs: 7);
        run = ProgramRun.StartExperiment(arguments);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(7, run.Output.Split("done before").Length - 1);
        AssertContinued(whole, folder.File("out/gr-diagonal.csv"), kept: 7);
    }

    /// <summary>Backward differences look the other way, and exact products are the limit between both.</summary>
    private static double SignedEpsilon(JsonElement point)
    {
        JsonElement regularizer = point.GetProperty("regularizer");
        double epsilon = regularizer.GetProperty("epsilon").GetDouble();
        return regularizer.GetProperty("method").GetString() == "backward GR" ? -epsilon : epsilon;
    }

    [Fact]
    public void ModelsOnImagesAreTrainedAndTheirStepsTimed()
    {
        using var folder = new TemporaryFolder();
        string[] arguments =
        [
            "gr", "--part", "images", "--images", "64", "--epochs", "1", "--rounds", "1", "--seeds", "1",
            "--output", folder.File("out"), "--json", folder.File("gr.json"),
        ];
        ProgramRun run = ProgramRun.StartExperiment(arguments);
        Assert.Equal(string.Empty, run.Error);
        Assert.Equal(0, run.ExitCode);
        JsonElement report = HelpAndInfoTests.ReadJson(folder.File("gr.json"));
        JsonElement[] points = [.. report.GetProperty("images").GetProperty("points").EnumerateArray()];
        Assert.Equal(["Mixer", "MLP"], points.Select(point => point.GetProperty("model").GetString()).Distinct());
        Assert.All(points, point => Assert.InRange(point.GetProperty("testAccuracy").GetProperty("mean").GetDouble(), 0, 1));
        JsonElement[] times = [.. report.GetProperty("stepTimes").EnumerateArray()];
        Assert.All(times, time => Assert.Equal(time.GetProperty("method").GetString() == "plain", time.GetProperty("ratio").GetDouble() == 1));
        Assert.All(points, point => Assert.Contains(times, time => point.GetProperty("stepTime").GetDouble() == time.GetProperty("ratio").GetDouble()));
        Assert.True(File.Exists(folder.File("out/gr-images-mixer.png")));
        Assert.True(File.Exists(folder.File("out/gr-images-mlp.png")));

        // Stopped half-way: what is kept stays as it is, times too, and the rest is done to the same bits.
        string[] images = StopAfter(folder.File("out/gr-images.csv"), runs: 11);
        string[] measured = StopAfter(folder.File("out/gr-time.csv"), runs: 3);
        run = ProgramRun.StartExperiment(arguments);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(11 + 3, run.Output.Split("done before").Length - 1);
        AssertContinued(images, folder.File("out/gr-images.csv"), kept: 11);
        string[] timed = File.ReadAllLines(folder.File("out/gr-time.csv"));
        Assert.Equal(measured[..(Head + 3)], timed[..(Head + 3)]);
        Assert.Equal(measured.Select(ModelAndMethod), timed.Select(ModelAndMethod));

        static string ModelAndMethod(string line) => string.Join(',', line.Split(',').Take(2));
    }

    /// <summary>With strong regularisation some trainings diverge: their weights are judged where the loss stopped being finite, and the others go on.</summary>
    [Fact]
    public void ATrainingThatDivergesIsARunLikeAnother()
    {
        using var folder = new TemporaryFolder();
        string[] arguments =
        [
            "gr", "--part", "images", "--images", "64", "--epochs", "2", "--batch", "8", "--rounds", "1", "--seeds", "1", "--lr", "1e18",
            "--output", folder.File("out"), "--json", folder.File("gr.json"),
        ];
        ProgramRun run = ProgramRun.StartExperiment(arguments);
        Assert.Equal(string.Empty, run.Error);
        Assert.Equal(0, run.ExitCode);
        JsonElement[] points = [.. HelpAndInfoTests.ReadJson(folder.File("gr.json")).GetProperty("images").GetProperty("points").EnumerateArray()];
        Assert.All(points, point => Assert.InRange(point.GetProperty("testAccuracy").GetProperty("mean").GetDouble(), 0, 1));
    }

    /// <summary>Leaves of a file of runs what a program that is killed leaves: the head, some runs and part of another.</summary>
    /// <returns>The lines that it had.</returns>
    private static string[] StopAfter(string file, int runs)
    {
        string[] lines = File.ReadAllLines(file);
        File.WriteAllText(file, string.Join('\n', lines[..(Head + runs)]) + '\n' + lines[Head + runs][..5]);
        return lines;
    }

    /// <summary>Runs that were kept have not changed, and the others have the results they had; only the last column, seconds, is new.</summary>
    private static void AssertContinued(string[] before, string file, int kept)
    {
        string[] after = File.ReadAllLines(file);
        Assert.Equal(before[..(Head + kept)], after[..(Head + kept)]);
        Assert.Equal(before.Select(Results), after.Select(Results));

        static string Results(string line) => line[..Math.Max(0, line.LastIndexOf(','))];
    }
}
