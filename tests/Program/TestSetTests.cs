namespace SparseGen.Tests.Program;

/// <summary><c>eval</c> takes the test images of the training, and says so; others are called others.</summary>
public sealed class TestSetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Checkpoint => _folder.File("model.safetensors");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WhatTheTrainingHadIsTaken()
    {
        string data = CopyData("other");
        Assert.Equal(0, ProgramRun.Start("train", "--epochs", "1", "--limit", "96", "--data", data, "--out", Checkpoint).ExitCode);
        AssertSays($"Test set: 96 images of Fashion-MNIST in {data}, those of the training\n");
        AssertSays($"Test set: 50 images of Fashion-MNIST in {data}, not those of the training\n", "--limit", "50");
        AssertSays($"Test set: 2,000 images of Fashion-MNIST in {data}, not those of the training\n", "--data", data);

        // The same images elsewhere are the same images.
        string moved = _folder.File("moved");
        Directory.Move(data, moved);
        AssertSays($"Test set: 96 images of Fashion-MNIST in {moved}, those of the training\n", "--data", moved, "--limit", "96");
        MisuseTests.AssertRefused(ProgramRun.Start("eval", "--out", Checkpoint), $"was trained with the images in '{data}', which is not there");
    }

    [Fact]
    public void ACheckpointThatDoesNotSayIsTestedOnTheShippedImages()
    {
        using (var model = new SparseGen.Models.FashionMixer(maxBatch: 1))
        {
            SparseGen.Checkpoint.Save(Checkpoint, model);
        }

        string shipped = Path.Combine(AppContext.BaseDirectory, "data", "fashion-mnist");
        AssertSays($"Test set: 2,000 images of Fashion-MNIST in {shipped}\n");
    }

    /// <summary>As many images as before, but others: whether a run on them is better cannot be told.</summary>
    [Fact]
    public void AccuraciesOnOtherImagesAreNotCompared()
    {
        Assert.Equal(0, ProgramRun.Start("train", "--epochs", "1", "--limit", "96", "--out", Checkpoint).ExitCode);
        string data = CopyData("swapped");
        foreach (string kind in new[] { "images-idx3", "labels-idx1" })
        {
            File.Copy(Path.Combine(data, $"train-{kind}-ubyte.gz"), Path.Combine(data, $"t10k-{kind}-ubyte.gz"), overwrite: true);
        }

        MisuseTests.AssertRefused(ProgramRun.Start("train", "--epochs", "1", "--limit", "96", "--data", data, "--out", Checkpoint), "it was tested on other images");
    }

    private string CopyData(string name)
    {
        string folder = Directory.CreateDirectory(_folder.File(name)).FullName;
        foreach (string file in Directory.GetFiles(Repository.FashionMnist, "*.gz"))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        return folder;
    }

    private void AssertSays(string expected, params string[] arguments)
    {
        ProgramRun run = ProgramRun.Start(["eval", "--out", Checkpoint, .. arguments]);
        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
        Assert.Contains(expected, run.Output, StringComparison.Ordinal);
    }
}
