using ILGPU;
using SparseGen.Kernels.Cpu;
using SparseGen.Kernels.Gpu;
using SparseGen.Simd;
using SparseGen.Tests.Infrastructure;

namespace SparseGen.Tests.Kernels;

/// <summary>The kernels that cut rows into patches and sum patches back into rows, against plain loops.</summary>
public sealed class PatchingTests
{
    /// <summary>(rows, columns, length, stride): one number, patches side by side, overlapping ones, ones with gaps and a rest, ones longer than a vector, and one patch.</summary>
    public static TheoryData<int, int, int, int> Shapes => new()
    {
        { 1, 1, 1, 1 }, { 3, 12, 4, 4 }, { 2, 13, 5, 2 }, { 4, 23, 3, 5 }, { 2, 61, 19, 7 }, { 3, 131, 65, 33 }, { 5, 17, 17, 1 }, { 2, 40, 33, 1 },
    };

    public static TheoryData<string> Devices => GpuKernelRun.Devices;

    [Theory]
    [MemberData(nameof(Shapes))]
    public void OnTheCpu(int rows, int columns, int length, int stride) => Widths.Each(new CpuCheck(new(rows, columns, length, stride)));

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    [Trait("Category", "Gpu")]
    public void OnAGpu(string device)
    {
        foreach (var data in Shapes.Select(static shape => new Operands((int)shape[0], (int)shape[1], (int)shape[2], (int)shape[3]))
            .Where(data => GpuKernelRun.Takes(device, data.Rows, data.Patches, data.Length)))
        {
            using var run = new GpuKernelRun(device);
            ArrayView<float> x = run.Upload(data.Input), patches = run.Upload(data.PatchValues), cut = run.Unwritten(patches.IntLength), sums = run.Unwritten(x.IntLength);
            run.Launch(frame => GpuPatching.Cut(frame, x, cut, data.Rows, data.Columns, data.Patches, data.Length, data.Stride));
            run.Launch(frame => GpuPatching.Sum(frame, patches, sums, data.Rows, data.Columns, data.Patches, data.Length, data.Stride));
            Assert.Equal(data.Cut(), run.Download(cut));
            run.Expect(data.Sums(), sums, $"{data}, sums");
        }
    }

    private sealed record Operands(int Rows, int Columns, int Length, int Stride)
    {
        public int Patches => ((Columns - Length) / Stride) + 1;

        public float[] Input => ValueRecipe.Values("x", Rows * Columns);

        public float[] PatchValues => ValueRecipe.Values("patches", Rows * Patches * Length);

        public float[] Cut()
        {
            float[] x = Input;
            return [.. Enumerable.Range(0, Rows * Patches * Length).Select(at => x[Source(at)])];
        }

        /// <summary>What no patch holds is zero.</summary>
        public double[] Sums()
        {
            var sums = new double[Rows * Columns];
            float[] values = PatchValues;
            for (var at = 0; at < values.Length; at++)
            {
                sums[Source(at)] += values[at];
            }

            return sums;
        }

        private int Source(int at) => (at / Length / Patches * Columns) + (at / Length % Patches * Stride) + (at % Length);
    }

    private sealed record CpuCheck(Operands Data) : IWidthCheck
    {
        public void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            KernelBuffer x = new(Data.Input), patches = new(Data.PatchValues);
            KernelBuffer cut = KernelBuffer.Unwritten(Data.PatchValues.Length), sums = KernelBuffer.Unwritten(Data.Rows * Data.Columns);
            Patching.Cut<TSimd, TVector>(ref x.Start, ref cut.Start, Data.Rows, Data.Columns, Data.Patches, Data.Length, Data.Stride);
            Patching.Sum<TSimd, TVector>(ref patches.Start, ref sums.Start, Data.Rows, Data.Columns, Data.Patches, Data.Length, Data.Stride);
            cut.ExpectSame(Data.Cut());
            sums.Expect(Data.Sums(), $"{typeof(TSimd).Name}, sums");
        }
    }
}
