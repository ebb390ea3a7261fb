using System.Security.Cryptography;
using System.Text;

namespace SparseGen;

/// <summary>
/// The metadata by which SparseGen knows its own files, and the checksums in it. One covers the data; the other covers the header as it
/// stands in the file, blanks included, with zeros in place of its own digits.
/// </summary>
/// <remarks>
/// A file counts as SparseGen's as soon as one of the three keys is there, and then all must be there and right. So no damage to one place
/// can pass a file off as one from elsewhere, whose header nobody checks.
/// </remarks>
internal static class ChecksumMetadata
{
    /// <summary>Key of the version of this format.</summary>
    public const string VersionKey = "sparsegen";

    /// <summary>Key of the SHA-256 of the data section.</summary>
    public const string DataKey = "sha256";

    /// <summary>Key of the SHA-256 of the header.</summary>
    public const string HeaderKey = "header_sha256";

    /// <summary>Key by which other libraries know whose conventions the tensors follow.</summary>
    public const string ConventionKey = "format";

    /// <summary>The version of this format.</summary>
    public const string Version = "1";

    /// <summary>The tensors are as PyTorch has them.</summary>
    public const string Convention = "pt";

    /// <summary>Digits of a checksum.</summary>
    public const int DigitCount = 64;

    /// <summary>The keys that callers cannot use.</summary>
    public static ReadOnlySpan<string> ReservedKeys => new[] { VersionKey, DataKey, HeaderKey, ConventionKey };

    /// <summary>What stands where the header's checksum will be.</summary>
    public static string NoDigits { get; } = new('0', DigitCount);

    /// <summary>SHA-256 in hexadecimal digits, lower case.</summary>
    public static string Checksum(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>The checksum of a header.</summary>
    /// <param name="header">The header as it stands in the file.</param>
    /// <param name="digits">Where its own digits are.</param>
    public static string HeaderChecksum(ReadOnlySpan<byte> header, int digits)
    {
        byte[] copy = header.ToArray();
        Encoding.ASCII.GetBytes(NoDigits, copy.AsSpan(digits, DigitCount));
        return Checksum(copy);
    }

    /// <summary>Verifies the header of a file that has checksums.</summary>
    /// <param name="path">The file, for the message.</param>
    /// <param name="content">What the header says.</param>
    /// <param name="header">The header as it stands in the file.</param>
    /// <exception cref="CheckpointException">The file was changed after it was written, or is of a later version.</exception>
    public static void VerifyHeader(string path, SafetensorsHeader content, ReadOnlySpan<byte> header)
    {
        bool hasVersion = content.Metadata.TryGetValue(VersionKey, out string? version);
        bool hasData = content.Metadata.ContainsKey(DataKey);
        bool hasHeader = content.Metadata.TryGetValue(HeaderKey, out string? headerDigits);
        if (!hasVersion && !hasData && !hasHeader)
        {
            return;
        }

        if (!hasVersion || !hasData || !hasHeader)
        {
            throw new CheckpointException(
                path, $"The metadata has some but not all of {VersionKey}, {DataKey} and {HeaderKey}: the file is damaged.");
        }

        if (version != Version)
        {
            throw new CheckpointException(
                path, $"{VersionKey} is \"{FileText.Show(version!)}\"; expected \"{Version}\": the file is damaged or of a later version.");
        }

        // Escaped digits would be another spelling of the same checksum, at a place of another length.
        if (content.HeaderDigits < 0 || headerDigits != HeaderChecksum(header, content.HeaderDigits))
        {
            throw new CheckpointException(path, $"The checksum of the header is not {HeaderKey}: the file is damaged.");
        }
    }

    /// <summary>Compares the checksum of the data.</summary>
    /// <param name="path">The file, for the message.</param>
    /// <param name="expected">What the header says; null where the file has no checksums.</param>
    /// <param name="found">The checksum of what was read.</param>
    /// <exception cref="CheckpointException">The file was changed after it was written.</exception>
    public static void VerifyData(string path, string? expected, string? found)
    {
        if (expected != found)
        {
            throw new CheckpointException(path, $"The checksum of the data is not {DataKey}: the file is damaged.");
        }
    }
}
