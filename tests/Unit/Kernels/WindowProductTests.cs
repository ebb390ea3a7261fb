using System.Runtime.CompilerServices;
using SparseGen.Execution;
using SparseGen.Kernels;
using SparseGen.Kernels.Cpu;
using SparseGen.Simd;

namespace SparseGen.Tests.Kernels;

/// <summary>Products that read images through a window by themselves, against convolutions written down in double precision.</summary>
public sealed class WindowProductTests
{
    private const int Samples = 3;

    /// <summary>
    /// One number; every height of a tile in a line; columns of the image that no window reaches; kernels that are no squares, as long as the image, and of one place; filters of
    /// less than a vector, of two vectors, and of more than a panel; rows that meet in one set of a cache; groups of one channel, and of more filters than a panel has.
    /// </summary>
    private static readonly PlainConvolution[] Convolutions =
    [
        new(1, 1, 1, 1, 1, 1, 1), new(5, 7, 3, 3, 3, 1, 5), new(6, 9, 5, 3, 3, 2, 8), new(9, 8, 4, 3, 2, 3, 17), new(3, 31, 2, 3, 3, 1, 33), new(4, 6, 70, 4, 6, 1, 40),
        new(2, 40, 9, 1, 1, 1, 64), new(1, 19, 6, 1, 5, 1, 33), new(1, 16, 1024, 1, 1, 1, 5),
        new(5, 6, 6, 3, 3, 1, 12, Groups: 3), new(5, 8, 8, 3, 3, 2, 70, Groups: 2), new(3, 17, 4, 2, 2, 1, 4, Groups: 4),
        .. Enumerable.Range(1, 14).Select(static width => new PlainConvolution(4, width + 2, 3, 3, 3, 1, 20)),
    ];

    [Theory]
    [MemberData(nameof(Widths.All), MemberType = typeof(Widths))]
    public void ConvolutionsWithBiasResidualAndEpilogue(int floats) => Widths.Run(floats, new Forward());

    [Theory]
    [MemberData(nameof(Widths.All), MemberType = typeof(Widths))]
    public void SumsMayStartAtZero(int floats) => Widths.Run(floats, new Bare());

    [Theory]
    [MemberData(nameof(Widths.All), MemberType = typeof(Widths))]
    public void GradientsOfWeightsAreAddedUp(int floats) => Widths.Run(floats, new Accumulation());

    /// <summary>output = bias + convolution + residual; the epilogue then adds the residual once more.</summary>
    private sealed class Forward : IWidthCheck
    {
        public void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            foreach (var convolution in Convolutions)
            {
                float[] image = Numbers.Random(Samples * convolution.ImageSize, 1), weight = Numbers.Random(convolution.Groups * convolution.PanelsSize, 2);
                float[] bias = Numbers.Random(convolution.Filters, 3), residual = Numbers.Random(Samples * convolution.OutputSize, 4);
                void Convolve(float[] result, ref WorkShare share)
                {
                    var operands = new ProductOperands
                    {
                        Left = ref image[0],
                        Right = ref weight[0],
                        Bias = ref bias[0],
                        Residual = ref residual[0],
                        Output = ref result[0],
                        Operand0 = ref residual[0],
                        Share = ref share,
                    };
                    WindowProduct.Run<TSimd, TVector, ColumnBias, Present, AddOnce>(convolution.Forward, Samples, operands);
                }

                float[] output = Numbers.Unwritten(Samples * convolution.OutputSize), together = Numbers.Unwritten(Samples * convolution.OutputSize);
                Convolve(output, ref Unsafe.NullRef<WorkShare>());
                Sharing.Run(workers: 3, (ref WorkShare share) => Convolve(together, ref share));
                Assert.Equal(output, together);
                var expected = convolution.Outputs(Samples, image, weight);
                for (var at = 0; at < expected.Length; at++)
                {
                    expected[at] += bias[at % convolution.Filters] + (2d * residual[at]);
                }

                Approximately.Equal(expected, output.AsSpan(0, expected.Length), $"{convolution}");
                Numbers.AssertNothingBehind(output);
            }
        }
    }

    /// <summary>output = convolution, and nothing else.</summary>
    private sealed class Bare : IWidthCheck
    {
        public void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            foreach (var convolution in Convolutions)
            {
                float[] image = Numbers.Random(Samples * convolution.ImageSize, 5), weight = Numbers.Random(convolution.Groups * convolution.PanelsSize, 6);
                float[] output = Numbers.Unwritten(Samples * convolution.OutputSize);
                WindowProduct.Run<TSimd, TVector, NoBias, Absent, NoEpilogue>(
                    convolution.Forward, Samples, new ProductOperands { Left = ref image[0], Right = ref weight[0], Output = ref output[0] });
                var expected = convolution.Outputs(Samples, image, weight);
                Approximately.Equal(expected, output.AsSpan(0, expected.Length), $"{convolution}");
                Numbers.AssertNothingBehind(output);
            }
        }
    }

    /// <summary>gradient += what the windows see times the gradient of the output, over all places and samples, by one worker and by several, each with its tiles.</summary>
    private sealed class Accumulation : IWidthCheck
    {
        public void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            foreach (var convolution in Convolutions)
            {
                float[] image = Numbers.Random(Samples * convolution.ImageSize, 7), change = Numbers.Random(Samples * convolution.OutputSize, 8);
                var gradient = Numbers.Random(convolution.Groups * convolution.PanelsSize, 9);
                float[] before = [.. gradient], parts = [.. gradient];
                WindowProduct.Accumulate<TSimd, TVector>(convolution.Gradient, Samples, ref image[0], ref change[0], ref gradient[0]);
                for (var part = 0; part < 3; part++)
                {
                    WindowProduct.Accumulate<TSimd, TVector>(convolution.Gradient, Samples, ref image[0], ref change[0], ref parts[0], new WorkerPart(part, 3));
                }

                Assert.Equal(gradient, parts);
                var expected = Array.ConvertAll(before[..^CpuFrame.Slack], static value => (double)value);
                for (var at = 0; at < Samples * convolution.OutputSize; at++)
                {
                    var (filter, place) = (at % convolution.Filters, at / convolution.Filters);
                    var (x, line) = (place % convolution.OutputWidth, place / convolution.OutputWidth);
                    var (y, sample, group) = (line % convolution.OutputHeight, line / convolution.OutputHeight, filter / convolution.Columns);
                    for (var step = 0; step < convolution.Steps; step++)
                    {
                        expected[convolution.Weight(group, step, filter % convolution.Columns)] += (double)image[convolution.Seen(sample, y, x, group, step)] * change[at];
                    }
                }

                Approximately.Equal(expected, gradient.AsSpan(0, expected.Length), $"{convolution}");
            }
        }
    }
}
