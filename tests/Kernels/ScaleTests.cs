using System.Runtime.CompilerServices;
using ILGPU;
using SparseGen.Kernels;
using SparseGen.Kernels.Cpu;
using SparseGen.Kernels.Gpu;
using SparseGen.Simd;
using SparseGen.Tests.Infrastructure;

namespace SparseGen.Tests.Kernels;

/// <summary>The kernels of scales and parts of rows against plain loops.</summary>
public sealed class ScaleTests
{
    /// <summary>(rows, features): one number, ragged vectors, and more rows than a block of either kind of device.</summary>
    public static TheoryData<int, int> Shapes => new() { { 1, 1 }, { 3, 5 }, { 4, 17 }, { 3, 131 }, { 1101, 3 } };

    public static TheoryData<string> Devices => GpuKernelRun.Devices;

    [Theory]
    [MemberData(nameof(Shapes))]
    public void OnTheCpu(int rows, int features) => Widths.Each(new CpuCheck(new(rows, features)));

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(3, 5, 5)]
    [InlineData(4, 17, 3)]
    [InlineData(3, 2, 131)]
    [InlineData(1101, 3, 1)]
    public void PartsOnTheCpu(int rows, int left, int right) => Widths.Each(new PartsCheck(rows, left, right));

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    [Trait("Category", "Gpu")]
    public void OnAGpu(string device)
    {
        foreach (var data in Shapes.Select(static shape => new Operands((int)shape[0], (int)shape[1])).Where(data => GpuKernelRun.Takes(device, data.Rows, data.Features)))
        {
            using var run = new GpuKernelRun(device);
            ArrayView<float> x = run.Upload(data.Rowwise("x")), dy = run.Upload(data.Rowwise("dy")), residual = run.Upload(data.Rowwise("residual"));
            ArrayView<float> scale = run.Upload(data["scale"]), shift = run.Upload(data["shift"]), gradient = run.Gradient(data["gradient"]);
            ArrayView<float> plain = run.Unwritten(x.IntLength), full = run.Unwritten(x.IntLength);
            run.Launch(frame => GpuScale.Apply(frame, x, scale, null, null, plain, data.Rows, data.Features));
            run.Launch(frame => GpuScale.Apply(frame, x, scale, shift, residual, full, data.Rows, data.Features));
            run.Launch(frame => GpuScale.AddGradient(frame, dy, x, gradient, data.Rows, data.Features));
            run.Expect(data.Scaled(hasShift: false, hasResidual: false), plain, $"{data}, scale");
            run.Expect(data.Scaled(hasShift: true, hasResidual: true), full, $"{data}, with shift and residual");
            run.Expect(data.Gradient(), gradient, $"{data}, gradient");
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    [Trait("Category", "Gpu")]
    public void PartsOnAGpu(string device)
    {
        const int Rows = 7;
        foreach ((int left, int right) in new[] { (5, 5), (2, 9), (4, 1) })
        {
            using var run = new GpuKernelRun(device);
            float[] whole = ValueRecipe.Values("whole", Rows * (left + right));
            ArrayView<float> first = run.Unwritten(Rows * left), second = run.Unwritten(Rows * right), joined = run.Unwritten(whole.Length);
            run.Launch(frame => GpuRowParts.Split(frame, run.Upload(whole), first, second, Rows, left, right));
            run.Launch(frame => GpuRowParts.Join(frame, first, second, joined, Rows, left, right));
            Assert.Equal(PartOf(whole, left, right, isFirst: true), run.Download(first));
            Assert.Equal(PartOf(whole, left, right, isFirst: false), run.Download(second));
            Assert.Equal(whole, run.Download(joined));
        }
    }

    private static float[] PartOf(float[] whole, int left, int right, bool isFirst) => [.. whole.Where((_, i) => i % (left + right) < left == isFirst)];

    private sealed record Operands(int Rows, int Features)
    {
        public float[] this[string name] => ValueRecipe.Values(name, Features);

        public float[] Rowwise(string name) => ValueRecipe.Values(name, Rows * Features);

        public double[] Scaled(bool hasShift, bool hasResidual)
        {
            float[] x = Rowwise("x"), residual = Rowwise("residual"), scale = this["scale"], shift = this["shift"];
            return [.. x.Select((value, at) => ((double)scale[at % Features] * value) + (hasShift ? shift[at % Features] : 0) + (hasResidual ? residual[at] : 0))];
        }

        public double[] Gradient()
        {
            float[] x = Rowwise("x"), dy = Rowwise("dy"), start = this["gradient"];
            return
            [
                .. Enumerable.Range(0, Features).Select(feature =>
                    start[feature] + Enumerable.Range(0, Rows).Sum(row => (double)dy[(row * Features) + feature] * x[(row * Features) + feature])),
            ];
        }
    }

    private sealed record CpuCheck(Operands Data) : IWidthCheck
    {
        public void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            KernelBuffer x = new(Data.Rowwise("x")), dy = new(Data.Rowwise("dy")), residual = new(Data.Rowwise("residual"));
            KernelBuffer scale = new(Data["scale"]), shift = new(Data["shift"]), gradient = new(Data["gradient"]);
            KernelBuffer plain = KernelBuffer.Unwritten(Data.Rows * Data.Features), full = KernelBuffer.Unwritten(Data.Rows * Data.Features);
            ref float nothing = ref Unsafe.NullRef<float>();
            Scale.Apply<TSimd, TVector, Absent, Absent>(ref x.Start, ref scale.Start, ref nothing, ref nothing, ref plain.Start, Data.Rows, Data.Features);
            Scale.Apply<TSimd, TVector, Present, Present>(ref x.Start, ref scale.Start, ref shift.Start, ref residual.Start, ref full.Start, Data.Rows, Data.Features);
            Scale.AddGradient<TSimd, TVector>(ref dy.Start, ref x.Start, ref gradient.Start, Data.Rows, Data.Features);
            plain.Expect(Data.Scaled(hasShift: false, hasResidual: false), $"{typeof(TSimd).Name}, scale");
            full.Expect(Data.Scaled(hasShift: true, hasResidual: true), $"{typeof(TSimd).Name}, with shift and residual");
            gradient.Expect(Data.Gradient(), $"{typeof(TSimd).Name}, gradient");
        }
    }

    private sealed record PartsCheck(int Rows, int Left, int Right) : IWidthCheck
    {
        public void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            float[] numbers = ValueRecipe.Values("whole", Rows * (Left + Right));
            KernelBuffer whole = new(numbers), first = KernelBuffer.Unwritten(Rows * Left), second = KernelBuffer.Unwritten(Rows * Right);
            var joined = KernelBuffer.Unwritten(numbers.Length);
            RowParts.Split<TSimd, TVector>(ref whole.Start, ref first.Start, ref second.Start, Rows, Left, Right);
            RowParts.Join<TSimd, TVector>(ref first.Start, ref second.Start, ref joined.Start, Rows, Left, Right);
            first.ExpectSame(PartOf(numbers, Left, Right, isFirst: true));
            second.ExpectSame(PartOf(numbers, Left, Right, isFirst: false));
            joined.ExpectSame(numbers);
        }
    }
}
