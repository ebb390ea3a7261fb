using System.Globalization;
using System.Text.Json;

namespace SparseGen.Tests.Program;

/// <summary>Training from the command line, on few images: what it prints, writes and saves.</summary>
public sealed class TrainAndEvaluateTests
{
    [Fact]
    public void TrainSavesWhatEvalLoads()
    {
        using var folder = new TemporaryFolder();
        string checkpoint = folder.File("sub/model.safetensors");
        ProgramRun train = ProgramRun.Start(
            "train", "--epochs", "2", "--limit", "300", "--batch", "64", "--seed", "3", "--out", checkpoint, "--json", folder.File("train.json"));
        Assert.Equal(string.Empty, train.Error);
        Assert.Equal(0, train.ExitCode);
        Assert.Contains("epoch 2/2", train.Output, StringComparison.Ordinal);
        Assert.Contains(checkpoint, train.Output, StringComparison.Ordinal);

        JsonElement trained = HelpAndInfoTests.ReadJson(folder.File("train.json"));
        Assert.Equal("fashion-mixer", trained.GetProperty("model").GetString());
        Assert.Equal("cpu", trained.GetProperty("device").GetString());
        Assert.Equal(checkpoint, trained.GetProperty("checkpoint").GetString());
        Assert.Equal(2 * 5, trained.GetProperty("losses").GetArrayLength());
        Assert.True(trained.GetProperty("seconds").GetDouble() > 0);
        Assert.True(trained.GetProperty("imagesPerSecond").GetDouble() > 0);

        ProgramRun evaluate = ProgramRun.Start("eval", "--limit", "300", "--checkpoint", checkpoint, "--json", folder.File("eval.json"));
        Assert.Equal(string.Empty, evaluate.Error);
        Assert.Equal(0, evaluate.ExitCode);
        JsonElement evaluated = HelpAndInfoTests.ReadJson(folder.File("eval.json"));
        Assert.Equal(trained.GetProperty("testAccuracy").GetDouble(), evaluated.GetProperty("testAccuracy").GetDouble(), 1e-9);
        Assert.Equal(trained.GetProperty("testLoss").GetDouble(), evaluated.GetProperty("testLoss").GetDouble(), 1e-5);
        Assert.Equal(300, evaluated.GetProperty("confusion").EnumerateArray().Sum(row => row.EnumerateArray().Sum(cell => cell.GetInt32())));
    }

    [Fact]
    public void SameSeedGivesTheSameLossesAndAnotherSeedOthers()
    {
        using var folder = new TemporaryFolder();
        double[] Losses(string seed)
        {
            string json = folder.File("train.json");
            ProgramRun run = ProgramRun.Start(
                "train", "--epochs", "1", "--limit", "200", "--seed", seed, "--out", folder.File("x.safetensors"), "--overwrite", "--json", json);
            Assert.Equal(0, run.ExitCode);
            return [.. HelpAndInfoTests.ReadJson(json).GetProperty("losses").EnumerateArray().Select(loss => loss.GetDouble())];
        }

        double[] first = Losses("1");
        Assert.Equal(first, Losses("1"));
        Assert.NotEqual(first, Losses("2"));
    }

    [Fact]
    public void EvalRefusesADamagedCheckpoint()
    {
        using var folder = new TemporaryFolder();
        string checkpoint = folder.File("model.safetensors");
        Assert.Equal(0, ProgramRun.Start("train", "--epochs", "1", "--limit", "64", "--out", checkpoint).ExitCode);
        byte[] bytes = File.ReadAllBytes(checkpoint);
        File.WriteAllBytes(checkpoint, bytes[..^1]);
        MisuseTests.AssertRefused(ProgramRun.Start("eval", "--checkpoint", checkpoint), checkpoint);
        bytes[^1] ^= 1;
        File.WriteAllBytes(checkpoint, bytes);
        MisuseTests.AssertRefused(ProgramRun.Start("eval", "--checkpoint", checkpoint), checkpoint);
    }

    // Processes that a shell starts in the background inherit an ignored SIGINT, and so do their children.
    internal static bool IsIgnored(int signal)
    {
        const string Field = "SigIgn:";
        string line = File.ReadLines("/proc/self/status").First(line => line.StartsWith(Field, StringComparison.Ordinal));
        ulong mask = ulong.Parse(line[Field.Length..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return (mask & (1UL << (signal - 1))) != 0;
    }
}
