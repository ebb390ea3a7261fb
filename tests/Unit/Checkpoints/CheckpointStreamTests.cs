using SparseGen.Tests.Data;
using SparseGen.Tests.Files;
using SparseGen.Tests.Training;

namespace SparseGen.Tests.Checkpoints;

/// <summary>Checkpoints in streams: embedded resources, archives, the network.</summary>
public sealed class CheckpointStreamTests
{
    [Fact]
    public void AStreamHasTheBytesOfAFile()
    {
        using var folder = new TemporaryFolder();
        using var model = LinearProbe.Create(1, seed: 1);
        var metadata = new Dictionary<string, string> { ["data"] = "none" };
        Checkpoint.Save(folder.File("file"), model, metadata);
        using var stream = new MemoryStream();
        Checkpoint.Save(stream, model, metadata);
        Assert.Equal(File.ReadAllBytes(folder.File("file")), stream.ToArray());
        Assert.True(stream.CanWrite);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void WhatIsSavedToAStreamComesBack(bool canSeek)
    {
        using var saved = LinearProbe.Create(1, seed: 1);
        using var loaded = LinearProbe.Create(1, seed: 2);
        using var stream = new MemoryStream();
        stream.Write([1, 2, 3]);
        Checkpoint.Save(stream, saved.Parameters);
        stream.Position = 3;
        var forward = new ForwardStream(stream.ToArray()[3..]);
        Checkpoint.Load(canSeek ? stream : forward, loaded.Parameters);
        Assert.Equal(CheckpointFiles.Storage(saved.Parameters), CheckpointFiles.Storage(loaded.Parameters));
        Assert.False(forward.IsClosed);
        Assert.True(stream.CanRead);
    }

    [Fact]
    public void DamagedStreamsAreRefusedAndChangeNothing()
    {
        using var saved = LinearProbe.Create(1, seed: 1);
        using var loaded = LinearProbe.Create(1, seed: 2);
        float[] before = CheckpointFiles.Storage(loaded.Parameters);
        using var stream = new MemoryStream();
        Checkpoint.Save(stream, saved.Parameters);
        byte[] file = stream.ToArray();
        for (int length = 0; length < file.Length; length++)
        {
            Assert.Throws<CheckpointException>(() => Checkpoint.Load(new ForwardStream(file[..length]), loaded.Parameters));
        }

        for (int at = 0; at < file.Length; at++)
        {
            byte[] damaged = [.. file];
            damaged[at] ^= 1;
            Assert.Throws<CheckpointException>(() => Checkpoint.Load(new ForwardStream(damaged), loaded.Parameters));
        }

        Assert.Throws<CheckpointException>(() => Checkpoint.Load(new ForwardStream([.. file, 0]), loaded.Parameters));
        Assert.Equal(before, CheckpointFiles.Storage(loaded.Parameters));
    }

    [Fact]
    public void OneTensorIsReadByItsName()
    {
        using var folder = new TemporaryFolder();
        using var model = LinearProbe.Create(1, seed: 1);
        float[] weight = new float[15];
        model.Parameters.GetTensor("weight", weight);
        string path = folder.File("probe");
        Checkpoint.Save(path, model);
        Assert.Equal(weight, Checkpoint.ReadTensor(path, "weight"));
        Assert.Equal(weight, Checkpoint.ReadTensor(new ForwardStream(File.ReadAllBytes(path)), "weight"));
        Assert.Equal("LinearProbe", Checkpoint.ReadInfo(new ForwardStream(File.ReadAllBytes(path))).Model);
        var exception = Assert.Throws<ArgumentException>("name", () => Checkpoint.ReadTensor(path, "wieght"));
        Assert.Contains("Nearest: weight", exception.Message, StringComparison.Ordinal);

        byte[] file = File.ReadAllBytes(path);
        file[^1] ^= 1;
        string damaged = folder.Write("damaged", file);
        Assert.Throws<CheckpointException>(() => Checkpoint.ReadTensor(damaged, "weight"));
        string integers = folder.Write("integers", CheckpointFiles.Make("""{"n":{"dtype":"I64","shape":[],"data_offsets":[0,8]}}""", 8));
        Assert.Contains("I64", Assert.Throws<ArgumentException>(() => Checkpoint.ReadTensor(integers, "n")).Message, StringComparison.Ordinal);
    }
}
