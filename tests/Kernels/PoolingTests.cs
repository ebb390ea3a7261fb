using ILGPU;
using SparseGen.Kernels.Cpu;
using SparseGen.Kernels.Gpu;
using SparseGen.Simd;
using SparseGen.Tests.Infrastructure;

namespace SparseGen.Tests.Kernels;

/// <summary>The largest numbers of windows, their tangents and gradients, against plain loops. Many numbers are alike: of those the first counts.</summary>
public sealed class PoolingTests
{
    public static TheoryData<int> Cases => [.. Enumerable.Range(0, PlainWindow.All.Count)];

    public static TheoryData<string> Devices => GpuKernelRun.Devices;

    [Theory]
    [MemberData(nameof(Cases))]
    public void OnTheCpu(int index) => Widths.Each(new CpuCheck(new(PlainWindow.All[index])));

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    [Trait("Category", "Gpu")]
    public void OnAGpu(string device)
    {
        foreach (var window in PlainWindow.All.Where(window => GpuKernelRun.Takes(device, window.OutputSize)))
        {
            var data = new Operands(window);
            using var run = new GpuKernelRun(device, window.Samples);
            ArrayView<float> x = run.Upload(data.Image), tangent = run.Upload(data.Tangent), change = run.Upload(data.Change);
            ArrayView<float> output = run.Unwritten(window.OutputSize), turned = run.Unwritten(window.OutputSize), gradient = run.Unwritten(window.InputSize);
            run.Launch(frame => GpuPooling.Largest(frame, x, output, window.Samples, window.Window));
            run.Launch(frame => GpuPooling.LargestTangent(frame, x, tangent, turned, window.Samples, window.Window));
            run.Launch(frame => GpuPooling.LargestGradient(frame, x, change, gradient, window.Samples, window.Window));
            Assert.Equal(data.Of(data.Image), run.Download(output));
            Assert.Equal(data.Of(data.Tangent), run.Download(turned));
            run.Expect(data.Gradient(), gradient, $"{window}, gradient");
        }
    }

    /// <summary>What is no number is not lost behind numbers, and numbers that are all minus infinity are no other's.</summary>
    [Fact]
    public void NotANumberStaysOnTheCpu() => Widths.Each(new NonFiniteCheck());

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    [Trait("Category", "Gpu")]
    public void NotANumberStaysOnAGpu(string device)
    {
        using var run = new GpuKernelRun(device, NonFinite.Samples);
        ArrayView<float> x = run.Upload(NonFiniteImage()), output = run.Unwritten(NonFinite.OutputSize);
        run.Launch(frame => GpuPooling.Largest(frame, x, output, NonFinite.Samples, NonFinite.Window));
        Assert.Equal(LargestOf(NonFiniteImage()), run.Download(output));
    }

    private static PlainWindow NonFinite => PlainWindow.All[1];

    /// <summary>A NaN here and there, and a sample that is minus infinity everywhere else.</summary>
    private static float[] NonFiniteImage() =>
    [
        .. ValueRecipe.Values("image", NonFinite.InputSize)
            .Select((value, at) => at % 29 == 3 ? float.NaN : at >= NonFinite.InputSize / NonFinite.Samples ? float.NegativeInfinity : value),
    ];

    /// <summary>LINQ's Max of floats passes a NaN over; Math.Max does not.</summary>
    private static float[] LargestOf(float[] image) =>
    [
        .. Enumerable.Range(0, NonFinite.OutputSize).Select(at => Enumerable.Range(0, NonFinite.Taps)
            .Select(tap => NonFinite.Seen(at, tap)).Where(static seen => seen >= 0).Select(seen => image[seen]).Aggregate(MathF.Max)),
    ];

    private sealed record NonFiniteCheck : IWidthCheck
    {
        public void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            KernelBuffer x = new(NonFiniteImage()), output = KernelBuffer.Unwritten(NonFinite.OutputSize);
            Pooling.Largest<TSimd, TVector>(ref x.Start, ref output.Start, NonFinite.Samples, NonFinite.Window);
            output.ExpectSame(LargestOf(NonFiniteImage()));
        }
    }

    private sealed record Operands(PlainWindow Window)
    {
        public float[] Image => Array.ConvertAll(ValueRecipe.Values("image", Window.InputSize), static value => MathF.Round(3 * value) - 1);

        public float[] Tangent => ValueRecipe.Values("tangent", Window.InputSize);

        public float[] Change => ValueRecipe.Values("change", Window.OutputSize);

        /// <summary>For each output what other numbers are where the image is largest.</summary>
        public float[] Of(float[] others) => [.. Places().Select(place => others[place])];

        public double[] Gradient()
        {
            var gradient = new double[Window.InputSize];
            foreach (var (place, change) in Places().Zip(Change))
            {
                gradient[place] += change;
            }

            return gradient;
        }

        private int[] Places()
        {
            var image = Image;
            return [.. Enumerable.Range(0, Window.OutputSize).Select(at => Enumerable.Range(0, Window.Taps)
                .Select(tap => Window.Seen(at, tap)).Where(static seen => seen >= 0).MaxBy(seen => image[seen]))];
        }
    }

    private sealed record CpuCheck(Operands Data) : IWidthCheck
    {
        public void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            var window = Data.Window;
            KernelBuffer x = new(Data.Image), tangent = new(Data.Tangent), change = new(Data.Change);
            KernelBuffer output = KernelBuffer.Unwritten(window.OutputSize), turned = KernelBuffer.Unwritten(window.OutputSize);
            KernelBuffer gradient = KernelBuffer.Unwritten(window.InputSize);
            Pooling.Largest<TSimd, TVector>(ref x.Start, ref output.Start, window.Samples, window.Window);
            Pooling.LargestTangent<TSimd, TVector>(ref x.Start, ref tangent.Start, ref turned.Start, window.Samples, window.Window);
            Pooling.LargestGradient<TSimd, TVector>(ref x.Start, ref change.Start, ref gradient.Start, window.Samples, window.Window);
            output.ExpectSame(Data.Of(Data.Image));
            turned.ExpectSame(Data.Of(Data.Tangent));
            gradient.Expect(Data.Gradient(), $"{typeof(TSimd).Name}, {window}, gradient");
        }
    }
}
