using SparseGen.Tests.Data;
using SparseGen.Tests.Training;

namespace SparseGen.Tests.Checkpoints;

/// <summary>Files larger than an int, or than memory, counts: offsets have 64 bits, and what is read decides what is allocated.</summary>
public sealed class LargeFileTests
{
    private const long BeyondInt = 5L << 30;

    /// <summary>A sparse file of 5 GiB, whose first tensor nobody asks for: what lies behind it is found.</summary>
    [Fact]
    public void ATensorBehindFourGigabytesIsRead()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("large");
        string header = $$$"""
            {"far":{"dtype":"F32","shape":[1310720,1024],"data_offsets":[0,{{{BeyondInt}}}]},
             "bias":{"dtype":"F32","shape":[5],"data_offsets":[{{{BeyondInt}}},{{{BeyondInt + 20}}}]}}
            """;
        byte[] front = CheckpointFiles.Make(header, 0);
        using (var file = new FileStream(path, FileMode.CreateNew))
        {
            file.Write(front);
            file.SetLength(front.Length + BeyondInt);
            file.Seek(0, SeekOrigin.End);
            file.Write([0, 0, 128, 63, 0, 0, 0, 64, 0, 0, 64, 64, 0, 0, 128, 64, 0, 0, 160, 64]);
        }

        using SafetensorsFile opened = SafetensorsFile.Open(path);
        Assert.Equal(BeyondInt, opened.Info.Tensors[1].Offset);
        float[] bias = new float[5];
        opened.ReadAll((tensor, reader) =>
        {
            if (tensor.Name == "bias")
            {
                reader.ReadFloats(bias);
            }
        });
        Assert.Equal([1f, 2f, 3f, 4f, 5f], bias);
    }

    [Fact]
    public void OffsetsOfWrittenTensorsHave64Bits()
    {
        // Never written: only the header is laid out.
        byte[] header = new byte[1000];
        var writer = new SafetensorsWriter([new Claim("a"), new Claim("b"), new Claim("c")], new Dictionary<string, string>());
        using var stream = new MemoryStream(header);
        Assert.Throws<InvalidOperationException>(() => writer.WriteInPlace(stream));
        string text = CheckpointFiles.HeaderOf(header);
        Assert.Contains("\"data_offsets\":[8589934588,17179869176]", text, StringComparison.Ordinal);
        Assert.Contains("\"data_offsets\":[17179869176,25769803764]", text, StringComparison.Ordinal);
    }

    /// <summary>A gigabyte of zeros is judged by its first bytes.</summary>
    [Fact]
    public void AFileOfZerosCostsNoMemory()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("zeros");
        using (var file = new FileStream(path, FileMode.CreateNew))
        {
            file.SetLength(1L << 30);
        }

        using var model = LinearProbe.Create(1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<CheckpointException>(() => Checkpoint.Load(path, model.Parameters));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    /// <summary>Pieces are shorter than this tensor, and its length is no multiple of theirs.</summary>
    [Fact]
    public void TensorsAreReadAndWrittenInPieces()
    {
        float[] values = [.. Enumerable.Range(0, 700_001).Select(static value => (float)value)];
        using var stream = new MemoryStream();
        SafetensorsFile.Write(
            stream,
            [TensorSource.Of("t", [700_001], values), TensorSource.Of("n", "I64", [1], new byte[] { 7, 0, 0, 0, 0, 0, 0, 0 })],
            new Dictionary<string, string>());
        stream.Position = 0;
        using SafetensorsFile file = SafetensorsFile.Open("t", stream);
        float[] read = new float[values.Length];
        byte[] number = new byte[8];
        file.ReadAll((tensor, reader) =>
        {
            if (tensor.Name == "t")
            {
                // Also in parts of the reader's own choice.
                reader.ReadFloats(read.AsSpan(0, 3));
                reader.ReadFloats(read.AsSpan(3));
            }
            else
            {
                reader.ReadBytes(number);
            }
        });
        Assert.Equal(values, read);
        Assert.Equal(7, number[0]);
    }

    /// <summary>Says that it has 8 GiB, and has none.</summary>
    private sealed class Claim(string name) : TensorSource(name, TensorElements.Single, [int.MaxValue])
    {
        public override void WriteTo(PieceWriter write)
        {
        }
    }
}
