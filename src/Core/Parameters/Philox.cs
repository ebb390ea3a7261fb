namespace SparseGen;

/// <summary>
/// Philox 4x32-10: a bijection of 128-bit counters for each 64-bit key whose values pass as random.
/// Source: Salmon, Moraes, Dror and Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3", section 3.3.
/// </summary>
internal static class Philox
{
    private const uint Multiplier0 = 0xD2511F53;
    private const uint Multiplier1 = 0xCD9E8D57;
    private const uint Weyl0 = 0x9E3779B9;
    private const uint Weyl1 = 0xBB67AE85;
    private const int Rounds = 10;

    /// <summary>Replaces the four words of a counter by four random words.</summary>
    /// <param name="block">The counter, lowest word first.</param>
    /// <param name="key0">Lower word of the key.</param>
    /// <param name="key1">Upper word of the key.</param>
    internal static void Scramble(Span<uint> block, uint key0, uint key1)
    {
        uint word0 = block[0], word1 = block[1], word2 = block[2], word3 = block[3];
        unchecked
        {
            for (int round = 0; round < Rounds; round++)
            {
                ulong product0 = (ulong)Multiplier0 * word0;
                ulong product1 = (ulong)Multiplier1 * word2;
                word0 = (uint)(product1 >> 32) ^ word1 ^ key0;
                word1 = (uint)product1;
                word2 = (uint)(product0 >> 32) ^ word3 ^ key1;
                word3 = (uint)product0;
                key0 += Weyl0;
                key1 += Weyl1;
            }
        }

        block[0] = word0;
        block[1] = word1;
        block[2] = word2;
        block[3] = word3;
    }
}
