using SparseGen.Tests.Data;
using SparseGen.Tests.Models;

namespace SparseGen.Tests.Checkpoints;

/// <summary>Files of versions that had a bias in the skip of an S-Mixer block, where the layer norm behind it takes it away.</summary>
public sealed class IgnoredTensorsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TheModelDoesWithoutBiasesOfSkipsAndNamesThem()
    {
        using var model = new MappedSkips(maxBatch: 1);
        Assert.DoesNotContain(MappedSkips.Info.Tensors, tensor => tensor.Name.EndsWith("skip.bias", StringComparison.Ordinal));
        Assert.Equal(
            ["blocks.0.skip.bias", "blocks.1.skip.bias", "blocks.2.skip.bias"],
            model.Parameters.Layout.Ignored.Select(tensor => tensor.Name));
        Assert.All(model.Parameters.Layout.Ignored, tensor => Assert.Equal(4, Assert.Single(tensor.Shape)));
    }

    [Fact]
    public void AFileWithThemIsRead()
    {
        using var model = new MappedSkips(maxBatch: 1, seed: 3);
        var path = WriteWith(model, "blocks.0.skip.bias", 4);
        using var loaded = new MappedSkips(maxBatch: 1, seed: 5);
        Checkpoint.Load(path, loaded.Parameters);
        Assert.Equal(CheckpointFiles.Storage(model.Parameters), CheckpointFiles.Storage(loaded.Parameters));
    }

    [Theory]
    [InlineData("blocks.0.skip.bias", 5)]
    [InlineData("blocks.3.skip.bias", 4)]
    public void OfAnotherShapeOrBlockTheyAreSuperfluous(string name, int length)
    {
        using var model = new MappedSkips(maxBatch: 1);
        var failure = Assert.Throws<CheckpointException>(() => Checkpoint.Load(WriteWith(model, name, length), model.Parameters));
        Assert.Contains($"{name} is F32 [{length}]; the model has no such tensor", failure.Message, StringComparison.Ordinal);
    }

    private string WriteWith(MappedSkips model, string name, int length)
    {
        var data = new List<byte>();
        var entries = new List<string>();
        foreach (var tensor in MappedSkips.Info.Tensors)
        {
            var values = new float[tensor.Shape.Aggregate(1, static (product, extent) => product * extent)];
            model.Parameters.GetTensor(tensor.Name, values);
            Add(tensor.Name, tensor.Shape, values);
        }

        Add(name, [length], new float[length]);
        var path = Path.Combine(_folder.Path, "old.safetensors");
        File.WriteAllBytes(path, CheckpointFiles.Make($"{{{string.Join(",", entries)}}}", [.. data]));
        return path;

        void Add(string tensor, IEnumerable<int> shape, float[] values)
        {
            var start = data.Count;
            data.AddRange(System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan()));
            entries.Add($"\"{tensor}\":{{\"dtype\":\"F32\",\"shape\":[{string.Join(",", shape)}],\"data_offsets\":[{start},{data.Count}]}}");
        }
    }
}
