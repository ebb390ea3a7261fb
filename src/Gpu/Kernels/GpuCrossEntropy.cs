using System.ComponentModel;
using ILGPU;
using ILGPU.Runtime;
using SparseGen.Gpu;
using SparseGen.Simd;
using View = ILGPU.ArrayView<float>;

namespace SparseGen.Kernels.Gpu;

/// <summary>
/// Cross-entropy of softmax with labels, as <see cref="SoftmaxCrossEntropy"/> has it, on the device: what the loss of a batch is made of, and its gradient. With m the largest
/// output of a row, s the sum of exp(z - m) and q the smoothed target, the loss is log s + sum of q (m - z): no term is the difference of two large numbers. The host takes the
/// logarithm, of a number from 1 on.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
internal static class GpuCrossEntropy
{
    /// <summary>Numbers that a row leaves for its loss: s - 1, and the sum of q (m - z).</summary>
    internal const int Terms = 2;

    private delegate void Launcher(
        AcceleratorStream stream, KernelConfig config, View output, ArrayView<int> labels, View outputGradient, View terms, CooperativeRows rows, float smoothing, float scale);

    private static readonly LibraryKernel<Launcher> Kernel = new(Rows);

    /// <summary>outputGradient = scale (softmax(output) - q), and the terms of each row's loss.</summary>
    /// <param name="device">Where; its gate is held.</param>
    /// <param name="output">[rows, classes].</param>
    /// <param name="labels">[rows], each a class.</param>
    /// <param name="outputGradient">[rows, classes].</param>
    /// <param name="terms">[rows, 2].</param>
    /// <param name="rows">Samples.</param>
    /// <param name="classes">Outputs of a sample.</param>
    /// <param name="smoothing">The share of the target that is spread over all classes.</param>
    /// <param name="scale">What the gradient is multiplied by: 1 / batch for the mean.</param>
    internal static void Run(
        GpuDevice device, View output, ArrayView<int> labels, View outputGradient, View terms, int rows, int classes, float smoothing, float scale)
    {
        var layout = new CooperativeRows(rows, classes);
        Kernel.On(device)(device.Stream, layout.Config, output, labels, outputGradient, terms, layout, smoothing, scale);
    }

    internal static void Rows(View output, ArrayView<int> labels, View outputGradient, View terms, CooperativeRows rows, float smoothing, float scale)
    {
        View even = SharedMemory.Allocate<float>(CooperativeRows.Threads), odd = SharedMemory.Allocate<float>(CooperativeRows.Threads);
        int start = rows.Start, limit = rows.Limit;
        int label = limit > 0 ? labels[rows.Row] : 0;
        float largest = limit > 0 ? output[start] : 0f;
        for (int k = rows.Lane; k < limit; k += rows.Lanes)
        {
            float value = output[start + k];
            largest = value > largest ? value : largest;
        }

        largest = rows.Largest(largest, even);
        float evenShare = smoothing * rows.Share, sum = 0f, distance = 0f;
        for (int k = rows.Lane; k < limit; k += rows.Lanes)
        {
            float below = output[start + k] - largest;
            sum += Power(below);

            // A class that cannot occur adds nothing, even where its output is minus infinity.
            float target = (k == label ? 1f - smoothing : 0f) + evenShare;
            distance -= target > 0f ? target * below : 0f;
        }

        sum = rows.Sum(sum, odd);
        distance = rows.Sum(distance, even);
        for (int k = rows.Lane; k < limit; k += rows.Lanes)
        {
            float target = (k == label ? 1f - smoothing : 0f) + evenShare;
            outputGradient[start + k] = scale * ((Power(output[start + k] - largest) / sum) - target);
        }

        if (rows.Lane == 0 && limit > 0)
        {
            terms[Terms * rows.Row] = sum - 1f;
            terms[(Terms * rows.Row) + 1] = distance;
        }
    }

    /// <summary>e^x for x up to 0. Compared and not clamped: NaN stays what it is.</summary>
    private static float Power(float x) => Exponential.ExpInRange<SimdScalar, float>(x < -87f ? -87f : x);
}
