namespace SparseGen.Kernels.Cpu;

/// <summary>
/// The order in which a processor walks through an index map: blocks of two digits, the one along which the output lies and one across it, inside of loops over the three others.
/// </summary>
internal readonly struct MoveOrder
{
    private const int Digits = 5;

    /// <summary>The order of a map.</summary>
    internal MoveOrder(in IndexMap map)
    {
        Span<IndexDimension> digits = [map.A, map.B, map.C, map.D, map.E];
        int along = Neighbours(digits, inOutput: true), across = Neighbours(digits, inOutput: false);
        HasBlocks = along >= 0 && across >= 0;
        if (!HasBlocks)
        {
            return;
        }

        if (along == across)
        {
            across = Longest(digits, along);
        }

        (Across, Along) = (digits[across], digits[along]);
        Span<IndexDimension> others = stackalloc IndexDimension[Digits - 2];
        int count = 0;
        for (int i = 0; i < Digits; i++)
        {
            if (i != along && i != across)
            {
                others[count++] = digits[i];
            }
        }

        (A, B, C) = (others[0], others[1], others[2]);
    }

    /// <summary>Whether there is such a block. Without it all others are nothing.</summary>
    internal bool HasBlocks { get; }

    /// <summary>The slowest of the other digits.</summary>
    internal IndexDimension A { get; }

    /// <summary>The second of the other digits.</summary>
    internal IndexDimension B { get; }

    /// <summary>The fastest of the other digits.</summary>
    internal IndexDimension C { get; }

    /// <summary>The digit along which the input lies or, where that is also the other one, any other.</summary>
    internal IndexDimension Across { get; }

    /// <summary>The digit along which the output lies.</summary>
    internal IndexDimension Along { get; }

    private static int Neighbours(ReadOnlySpan<IndexDimension> digits, bool inOutput)
    {
        for (int i = 0; i < digits.Length; i++)
        {
            if (digits[i].Extent > 1 && (inOutput ? digits[i].Output : digits[i].Input) == 1)
            {
                return i;
            }
        }

        return -1;
    }

    private static int Longest(ReadOnlySpan<IndexDimension> digits, int but)
    {
        int longest = but == 0 ? 1 : 0;
        for (int i = 0; i < digits.Length; i++)
        {
            longest = i != but && digits[i].Extent > digits[longest].Extent ? i : longest;
        }

        return longest;
    }
}
