using ILGPU;
using SparseGen.Execution;
using SparseGen.Kernels;
using SparseGen.Kernels.Cpu;
using SparseGen.Kernels.Gpu;
using SparseGen.Simd;
using SparseGen.Tests.Infrastructure;

namespace SparseGen.Tests.Kernels;

/// <summary>Convolutions of each channel for itself, means over windows, and gradients of their weights, against plain loops in double precision.</summary>
public sealed class DepthwiseTests
{
    private const int Panel = 32;
    private const float Scale = 0.375f;

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, PlainWindow.All.Count)];

    public static TheoryData<int> ReversedCases => [.. Enumerable.Range(0, PlainWindow.Reversed.Count)];

    public static TheoryData<string> Devices => GpuKernelRun.Devices;

    [Theory]
    [MemberData(nameof(Cases))]
    public void OnTheCpu(int index) => Widths.Each(new CpuCheck(new(PlainWindow.All[index])));

    [Theory]
    [MemberData(nameof(ReversedCases))]
    public void TurnedRoundOnTheCpu(int index) => Widths.Each(new TurnedCheck(new(PlainWindow.Reversed[index])));

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    [Trait("Category", "Gpu")]
    public void OnAGpu(string device)
    {
        foreach (var window in PlainWindow.All.Where(window => GpuKernelRun.Takes(device, window.OutputSize)))
        {
            var data = new Operands(window);
            using var run = new GpuKernelRun(device, window.Samples);
            ArrayView<float> x = run.Upload(data.Image), weight = run.Upload(data.Weight), bias = run.Upload(data.Bias), change = run.Upload(data.Change);
            ArrayView<float> output = run.Unwritten(window.OutputSize), mean = run.Unwritten(window.OutputSize), gradient = run.Gradient(data.Held);
            run.Launch(frame => GpuDepthwise.Run(frame, x, weight, bias, output, window.Samples, window.Window, false, 1f));
            run.Launch(frame => GpuDepthwise.Run(frame, x, null, null, mean, window.Samples, window.Window, false, Scale));
            run.Launch(frame => GpuDepthwise.AddGradient(frame, change, x, gradient, window.Samples, window.Window));
            run.Expect(data.Outputs(isTurned: false, hasBias: true), output, $"{window}");
            run.Expect(data.Means(), mean, $"{window}, means");
            run.Expect(data.Gradient(), gradient, $"{window}, gradient");
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    [Trait("Category", "Gpu")]
    public void TurnedRoundOnAGpu(string device)
    {
        foreach (var window in PlainWindow.Reversed.Where(window => GpuKernelRun.Takes(device, window.OutputSize)))
        {
            var data = new Operands(window);
            using var run = new GpuKernelRun(device, window.Samples);
            ArrayView<float> x = run.Upload(data.Image), weight = run.Upload(data.Weight), output = run.Unwritten(window.OutputSize);
            run.Launch(frame => GpuDepthwise.Run(frame, x, weight, null, output, window.Samples, window.Window, true, 1f));
            run.Expect(data.Outputs(isTurned: true, hasBias: false), output, $"{window}");
        }
    }

    private sealed record Operands(PlainWindow Window)
    {
        public float[] Image => ValueRecipe.Values("image", Window.InputSize);

        public float[] Weight => ValueRecipe.Values("weight", PanelsSize);

        public float[] Bias => ValueRecipe.Values("bias", Window.Channels);

        public float[] Change => ValueRecipe.Values("change", Window.OutputSize);

        /// <summary>What a gradient holds before; what stands in place of missing channels is zero and stays so.</summary>
        public float[] Held => [.. ValueRecipe.Values("held", PanelsSize).Select((value, at) => (at / Panel / Window.Taps * Panel) + (at % Panel) < Window.Channels ? value : 0f)];

        private int PanelsSize => (Window.Channels + Panel - 1) / Panel * Panel * Window.Taps;

        public double[] Outputs(bool isTurned, bool hasBias)
        {
            float[] image = Image, weight = Weight, bias = Bias;
            return Sums(
                (at, tap, seen) => (double)image[seen] * weight[Place(at % Window.Channels, isTurned ? Window.Taps - 1 - tap : tap)],
                at => hasBias ? bias[at % Window.Channels] : 0);
        }

        public double[] Means()
        {
            var image = Image;
            return Sums((_, _, seen) => (double)image[seen] * Scale, static _ => 0);
        }

        public double[] Gradient()
        {
            float[] image = Image, change = Change;
            var gradient = ValueRecipe.Widen(Held);
            for (var at = 0; at < Window.OutputSize; at++)
            {
                for (var tap = 0; tap < Window.Taps; tap++)
                {
                    var seen = Window.Seen(at, tap);
                    gradient[Place(at % Window.Channels, tap)] += seen < 0 ? 0 : (double)change[at] * image[seen];
                }
            }

            return gradient;
        }

        private int Place(int channel, int tap) => (channel / Panel * Window.Taps * Panel) + (tap * Panel) + (channel % Panel);

        private double[] Sums(Func<int, int, int, double> term, Func<int, double> start)
        {
            var sums = new double[Window.OutputSize];
            for (var at = 0; at < sums.Length; at++)
            {
                sums[at] = start(at);
                for (var tap = 0; tap < Window.Taps; tap++)
                {
                    var seen = Window.Seen(at, tap);
                    sums[at] += seen < 0 ? 0 : term(at, tap, seen);
                }
            }

            return sums;
        }
    }

    private sealed record CpuCheck(Operands Data) : IWidthCheck
    {
        public void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            var window = Data.Window;
            KernelBuffer x = new(Data.Image), weight = new(Data.Weight), bias = new(Data.Bias), change = new(Data.Change);
            KernelBuffer output = KernelBuffer.Unwritten(window.OutputSize), bare = KernelBuffer.Unwritten(window.OutputSize), mean = KernelBuffer.Unwritten(window.OutputSize);
            KernelBuffer gradient = new(Data.Held), parts = new(Data.Held);
            Depthwise.Run<TSimd, TVector, Present, Present>(ref x.Start, ref weight.Start, ref bias.Start, ref output.Start, window.Samples, window.Window, false, 1f);
            Depthwise.Run<TSimd, TVector, Present, Absent>(ref x.Start, ref weight.Start, ref bias.Start, ref bare.Start, window.Samples, window.Window, false, 1f);
            Depthwise.Run<TSimd, TVector, Absent, Absent>(ref x.Start, ref weight.Start, ref bias.Start, ref mean.Start, window.Samples, window.Window, false, Scale);
            Depthwise.AddGradient<TSimd, TVector>(ref change.Start, ref x.Start, ref gradient.Start, window.Samples, window.Window);
            for (var part = 0; part < 2; part++)
            {
                Depthwise.AddGradient<TSimd, TVector>(ref change.Start, ref x.Start, ref parts.Start, window.Samples, window.Window, new WorkerPart(part, 2));
            }

            output.Expect(Data.Outputs(isTurned: false, hasBias: true), $"{typeof(TSimd).Name}, {window}");
            bare.Expect(Data.Outputs(isTurned: false, hasBias: false), $"{typeof(TSimd).Name}, {window}, no bias");
            mean.Expect(Data.Means(), $"{typeof(TSimd).Name}, {window}, means");
            gradient.Expect(Data.Gradient(), $"{typeof(TSimd).Name}, {window}, gradient");
            parts.Expect(Data.Gradient(), $"{typeof(TSimd).Name}, {window}, gradient in parts");
        }
    }

    private sealed record TurnedCheck(Operands Data) : IWidthCheck
    {
        public void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            KernelBuffer x = new(Data.Image), weight = new(Data.Weight), output = KernelBuffer.Unwritten(Data.Window.OutputSize);
            Depthwise.Run<TSimd, TVector, Present, Absent>(ref x.Start, ref weight.Start, ref x.Start, ref output.Start, Data.Window.Samples, Data.Window.Window, true, 1f);
            output.Expect(Data.Outputs(isTurned: true, hasBias: false), $"{typeof(TSimd).Name}, {Data.Window}");
        }
    }
}
