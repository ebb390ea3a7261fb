using System.ComponentModel;
using ILGPU;
using ILGPU.Runtime;
using SparseGen.Gpu;
using View = ILGPU.ArrayView<float>;

namespace SparseGen.Kernels.Gpu;

/// <summary>
/// Diagonal linear networks: (u u - v v) x, element by element (Woodworth et al. 2020, arXiv 2002.09277). Directional derivatives of the squares are products of two factors
/// each, u u' - v v'.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class GpuDiagonal
{
    private delegate void ApplyLauncher(
        AcceleratorStream stream, KernelConfig config, View input, View u, View otherU, View v, View otherV, View output, int count, Divider features);

    private delegate void GradientsLauncher(
        AcceleratorStream stream, KernelConfig config, View outputGradient, View input, View u, View v, View partials, int rows, int chunk, int features);

    private static readonly LibraryKernel<ApplyLauncher> ApplyKernel = new(ApplyElements);

    private static readonly LibraryKernel<GradientsLauncher> GradientsKernel = new(SumGradients);

    /// <summary>output = (u otherU - v otherV) input, element by element in each row.</summary>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="input">[rows, features].</param>
    /// <param name="u">[features].</param>
    /// <param name="otherU">[features]; null for u again: its square.</param>
    /// <param name="v">[features].</param>
    /// <param name="otherV">[features]; null for v again: its square.</param>
    /// <param name="output">[rows, features].</param>
    /// <param name="rows">Rows of all samples.</param>
    /// <param name="features">Features of a row.</param>
    public static void Apply(GpuFrame frame, View input, View u, View? otherU, View v, View? otherV, View output, int rows, int features)
    {
        int count = rows * features;
        ApplyKernel.On(frame.Device)(frame.Device.Stream, frame.Device.Elementwise(count), input, u, otherU ?? u, v, otherV ?? v, output, count, new Divider(features));
    }

    /// <summary>The gradients of the factors: uGradient += 2 u s and vGradient -= 2 v s with s = sum over the rows of outputGradient input.</summary>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="outputGradient">[rows, features].</param>
    /// <param name="input">[rows, features].</param>
    /// <param name="u">[features].</param>
    /// <param name="v">[features].</param>
    /// <param name="uGradient">[features].</param>
    /// <param name="vGradient">[features].</param>
    /// <param name="rows">Rows of all samples.</param>
    /// <param name="features">Features of a row.</param>
    public static void AddGradients(GpuFrame frame, View outputGradient, View input, View u, View v, View uGradient, View vGradient, int rows, int features)
    {
        int splits = frame.Split(rows, ColumnReduction.Groups(features), 2 * features, out int chunk);
        View partials = frame.ReservePartials(splits * 2 * features);
        GradientsKernel.On(frame.Device)(frame.Device.Stream, ColumnReduction.Config(features, splits), outputGradient, input, u, v, partials, rows, chunk, features);
        frame.AddPartials(partials, uGradient, features, splits, 2 * features);
        frame.AddPartials(partials.SubView(features), vGradient, features, splits, 2 * features);
    }

    internal static void ApplyElements(View input, View u, View otherU, View v, View otherV, View output, int count, Divider features)
    {
        for (int i = ElementLoop.First; i < count; i += ElementLoop.Step)
        {
            int feature = Divider.Remainder(features, i);
            output[i] = ((u[feature] * otherU[feature]) - (v[feature] * otherV[feature])) * input[i];
        }
    }

    internal static void SumGradients(View outputGradient, View input, View u, View v, View partials, int rows, int chunk, int features)
    {
        int feature = ColumnReduction.Column;
        if (feature < features)
        {
            int first = Grid.IdxY * chunk;
            int last = IntrinsicMath.Min(first + chunk, rows);
            float uTotal = 0f, vTotal = 0f;
            for (int block = first; block < last; block += BlockTerms.Gpu)
            {
                int end = IntrinsicMath.Min(block + BlockTerms.Gpu, last);
                float sum = 0f;
                for (int row = block; row < end; row++)
                {
                    int at = (row * features) + feature;
                    sum += outputGradient[at] * input[at];
                }

                uTotal += 2f * u[feature] * sum;
                vTotal += -2f * v[feature] * sum;
            }

            int start = Grid.IdxY * 2 * features;
            partials[start + feature] = uTotal;
            partials[start + features + feature] = vTotal;
        }
    }
}
