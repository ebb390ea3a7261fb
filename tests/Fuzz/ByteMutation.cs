using System.Buffers.Binary;
using SparseGen.Tests.Generation;

namespace SparseGen.Tests.Fuzz;

/// <summary>Damages files as disks, transfers and people do: bytes flipped, lost, doubled, moved, and lengths that lie.</summary>
internal static class ByteMutation
{
    private const int MostMutations = 4;

    private static readonly ulong[] Lengths =
        [0, 1, 7, 8, 255, 65536, int.MaxValue, (ulong)int.MaxValue + 1, uint.MaxValue, long.MaxValue, (ulong)long.MaxValue + 1, ulong.MaxValue];

    /// <summary>What stands in headers, and what would be another header in its place.</summary>
    private static readonly (string From, string To)[] Words =
    [
        ("\"F32\"", "\"F64\""), ("\"F32\"", "\"BF16\""), ("\"F32\"", "\"F8_E8M0\""), ("\"F32\"", "null"), ("[", "[["), ("]", ""), (":", ","), ("0", "-1"), ("1", "1e999"),
        ("1", "4294967296"), ("data_offsets", "data_offset"), ("\"", "\\"), ("{", "{\"a\":{"), ("weight", "we\u001b]0;x\u0007ight"), ("weight", "bias"), ("sha256", "sha512"),
    ];

    /// <summary>A damaged copy of a file, which is equal to it only by chance.</summary>
    public static byte[] Damage(byte[] file, RandomNumbers numbers)
    {
        List<byte> bytes = [.. file];
        for (int left = 1 + numbers.Choose(MostMutations); left > 0; left--)
        {
            Mutate(bytes, numbers);
        }

        return [.. bytes];
    }

    private static void Mutate(List<byte> bytes, RandomNumbers numbers)
    {
        // Half of the places are in the first hundred bytes: there are the lengths and headers.
        int at = numbers.Choose(numbers.Flag() ? Math.Min(bytes.Count, 100) + 1 : bytes.Count + 1);
        int length = Math.Min(1 + numbers.Choose(40), bytes.Count - at);
        switch (numbers.Choose(8))
        {
            case 0 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << numbers.Choose(8));
                break;
            case 1 when at < bytes.Count:
                bytes[at] = (byte)numbers.Choose(256);
                break;
            case 2:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 3:
                bytes.RemoveRange(at, length);
                break;
            case 4:
                bytes.InsertRange(at, bytes.GetRange(at, length));
                break;
            case 5:
                bytes.InsertRange(at, Enumerable.Range(0, 1 + numbers.Choose(40)).Select(_ => (byte)numbers.Choose(256)).ToArray());
                break;
            case 6:
                OverwriteLength(bytes, at, numbers);
                break;
            default:
                ReplaceWord(bytes, numbers);
                break;
        }
    }

    private static void OverwriteLength(List<byte> bytes, int at, RandomNumbers numbers)
    {
        byte[] length = new byte[numbers.Flag() ? 8 : 4];
        ulong value = Lengths[numbers.Choose(Lengths.Length)];
        if (length.Length == 8)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(length, value);
        }
        else
        {
            BinaryPrimitives.WriteUInt32BigEndian(length, unchecked((uint)value));
        }

        at = numbers.Flag() ? 0 : at;
        bytes.RemoveRange(at, Math.Min(length.Length, bytes.Count - at));
        bytes.InsertRange(at, length);
    }

    /// <summary>Letters are the same number of bytes here, so that places in the text are places in the file.</summary>
    private static void ReplaceWord(List<byte> bytes, RandomNumbers numbers)
    {
        string text = System.Text.Encoding.Latin1.GetString([.. bytes]);
        (string from, string to) = Words[numbers.Choose(Words.Length)];
        List<int> places = [];
        for (int at = text.IndexOf(from, StringComparison.Ordinal); at >= 0 && places.Count < 100; at = text.IndexOf(from, at + 1, StringComparison.Ordinal))
        {
            places.Add(at);
        }

        if (places.Count > 0)
        {
            int place = places[numbers.Choose(places.Count)];
            bytes.RemoveRange(place, from.Length);
            bytes.InsertRange(place, System.Text.Encoding.Latin1.GetBytes(to));
        }
    }
}
