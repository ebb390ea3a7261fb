using System.ComponentModel;
using ILGPU.Util;

namespace SparseGen.Kernels.Gpu;

/// <summary>
/// Division by a number that is known before the kernel runs, as a multiplication and a shift: a GPU has no instruction for whole-number division, and takes some thirty others
/// for one.
/// </summary>
/// <remarks>
/// Granlund and Montgomery 1994, "Division by invariant integers using multiplication". With l the bits of d - 1 and m = 2^(31 + l) / d rounded up, m d - 2^(31 + l) is less than
/// 2^l, so n m / 2^(31 + l) is too large by less than 1 / d for all n below 2^31, and m has 32 bits. The divisor's constructor has no branch and no loop: in the shape of a
/// product it is a constant to ILGPU.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Divider
{
    private readonly uint _factor;
    private readonly int _shift;
    private readonly int _divisor;

    /// <summary>The divider.</summary>
    /// <param name="divisor">What is divided by; below 1 it counts as 1, and nobody divides.</param>
    public Divider(int divisor)
    {
        // ILGPU divides constants before it knows that nobody asks for the result.
        uint d = (uint)Utilities.Select(divisor > 0, divisor, 1);
        int bits = CountBits(d - 1);
        _factor = (uint)(((1UL << (31 + bits)) + d - 1) / d);
        _shift = 31 + bits;
        _divisor = divisor;
    }

    /// <summary>number / divisor.</summary>
    /// <param name="divider">The divider.</param>
    /// <param name="number">What is divided; not negative.</param>
    public static int Divide(Divider divider, int number) => (int)(((ulong)(uint)number * divider._factor) >> divider._shift);

    /// <summary>What is left of a number.</summary>
    /// <param name="divider">The divider.</param>
    /// <param name="number">What is divided; not negative.</param>
    internal static int Remainder(Divider divider, int number) => number - (Divide(divider, number) * divider._divisor);

    /// <summary>number divisor.</summary>
    /// <param name="divider">The divider.</param>
    /// <param name="number">What is multiplied.</param>
    internal static int Product(Divider divider, int number) => number * divider._divisor;

    /// <summary>Bits of a number up to its highest one.</summary>
    private static int CountBits(uint number)
    {
        number |= number >> 1;
        number |= number >> 2;
        number |= number >> 4;
        number |= number >> 8;
        number |= number >> 16;
        number -= (number >> 1) & 0x55555555u;
        number = (number & 0x33333333u) + ((number >> 2) & 0x33333333u);
        number = (number + (number >> 4)) & 0x0F0F0F0Fu;
        return (int)((number + (number >> 8) + (number >> 16) + (number >> 24)) & 63u);
    }
}
