using System.Text;
using SparseGen.Tests.Data;
using SparseGen.Tests.Training;

namespace SparseGen.Tests.Checkpoints;

/// <summary>Checkpoints in several files, named by an index.</summary>
public sealed class ShardTests
{
    private const string Index = """
        {"metadata":{"total_size":80},"weight_map":{"weight":"model-00001-of-00002.safetensors","bias":"model-00002-of-00002.safetensors"}}
        """;

    [Fact]
    public void AnIndexLoadsAllItsShards()
    {
        using TemporaryFolder folder = Shards();
        using var model = LinearProbe.Create(1);
        string path = folder.Write("model.safetensors.index.json", Encoding.UTF8.GetBytes(Index));
        CheckpointInfo info = Checkpoint.Load(path, model.Parameters);
        Assert.Equal(["weight", "bias"], info.Tensors.Select(static tensor => tensor.Name));
        float[] weight = new float[15], bias = new float[5];
        model.Parameters.GetTensor("weight", weight);
        model.Parameters.GetTensor("bias", bias);
        Assert.All(weight, value => Assert.Equal(1f, value));
        Assert.All(bias, value => Assert.Equal(2f, value));
        Assert.Equal(bias, Checkpoint.ReadTensor(path, "bias"));
        Assert.Equal("pt", Assert.Single(Checkpoint.ReadInfo(path).Metadata).Value);
    }

    [Theory]
    [InlineData("model-00001-of-00002.safetensors", "../model-00001-of-00002.safetensors", "in its own folder")]
    [InlineData("\"weight\":", "\"wait\":", "which the index does not look for there")]
    [InlineData("\"bias\":", "\"more\":\"model-00001-of-00002.safetensors\",\"bias\":", "which has it not")]
    [InlineData("weight_map", "wait_map", "JSON")]
    public void AnIndexThatDoesNotFitIsRefused(string old, string replacement, string word)
    {
        using TemporaryFolder folder = Shards();
        using var model = LinearProbe.Create(1, seed: 1);
        float[] before = CheckpointFiles.Storage(model.Parameters);
        string path = folder.Write("model.safetensors.index.json", Encoding.UTF8.GetBytes(Index.Replace(old, replacement, StringComparison.Ordinal)));
        var exception = Assert.Throws<CheckpointException>(() => Checkpoint.Load(path, model.Parameters));
        Assert.Contains(word, exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, CheckpointFiles.Storage(model.Parameters));
    }

    [Fact]
    public void AMissingOrDamagedShardChangesNothing()
    {
        using TemporaryFolder folder = Shards();
        using var model = LinearProbe.Create(1, seed: 1);
        float[] before = CheckpointFiles.Storage(model.Parameters);
        string path = folder.Write("model.safetensors.index.json", Encoding.UTF8.GetBytes(Index));
        string second = folder.File("model-00002-of-00002.safetensors");
        File.WriteAllBytes(second, File.ReadAllBytes(second)[..^1]);
        Assert.Throws<CheckpointException>(() => Checkpoint.Load(path, model.Parameters));
        File.Delete(second);
        Assert.Throws<FileNotFoundException>(() => Checkpoint.Load(path, model.Parameters));
        Assert.Equal(before, CheckpointFiles.Storage(model.Parameters));
    }

    private static TemporaryFolder Shards()
    {
        var folder = new TemporaryFolder();
        float[] values = [.. Enumerable.Repeat(1f, 15), .. Enumerable.Repeat(2f, 5)];
        byte[] data = new byte[80];
        Buffer.BlockCopy(values, 0, data, 0, 80);
        folder.Write("model-00001-of-00002.safetensors", CheckpointFiles.Make(
            """{"__metadata__":{"format":"pt","part":"1"},"weight":{"dtype":"F32","shape":[5,3],"data_offsets":[0,60]}}""", data[..60]));
        folder.Write("model-00002-of-00002.safetensors", CheckpointFiles.Make(
            """{"__metadata__":{"format":"pt","part":"2"},"bias":{"dtype":"F32","shape":[5],"data_offsets":[0,20]}}""", data[60..]));
        return folder;
    }
}
