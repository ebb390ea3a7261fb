using System.Runtime.CompilerServices;
using SparseGen.Execution;
using SparseGen.Kernels;
using SparseGen.Kernels.Cpu;
using SparseGen.Simd;

namespace SparseGen.Tests.Kernels;

/// <summary>Panel products by themselves, against sums in double precision.</summary>
public sealed class PanelProductTests
{
    private const int Panel = 32;

    private static readonly int[] s_columnsOfLoneRows = [15, 31, 33, 64, 65, 80, 96, 97, 128, 129, 200, 257];

    /// <summary>
    /// Rows of a sample, depth, columns, groups: every height of a tile, one vector and two, ragged ends, a single number; of one row up to four tiles at once and more.
    /// </summary>
    private static readonly (int Rows, int Depth, int Columns, int Groups)[] Extents =
    [
        (1, 1, 1, 1), (13, 7, 5, 1), (14, 64, 64, 1), (29, 3, 33, 2), (49, 64, 96, 1), (2, 5, 8, 3), (15, 513, 17, 1), (16, 1024, 33, 1),
        .. Enumerable.Range(1, 14).Select(static h => (h, 9, 40, 1)),
        .. s_columnsOfLoneRows.Select(static columns => (1, 9, columns, 1 + (columns % 2))),
    ];

    [Theory]
    [MemberData(nameof(Widths.BothWays), MemberType = typeof(Widths))]
    public void ChannelsAreMixed(int floats, bool merges) => Widths.Run(floats, new Mix(merges, isOfRows: false));

    [Theory]
    [MemberData(nameof(Widths.All), MemberType = typeof(Widths))]
    public void RowsMayStartAtABias(int floats) => Widths.Run(floats, new Mix(merges: false, isOfRows: true));

    [Theory]
    [MemberData(nameof(Widths.All), MemberType = typeof(Widths))]
    public void ARowAloneHasTheBitsOfARowAmongOthers(int floats) => Widths.Run(floats, new OneAndTwoRows());

    [Theory]
    [MemberData(nameof(Widths.BothWays), MemberType = typeof(Widths))]
    public void GradientsOfWeightsAreAddedUp(int floats, bool merges) => Widths.Run(floats, new Accumulation(merges));

    /// <summary>output = bias + left right + residual, the right operand in panels; the epilogue then adds the residual once more.</summary>
    private sealed class Mix(bool merges, bool isOfRows) : IWidthCheck
    {
        public void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            foreach (var (rows, depth, columns, groups) in Extents)
            {
                const int Samples = 3;
                if (merges && groups > 1)
                {
                    continue;
                }

                var panels = (columns + Panel - 1) / Panel * Panel * depth;
                var shape = new PanelProductShape
                {
                    Batch = merges ? BatchAxis.Rows : BatchAxis.Samples,
                    Groups = groups,
                    Rows = rows,
                    Depth = depth,
                    Columns = columns,
                    LeftSample = merges ? 0 : groups * rows * depth,
                    LeftGroup = rows * depth,
                    LeftRow = depth,
                    LeftDepth = 1,
                    RightGroup = panels,
                    RightDepth = Panel,
                    RightPanel = depth * Panel,
                    OutputSample = merges ? 0 : groups * rows * columns,
                    OutputGroup = rows * columns,
                    OutputRow = columns,
                    BiasGroup = isOfRows ? rows : columns,
                    BiasRow = isOfRows ? 1 : 0,
                };
                var left = Numbers.Random(Samples * groups * rows * depth, 1);
                var right = Numbers.Random(groups * panels, 2);
                var bias = Numbers.Random(groups * Math.Max(rows, columns), 3);
                var residual = Numbers.Random(Samples * groups * rows * columns, 4);
                var output = Numbers.Unwritten(Samples * groups * rows * columns);
                void Multiply(float[] result, ref WorkShare share)
                {
                    var operands = new ProductOperands
                    {
                        Left = ref left[0],
                        Right = ref right[0],
                        Bias = ref bias[0],
                        Residual = ref residual[0],
                        Output = ref result[0],
                        Operand0 = ref residual[0],
                        Share = ref share,
                    };
                    if (isOfRows)
                    {
                        PanelProduct.Run<TSimd, TVector, RowBias, Present, AddOnce>(shape, Samples, operands);
                    }
                    else
                    {
                        PanelProduct.Run<TSimd, TVector, ColumnBias, Present, AddOnce>(shape, Samples, operands);
                    }
                }

                Multiply(output, ref Unsafe.NullRef<WorkShare>());
                var together = Numbers.Unwritten(Samples * groups * rows * columns);
                Sharing.Run(workers: 3, (ref WorkShare share) => Multiply(together, ref share));
                Assert.Equal(output, together);

                var expected = new double[Samples * groups * rows * columns];
                for (var at = 0; at < expected.Length; at++)
                {
                    var (column, row, group, matrix) = (at % columns, at / columns % rows, at / columns / rows % groups, at / columns / rows);
                    expected[at] = bias[isOfRows ? (group * rows) + row : (group * columns) + column] + (2d * residual[at]);
                    for (var k = 0; k < depth; k++)
                    {
                        var weight = right[(group * panels) + (column / Panel * depth * Panel) + (k * Panel) + (column % Panel)];
                        expected[at] += (double)left[(((matrix * rows) + row) * depth) + k] * weight;
                    }
                }

                Approximately.Equal(expected, output.AsSpan(0, expected.Length), $"{rows} x {depth} x {columns} in {groups}");
                Numbers.AssertNothingBehind(output);
            }
        }
    }

    /// <summary>The first of two rows is computed by a tile of two, a lone one by several tiles at once.</summary>
    private sealed class OneAndTwoRows : IWidthCheck
    {
        public void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            const int Depth = 70;
            foreach (var columns in s_columnsOfLoneRows)
            {
                var left = Numbers.Random(2 * Depth, 1);
                var right = Numbers.Random((columns + Panel - 1) / Panel * Panel * Depth, 2);
                var bias = Numbers.Random(columns, 3);
                float[] Multiply(int rows)
                {
                    var output = Numbers.Unwritten(rows * columns);
                    var shape = new PanelProductShape
                    {
                        Batch = BatchAxis.Rows,
                        Groups = 1,
                        Rows = 1,
                        Depth = Depth,
                        Columns = columns,
                        LeftRow = Depth,
                        LeftDepth = 1,
                        RightDepth = Panel,
                        RightPanel = Depth * Panel,
                        OutputRow = columns,
                    };
                    PanelProduct.Run<TSimd, TVector, ColumnBias, Absent, NoEpilogue>(
                        shape, rows, new ProductOperands { Left = ref left[0], Right = ref right[0], Bias = ref bias[0], Output = ref output[0] });
                    return output;
                }

                Assert.Equal(Multiply(2)[..columns], Multiply(1)[..columns]);
            }
        }
    }

    /// <summary>gradient += left^T right over all samples, into panels.</summary>
    private sealed class Accumulation(bool merges) : IWidthCheck
    {
        public void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            foreach (var (inputs, rows, outputs, _) in Extents)
            {
                const int Samples = 3;
                var shape = new PanelProductShape
                {
                    Batch = merges ? BatchAxis.Depth : BatchAxis.Samples,
                    Rows = inputs,
                    Depth = rows,
                    Columns = outputs,
                    LeftSample = merges ? 0 : rows * inputs,
                    LeftRow = 1,
                    LeftDepth = inputs,
                    RightSample = merges ? 0 : rows * outputs,
                    RightDepth = outputs,
                    OutputRow = Panel,
                    OutputPanel = inputs * Panel,
                };
                var left = Numbers.Random(Samples * rows * inputs, 5);
                var right = Numbers.Random(Samples * rows * outputs, 6);
                var gradient = Numbers.Random((outputs + Panel - 1) / Panel * Panel * inputs, 7);
                var before = gradient.ToArray();
                PanelProduct.Accumulate<TSimd, TVector>(shape, Samples, ref left[0], ref right[0], ref gradient[0]);

                var expected = new double[gradient.Length - CpuFrame.Slack];
                for (var at = 0; at < expected.Length; at++)
                {
                    var (lane, input, panel) = (at % Panel, at / Panel % inputs, at / Panel / inputs);
                    var output = (panel * Panel) + lane;
                    expected[at] = before[at];
                    for (var row = 0; output < outputs && row < Samples * rows; row++)
                    {
                        expected[at] += (double)left[(row * inputs) + input] * right[(row * outputs) + output];
                    }
                }

                Approximately.Equal(expected, gradient.AsSpan(0, expected.Length), $"{inputs} x {rows} x {outputs}");
            }
        }
    }
}
