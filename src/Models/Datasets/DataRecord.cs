using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace SparseGen.Tool.Datasets;

/// <summary>What a checkpoint remembers of the images of its training, so that an evaluation takes the same test images or says that it did not.</summary>
/// <param name="Folder">Where they were read, full path; null for those that come with the program.</param>
/// <param name="Limit">How many of them at most; null for all.</param>
/// <param name="TestDigest">What tells the test images from others; null where the checkpoint is older or of another program.</param>
internal sealed record DataRecord(string? Folder, int? Limit, string? TestDigest)
{
    private const string FolderKey = "dataFolder", LimitKey = "limit", DigestKey = "testDigest";

    // 16 hexadecimal digits: nobody forges test images, and two of a thousand sets are the same by chance once in 10^13.
    private const int DigestBytes = 8;

    /// <summary>The record of a training.</summary>
    /// <param name="directory">What <c>--data</c> said; null for the shipped images.</param>
    /// <param name="limit">What <c>--limit</c> said.</param>
    /// <param name="test">The test images.</param>
    public static DataRecord Of(string? directory, int? limit, Dataset test)
        => new(directory is null ? null : Path.GetFullPath(directory), limit, Digest(test));

    /// <summary>What a checkpoint says.</summary>
    /// <param name="info">The checkpoint.</param>
    public static DataRecord Read(CheckpointInfo info) => new(
        info.Metadata.GetValueOrDefault(FolderKey),
        int.TryParse(info.Metadata.GetValueOrDefault(LimitKey), NumberStyles.None, CultureInfo.InvariantCulture, out int limit) && limit > 0 ? limit : null,
        info.Metadata.GetValueOrDefault(DigestKey));

    /// <summary>Writes it into a checkpoint's metadata.</summary>
    /// <param name="metadata">The metadata.</param>
    public void Write(Dictionary<string, string> metadata)
    {
        (string Key, string? Value)[] entries = [(FolderKey, Folder), (LimitKey, Limit?.ToString(CultureInfo.InvariantCulture)), (DigestKey, TestDigest)];
        foreach ((string key, string? value) in entries)
        {
            if (value is not null)
            {
                metadata[key] = value;
            }
        }
    }

    /// <summary>Whether other images are the test images of the record; null where the record does not say.</summary>
    /// <param name="other">The record of the other images.</param>
    public bool? HasTestImagesOf(DataRecord other) => TestDigest is null ? null : TestDigest == other.TestDigest;

    // Of the numbers that the model gets and of the labels: whatever the files are called and however they are packed.
    private static string Digest(Dataset test)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var input = new float[test.InputSize];
        var label = new int[1];
        for (int i = 0; i < test.Count; i++)
        {
            test.FillInputs([i], input);
            test.FillLabels([i], label);
            hash.AppendData(MemoryMarshal.AsBytes(input.AsSpan()));
            hash.AppendData(MemoryMarshal.AsBytes(label.AsSpan()));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, DigestBytes));
    }
}
