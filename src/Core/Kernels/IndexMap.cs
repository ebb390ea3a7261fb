using System.ComponentModel;

namespace SparseGen.Kernels;

/// <summary>
/// Where the elements of a row go: a number of up to five digits counts them, and each digit steps by strides of its own in the input, the output and the bias. The digits are
/// fields, since a GPU takes no arrays.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct IndexMap
{
    /// <summary>Digits of a map; in front of those that are given are some that count to one.</summary>
    private const int Most = 5;

    /// <summary>Numbers of a digit.</summary>
    private const int Numbers = 4;

    /// <summary>A map.</summary>
    /// <param name="digits">Of each digit, the slowest first: extent, stride in the input, stride in the output, stride in the bias.</param>
    public IndexMap(ReadOnlySpan<int> digits)
    {
        A = Digit(digits, 0);
        B = Digit(digits, 1);
        C = Digit(digits, 2);
        D = Digit(digits, 3);
        E = Digit(digits, 4);
    }

    /// <summary>The slowest digit.</summary>
    internal IndexDimension A { get; }

    /// <summary>The second one.</summary>
    internal IndexDimension B { get; }

    /// <summary>The third one.</summary>
    internal IndexDimension C { get; }

    /// <summary>The fourth one.</summary>
    internal IndexDimension D { get; }

    /// <summary>The fastest digit.</summary>
    internal IndexDimension E { get; }

    /// <summary>Elements of a row that are moved.</summary>
    internal int Count => A.Extent * B.Extent * C.Extent * D.Extent * E.Extent;

    /// <summary>The furthest place that the digits reach in a row of the input.</summary>
    internal int LastInput =>
        ((A.Extent - 1) * A.Input) + ((B.Extent - 1) * B.Input) + ((C.Extent - 1) * C.Input) + ((D.Extent - 1) * D.Input) + ((E.Extent - 1) * E.Input);

    /// <summary>The same in a row of the output.</summary>
    internal int LastOutput =>
        ((A.Extent - 1) * A.Output) + ((B.Extent - 1) * B.Output) + ((C.Extent - 1) * C.Output) + ((D.Extent - 1) * D.Output) + ((E.Extent - 1) * E.Output);

    /// <summary>Whether each number of the bias lies where that of the output does, and the elements fill the output up to the last of them.</summary>
    internal bool HasBiasOfOutput =>
        Count == LastOutput + 1 && IsOfOutput(A) && IsOfOutput(B) && IsOfOutput(C) && IsOfOutput(D) && IsOfOutput(E);

    private static bool IsOfOutput(IndexDimension digit) => digit.Extent == 1 || digit.Bias == digit.Output;

    private static IndexDimension Digit(ReadOnlySpan<int> digits, int place)
    {
        int at = ((place - Most) * Numbers) + digits.Length;
        return at < 0 ? new IndexDimension(1, 0, 0, 0) : new IndexDimension(digits[at], digits[at + 1], digits[at + 2], digits[at + 3]);
    }
}
