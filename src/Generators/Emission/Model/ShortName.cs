using System.Globalization;
using System.Text;

namespace SparseGen.Generators.Emission.Model;

/// <summary>Names that grow with a user's and have to end somewhere: a file's at 255 bytes, a type's at 1,023.</summary>
internal static class ShortName
{
    /// <summary>Hexadecimal digits of a hash.</summary>
    private const int HashLength = 16;

    /// <summary>
    /// A name as it is where it is short enough, and otherwise its end, which tells most, and a hash of the whole. Whatever machine it runs on, it is the same.
    /// </summary>
    /// <param name="name">The name.</param>
    /// <param name="mostBytes">How long it may be in UTF-8.</param>
    /// <param name="hashed">What tells it from others.</param>
    /// <param name="mark">What stands before the hash: something that no name holds, so that no whole name is the same as a short one.</param>
    public static string Of(string name, int mostBytes, string hashed, string mark)
    {
        if (Encoding.UTF8.GetByteCount(name) <= mostBytes)
        {
            return name;
        }

        int bytes = mostBytes - mark.Length - HashLength;
        int start = name.Length;
        while (start > 0 && Encoding.UTF8.GetByteCount(name.Substring(start - 1)) <= bytes)
        {
            start--;
        }

        // A name begins with a letter, and a character of two code units is not cut in half.
        while (start < name.Length && !char.IsLetter(name[start]))
        {
            start++;
        }

        return name.Substring(start) + mark + Hash(hashed);
    }

    /// <summary>FNV-1a of 64 bits (Fowler, Noll and Vo 1991; draft-eastlake-fnv) over the bytes of the text in UTF-8.</summary>
    private static string Hash(string text)
    {
        ulong hash = 0xCBF29CE484222325;
        foreach (byte next in Encoding.UTF8.GetBytes(text))
        {
            hash = unchecked((hash ^ next) * 0x100000001B3);
        }

        return hash.ToString("x16", CultureInfo.InvariantCulture);
    }
}
