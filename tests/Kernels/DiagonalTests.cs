using System.Runtime.CompilerServices;
using ILGPU;
using SparseGen.Kernels;
using SparseGen.Kernels.Cpu;
using SparseGen.Kernels.Gpu;
using SparseGen.Simd;
using SparseGen.Tests.Infrastructure;

namespace SparseGen.Tests.Kernels;

/// <summary>The kernels of diagonal layers against plain loops.</summary>
public sealed class DiagonalTests
{
    /// <summary>(rows, features): one number, ragged vectors, and more rows than a block of either kind of device.</summary>
    public static TheoryData<int, int> Shapes => new() { { 1, 1 }, { 3, 5 }, { 4, 17 }, { 3, 131 }, { 1101, 3 } };

    public static TheoryData<string> Devices => GpuKernelRun.Devices;

    [Theory]
    [MemberData(nameof(Shapes))]
    public void OnTheCpu(int rows, int features) => Widths.Each(new CpuCheck(new(rows, features)));

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    [Trait("Category", "Gpu")]
    public void OnAGpu(string device)
    {
        foreach (var data in Shapes.Select(static shape => new Operands((int)shape[0], (int)shape[1])).Where(data => GpuKernelRun.Takes(device, data.Rows, data.Features)))
        {
            using var run = new GpuKernelRun(device);
            ArrayView<float> x = run.Upload(data.Rowwise("x")), dy = run.Upload(data.Rowwise("dy")), u = run.Upload(data["u"]), v = run.Upload(data["v"]);
            ArrayView<float> du = run.Gradient(data["du"]), dv = run.Gradient(data["dv"]), squares = run.Unwritten(x.IntLength), products = run.Unwritten(x.IntLength);
            run.Launch(frame => GpuDiagonal.Apply(frame, x, u, u, v, v, squares, data.Rows, data.Features));
            run.Launch(frame => GpuDiagonal.Apply(frame, x, u, run.Upload(data["u'"]), v, run.Upload(data["v'"]), products, data.Rows, data.Features));
            run.Launch(frame => GpuDiagonal.AddGradients(frame, dy, x, u, v, du, dv, data.Rows, data.Features));
            run.Expect(data.Applied("u", "v"), squares, $"{data}, squares");
            run.Expect(data.Applied("u'", "v'"), products, $"{data}, products");
            run.Expect(data.Gradient("u", "du", 2), du, $"{data}, gradient of u");
            run.Expect(data.Gradient("v", "dv", -2), dv, $"{data}, gradient of v");
        }
    }

    private sealed record Operands(int Rows, int Features)
    {
        public float[] this[string name] => ValueRecipe.Values(name, Features);

        public float[] Rowwise(string name) => ValueRecipe.Values(name, Rows * Features);

        public double[] Applied(string otherU, string otherV)
        {
            float[] x = Rowwise("x"), u = this["u"], v = this["v"], u2 = this[otherU], v2 = this[otherV];
            return [.. x.Select((value, at) => ((double)u[at % Features] * u2[at % Features] - (double)v[at % Features] * v2[at % Features]) * value)];
        }

        public double[] Gradient(string factor, string held, double sign)
        {
            float[] x = Rowwise("x"), dy = Rowwise("dy"), start = this[held], values = this[factor];
            return
            [
                .. Enumerable.Range(0, Features).Select(feature =>
                    start[feature] + sign * values[feature] * Enumerable.Range(0, Rows).Sum(row => (double)dy[row * Features + feature] * x[row * Features + feature])),
            ];
        }
    }

    private sealed record CpuCheck(Operands Data) : IWidthCheck
    {
        public void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            KernelBuffer x = new(Data.Rowwise("x")), dy = new(Data.Rowwise("dy")), u = new(Data["u"]), v = new(Data["v"]);
            KernelBuffer otherU = new(Data["u'"]), otherV = new(Data["v'"]), du = new(Data["du"]), dv = new(Data["dv"]);
            KernelBuffer squares = KernelBuffer.Unwritten(Data.Rows * Data.Features), products = KernelBuffer.Unwritten(Data.Rows * Data.Features);
            Diagonal.Apply<TSimd, TVector, Absent>(
                ref x.Start, ref u.Start, ref Unsafe.NullRef<float>(), ref v.Start, ref Unsafe.NullRef<float>(), ref squares.Start, Data.Rows, Data.Features);
            Diagonal.Apply<TSimd, TVector, Present>(
                ref x.Start, ref u.Start, ref otherU.Start, ref v.Start, ref otherV.Start, ref products.Start, Data.Rows, Data.Features);
            Diagonal.AddGradients<TSimd, TVector>(ref dy.Start, ref x.Start, ref u.Start, ref v.Start, ref du.Start, ref dv.Start, Data.Rows, Data.Features);
            squares.Expect(Data.Applied("u", "v"), $"{typeof(TSimd).Name}, squares");
            products.Expect(Data.Applied("u'", "v'"), $"{typeof(TSimd).Name}, products");
            du.Expect(Data.Gradient("u", "du", 2), $"{typeof(TSimd).Name}, gradient of u");
            dv.Expect(Data.Gradient("v", "dv", -2), $"{typeof(TSimd).Name}, gradient of v");
        }
    }
}
