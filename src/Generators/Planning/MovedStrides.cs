using SparseGen.Generators.IR;
using SparseGen.Generators.Ops;
using SparseGen.Kernels;

namespace SparseGen.Generators.Planning;

/// <summary>
/// Products that read their left operand by other strides in place of one that was transposed for them. A register tile takes its numbers one by one, so that it is the
/// same to it how far apart they are.
/// </summary>
internal static class MovedStrides
{
    /// <summary>The region without the transpositions that only such products read.</summary>
    /// <param name="region">The region, fused; it is not changed.</param>
    /// <param name="isKept">Whether a value is wanted by others than the region's own ops.</param>
    public static Region Fold(Region region, Func<Value, bool> isKept) =>
        MovedOperands.Fold(region, static _ => true, MovedOperands.Reads([region], isKept), Before);

    /// <summary>
    /// The product on what was not moved; null where no strides lead there, and where its rows fill no tile: those of all samples follow one another where they were moved, and
    /// do not where they were not.
    /// </summary>
    private static ProductOp? Before(IMove move, ProductOp product)
    {
        bool fits = product is { Window: null, SparseWeight: null, LeftMap: null, IsParameterGradient: false } && product.Left == move.Output
            && product.Extents.Rows >= KernelSizes.TallestTile && PanelProductView.Fits(product);
        return fits && Through(move.Map!, product.Extents, product.LeftStrides) is { } strides ? product.Before(move, strides) : null;
    }

    /// <summary>Strides in the input of a map that lead where strides in its output do; null where there are none.</summary>
    private static Strides? Through(IReadOnlyList<IndexDimension> map, Extents extents, Strides strides)
    {
        IndexDimension[] digits = [.. map.Where(static digit => digit.Extent > 1).OrderBy(static digit => digit.OutputStride)];
        int[] left = [.. digits.Select(static digit => digit.Extent - 1)];
        bool areNested = digits.Length > 0 && digits[0].OutputStride == 1;
        for (int i = 1; i < digits.Length; i++)
        {
            areNested &= digits[i].OutputStride == digits[i - 1].OutputStride * digits[i - 1].Extent;
        }

        int? group = Step(extents.Groups, strides.Group), row = Step(extents.Rows, strides.Row), column = Step(extents.Depth, strides.Column);
        return areNested && group is { } g && row is { } r && column is { } c ? new Strides(g, r, c) : null;

        // An axis that counts in one digit and never over its end moves by that digit's steps.
        int? Step(int extent, int stride)
        {
            if (extent == 1)
            {
                return 0;
            }

            int digit = Array.FindLastIndex(digits, d => d.OutputStride <= stride);
            if (digit < 0 || stride % digits[digit].OutputStride != 0)
            {
                return null;
            }

            int steps = stride / digits[digit].OutputStride;
            left[digit] -= steps * (extent - 1);
            return left[digit] < 0 ? null : steps * digits[digit].InputStride;
        }
    }
}
