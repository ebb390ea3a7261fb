using ILGPU;
using SparseGen.Gpu;
using SparseGen.Kernels.Gpu;
using SparseGen.Tests.Infrastructure;

namespace SparseGen.Tests.Kernels;

/// <summary>The gradient of a sparse weight on GPUs, a thread a weight and of packed rows.</summary>
[Trait("Category", "Gpu")]
public sealed class SparseGradientTests
{
    private delegate void Adder(GpuFrame frame, ArrayView<float> source, ArrayView<float> target, ArrayView<float> gradient, SparseMask mask, SparseExtents from, SparseExtents to);

    private static readonly Dictionary<string, Adder> Kernels = new() { ["weights"] = GpuSparseGradient.AddByWeights, ["packed rows"] = GpuSparseGradient.AddPacked };

    public static TheoryData<string, string> DevicesAndKernels
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (string device in TestDevices.Gpus)
            {
                foreach (string kernel in Kernels.Keys)
                {
                    data.Add(device, kernel);
                }
            }

            return data;
        }
    }

    /// <summary>
    /// Along the channels and, with rows side by side, along the tokens; more rows than a block and than a partial sum, slices that are not filled, more inputs than a block of
    /// them, and more weights than a group has at a time.
    /// </summary>
    [SkippableTheory]
    [MemberData(nameof(DevicesAndKernels))]
    public void AgreesWithPlainLoops(string device, string kernel)
    {
        Check(device, kernel, samples: 1, rows: 3, inputs: 7, outputs: 5, kept: 6, isTokens: false);
        Check(device, kernel, samples: 4, rows: 3, inputs: 7, outputs: 5, kept: 6, isTokens: true);
        if (device != "simulator")
        {
            Check(device, kernel, samples: 700, rows: 3, inputs: 7, outputs: 5, kept: 35, isTokens: false);
            Check(device, kernel, samples: 37, rows: 1, inputs: 611, outputs: 83, kept: 4000, isTokens: false);
            Check(device, kernel, samples: 11, rows: 13, inputs: 29, outputs: 31, kept: 200, isTokens: true);
        }
    }

    private static void Check(string device, string kernel, int samples, int rows, int inputs, int outputs, int kept, bool isTokens)
    {
        SparseExtents from = Extents(rows, inputs, isTokens), to = Extents(rows, outputs, isTokens);
        SparseMask mask = SparseMask.Draw(outputs, inputs, kept, seed: 5, "weight");
        float[] source = ValueRecipe.Values("source", samples * from.Size), target = ValueRecipe.Values("target", samples * to.Size), before = ValueRecipe.Values("before", kept);
        using var run = new GpuKernelRun(device, samples);
        ArrayView<float> gradient = run.Gradient(before), sourceView = run.Upload(source), targetView = run.Upload(target);
        void Add(GpuFrame frame) => Kernels[kernel](frame, sourceView, targetView, gradient, mask, from, to);
        run.Launch(Add);
        double Gradient(int position) => Enumerable.Range(0, samples * rows).Sum(i =>
            (double)source[(i / rows * from.Size) + (i % rows * from.RowStride) + (position % inputs * from.FeatureStride)]
            * target[(i / rows * to.Size) + (i % rows * to.RowStride) + (position / inputs * to.FeatureStride)]);
        run.Expect([.. mask.Positions.Select((position, i) => before[i] + Gradient(position))], gradient, $"{samples} samples of {rows} x {inputs} to {outputs}");
    }

    private static SparseExtents Extents(int rows, int features, bool isTokens) => isTokens
        ? new(rows * features, features, rows, rows, 1)
        : new(rows * features, features, 1, rows, features);
}
