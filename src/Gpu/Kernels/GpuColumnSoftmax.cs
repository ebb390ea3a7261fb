using System.ComponentModel;
using ILGPU;
using ILGPU.Runtime;
using SparseGen.Gpu;
using SparseGen.Simd;
using View = ILGPU.ArrayView<float>;

namespace SparseGen.Kernels.Gpu;

/// <summary>Softmax of the columns of matrices, its derivative and the tangent of that. Each thread has a column, and its neighbours those beside it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class GpuColumnSoftmax
{
    private delegate void ForwardLauncher(AcceleratorStream stream, KernelConfig config, View input, View output, int count, int rows, int columns, Divider byColumns);

    private delegate void BackwardLauncher(
        AcceleratorStream stream, KernelConfig config, View outputGradient, View output, View inputGradient, int count, int rows, int columns, Divider byColumns);

    private delegate void BackwardTangentLauncher(
        AcceleratorStream stream, KernelConfig config, View outputGradient, View output, View gradientTangent, View outputTangent, View result, int count, int rows,
        int columns, Divider byColumns);

    private static readonly LibraryKernel<ForwardLauncher> ForwardKernel = new(ForwardColumns);

    private static readonly LibraryKernel<BackwardLauncher> BackwardKernel = new(BackwardColumns);

    private static readonly LibraryKernel<BackwardTangentLauncher> BackwardTangentKernel = new(BackwardTangentColumns);

    /// <summary>output = e^(input - m) / sum(e^(input - m)) with the largest number m of the column.</summary>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="input">[matrices, rows, columns].</param>
    /// <param name="output">[matrices, rows, columns].</param>
    /// <param name="matrices">Matrices of all samples.</param>
    /// <param name="rows">Rows of a matrix.</param>
    /// <param name="columns">Columns of a matrix.</param>
    public static void Forward(GpuFrame frame, View input, View output, int matrices, int rows, int columns)
    {
        int count = matrices * columns;
        ForwardKernel.On(frame.Device)(frame.Device.Stream, frame.Device.Elementwise(count), input, output, count, rows, columns, new Divider(columns));
    }

    /// <summary>inputGradient = output (outputGradient - sum(outputGradient output)).</summary>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="outputGradient">[matrices, rows, columns].</param>
    /// <param name="output">What <see cref="Forward"/> computed, [matrices, rows, columns].</param>
    /// <param name="inputGradient">[matrices, rows, columns].</param>
    /// <param name="matrices">Matrices of all samples.</param>
    /// <param name="rows">Rows of a matrix.</param>
    /// <param name="columns">Columns of a matrix.</param>
    public static void Backward(GpuFrame frame, View outputGradient, View output, View inputGradient, int matrices, int rows, int columns)
    {
        int count = matrices * columns;
        BackwardKernel.On(frame.Device)(frame.Device.Stream, frame.Device.Elementwise(count), outputGradient, output, inputGradient, count, rows, columns, new Divider(columns));
    }

    /// <summary>The tangent of <see cref="Backward"/>: dx' = y' (dy - s) + y (dy' - s') with s = sum(dy y) and s' = sum(dy' y + dy y').</summary>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="outputGradient">dy, [matrices, rows, columns].</param>
    /// <param name="output">y, [matrices, rows, columns].</param>
    /// <param name="gradientTangent">dy', [matrices, rows, columns].</param>
    /// <param name="outputTangent">y', [matrices, rows, columns].</param>
    /// <param name="result">dx', [matrices, rows, columns].</param>
    /// <param name="matrices">Matrices of all samples.</param>
    /// <param name="rows">Rows of a matrix.</param>
    /// <param name="columns">Columns of a matrix.</param>
    public static void BackwardTangent(
        GpuFrame frame, View outputGradient, View output, View gradientTangent, View outputTangent, View result, int matrices, int rows, int columns)
    {
        int count = matrices * columns;
        BackwardTangentKernel.On(frame.Device)(
            frame.Device.Stream, frame.Device.Elementwise(count), outputGradient, output, gradientTangent, outputTangent, result, count, rows, columns, new Divider(columns));
    }

    internal static void ForwardColumns(View input, View output, int count, int rows, int columns, Divider byColumns)
    {
        for (int column = ElementLoop.First; column < count; column += ElementLoop.Step)
        {
            int start = Start(column, rows, columns, byColumns), end = start + (rows * columns);
            float largest = input[start];
            for (int at = start + columns; at < end; at += columns)
            {
                largest = input[at] > largest ? input[at] : largest;
            }

            float sum = 0f;
            for (int at = start; at < end; at += columns)
            {
                float power = Exponential.Exp<SimdScalar, float>(input[at] - largest);
                output[at] = power;
                sum += power;
            }

            float share = 1f / sum;
            for (int at = start; at < end; at += columns)
            {
                output[at] *= share;
            }
        }
    }

    internal static void BackwardColumns(View outputGradient, View output, View inputGradient, int count, int rows, int columns, Divider byColumns)
    {
        for (int column = ElementLoop.First; column < count; column += ElementLoop.Step)
        {
            int start = Start(column, rows, columns, byColumns), end = start + (rows * columns);
            float mean = 0f;
            for (int at = start; at < end; at += columns)
            {
                mean += outputGradient[at] * output[at];
            }

            for (int at = start; at < end; at += columns)
            {
                inputGradient[at] = output[at] * (outputGradient[at] - mean);
            }
        }
    }

    internal static void BackwardTangentColumns(
        View outputGradient, View output, View gradientTangent, View outputTangent, View result, int count, int rows, int columns, Divider byColumns)
    {
        for (int column = ElementLoop.First; column < count; column += ElementLoop.Step)
        {
            int start = Start(column, rows, columns, byColumns), end = start + (rows * columns);
            float mean = 0f, meanTangent = 0f;
            for (int at = start; at < end; at += columns)
            {
                mean += outputGradient[at] * output[at];
                meanTangent += (gradientTangent[at] * output[at]) + (outputGradient[at] * outputTangent[at]);
            }

            for (int at = start; at < end; at += columns)
            {
                result[at] = (outputTangent[at] * (outputGradient[at] - mean)) + (output[at] * (gradientTangent[at] - meanTangent));
            }
        }
    }

    /// <summary>Where a column starts among the numbers of all matrices.</summary>
    private static int Start(int column, int rows, int columns, Divider byColumns) =>
        (Divider.Divide(byColumns, column) * rows * columns) + Divider.Remainder(byColumns, column);
}
