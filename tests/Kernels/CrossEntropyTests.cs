using SparseGen.Kernels.Gpu;

namespace SparseGen.Tests.Kernels;

/// <summary>The cross-entropy that GPUs compute themselves, against the host's, which is in double precision.</summary>
[Trait("Category", "Gpu")]
public sealed class CrossEntropyTests
{
    public static TheoryData<string> Devices => GpuKernelRun.Devices;

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void LossAndGradient(string device)
    {
        // Few classes, a row of all threads, more classes than threads; a class without any output, far outputs.
        foreach (var (samples, classes, smoothing, scale) in new[] { (1, 2, 0f, 1f), (5, 10, 0.1f, 3f), (13, 37, 0f, 100f), (3, 1031, 0.2f, 2f) })
        {
            if (!GpuKernelRun.Takes(device, samples, classes))
            {
                continue;
            }

            float[] output = [.. ValueRecipe.Values("output", samples * classes).Select(value => scale * value)];
            int[] labels = [.. Enumerable.Range(0, samples).Select(sample => sample * 7 % classes)];
            if (smoothing == 0)
            {
                output[(labels[0] + 1) % classes] = float.NegativeInfinity;
            }

            float[] expected = new float[output.Length];
            float loss = new SoftmaxCrossEntropy(smoothing).Evaluate(output, labels, samples, expected);
            using var run = new GpuKernelRun(device, samples);
            var outputs = run.Upload(output);
            var (gradient, terms) = (run.Unwritten(output.Length), run.Unwritten(GpuCrossEntropy.Terms * samples));
            run.Launch(frame => GpuCrossEntropy.Run(frame.Device, outputs, run.UploadLabels(labels), gradient, terms, samples, classes, smoothing, 1f / samples));
            run.Expect(ValueRecipe.Widen(expected), gradient, $"{samples} x {classes}");
            var found = run.Download(terms);
            double sum = Enumerable.Range(0, samples).Sum(sample => Math.Log(1.0 + found[2 * sample]) + found[(2 * sample) + 1]);
            Approximately.Equal([loss], [(float)(sum / samples)], "loss");
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void WhatIsNotFiniteStaysSo(string device)
    {
        float[] output = [1f, float.NaN, 0f, 1f, float.PositiveInfinity, 0f];
        using var run = new GpuKernelRun(device, samples: 2);
        var outputs = run.Upload(output);
        var (gradient, terms) = (run.Unwritten(output.Length), run.Unwritten(2 * GpuCrossEntropy.Terms));
        run.Launch(frame => GpuCrossEntropy.Run(frame.Device, outputs, run.UploadLabels([0, 0]), gradient, terms, 2, 3, 0f, 0.5f));
        var found = run.Download(terms);
        Assert.All([0, 1], row => Assert.False(double.IsFinite(Math.Log(1.0 + found[2 * row]) + found[(2 * row) + 1])));
    }
}
