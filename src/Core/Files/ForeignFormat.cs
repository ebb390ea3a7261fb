using System.Text;

namespace SparseGen;

/// <summary>
/// Knows by their first bytes the formats that people hand to a reader of another one, so that the message says what a file is and what to do, not which
/// of its bytes are wrong.
/// </summary>
internal static class ForeignFormat
{
    /// <summary>Bytes from the beginning of a file that are enough to know it.</summary>
    public const int Front = 512;

    private const string SaveAgain = "load it where it was made and save it as safetensors";

    private const string SaveTorch = "load it with torch.load(..., weights_only=True) and save its tensors with safetensors.torch.save_file";

    /// <summary>What a file is and how to get on; null where it is nothing known.</summary>
    /// <param name="front">Its first bytes, <see cref="Front"/> of them or fewer.</param>
    public static string? Describe(ReadOnlySpan<byte> front)
    {
        if (front.StartsWith("version https://git-lfs.github.com"u8))
        {
            return "It is a Git LFS pointer, which stands for a file that was not fetched: run 'git lfs pull', or download the file itself.";
        }

        return DescribeText(front) ?? DescribePickleOrZip(front) ?? DescribeNumbers(front) ?? DescribeArchive(front);
    }

    private static string? DescribeText(ReadOnlySpan<byte> front)
    {
        string text = Encoding.Latin1.GetString(front).TrimStart('\u00ef', '\u00bb', '\u00bf', ' ', '\t', '\r', '\n');
        if (text.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || text.StartsWith("<html", StringComparison.OrdinalIgnoreCase))
        {
            return "It is an HTML page, perhaps what a server said instead of sending the file: download the file again.";
        }

        // A header of safetensors has eight bytes of length in front of its brace.
        return text is ['{' or '[', ..] && front[0] < 0x80 && !front.Contains((byte)0)
            ? "It is JSON, perhaps a configuration or what a server said instead of sending the file: the tensors are in another file."
            : text.StartsWith("<?xml", StringComparison.Ordinal)
                ? "It is XML, perhaps what a server said instead of sending the file: download the file again."
                : null;
    }

    private static string? DescribePickleOrZip(ReadOnlySpan<byte> front)
    {
        if (front.StartsWith("PK\u0003\u0004"u8))
        {
            string names = Encoding.Latin1.GetString(front);
            return names.Contains(".npy", StringComparison.Ordinal)
                    ? "It is an archive of NumPy (.npz): load it with numpy.load and save its arrays with safetensors.numpy.save_file."
                : names.Contains("keras", StringComparison.Ordinal) || names.Contains("config.json", StringComparison.Ordinal)
                    ? $"It is an archive of Keras (.keras): {SaveAgain}."
                : names.Contains("data.pkl", StringComparison.Ordinal)
                    ? $"It is a PyTorch archive (.pt, .pth, .bin): {SaveTorch}."
                    : $"It is a ZIP archive, as PyTorch's .pt, .pth and .bin are: {SaveTorch}.";
        }

        // PROTO and a protocol, then a frame, or anything but the zeros that the length of a header would end in.
        return front.Length > 8 && front[0] == 0x80 && front[1] is >= 2 and <= 5 && (front[2] == 0x95 || front[5..8].ContainsAnyExcept((byte)0))
            ? $"It is a Python pickle, as older files of PyTorch are: {SaveTorch}."
            : null;
    }

    private static string? DescribeNumbers(ReadOnlySpan<byte> front) =>
        front.StartsWith((ReadOnlySpan<byte>)[0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'])
            ? "It is an array of NumPy (.npy): load it with numpy.load and save it with safetensors.numpy.save_file."
        : front.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'H', (byte)'D', (byte)'F'])
            ? $"It is HDF5, as weights of Keras (.h5) are: {SaveAgain}."
        : front.StartsWith("GGUF"u8) || front.StartsWith("lmgg"u8) || front.StartsWith("tjgg"u8)
            ? $"It is GGUF or GGML, a format of llama.cpp: {SaveAgain}."
        : front.Length > 8 && front[4..].StartsWith("TFL3"u8)
            ? $"It is a model of TensorFlow Lite: {SaveAgain}."
        : front.StartsWith("\0\0\u0008\u0001"u8) || front.StartsWith("\0\0\u0008\u0003"u8)
            ? "It is an IDX file of labels or images, as MNIST has them."
        : front.Length > 4 && front[0] == 8 && front[1] < 32 && front[2] == 0x12 && front[3] < 64 && char.IsAsciiLetter((char)front[4])
            ? "It is an ONNX model, it seems: save its initializers as safetensors, with the names that PyTorch gave them."
            : null;

    private static string? DescribeArchive(ReadOnlySpan<byte> front) =>
        front.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b]) ? "It is packed with gzip: unpack it first."
        : front.StartsWith((ReadOnlySpan<byte>)[0x28, 0xb5, 0x2f, 0xfd]) ? "It is packed with Zstandard: unpack it first."
        : front.StartsWith((ReadOnlySpan<byte>)[0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z']) ? "It is packed with xz: unpack it first."
        : front.StartsWith("BZh"u8) ? "It is packed with bzip2: unpack it first."
        : front.StartsWith((ReadOnlySpan<byte>)[(byte)'7', (byte)'z', 0xbc, 0xaf, 0x27, 0x1c]) ? "It is a 7-Zip archive: unpack it first."
        : front.Length > 262 && front[257..].StartsWith("ustar"u8) ? "It is a tar archive: unpack it first."
        : null;
}
