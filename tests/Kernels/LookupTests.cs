using ILGPU;
using SparseGen.Kernels.Cpu;
using SparseGen.Kernels.Gpu;
using SparseGen.Simd;
using SparseGen.Tests.Infrastructure;

namespace SparseGen.Tests.Kernels;

/// <summary>Vectors of a table and their gradients against plain loops.</summary>
public sealed class LookupTests
{
    /// <summary>(rows, features): one number, ragged vectors, and more rows than a block of either kind of device.</summary>
    public static TheoryData<int, int> Shapes => new() { { 1, 1 }, { 3, 5 }, { 7, 17 }, { 5, 35 }, { 2203, 2 } };

    public static TheoryData<string> Devices => GpuKernelRun.Devices;

    [Theory]
    [MemberData(nameof(Shapes))]
    public void OnTheCpu(int rows, int features) => Widths.Each(new CpuCheck(new Operands(rows, features)));

    /// <summary>What another thread writes into the caller's input behind the checks is no address outside of the table.</summary>
    [Fact]
    public void WhatIsNoCategoryStaysInTheTable() => Widths.Each(new WildCheck());

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    [Trait("Category", "Gpu")]
    public void OnAGpu(string device)
    {
        foreach (var data in Shapes.Select(static shape => new Operands((int)shape[0], (int)shape[1])).Where(data => GpuKernelRun.Takes(device, data.Rows, data.Features)))
        {
            using var run = new GpuKernelRun(device);
            int[] offsets = Operands.Offsets;
            ArrayView<float> columns = run.Upload(data.Columns), table = run.Upload(data.Table), dy = run.Upload(data.OutputGradient), gradient = run.Gradient(data.Gradient);
            var output = run.Unwritten(data.OutputGradient.Length);
            run.Launch(frame => GpuLookup.Take(frame, frame.TableAt(offsets, 0), columns, table, output, data.Rows, offsets.Length, data.Features, Operands.Entries));
            run.Launch(frame => GpuLookup.AddGradient(
                frame, frame.TableAt(offsets, 0), columns, dy, gradient, data.Rows, offsets.Length, data.Features, Operands.Entries));
            Assert.Equal(data.Taken(), run.Download(output));
            run.Expect(data.Added(), gradient, $"{data}, gradient");
        }
    }

    private sealed record Operands(int Rows, int Features)
    {
        private static readonly int[] Categories = [4, 1, 6];

        public const int Entries = 11;

        public static int[] Offsets { get; } = [0, 4, 5];

        public float[] Columns =>
            [.. ValueRecipe.Values("columns", Rows * Categories.Length).Select(static (u, at) => MathF.Floor((u + 1f) * 0.5f * Categories[at % Categories.Length]))];

        public float[] Table => ValueRecipe.Values("table", Entries * Features);

        public float[] Gradient => ValueRecipe.Values("gradient", Entries * Features);

        public float[] OutputGradient => ValueRecipe.Values("dy", Rows * Categories.Length * Features);

        public float[] Taken()
        {
            float[] columns = Columns, table = Table;
            return [.. Enumerable.Range(0, OutputGradient.Length).Select(at => table[(Entry(columns, at / Features) * Features) + (at % Features)])];
        }

        public double[] Added()
        {
            double[] sums = ValueRecipe.Widen(Gradient);
            float[] columns = Columns, dy = OutputGradient;
            for (var at = 0; at < dy.Length; at++)
            {
                sums[(Entry(columns, at / Features) * Features) + (at % Features)] += dy[at];
            }

            return sums;
        }

        private static int Entry(float[] columns, int place) => Offsets[place % Offsets.Length] + (int)columns[place];
    }

    private sealed record CpuCheck(Operands Data) : IWidthCheck
    {
        public void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            KernelBuffer columns = new(Data.Columns), table = new(Data.Table), dy = new(Data.OutputGradient), gradient = new(Data.Gradient);
            var output = KernelBuffer.Unwritten(Data.OutputGradient.Length);
            int[] offsets = Operands.Offsets;
            Lookup.Take<TSimd, TVector>(ref offsets[0], ref columns.Start, ref table.Start, ref output.Start, Data.Rows, offsets.Length, Data.Features, Operands.Entries);
            Lookup.AddGradient<TSimd, TVector>(
                ref offsets[0], ref columns.Start, ref dy.Start, ref gradient.Start, Data.Rows, offsets.Length, Data.Features, Operands.Entries);
            output.ExpectSame(Data.Taken());
            gradient.Expect(Data.Added(), $"{typeof(TSimd).Name}, gradient");
        }
    }

    private sealed record WildCheck : IWidthCheck
    {
        public void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            float[] wild = [float.NaN, -1f, 1e30f, float.NegativeInfinity, 7f];
            KernelBuffer columns = new(wild), table = new([1f, 2f, 3f]);
            var output = KernelBuffer.Unwritten(wild.Length);
            int[] offsets = [0];
            Lookup.Take<TSimd, TVector>(ref offsets[0], ref columns.Start, ref table.Start, ref output.Start, wild.Length, 1, 1, 3);
            output.ExpectSame([1f, 1f, 3f, 1f, 3f]);
        }
    }
}
