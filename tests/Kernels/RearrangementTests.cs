using System.Runtime.CompilerServices;
using SparseGen.Execution;
using SparseGen.Kernels;
using SparseGen.Kernels.Cpu;
using SparseGen.Kernels.Gpu;
using SparseGen.Tests.Infrastructure;

namespace SparseGen.Tests.Kernels;

/// <summary>Transpositions, gathers and index maps, number by number: nothing is rounded but by the one addition of what passes by.</summary>
public sealed class RearrangementTests
{
    private const int Samples = 3;

    public static TheoryData<int, int> Shapes => new() { { 1, 1 }, { 1, 7 }, { 3, 5 }, { 16, 16 }, { 17, 33 }, { 64, 49 } };

    public static TheoryData<string> Devices => GpuKernelRun.Devices;

    [Theory]
    [MemberData(nameof(Shapes))]
    public void OnTheCpu(int rows, int columns)
    {
        var data = new Moves(rows, columns);
        KernelBuffer input = new(data.Input), residual = new(data.Residual);
        KernelBuffer plain = KernelBuffer.Unwritten(data.Length), summed = KernelBuffer.Unwritten(data.Length);
        Rearrangement.Transpose<Absent>(ref input.Start, ref Unsafe.NullRef<float>(), ref plain.Start, Samples, rows, columns);
        Rearrangement.Transpose<Present>(ref input.Start, ref residual.Start, ref summed.Start, Samples, rows, columns);
        plain.ExpectSame(data.Permuted(data.Transposed, hasResidual: false));
        summed.ExpectSame(data.Permuted(data.Transposed, hasResidual: true));

        var table = data.Table;
        Rearrangement.Gather<Absent>(ref table[0], ref input.Start, ref Unsafe.NullRef<float>(), ref plain.Start, Samples, rows * columns);
        Rearrangement.Gather<Present>(ref table[0], ref input.Start, ref residual.Start, ref summed.Start, Samples, rows * columns);
        plain.ExpectSame(data.Permuted(at => table[at], hasResidual: false));
        summed.ExpectSame(data.Permuted(at => table[at], hasResidual: true));
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    [Trait("Category", "Gpu")]
    public void OnAGpu(string device)
    {
        using var run = new GpuKernelRun(device, Samples);
        foreach (var data in Shapes.Select(static shape => new Moves((int)shape[0], (int)shape[1])).Where(data => GpuKernelRun.Takes(device, data.Rows, data.Columns)))
        {
            var table = data.Table;
            var input = run.Upload(data.Input);
            foreach (var hasResidual in new[] { false, true })
            {
                ILGPU.ArrayView<float>? residual = hasResidual ? run.Upload(data.Residual) : null;
                ILGPU.ArrayView<float> transposed = run.Unwritten(data.Length), gathered = run.Unwritten(data.Length);
                run.Launch(frame => GpuRearrangement.Transpose(frame, input, residual, transposed, Samples, data.Rows, data.Columns));
                run.Launch(frame => GpuRearrangement.Gather(frame, frame.TableAt(table, 0), input, residual, gathered, Samples, table.Length));
                Assert.Equal(data.Permuted(data.Transposed, hasResidual), run.Download(transposed));
                Assert.Equal(data.Permuted(at => table[at], hasResidual), run.Download(gathered));
            }
        }
    }

    /// <summary>Patches of an image, all five digits: [2, 2 x 3, 2 x 5] to [4 patches, 2 x 3 x 5].</summary>
    [Fact]
    public void FiveDigitsOnTheCpu() => CheckCpu(inputs: 120, outputs: 120, [2, 30, 60, 2, 5, 30, 2, 60, 15, 3, 10, 5, 5, 1, 1], biases: []);

    /// <summary>The first 5 of 8 numbers that stand in two turns of four, and two zeros behind them, with a bias each.</summary>
    [Fact]
    public void WhatIsMissingIsZeroAndWhatDoesNotFitIsLeftOut()
    {
        CheckCpu(inputs: 5, outputs: 7, [7, 1, 1], biases: [1]);
        CheckCpu(inputs: 8, outputs: 5, [2, 1, 4, 4, 2, 1], biases: [4, 1]);
        CheckCpu(inputs: 12, outputs: 9, [4, 3, 3, 3, 1, 1], biases: [1, 0]);
    }

    /// <summary>Digits that count in one order in the input and in another in the output, with a bias for each number of the output or for each stretch of it.</summary>
    [Fact]
    public void AnyOrderOfDigitsOnTheCpu()
    {
        var random = new Random(1);
        for (var trial = 0; trial < 300; trial++)
        {
            var extents = Enumerable.Range(0, random.Next(1, 6)).Select(_ => random.Next(1, 4) == 1 ? random.Next(4, 20) : random.Next(1, 7)).ToArray();
            int[] inInput = Strides(extents, random), inOutput = Strides(extents, random);
            var size = extents.Aggregate(1, static (product, extent) => product * extent);
            var stretch = random.Next(2) == 0 ? 1 : extents.Zip(inOutput).Max(static digit => digit.Second);
            int[] biases = random.Next(3) == 0 ? [] : [.. inOutput.Select(stride => stride % stretch == 0 ? stride / stretch : 0)];
            CheckCpu(size, size, [.. extents.SelectMany((extent, i) => new[] { extent, inInput[i], inOutput[i] })], biases);
        }
    }

    private static int[] Strides(int[] extents, Random random)
    {
        var strides = new int[extents.Length];
        var size = 1;
        foreach (var digit in Enumerable.Range(0, extents.Length).OrderBy(_ => random.Next()).ToArray())
        {
            (strides[digit], size) = (size, size * extents[digit]);
        }

        return strides;
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    [Trait("Category", "Gpu")]
    public void MapsOnAGpu(string device)
    {
        using var run = new GpuKernelRun(device);
        foreach (var (inputs, outputs, digits, biases) in new (int, int, int[], int[])[]
        {
            (120, 120, [2, 30, 60, 2, 5, 30, 2, 60, 15, 3, 10, 5, 5, 1, 1], []), (5, 7, [7, 1, 1], [1]), (8, 5, [2, 1, 4, 4, 2, 1], [4, 1]), (12, 9, [4, 3, 3, 3, 1, 1], [1, 0]),
        })
        {
            var data = new MappedRows(inputs, outputs, digits, biases);
            ILGPU.ArrayView<float>? bias = biases.Length > 0 ? run.Upload(data.Bias) : null;
            var output = run.Upload(data.Before);
            run.Launch(frame => GpuRearrangement.Move(frame, run.Upload(data.Input), bias, output, MappedRows.Rows, inputs, outputs, data.Map));
            Assert.Equal(data.Expected, run.Download(output));
        }
    }

    private static void CheckCpu(int inputs, int outputs, int[] digits, int[] biases)
    {
        var data = new MappedRows(inputs, outputs, digits, biases);
        KernelBuffer input = new(data.Input), bias = new(data.Bias), output = new(data.Before);
        if (biases.Length > 0)
        {
            Rearrangement.Move<Present>(ref input.Start, ref bias.Start, ref output.Start, MappedRows.Rows, inputs, outputs, data.Map);
        }
        else
        {
            Rearrangement.Move<Absent>(ref input.Start, ref Unsafe.NullRef<float>(), ref output.Start, MappedRows.Rows, inputs, outputs, data.Map);
        }

        output.ExpectSame(data.Expected);
    }

    /// <summary>Permutations of samples of rows times columns numbers.</summary>
    private sealed record Moves(int Rows, int Columns)
    {
        public int Length => Samples * Rows * Columns;

        public float[] Input => ValueRecipe.Values("input", Length);

        public float[] Residual => ValueRecipe.Values("residual", Length);

        public int[] Table => Permutations.Random(Rows * Columns, 3, "table");

        public int Transposed(int at) => at % Rows * Columns + at / Rows;

        public float[] Permuted(Func<int, int> source, bool hasResidual)
        {
            float[] input = Input, residual = Residual;
            var size = Rows * Columns;
            return [.. Enumerable.Range(0, Length).Select(i => input[i / size * size + source(i % size)] + (hasResidual ? residual[i] : 0f))];
        }
    }

    /// <summary>Rows whose numbers a map moves.</summary>
    private sealed record MappedRows(int Inputs, int Outputs, int[] Digits, int[] Biases)
    {
        public const int Rows = 3;

        public float[] Input => ValueRecipe.Values("input", Rows * Inputs);

        public float[] Bias => ValueRecipe.Values("bias", Outputs);

        /// <summary>What the output holds before: places that no element comes to keep it.</summary>
        public float[] Before => ValueRecipe.Values("before", Rows * Outputs);

        public IndexMap Map => new([.. Enumerable.Range(0, Digits.Length / 3).SelectMany(DigitOf)]);

        private IEnumerable<int> DigitOf(int index) => [.. Digits[(3 * index)..((3 * index) + 3)], Biases.ElementAtOrDefault(index)];

        public float[] Expected
        {
            get
            {
                float[] input = Input, bias = Bias, output = Before;
                var count = Enumerable.Range(0, Digits.Length / 3).Aggregate(1, (product, digit) => product * Digits[3 * digit]);
                for (var i = 0; i < Rows * count; i++)
                {
                    int left = i, from = 0, to = 0, term = 0;
                    for (var digit = Digits.Length / 3 - 1; digit >= 0; digit--)
                    {
                        (left, var step) = Math.DivRem(left, Digits[3 * digit]);
                        (from, to, term) = (from + step * Digits[3 * digit + 1], to + step * Digits[3 * digit + 2], term + step * Biases.ElementAtOrDefault(digit));
                    }

                    if (to < Outputs)
                    {
                        output[left * Outputs + to] = (from < Inputs ? input[left * Inputs + from] : 0f) + (Biases.Length > 0 ? bias[term] : 0f);
                    }
                }

                return output;
            }
        }
    }
}
