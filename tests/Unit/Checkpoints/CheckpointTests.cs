using SparseGen.Tests.Data;
using SparseGen.Tests.Training;

namespace SparseGen.Tests.Checkpoints;

/// <summary>Saving and loading: what comes back, what stands in the file, what happens to files when something fails.</summary>
public sealed class CheckpointTests
{
    [Fact]
    public void WhatIsSavedComesBackBitForBit()
    {
        using var folder = new TemporaryFolder();
        using var saved = LinearProbe.Create(1, seed: 1);
        saved.Parameters.SetTensor("bias", [0, -0f, float.Epsilon, float.MaxValue, 1e-20f]);
        using var loaded = LinearProbe.Create(1, seed: 2);
        string path = folder.File("probe.safetensors");

        Checkpoint.Save(path, saved, new Dictionary<string, string> { ["data"] = "none, \"quoted\" \u00e9" });
        CheckpointInfo info = Checkpoint.Load(path, loaded.Parameters);

        Assert.Equal(
            CheckpointFiles.Storage(saved.Parameters).Select(BitConverter.SingleToInt32Bits),
            CheckpointFiles.Storage(loaded.Parameters).Select(BitConverter.SingleToInt32Bits));
        Assert.Equal("LinearProbe", info.Model);
        Assert.Equal("none, \"quoted\" \u00e9", info.Metadata["data"]);
        Assert.Equal(["weight", "bias"], info.Tensors.Select(static tensor => tensor.Name));
        Assert.Equal([5, 3], Checkpoint.ReadInfo(path).Tensors[0].Shape.ToArray());
        Assert.Equal(["probe.safetensors"], Directory.GetFiles(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void AnIndependentReaderFindsTensorsInTheOrderOfPyTorch()
    {
        using var folder = new TemporaryFolder();
        using var model = LinearProbe.Create(1, seed: 1);
        float[] weight = new float[15];
        model.Parameters.GetTensor("weight", weight);
        string path = folder.File("probe.safetensors");
        Checkpoint.Save(path, model);

        var reader = new Fixture(folder.File("probe"));
        Assert.Equal(weight, reader["weight"]);
        Assert.Equal([5, 3], reader.Shape("weight"));
        Assert.Equal(["bias", "weight"], reader.Names.Order());
    }

    [Fact]
    public void TheSameModelGivesTheSameBytes()
    {
        using var folder = new TemporaryFolder();
        using var model = LinearProbe.Create(1, seed: 1);
        Checkpoint.Save(folder.File("a"), model.Parameters, new Dictionary<string, string> { ["b"] = "1", ["a"] = "2" });
        Checkpoint.Save(folder.File("b"), model.Parameters, new Dictionary<string, string> { ["a"] = "2", ["b"] = "1" });
        byte[] file = File.ReadAllBytes(folder.File("a"));
        Assert.Equal(file, File.ReadAllBytes(folder.File("b")));

        // Data that begin at a multiple of eight can be mapped into memory as they are.
        Assert.Equal(0, CheckpointFiles.HeaderOf(file).Length % 8);
    }

    [Fact]
    public void LoadsFilesFromElsewhere()
    {
        using var folder = new TemporaryFolder();
        using var model = LinearProbe.Create(1);
        float[] values = [.. Enumerable.Range(1, 20).Select(static value => (float)value)];
        byte[] data = new byte[80];
        Buffer.BlockCopy(values, 0, data, 0, 80);

        // Another order of keys and of data, blanks, no metadata, and a header that leaves the data unaligned.
        const string Header = """
             {"weight": {"shape":[5, 3], "data_offsets":[20,80], "dtype":"F32"},
              "bias":{"data_offsets":[0,20],"dtype":"F32","shape":[5]}}
            """;
        Checkpoint.Load(folder.Write("plain", CheckpointFiles.Make(Header, data)), model.Parameters);

        float[] bias = new float[5];
        float[] weight = new float[15];
        model.Parameters.GetTensor("bias", bias);
        model.Parameters.GetTensor("weight", weight);
        Assert.Equal(values[..5], bias);
        Assert.Equal(values[5..], weight);

        string withMetadata = Header.Replace("{\"weight\"", "{\"__metadata__\":{\"format\":\"pt\"},\"weight\"", StringComparison.Ordinal);
        CheckpointInfo info = Checkpoint.Load(folder.Write("torch", CheckpointFiles.Make(withMetadata, data)), model.Parameters);
        Assert.Null(info.Model);
        Assert.Equal("pt", info.Metadata["format"]);
    }

    [Fact]
    public void ListsEveryDifferenceAndChangesNothing()
    {
        using var folder = new TemporaryFolder();
        using var model = LinearProbe.Create(1);
        float[] before = CheckpointFiles.Storage(model.Parameters);
        int version = model.Parameters.Version;
        string path = folder.Write("other", CheckpointFiles.Make(
            """
            {"weight":{"dtype":"I16","shape":[5,3],"data_offsets":[0,30]},
             "head.weight":{"dtype":"F32","shape":[2],"data_offsets":[30,38]}}
            """,
            38));

        var exception = Assert.Throws<CheckpointException>(() => Checkpoint.Load(path, model.Parameters));

        Assert.Equal(
            [
                "bias is missing; the model has F32 [5]",
                "head.weight is F32 [2]; the model has no such tensor",
                "weight is I16 [5, 3]; the model has F32 [5, 3]",
            ],
            exception.Differences.ToArray());
        Assert.All(exception.Differences, line => Assert.Contains(line, exception.Message, StringComparison.Ordinal));
        Assert.Contains("(1 missing, 1 superfluous, 1 different)", exception.Message, StringComparison.Ordinal);
        Assert.StartsWith(path, exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, CheckpointFiles.Storage(model.Parameters));
        Assert.Equal(version, model.Parameters.Version);
    }

    [Fact]
    public void AShapeMustFitInEveryExtent()
    {
        using var folder = new TemporaryFolder();
        using var model = LinearProbe.Create(1);
        string path = folder.Write("transposed", CheckpointFiles.Make(
            """{"weight":{"dtype":"F32","shape":[3,5],"data_offsets":[0,60]},"bias":{"dtype":"F32","shape":[5],"data_offsets":[60,80]}}""",
            80));
        Assert.Equal(
            ["weight is F32 [3, 5]; the model has F32 [5, 3]"],
            Assert.Throws<CheckpointException>(() => Checkpoint.Load(path, model.Parameters)).Differences.ToArray());
    }

    [Theory]
    [InlineData("sparsegen")]
    [InlineData("sha256")]
    [InlineData("header_sha256")]
    [InlineData("format")]
    public void ReservedKeysAreRejectedBeforeAnythingIsWritten(string key)
    {
        using var folder = new TemporaryFolder();
        using var model = LinearProbe.Create(1);
        var metadata = new Dictionary<string, string> { [key] = "x" };
        var exception = Assert.Throws<ArgumentException>(
            "metadata", () => Checkpoint.Save(folder.File("a"), model.Parameters, metadata));
        Assert.Contains($"\"{key}\"", exception.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void TheNameOfTheModelIsNotForOthersToGive()
    {
        using var folder = new TemporaryFolder();
        using var model = LinearProbe.Create(1);
        var metadata = new Dictionary<string, string> { [Checkpoint.ModelKey] = "mine" };
        var exception = Assert.Throws<ArgumentException>("metadata", () => Checkpoint.Save(folder.File("a"), model, metadata));
        Assert.Contains("the key \"model\" with \"mine\"; the model's name, LinearProbe, stands there", exception.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder.Path));

        // Parameters alone have no name of their own.
        Checkpoint.Save(folder.File("a"), model.Parameters, metadata);
        Assert.Equal("mine", Checkpoint.ReadInfo(folder.File("a")).Model);
    }

    [Fact]
    public void ReplacesAFileAndMakesTheFolder()
    {
        using var folder = new TemporaryFolder();
        using var model = LinearProbe.Create(1, seed: 1);
        string path = Path.Combine(folder.Path, "new", "folder", "probe.safetensors");
        Checkpoint.Save(path, LinearProbe.NewVector(Device.CpuWithThreads(1)));
        Checkpoint.Save(path, model);
        using var loaded = LinearProbe.Create(1, seed: 2);
        Checkpoint.Load(path, loaded.Parameters);
        Assert.Equal(CheckpointFiles.Storage(model.Parameters), CheckpointFiles.Storage(loaded.Parameters));
    }

    [Fact]
    public void AFailedSaveLeavesNoTemporaryFile()
    {
        using var folder = new TemporaryFolder();
        using var model = LinearProbe.Create(1);

        // A folder with something in it stands where the file should go, so that the renaming fails at the very end.
        string target = folder.File("probe.safetensors");
        Directory.CreateDirectory(target);
        File.WriteAllText(Path.Combine(target, "something"), string.Empty);

        Assert.ThrowsAny<SystemException>(() => Checkpoint.Save(target, model));
        Assert.Empty(Directory.GetFiles(folder.Path));
        Assert.True(Directory.Exists(target));
    }

    /// <summary>A file with tensors of two steps would have a right checksum and be the state of no step.</summary>
    [Fact]
    public void ParametersThatChangeWhileTheyAreSavedAreRefusedAndTheOldFileStays()
    {
        using var folder = new TemporaryFolder();
        using var model = LinearProbe.Create(1);
        string path = folder.File("probe");
        Checkpoint.Save(path, model);
        byte[] before = File.ReadAllBytes(path);
        TensorLayout weight = model.Parameters.Layout.Find("weight"), bias = model.Parameters.Layout.Find("bias");
        TensorSource[] sources = [TensorSource.Of("weight", model.Parameters, weight), TensorSource.Of("bias", model.Parameters, bias)];
        model.Parameters.Scale(2);
        var exception = Assert.Throws<InvalidOperationException>(() => SafetensorsFile.Write(path, sources, new Dictionary<string, string>()));
        Assert.Contains("changed while they were saved", exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void MetadataThatNoReaderWouldTakeAreRefusedBeforeAnythingIsWritten()
    {
        using var folder = new TemporaryFolder();
        using var model = LinearProbe.Create(1);
        var metadata = new Dictionary<string, string> { ["log"] = new string('x', 100_000_000) };
        Assert.Throws<ArgumentException>("metadata", () => Checkpoint.Save(folder.File("a"), model.Parameters, metadata));
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void AMissingFileIsAnIOException()
    {
        using var folder = new TemporaryFolder();
        Assert.Throws<FileNotFoundException>(() => Checkpoint.ReadInfo(folder.File("nowhere")));
    }
}
