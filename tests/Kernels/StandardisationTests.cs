using ILGPU;
using SparseGen.Kernels.Cpu;
using SparseGen.Kernels.Gpu;
using SparseGen.Simd;
using SparseGen.Tests.Infrastructure;

namespace SparseGen.Tests.Kernels;

/// <summary>The kernel that takes mean and deviation out of rows and hands them on, against plain loops.</summary>
public sealed class StandardisationTests
{
    private const float Epsilon = 1e-3f;

    /// <summary>(rows, columns): one number, ragged vectors, whole ones, several lanes of a GPU, many rows.</summary>
    public static TheoryData<int, int> Shapes => new() { { 1, 1 }, { 3, 5 }, { 4, 17 }, { 2, 64 }, { 3, 131 }, { 2, 1030 }, { 301, 3 } };

    public static TheoryData<string> Devices => GpuKernelRun.Devices;

    [Theory]
    [MemberData(nameof(Shapes))]
    public void OnTheCpu(int rows, int columns) => Widths.Each(new CpuCheck(new(rows, columns)));

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    [Trait("Category", "Gpu")]
    public void OnAGpu(string device)
    {
        foreach (var data in Shapes.Select(static shape => new Operands((int)shape[0], (int)shape[1])).Where(data => GpuKernelRun.Takes(device, data.Rows, data.Columns)))
        {
            using var run = new GpuKernelRun(device);
            ArrayView<float> x = run.Upload(data.Input), normalised = run.Unwritten(x.IntLength), means = run.Unwritten(data.Rows), deviations = run.Unwritten(data.Rows);
            run.Launch(frame => GpuStandardisation.Forward(frame, x, normalised, means, deviations, data.Rows, data.Columns, Epsilon));
            run.Expect(data.Normalised(), normalised, $"{data}, normalised");
            run.Expect(data.Means(), means, $"{data}, means");
            run.Expect(data.Deviations(), deviations, $"{data}, deviations");
        }
    }

    /// <summary>Rows of one number have the deviation sqrt(epsilon), whatever the number, and nothing is left of them.</summary>
    [Fact]
    public void ConstantRowsBecomeZeros() => Widths.Each(new ConstantCheck());

    /// <summary>Each row about a level of its own, some of them far from zero beside their deviation, as measurements are.</summary>
    private sealed record Operands(int Rows, int Columns)
    {
        public float[] Input => [.. ValueRecipe.Values("x", Rows * Columns).Select((value, at) => value + (20 * (at / Columns % 3)))];

        public double[] Means() => [.. Rowwise().Select(static row => row.Average())];

        public double[] Deviations() => [.. Rowwise().Select(Deviation)];

        public double[] Normalised() => [.. Rowwise().SelectMany(static row => row.Select(value => (value - row.Average()) / Deviation(row)))];

        private static double Deviation(double[] row) => Math.Sqrt(row.Average(value => (value - row.Average()) * (value - row.Average())) + Epsilon);

        private IEnumerable<double[]> Rowwise() => ValueRecipe.Widen(Input).Chunk(Columns);
    }

    private sealed record CpuCheck(Operands Data) : IWidthCheck
    {
        public void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            var x = new KernelBuffer(Data.Input);
            KernelBuffer normalised = KernelBuffer.Unwritten(Data.Rows * Data.Columns), means = KernelBuffer.Unwritten(Data.Rows), deviations = KernelBuffer.Unwritten(Data.Rows);
            Standardisation.Forward<TSimd, TVector>(ref x.Start, ref normalised.Start, ref means.Start, ref deviations.Start, Data.Rows, Data.Columns, Epsilon);
            normalised.Expect(Data.Normalised(), $"{typeof(TSimd).Name}, normalised");
            means.Expect(Data.Means(), $"{typeof(TSimd).Name}, means");
            deviations.Expect(Data.Deviations(), $"{typeof(TSimd).Name}, deviations");
        }
    }

    private sealed record ConstantCheck : IWidthCheck
    {
        public void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            var x = new KernelBuffer([3, 3, 3, 3, 3, -7, -7, -7, -7, -7]);
            KernelBuffer normalised = KernelBuffer.Unwritten(10), means = KernelBuffer.Unwritten(2), deviations = KernelBuffer.Unwritten(2);
            Standardisation.Forward<TSimd, TVector>(ref x.Start, ref normalised.Start, ref means.Start, ref deviations.Start, 2, 5, 0.25f);
            normalised.Expect(new double[10], $"{typeof(TSimd).Name}, normalised");
            means.Expect([3, -7], $"{typeof(TSimd).Name}, means");
            deviations.Expect([0.5, 0.5], $"{typeof(TSimd).Name}, deviations");
        }
    }
}
