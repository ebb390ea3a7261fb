using System.ComponentModel;
using ILGPU;
using ILGPU.Runtime;
using SparseGen.Gpu;
using View = ILGPU.ArrayView<float>;

namespace SparseGen.Kernels.Gpu;

/// <summary>Rows times a number for each place, plus another one: affine layers and layer scale.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class GpuScale
{
    private delegate void ApplyLauncher(
        AcceleratorStream stream, KernelConfig config, View input, View scale, View shift, View residual, View output, int count, Divider features, int hasShift, int hasResidual);

    private delegate void GradientLauncher(
        AcceleratorStream stream, KernelConfig config, View outputGradient, View input, View partials, int rows, int chunk, int features);

    private static readonly LibraryKernel<ApplyLauncher> ApplyKernel = new(ApplyElements);

    private static readonly LibraryKernel<GradientLauncher> GradientKernel = new(SumGradient);

    /// <summary>output = scale input + shift + residual, element by element in each row.</summary>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="input">[rows, features].</param>
    /// <param name="scale">[features].</param>
    /// <param name="shift">[features], or null.</param>
    /// <param name="residual">[rows, features], or null.</param>
    /// <param name="output">[rows, features].</param>
    /// <param name="rows">Rows of all samples.</param>
    /// <param name="features">Features of a row.</param>
    public static void Apply(GpuFrame frame, View input, View scale, View? shift, View? residual, View output, int rows, int features)
    {
        int count = rows * features;
        ApplyKernel.On(frame.Device)(
            frame.Device.Stream, frame.Device.Elementwise(count), input, scale, shift ?? scale, residual ?? input, output, count, new Divider(features), shift.HasValue ? 1 : 0,
            residual.HasValue ? 1 : 0);
    }

    /// <summary>gradient += sum over the rows of outputGradient input: the gradient of the scale.</summary>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="outputGradient">[rows, features].</param>
    /// <param name="input">[rows, features].</param>
    /// <param name="gradient">[features].</param>
    /// <param name="rows">Rows of all samples.</param>
    /// <param name="features">Features of a row.</param>
    public static void AddGradient(GpuFrame frame, View outputGradient, View input, View gradient, int rows, int features)
    {
        int splits = frame.Split(rows, ColumnReduction.Groups(features), features, out int chunk);
        View partials = frame.ReservePartials(splits * features);
        GradientKernel.On(frame.Device)(frame.Device.Stream, ColumnReduction.Config(features, splits), outputGradient, input, partials, rows, chunk, features);
        frame.AddPartials(partials, gradient, features, splits, features);
    }

    internal static void ApplyElements(
        View input, View scale, View shift, View residual, View output, int count, Divider features, int hasShift, int hasResidual)
    {
        for (int i = ElementLoop.First; i < count; i += ElementLoop.Step)
        {
            int feature = Divider.Remainder(features, i);
            float value = input[i] * scale[feature];
            value = hasShift != 0 ? value + shift[feature] : value;
            output[i] = hasResidual != 0 ? value + residual[i] : value;
        }
    }

    internal static void SumGradient(View outputGradient, View input, View partials, int rows, int chunk, int features)
    {
        int feature = ColumnReduction.Column;
        if (feature < features)
        {
            int first = Grid.IdxY * chunk;
            int last = IntrinsicMath.Min(first + chunk, rows);
            float total = 0f;
            for (int block = first; block < last; block += BlockTerms.Gpu)
            {
                int end = IntrinsicMath.Min(block + BlockTerms.Gpu, last);
                float sum = 0f;
                for (int row = block; row < end; row++)
                {
                    int at = (row * features) + feature;
                    sum += outputGradient[at] * input[at];
                }

                total += sum;
            }

            partials[(Grid.IdxY * features) + feature] = total;
        }
    }
}
