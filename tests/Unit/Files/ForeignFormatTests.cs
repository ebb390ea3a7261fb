using System.IO.Compression;
using System.Text;
using SparseGen.Tests.Checkpoints;
using SparseGen.Tests.Data;
using SparseGen.Tests.Training;

namespace SparseGen.Tests.Files;

/// <summary>Files of other formats: the message says what they are and what to do.</summary>
public sealed class ForeignFormatTests
{
    private const string Pointer =
        "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 239667848\n";

    public static TheoryData<string, byte[], string> Files => new()
    {
        { "Git LFS", Encoding.ASCII.GetBytes(Pointer), "a Git LFS pointer" },
        { "short Git LFS", Encoding.ASCII.GetBytes("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 1\n"), "git lfs pull" },
        { "PyTorch", Zip("archive/data.pkl"), "a PyTorch archive" },
        { "zip", [0x50, 0x4b, 3, 4, 0, 0, 8, 8, .. new byte[100]], "ZIP archive, as PyTorch's" },
        { "NumPy's archive", Zip("weight.npy"), "numpy.load" },
        { "Keras", Zip("config.json"), "Keras" },
        { "old PyTorch", [0x80, 2, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, .. new byte[50]], "a Python pickle" },
        { "pickle of protocol 4", [0x80, 4, 0x95, 20, 0, 0, 0, 0, 0, 0, 0, 0x7d, .. new byte[50]], "a Python pickle" },
        { "NumPy", [0x93, .. "NUMPY"u8, 1, 0, 0x76, 0, .. "{'descr': '<f4', }"u8], "numpy.load" },
        { "HDF5", [0x89, .. "HDF\r\n"u8, 0x1a, (byte)'\n', .. new byte[100]], "HDF5" },
        { "gzip", IdxFiles.Pack(new byte[100]), "packed with gzip" },
        { "Zstandard", [0x28, 0xb5, 0x2f, 0xfd, 4, 0, 0, 0, 0, 0], "Zstandard" },
        { "GGUF", [.. "GGUF"u8, 3, 0, 0, 0, .. new byte[100]], "GGUF" },
        { "ONNX", [8, 7, 0x12, 7, .. "pytorch"u8, 0x1a, 5, .. "1.13."u8], "ONNX" },
        { "HTML", Encoding.ASCII.GetBytes("<!DOCTYPE html>\n<html><head><title>404</title></head></html>"), "download the file again" },
        { "JSON", Encoding.ASCII.GetBytes("{\"error\": \"Repository not found\"}"), "JSON" },
        { "IDX", IdxFiles.Make([2, 28, 28], new byte[1568]), "IDX" },
        { "tar", Tar(), "tar archive" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void CheckpointsOfOtherFormatsAreNamed(string title, byte[] content, string word)
    {
        using var folder = new TemporaryFolder();
        using var model = LinearProbe.Create(1);
        string path = folder.Write("file", content);
        foreach (Action read in new Action[]
        {
            () => Checkpoint.Load(path, model.Parameters),
            () => Checkpoint.ReadInfo(path),
            () => Checkpoint.ReadTensor(path, "weight"),
            () => Checkpoint.Load(new ForwardStream(content), model.Parameters),
        })
        {
            string message = Assert.Throws<CheckpointException>(read).Message;
            Assert.Contains("not a safetensors file", message, StringComparison.Ordinal);
            Assert.True(message.Contains(word, StringComparison.Ordinal), $"{title}: {message}");
            Assert.DoesNotContain('\n', message);
        }
    }

    /// <summary>The first bytes of a larger file of another format may make a possible length.</summary>
    [Fact]
    public void AFormatWhoseFirstBytesMakeALengthIsNamedAllTheSame()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("large", [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, .. new byte[600_000]]);
        Assert.Contains("gzip", Assert.Throws<CheckpointException>(() => Checkpoint.ReadInfo(path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Pointer, "a Git LFS pointer")]
    [InlineData("<html>404</html>", "download the file again")]
    public void DataOfOtherFormatsAreNamed(string content, string word)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("train-images-idx3-ubyte", Encoding.ASCII.GetBytes(content));
        var exception = Assert.Throws<DatasetFormatException>(() => IdxReader.Read(path, dimensions: 3));
        Assert.Contains(word, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ShortFilesOfNothingKnownKeepTheirMessages()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("has 0 bytes", Assert.Throws<CheckpointException>(() => Checkpoint.ReadInfo(folder.Write("a", []))).Message, StringComparison.Ordinal);
        Assert.Contains("has 3 bytes", Assert.Throws<CheckpointException>(() => Checkpoint.ReadInfo(folder.Write("b", [1, 2, 3]))).Message, StringComparison.Ordinal);
    }

    private static byte[] Zip(string entry)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using Stream content = archive.CreateEntry(entry).Open();
            content.Write(new byte[100]);
        }

        return stream.ToArray();
    }

    private static byte[] Tar()
    {
        byte[] block = new byte[1024];
        "model.safetensors"u8.CopyTo(block);
        "ustar"u8.CopyTo(block.AsSpan(257));
        return block;
    }
}
