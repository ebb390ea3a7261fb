using ILGPU;
using SparseGen.Kernels.Cpu;
using SparseGen.Kernels.Gpu;
using SparseGen.Simd;
using SparseGen.Tests.Infrastructure;
using SparseGen.Tests.Reference;

namespace SparseGen.Tests.Kernels;

/// <summary>The kernels of softmax against plain loops.</summary>
public sealed class SoftmaxTests
{
    /// <summary>(rows, channels): one number, less than a vector of any width, just past one and two, several lanes of a GPU, many rows.</summary>
    public static TheoryData<int, int> Shapes => new() { { 1, 1 }, { 3, 2 }, { 2, 5 }, { 5, 16 }, { 7, 17 }, { 4, 37 }, { 3, 257 }, { 2, 1030 }, { 300, 3 } };

    public static TheoryData<string> Devices => GpuKernelRun.Devices;

    [Theory]
    [MemberData(nameof(Shapes))]
    public void OnTheCpu(int rows, int channels) => Widths.Each(new CpuCheck(new(rows, channels)));

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    [Trait("Category", "Gpu")]
    public void OnAGpu(string device)
    {
        foreach (var data in Shapes.Select(static shape => new SoftmaxOperands((int)shape[0], (int)shape[1])).Where(data => GpuKernelRun.Takes(device, data.Rows, data.Channels)))
        {
            using var run = new GpuKernelRun(device);
            ArrayView<float> x = run.Upload(data["x"]), y = run.Unwritten(x.IntLength), dy = run.Upload(data["dy"]), softmax = run.Upload(data.Softmax);
            ArrayView<float> dx = run.Unwritten(x.IntLength), dyTangent = run.Upload(data["dy'"]), yTangent = run.Upload(data["y'"]), dxTangent = run.Unwritten(x.IntLength);
            run.Launch(frame => GpuSoftmax.Forward(frame, x, y, data.Rows, data.Channels));
            run.Launch(frame => GpuSoftmax.Backward(frame, dy, softmax, dx, data.Rows, data.Channels));
            run.Launch(frame => GpuSoftmax.BackwardTangent(frame, dy, softmax, dyTangent, yTangent, dxTangent, data.Rows, data.Channels));
            run.Expect(data.Forward(), y, $"{data}, forward");
            run.Expect(data.Backward(), dx, $"{data}, backward");
            run.Expect(data.BackwardTangent(), dxTangent, $"{data}, tangent");
        }
    }

    /// <summary>Numbers whose powers no float holds: only their differences count. One that is far below the others gets nothing.</summary>
    [Theory]
    [InlineData(1e30f, 1e30f, 0.5f, 0.5f)]
    [InlineData(-300f, -300f, 0.5f, 0.5f)]
    [InlineData(500f, -500f, 1f, 0f)]
    [InlineData(-3e38f, 3e38f, 0f, 1f)]
    public void LargeNumbersAreNoTrouble(float first, float second, float expectedFirst, float expectedSecond) =>
        Widths.Each(new LargeCheck([first, second], [expectedFirst, expectedSecond]));

    [Fact]
    public void ANumberThatIsNoneSpoilsItsRow() => Widths.Each(new SpoiltCheck());

    private sealed record CpuCheck(SoftmaxOperands Data) : IWidthCheck
    {
        public void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            KernelBuffer x = new(Data["x"]), dy = new(Data["dy"]), softmax = new(Data.Softmax), dyTangent = new(Data["dy'"]), yTangent = new(Data["y'"]);
            KernelBuffer y = KernelBuffer.Unwritten(Data.Rows * Data.Channels), dx = KernelBuffer.Unwritten(Data.Rows * Data.Channels);
            var dxTangent = KernelBuffer.Unwritten(Data.Rows * Data.Channels);
            Softmax.Forward<TSimd, TVector>(ref x.Start, ref y.Start, Data.Rows, Data.Channels);
            Softmax.Backward<TSimd, TVector>(ref dy.Start, ref softmax.Start, ref dx.Start, Data.Rows, Data.Channels);
            Softmax.BackwardTangent<TSimd, TVector>(
                ref dy.Start, ref softmax.Start, ref dyTangent.Start, ref yTangent.Start, ref dxTangent.Start, Data.Rows, Data.Channels);
            y.Expect(Data.Forward(), $"{typeof(TSimd).Name}, forward");
            dx.Expect(Data.Backward(), $"{typeof(TSimd).Name}, backward");
            dxTangent.Expect(Data.BackwardTangent(), $"{typeof(TSimd).Name}, tangent");
        }
    }

    private sealed record LargeCheck(float[] Input, double[] Expected) : IWidthCheck
    {
        public void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            KernelBuffer x = new(Input), y = KernelBuffer.Unwritten(Input.Length);
            Softmax.Forward<TSimd, TVector>(ref x.Start, ref y.Start, 1, Input.Length);
            y.Expect(Expected, typeof(TSimd).Name);
        }
    }

    private sealed record SpoiltCheck : IWidthCheck
    {
        public void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            const int Channels = 19;
            foreach (var place in new[] { 0, 7, Channels - 1 })
            {
                float[] x = ValueRecipe.Values("x", 64), y = new float[64];
                x[place] = float.NaN;
                Softmax.Forward<TSimd, TVector>(ref x[0], ref y[0], 2, Channels);
                Assert.All(y.Take(Channels), static value => Assert.True(float.IsNaN(value)));
                Assert.All(y.Skip(Channels).Take(Channels), static value => Assert.True(float.IsFinite(value)));
            }
        }
    }
}
