using SparseGen.Kernels;

namespace SparseGen.Compression.Networks;

/// <summary>The places that an index map pairs.</summary>
internal static class IndexPairs
{
    /// <summary>Counts through the digits.</summary>
    /// <param name="digits">The digits, the slowest first.</param>
    /// <returns>Places in the rows of input and output.</returns>
    public static IEnumerable<(int Input, int Output)> Of(IndexDimension[] digits)
    {
        int count = digits.Aggregate(1, static (product, digit) => product * digit.Extent);
        for (int number = 0; number < count; number++)
        {
            (int input, int output, int rest) = (0, 0, number);
            for (int i = digits.Length - 1; i >= 0; i--)
            {
                (rest, int digit) = Math.DivRem(rest, digits[i].Extent);
                input += digit * digits[i].Input;
                output += digit * digits[i].Output;
            }

            yield return (input, output);
        }
    }
}
