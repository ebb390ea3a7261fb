using SparseGen.Simd;

namespace SparseGen.Tests.Runtime;

/// <summary>Transposition in memory, with either matrix the one whose rows are further apart.</summary>
public sealed class TranspositionTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 5)]
    [InlineData(4, 4)]
    [InlineData(16, 4)]
    [InlineData(16, 64)]
    [InlineData(17, 33)]
    [InlineData(64, 128)]
    [InlineData(67, 131)]
    public void EachNumberMovesToItsPlaceAndNothingElseIsTouched(int rows, int columns)
    {
        foreach (var (sourceStride, destinationStride) in new[] { (columns, rows), (columns + 200, rows + 3), (columns + 3, rows + 200) })
        {
            var source = Enumerable.Range(1, rows * sourceStride).Select(value => (float)value).ToArray();
            var destination = new float[columns * destinationStride];
            Transposition.Run(ref source[0], sourceStride, rows, columns, ref destination[0], destinationStride);
            for (var place = 0; place < destination.Length; place++)
            {
                var (column, row) = Math.DivRem(place, destinationStride);
                Assert.Equal(row < rows ? source[row * sourceStride + column] : 0, destination[place]);
            }
        }
    }
}
