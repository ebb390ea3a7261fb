using SparseGen.Kernels.Gpu;

namespace SparseGen.Tests.Gpu;

/// <summary>Division by multiplication and shift is exact for all numbers that kernels may divide.</summary>
public sealed class DividerTests
{
    [Fact]
    public void QuotientsAreThoseOfDivision()
    {
        int[] divisors = [.. Enumerable.Range(1, 300), 511, 512, 513, 1617, 2048, 65_535, 65_536, 65_537, 1_000_003, (1 << 30) - 1, 1 << 30, int.MaxValue - 1, int.MaxValue];
        foreach (int divisor in divisors)
        {
            var divider = new Divider(divisor);
            long last = int.MaxValue / divisor * (long)divisor;
            long[] numbers =
            [
                0, 1, divisor - 1L, divisor, divisor + 1L, (2L * divisor) - 1, 2L * divisor, last - 1, last, last + 1, int.MaxValue - 1, int.MaxValue, 123_456_789, 1_999_999_999,
            ];
            Assert.All(numbers.Where(static number => number is >= 0 and <= int.MaxValue), number => Assert.Equal(
                Math.DivRem((int)number, divisor), (Divider.Divide(divider, (int)number), Divider.Remainder(divider, (int)number))));
        }
    }
}
