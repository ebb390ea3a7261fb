extern alias generators;

using generators::SparseGen.Generators.Ops;
using generators::SparseGen.Generators.Planning;

namespace SparseGen.Tests.Generation;

/// <summary>Operands that are read where they lay before they were moved, or stored where they are moved: every number is the one that the move would have put there.</summary>
public sealed class MovedOperandTests
{
    private const int Samples = 3;

    /// <summary>Height, width and channels of an image, and its patches.</summary>
    [Theory]
    [InlineData(28, 28, 1, 4)]
    [InlineData(6, 10, 3, 2)]
    [InlineData(35, 25, 1, 5)]
    [InlineData(9, 9, 2, 9)]
    [InlineData(4, 6, 3, 1)]
    public void PatchesAreReadFromTheImage(int height, int width, int channels, int patch)
    {
        (int down, int across, int inputs) = (height / patch, width / patch, channels * patch * patch);
        IndexDimension[] digits =
        [
            new("down", down, patch * width, across * inputs), new("across", across, patch, inputs), new("channel", channels, height * width, patch * patch),
            new("y", patch, width, patch), new("x", patch, 1, 1),
        ];
        int[] places = Places(digits, down * across * inputs);
        OperandMap? map = OperandMap.OfMoved(digits, places.Length, new Strides(0, inputs, 1), 1, down * across, inputs, batchOnRows: true, batchOnColumns: false);
        Assert.NotNull(map);
        for (int row = 0; row < Samples * down * across; row++)
        {
            for (int column = 0; column < inputs; column++)
            {
                int sample = row / (down * across), inSample = row % (down * across);
                Assert.Equal((sample * places.Length) + places[(inSample * inputs) + column], At(map.Rows, row) + At(map.Columns, column));
            }
        }

        // The gradient of the weight reads it turned.
        OperandMap turned = OperandMap.OfMoved(digits, places.Length, new Strides(0, 1, inputs), 1, inputs, down * across, batchOnRows: false, batchOnColumns: true)!;
        Assert.Equal(map.Rows.Numbers, turned.Columns.Numbers);
        Assert.Equal(map.Columns.Numbers, turned.Rows.Numbers);
    }

    /// <summary>Between the factors of a Monarch map the first numbers of all blocks come first: what a group stores goes to all blocks of the next factor.</summary>
    [Theory]
    [InlineData(4, 128, true)]
    [InlineData(4, 12, true)]
    [InlineData(3, 6, true)]
    [InlineData(3, 5, false)]
    public void GroupsAreStoredWhereTheNextFactorReads(int groups, int columns, bool isPossible)
    {
        const int Rows = 5;
        int row = groups * columns;
        IndexDimension[] digits = [new("block", groups, 1, columns), new("place", columns, groups, 1), new("row", Rows, row, row)];
        IndexDimension[] back = [.. digits.Select(static digit => digit.Reversed())];
        OperandMap? map = OperandMap.OfMoved(back, Rows * row, new Strides(columns, row, 1), groups, Rows, columns, batchOnRows: true, batchOnColumns: false);
        Assert.Equal(isPossible, map is not null);
        if (map is null)
        {
            return;
        }

        int[] places = Places(back, Rows * row);
        for (int i = 0; i < Rows * row; i++)
        {
            (int r, int group, int column) = (i / row, i % row / columns, i % columns);
            Assert.Equal(places[i], (group * map.Group) + At(map.Rows, r) + At(map.Columns, column));
        }
    }

    /// <summary>Part of a digit, or all of it and whole steps of the next one; not some of both.</summary>
    [Theory]
    [InlineData(4, true)]
    [InlineData(5, true)]
    [InlineData(12, true)]
    [InlineData(24, true)]
    [InlineData(18, false)]
    public void AxesMayHavePartsOfDigits(int columns, bool isPossible)
    {
        IndexDimension[] digits = [new("fast", 12, 7, 1), new("slow", 7, 1, 12)];
        AxisMap? axis = AxisMap.Through(digits, columns, 1, null);
        Assert.Equal(isPossible, axis is not null);
        if (axis is not null)
        {
            Assert.Equal(Places(digits, 84).Take(columns).Select(static place => (long)place), Enumerable.Range(0, columns).Select(i => At(axis, i)));
        }
    }

    /// <summary>From a place in the output to the place in the input.</summary>
    private static int[] Places(IndexDimension[] digits, int size)
    {
        int[] places = new int[size];
        void Fill(int digit, int from, int to)
        {
            if (digit == digits.Length)
            {
                places[to] = from;
                return;
            }

            for (int i = 0; i < digits[digit].Extent; i++)
            {
                Fill(digit + 1, from + (i * digits[digit].InputStride), to + (i * digits[digit].OutputStride));
            }
        }

        Fill(0, 0, 0);
        return places;
    }

    /// <summary>As the runtime's map does it, from the numbers that make it.</summary>
    private static long At(AxisMap axis, int index)
    {
        long[] numbers = [.. axis.Numbers];
        long distance = 0, rest = index;
        for (int i = 0; i + 1 < numbers.Length; i += 2)
        {
            distance += rest % numbers[i] * numbers[i + 1];
            rest /= numbers[i];
        }

        return distance + (rest * numbers[^1]);
    }
}
