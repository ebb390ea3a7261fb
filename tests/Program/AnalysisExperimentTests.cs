using System.Globalization;
using System.Text.Json;

namespace SparseGen.Tests.Program;

/// <summary>The experiments on the instruments of analysis from the command line, made small.</summary>
[Trait(TestScope.Trait, TestScope.Release)]
public sealed class AnalysisExperimentTests
{
    private const string SpectraPictures = "spectra spectra-channel-mixing-adamw spectra-channel-mixing-nesterov spectra-hidden-adamw spectra-hidden-nesterov "
        + "spectra-token-mixing-adamw spectra-token-mixing-nesterov";

    [Theory]
    [InlineData("cnl --columns 200", "--columns: 200 is not from 5 to the number of rows, 100")]
    [InlineData("cnl --device cpu", "--device")]
    [InlineData("hoo --decay 1", "--decay: 1 is not less than 1")]
    [InlineData("scaling --images 100", "--images: 100 training images are too few; expected at least 320")]
    [InlineData("cw --passes 5", "--passes: 5 is less than 20")]
    [InlineData("shapes --images 4", "--images: a fifth of 4 images is none; --images takes at least 5")]
    [InlineData("shapes --validation", "--validation")]
    public void MisuseIsOneLine(string arguments, string expected) => ExperimentTests.AssertRefused(ProgramRun.StartExperiment(arguments.Split(' ')), expected);

    [Theory]
    [InlineData("cnl --rows 12 --columns 6 --seeds 1", "cnl", 24, 24)]
    [InlineData("hoo --rounds 100 --seeds 2", "hoo", 6, 3)]
    [InlineData("fisher --width 8 --seeds 1", "fisher fisher-rate", 7, 7)]
    [InlineData("freeness --width 32 --layers 2 --seeds 3", "freeness", 6, 2)]
    [InlineData("sparse --side 2 --samples 12 --seeds 1", "sparse", 8, 8)]
    [InlineData("scaling --images 320 --epochs 1", "scaling scaling-parameters", 11, 11)]
    [InlineData("maddness --images 400 --epochs 1 --seeds 1", "maddness", 7, 7)]
    [InlineData("cw --size 6 --passes 20 --seeds 1", "cw", 10, 10)]
    [InlineData("spectra --images 64 --epochs 1 --seeds 1", SpectraPictures, 4, 12)]
    [InlineData("isometry --images 64 --epochs 1 --seeds 1", "isometry isometry-learning", 4, 4)]
    [InlineData("transfer --images 128 --epochs 1 --seeds 1", "transfer", 12, 12)]
    [InlineData("identity --images 16 --epochs 1 --seeds 1", "identity identity-maps", 6, 6)]
    [InlineData("shapes --images 40 --epochs 1 --plays 3 --seeds 1", "shapes", 3, 7)]
    [InlineData("layers --images 64 --epochs 1 --seeds 1", "layers layers-mixer-other-mixer layers-mixer-rp-mixer layers-mixer-sw-mlp layers-rp-mixer-sw-mlp", 4, 4)]
    [InlineData("panorama --places 3 --views 80 --seeds 1", "panorama panorama-views", 2, 2)]
    public void AnExperimentWritesItsFilesAndIsNotDoneTwice(string arguments, string pictures, int runs, int points)
    {
        using var folder = new TemporaryFolder();
        string[] all = [.. arguments.Split(' '), "--output", folder.File("out"), "--json", folder.File("report.json")];
        ProgramRun run = ProgramRun.StartExperiment(all);
        Assert.Equal(string.Empty, run.Error);
        Assert.Equal(0, run.ExitCode);
        JsonElement report = HelpAndInfoTests.ReadJson(folder.File("report.json"));
        Assert.Equal(runs, report.GetProperty("runs").GetArrayLength());
        Assert.Equal(points, report.GetProperty("points").GetArrayLength());
        string[] files = Directory.GetFiles(folder.File("out"), "*.png");
        Assert.Equal(pictures.Split(' '), files.Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));
        Assert.All(files, static file =>
        {
            byte[] bytes = File.ReadAllBytes(file);
            Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], bytes[..4]);
            Assert.True(bytes.Length > 1000, $"{file} has {bytes.Length} bytes.");
        });

        // Everything is done: the second start reads the same numbers.
        string before = File.ReadAllText(folder.File("report.json"));
        run = ProgramRun.StartExperiment(all);
        Assert.Equal(runs, run.Output.Split("done before").Length - 1);
        Assert.Equal(before, File.ReadAllText(folder.File("report.json")));
    }

    /// <summary>A search sees what it is rewarded with: that must not be the test images.</summary>
    [Fact]
    public void ShapesAreRewardedByHeldOutImages()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(0, ProgramRun.StartExperiment("shapes", "--images", "40", "--epochs", "1", "--plays", "1", "--seeds", "1", "--output", folder.Path).ExitCode);
        string[] lines = File.ReadAllLines(folder.File("shapes.csv"));
        Assert.Contains("images=32; test=8; epochs=1", lines[0], StringComparison.Ordinal);
        Assert.Contains("judged-by=validation", lines[0], StringComparison.Ordinal);
        double accuracy = double.Parse(lines[2].Split(',')[5], CultureInfo.InvariantCulture);
        Assert.Equal(Math.Round(8 * accuracy), 8 * accuracy, 1e-9);
    }

    /// <summary>A search that was stopped after its first play plays the same as one that was not, without training for that play again.</summary>
    [Fact]
    public void ASearchGoesOnFromWhatWasPlayed()
    {
        using var folder = new TemporaryFolder();
        string[] all = ["shapes", "--images", "40", "--epochs", "1", "--plays", "3", "--seeds", "1", "--output", folder.Path];
        Assert.Equal(0, ProgramRun.StartExperiment(all).ExitCode);
        string[] lines = File.ReadAllLines(folder.File("shapes.csv"));
        File.WriteAllLines(folder.File("shapes.csv"), lines[..3]);
        ProgramRun run = ProgramRun.StartExperiment(all);
        Assert.Equal(2, run.Output.Split("done before").Length);
        Assert.Equal(lines.Select(WithoutTime), File.ReadAllLines(folder.File("shapes.csv")).Select(WithoutTime));

        static string WithoutTime(string line) => line[..line.LastIndexOf(',')];
    }
}
