using SparseGen.Tests.Data;
using SparseGen.Tests.Training;

namespace SparseGen.Tests.Checkpoints;

/// <summary>Parts, other names, other orientations: what was asked for is loaded, the rest stays, and a mistake changes nothing.</summary>
public sealed class LoadOptionsTests
{
    private static readonly float[] s_values = [.. Enumerable.Range(1, 20).Select(static value => (float)value)];

    [Fact]
    public void AllButTheHead()
    {
        // The file has seven biases instead of five.
        using var folder = new TemporaryFolder();
        using var model = LinearProbe.Create(1, seed: 1);
        model.Parameters.SetTensor("bias", [9, 9, 9, 9, 9]);
        string path = Write(folder, """{"weight":{"dtype":"F32","shape":[5,3],"data_offsets":[0,60]},"bias":{"dtype":"F32","shape":[5],"data_offsets":[60,80]}}""");
        string other = folder.Write("other", CheckpointFiles.Make(
            """{"weight":{"dtype":"F32","shape":[5,3],"data_offsets":[0,60]},"bias":{"dtype":"F32","shape":[7],"data_offsets":[60,88]}}""",
            [.. File.ReadAllBytes(path)[^80..], .. new byte[8]]));
        Assert.Contains("LoadOptions.Except", Assert.Throws<CheckpointException>(() => Checkpoint.Load(other, model.Parameters)).Message, StringComparison.Ordinal);

        foreach (LoadOptions options in new[] { new LoadOptions { Except = ["b*"] }, new LoadOptions { Only = ["weight"] } })
        {
            LoadResult result = Checkpoint.Load(other, model.Parameters, options);
            Assert.Equal(["weight"], result.Loaded.ToArray());
            Assert.Equal(["bias"], result.Kept.ToArray());
            Assert.Equal(["bias"], result.Ignored.ToArray());
            Assert.Equal(2, result.Info.Tensors.Length);
            Assert.Equal(s_values[..15], Tensor(model, "weight"));
            Assert.Equal([9f, 9f, 9f, 9f, 9f], Tensor(model, "bias"));
        }
    }

    [Fact]
    public void WhatIsNotLoadedNeedNotBeThere()
    {
        using var folder = new TemporaryFolder();
        using var model = LinearProbe.Create(1, seed: 1);
        string path = folder.Write("file", CheckpointFiles.Make("""{"bias":{"dtype":"F32","shape":[5],"data_offsets":[0,20]}}""", 20));
        float[] weight = Tensor(model, "weight");
        LoadResult result = Checkpoint.Load(path, model.Parameters, new LoadOptions { Except = ["weight"] });
        Assert.Equal(["weight"], result.Kept.ToArray());
        Assert.Empty(result.Ignored);
        Assert.Equal(weight, Tensor(model, "weight"));
        Assert.Equal(new float[5], Tensor(model, "bias"));
    }

    [Fact]
    public void NamesAreMapped()
    {
        using var folder = new TemporaryFolder();
        using var model = LinearProbe.Create(1);
        string path = Write(folder, """{"module.weight":{"dtype":"F32","shape":[5,3],"data_offsets":[0,60]},"module.bias":{"dtype":"F32","shape":[5],"data_offsets":[60,80]}}""");
        string message = Assert.Throws<CheckpointException>(() => Checkpoint.Load(path, model.Parameters)).Message;
        Assert.Contains("LoadOptions.WithoutPrefix(\"module.\")", message, StringComparison.Ordinal);
        LoadResult result = Checkpoint.Load(path, model.Parameters, new LoadOptions { Rename = LoadOptions.WithoutPrefix("module.") });
        Assert.Equal(["weight", "bias"], result.Loaded.ToArray());
        Assert.Equal(s_values[15..], Tensor(model, "bias"));

        Assert.Contains("the same name", Misuse(path, model, new LoadOptions { Rename = static _ => "weight" }), StringComparison.Ordinal);
        Assert.Contains("gave null", Misuse(path, model, new LoadOptions { Rename = static _ => null! }), StringComparison.Ordinal);
    }

    [Fact]
    public void MatricesAreTransposedByRequestAndVectorsAreNot()
    {
        using var folder = new TemporaryFolder();
        using var model = LinearProbe.Create(1);
        string path = Write(folder, """{"weight":{"dtype":"F32","shape":[3,5],"data_offsets":[0,60]},"bias":{"dtype":"F32","shape":[5],"data_offsets":[60,80]}}""");
        Assert.Contains("LoadOptions.Transposed", Assert.Throws<CheckpointException>(() => Checkpoint.Load(path, model.Parameters)).Message, StringComparison.Ordinal);
        Checkpoint.Load(path, model.Parameters, new LoadOptions { Transposed = ["*"] });
        Assert.Equal([1f, 6f, 11f, 2f, 7f, 12f, 3f, 8f, 13f, 4f, 9f, 14f, 5f, 10f, 15f], Tensor(model, "weight"));
        Assert.Equal(s_values[15..], Tensor(model, "bias"));

        string straight = folder.Write("straight", CheckpointFiles.Make(
            """{"weight":{"dtype":"F32","shape":[5,3],"data_offsets":[0,60]},"bias":{"dtype":"F32","shape":[5],"data_offsets":[60,80]}}""", 80));
        var exception = Assert.Throws<CheckpointException>(() => Checkpoint.Load(straight, model.Parameters, new LoadOptions { Transposed = ["weight"] }));
        Assert.Contains("to be transposed", Assert.Single(exception.Differences), StringComparison.Ordinal);
    }

    [Fact]
    public void MisspeltPatternsAreRefused()
    {
        using var folder = new TemporaryFolder();
        using var model = LinearProbe.Create(1);
        string path = Write(folder, """{"weight":{"dtype":"F32","shape":[5,3],"data_offsets":[0,60]},"bias":{"dtype":"F32","shape":[5],"data_offsets":[60,80]}}""");
        Assert.Contains(
            "Only has \"wieght\", which none of the model's 2 tensors fits. Nearest: weight",
            Misuse(path, model, new LoadOptions { Only = ["wieght"] }),
            StringComparison.Ordinal);
        Assert.Contains("Except has \"head.*\"", Misuse(path, model, new LoadOptions { Except = ["head.*"] }), StringComparison.Ordinal);
        Assert.Contains("Transposed has \"WEIGHT\"", Misuse(path, model, new LoadOptions { Transposed = ["WEIGHT"] }), StringComparison.Ordinal);
    }

    /// <summary>A file without a checksum that ends early is noticed after its first tensors were read.</summary>
    [Fact]
    public void AFailureInTheMiddleOfAPartChangesNothing()
    {
        using var saved = LinearProbe.Create(1, seed: 1);
        using var model = LinearProbe.Create(1, seed: 2);
        using var stream = new MemoryStream();
        Checkpoint.Save(stream, saved.Parameters);
        byte[] file = stream.ToArray();
        file[^1] ^= 1;
        float[] before = CheckpointFiles.Storage(model.Parameters);
        int version = model.Parameters.Version;
        Assert.Throws<CheckpointException>(() => Checkpoint.Load(new MemoryStream(file), model.Parameters, new LoadOptions { Only = ["weight"] }));
        Assert.Equal(before, CheckpointFiles.Storage(model.Parameters));
        Assert.Equal(version, model.Parameters.Version);
    }

    private static string Misuse(string path, LinearProbe model, LoadOptions options)
    {
        float[] before = CheckpointFiles.Storage(model.Parameters);
        string message = Assert.Throws<ArgumentException>(nameof(options), () => Checkpoint.Load(path, model.Parameters, options)).Message;
        Assert.Equal(before, CheckpointFiles.Storage(model.Parameters));
        return message;
    }

    private static string Write(TemporaryFolder folder, string header)
    {
        byte[] data = new byte[80];
        Buffer.BlockCopy(s_values, 0, data, 0, 80);
        return folder.Write("file", CheckpointFiles.Make(header, data));
    }

    private static float[] Tensor(LinearProbe model, string name)
    {
        float[] values = new float[model.Parameters.Layout.Find(name).Count];
        model.Parameters.GetTensor(name, values);
        return values;
    }
}
