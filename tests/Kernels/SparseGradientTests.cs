using SparseGen.Gpu;
using SparseGen.Kernels.Gpu;
using SparseGen.Tests.Infrastructure;

namespace SparseGen.Tests.Kernels;

/// <summary>The gradient of a sparse weight on GPUs.</summary>
[Trait("Category", "Gpu")]
public sealed class SparseGradientTests
{
    public static TheoryData<string> Devices => GpuKernelRun.Devices;

    /// <summary>Along the channels and, with rows side by side, along the tokens; more rows than a block.</summary>
    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void AgreesWithPlainLoops(string device)
    {
        const int inputs = 7, outputs = 5, rows = 3;
        int[] positions = [0, 3, 8, 13, 20, 34];
        foreach (var (samples, isTokens) in new[] { (1, false), (700, false), (4, true) }.Where(one => GpuKernelRun.Takes(device, one.Item1, rows, inputs)))
        {
            var (row, feature) = isTokens ? (1, rows) : (inputs, 1);
            var (targetRow, targetFeature) = isTokens ? (1, rows) : (outputs, 1);
            float[] source = ValueRecipe.Values("source", samples * rows * inputs), target = ValueRecipe.Values("target", samples * rows * outputs);
            using var run = new GpuKernelRun(device, samples);
            var gradient = run.Gradient(new float[positions.Length]);
            var shape = new SparseGradientShape(positions.Length, inputs, rows, row, feature, rows * inputs, targetRow, targetFeature, rows * outputs);
            run.Launch(frame => GpuSparseGradient.Add(frame, run.Upload(source), run.Upload(target), gradient, frame.TableAt(positions, 0), shape));
            double Gradient(int position) => Enumerable.Range(0, samples * rows).Sum(i =>
                (double)source[i / rows * rows * inputs + i % rows * row + position % inputs * feature]
                * target[i / rows * rows * outputs + i % rows * targetRow + position / inputs * targetFeature]);
            run.Expect([.. positions.Select(Gradient)], gradient, $"{samples} samples");
        }
    }
}
