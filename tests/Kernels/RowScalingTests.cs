using System.Runtime.CompilerServices;
using ILGPU;
using SparseGen.Kernels;
using SparseGen.Kernels.Cpu;
using SparseGen.Kernels.Gpu;
using SparseGen.Simd;
using SparseGen.Tests.Infrastructure;

namespace SparseGen.Tests.Kernels;

/// <summary>The kernels that scale rows by numbers of the sample, and take dot products along rows, against plain loops.</summary>
public sealed class RowScalingTests
{
    private const float DotScale = -0.375f;

    /// <summary>(rows, columns): one number, ragged vectors, one pair of vectors of the widest kind and more, several lanes of a GPU, many rows.</summary>
    public static TheoryData<int, int> Shapes => new() { { 1, 1 }, { 3, 5 }, { 4, 17 }, { 2, 32 }, { 3, 131 }, { 2, 1030 }, { 401, 3 } };

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
            ArrayView<float> x = run.Upload(data.Matrix("x")), y = run.Upload(data.Matrix("y")), scale = run.Upload(data.Row("scale")), shift = run.Upload(data.Row("shift"));
            ArrayView<float> plain = run.Unwritten(x.IntLength), full = run.Unwritten(x.IntLength), dot = run.Unwritten(data.Rows);
            run.Launch(frame => GpuRowScaling.Apply(frame, x, scale, null, plain, data.Rows, data.Columns));
            run.Launch(frame => GpuRowScaling.Apply(frame, x, scale, shift, full, data.Rows, data.Columns));
            run.Launch(frame => GpuRowScaling.Dot(frame, x, y, dot, data.Rows, data.Columns, DotScale));
            run.Expect(data.Scaled(hasShift: false), plain, $"{data}, scale");
            run.Expect(data.Scaled(hasShift: true), full, $"{data}, with shift");
            run.Expect(data.Dot(), dot, $"{data}, dot");
        }
    }

    private sealed record Operands(int Rows, int Columns)
    {
        public float[] Row(string name) => ValueRecipe.Values(name, Rows);

        public float[] Matrix(string name) => ValueRecipe.Values(name, Rows * Columns);

        public double[] Scaled(bool hasShift)
        {
            float[] scale = Row("scale"), shift = Row("shift");
            return [.. Matrix("x").Select((value, at) => ((double)value * scale[at / Columns]) + (hasShift ? shift[at / Columns] : 0))];
        }

        public double[] Dot()
        {
            float[] x = Matrix("x"), y = Matrix("y");
            return [.. Enumerable.Range(0, Rows).Select(row => DotScale * Enumerable.Range(row * Columns, Columns).Sum(at => (double)x[at] * y[at]))];
        }
    }

    private sealed record CpuCheck(Operands Data) : IWidthCheck
    {
        public void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            KernelBuffer x = new(Data.Matrix("x")), y = new(Data.Matrix("y")), scale = new(Data.Row("scale")), shift = new(Data.Row("shift"));
            KernelBuffer plain = KernelBuffer.Unwritten(Data.Rows * Data.Columns), full = KernelBuffer.Unwritten(Data.Rows * Data.Columns), dot = KernelBuffer.Unwritten(Data.Rows);
            RowScaling.Apply<TSimd, TVector, Absent>(ref x.Start, ref scale.Start, ref Unsafe.NullRef<float>(), ref plain.Start, Data.Rows, Data.Columns);
            RowScaling.Apply<TSimd, TVector, Present>(ref x.Start, ref scale.Start, ref shift.Start, ref full.Start, Data.Rows, Data.Columns);
            RowScaling.Dot<TSimd, TVector>(ref x.Start, ref y.Start, ref dot.Start, Data.Rows, Data.Columns, DotScale);
            plain.Expect(Data.Scaled(hasShift: false), $"{typeof(TSimd).Name}, scale");
            full.Expect(Data.Scaled(hasShift: true), $"{typeof(TSimd).Name}, with shift");
            dot.Expect(Data.Dot(), $"{typeof(TSimd).Name}, dot");
        }
    }
}
