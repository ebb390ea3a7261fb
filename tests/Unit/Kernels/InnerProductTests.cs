using SparseGen.Execution;
using SparseGen.Kernels.Cpu;
using SparseGen.Simd;

namespace SparseGen.Tests.Kernels;

/// <summary>Dot products by themselves, against sums in double precision.</summary>
public sealed class InnerProductTests
{
    [Theory]
    [MemberData(nameof(Widths.All), MemberType = typeof(Widths))]
    public void GradientsOfTokenWeightsAreAddedUp(int floats) => Widths.Run(floats, new Accumulation());

    private sealed class Accumulation : IWidthCheck
    {
        public void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            // Depths around the terms of a block, in a sample (9,000) and over samples (300).
            (int Rows, int Columns, int Depth, int Groups, int Samples)[] cases =
            [
                (1, 1, 1, 1, 1), (7, 9, 5, 1, 4), (4, 4, 16, 2, 3), (6, 5, 300, 1, 5), (3, 2, 9_000, 1, 2), (49, 32, 64, 1, 3),
            ];
            foreach (var (rows, columns, depth, groups, samples) in cases)
            {
                var shape = new InnerProductShape
                {
                    Groups = groups,
                    Rows = rows,
                    Columns = columns,
                    Depth = depth,
                    LeftSample = groups * rows * depth,
                    LeftGroup = rows * depth,
                    LeftRow = depth,
                    RightSample = groups * columns * depth,
                    RightGroup = columns * depth,
                    RightColumn = depth,
                    OutputGroup = rows * columns,
                    OutputRow = columns,
                    OutputColumn = 1,
                };
                var left = Numbers.Random(samples * groups * rows * depth, 1);
                var right = Numbers.Random(samples * groups * columns * depth, 2);
                var output = Numbers.Random(groups * rows * columns, 3);
                var before = output.ToArray();
                InnerProduct.Accumulate<TSimd, TVector>(shape, samples, ref left[0], ref right[0], ref output[0]);

                var expected = new double[output.Length - CpuFrame.Slack];
                for (var at = 0; at < expected.Length; at++)
                {
                    var (column, row, group) = (at % columns, at / columns % rows, at / columns / rows);
                    expected[at] = before[at];
                    for (var term = 0; term < samples * depth; term++)
                    {
                        var matrix = (term / depth * groups) + group;
                        expected[at] += (double)left[(((matrix * rows) + row) * depth) + (term % depth)] * right[(((matrix * columns) + column) * depth) + (term % depth)];
                    }
                }

                Approximately.Equal(expected, output.AsSpan(0, expected.Length), $"{rows} x {columns} x {depth}");
            }
        }
    }
}
