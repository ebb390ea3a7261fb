using System.Buffers.Binary;
using SparseGen.Tests.Data;
using SparseGen.Tests.Training;

namespace SparseGen.Tests.Checkpoints;

/// <summary>Safetensors files of others, as the reference reader takes them.</summary>
public sealed class ForeignTensorsTests
{
    private const string Own =
        "\"weight\":{\"dtype\":\"F32\",\"shape\":[5,3],\"data_offsets\":[0,60]},\"bias\":{\"dtype\":\"F32\",\"shape\":[5],\"data_offsets\":[60,80]}";

    /// <summary>Types of one byte, of less than a byte, of pairs, and one to come.</summary>
    [Theory]
    [InlineData("F8_E8M0", "[4]", 4)]
    [InlineData("C64", "[2]", 16)]
    [InlineData("F4", "[2,3]", 3)]
    [InlineData("F6_E2M3", "[4]", 3)]
    [InlineData("F6_E3M2", "[8]", 6)]
    [InlineData("I64", "[]", 8)]
    [InlineData("BOOL", "[0,7]", 0)]
    [InlineData("F128_NEW", "[2]", 32)]
    public void ATensorOfAnyTypeBesideIsListedAndSuperfluous(string type, string shape, int length)
    {
        using var folder = new TemporaryFolder();
        using var model = LinearProbe.Create(1);
        string path = folder.Write("file", CheckpointFiles.Make(
            $$$"""{{{{Own}}},"scale":{"dtype":"{{{type}}}","shape":{{{shape}}},"data_offsets":[80,{{{80 + length}}}]}}""", 80 + length));
        Assert.Equal(3, Checkpoint.ReadInfo(path).Tensors.Length);
        var exception = Assert.Throws<CheckpointException>(() => Checkpoint.Load(path, model.Parameters));
        Assert.Contains($"scale is {type}", Assert.Single(exception.Differences), StringComparison.Ordinal);
        Assert.Contains("LoadOptions.IgnoreSuperfluous", exception.Message, StringComparison.Ordinal);

        LoadResult result = Checkpoint.Load(path, model.Parameters, new LoadOptions { IgnoreSuperfluous = true });
        Assert.Equal(["scale"], result.Ignored.ToArray());
        Assert.Equal(["weight", "bias"], result.Loaded.ToArray());
    }

    [Fact]
    public void MetadataOfNullAreNone()
    {
        using var folder = new TemporaryFolder();
        using var model = LinearProbe.Create(1);
        string path = folder.Write("file", CheckpointFiles.Make($$$"""{"__metadata__":null,{{{Own}}}}""", 80));
        Assert.Empty(Checkpoint.Load(path, model.Parameters).Metadata);
    }

    [Fact]
    public void DoublePrecisionIsRoundedAndWhatIsTooLargeRefused()
    {
        using var folder = new TemporaryFolder();
        using var model = LinearProbe.Create(1);
        const string Header = """{"weight":{"dtype":"F64","shape":[5,3],"data_offsets":[0,120]},"bias":{"dtype":"F64","shape":[5],"data_offsets":[120,160]}}""";
        double[] values = [.. Enumerable.Range(1, 20).Select(static value => 1.0 / value)];
        byte[] data = new byte[160];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(data.AsSpan(8 * i), values[i]);
        }

        Checkpoint.Load(folder.Write("file", CheckpointFiles.Make(Header, data)), model.Parameters);
        float[] weight = new float[15];
        model.Parameters.GetTensor("weight", weight);
        Assert.Equal(values[..15].Select(static value => (float)value), weight);

        BinaryPrimitives.WriteDoubleLittleEndian(data.AsSpan(152), 1e39);
        string path = folder.Write("large", CheckpointFiles.Make(Header, data));
        float[] before = CheckpointFiles.Storage(model.Parameters);
        var exception = Assert.Throws<CheckpointException>(() => Checkpoint.Load(path, model.Parameters));
        Assert.Contains("\"bias\" has a number that no float holds: 1E+39", exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, CheckpointFiles.Storage(model.Parameters));
    }

    [Fact]
    public void IntegersAreNoParametersAndTheMessageSaysWhatAre()
    {
        using var folder = new TemporaryFolder();
        using var model = LinearProbe.Create(1);
        string path = folder.Write("file", CheckpointFiles.Make(
            """{"weight":{"dtype":"I32","shape":[5,3],"data_offsets":[0,60]},"bias":{"dtype":"F32","shape":[5],"data_offsets":[60,80]}}""", 80));
        string message = Assert.Throws<CheckpointException>(() => Checkpoint.Load(path, model.Parameters)).Message;
        Assert.Contains("weight is I32 [5, 3]", message, StringComparison.Ordinal);
        Assert.Contains("F32, F16, BF16 and F64", message, StringComparison.Ordinal);
    }
}
