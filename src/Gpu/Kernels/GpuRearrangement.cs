using System.ComponentModel;
using ILGPU;
using ILGPU.Runtime;
using SparseGen.Gpu;
using View = ILGPU.ArrayView<float>;

namespace SparseGen.Kernels.Gpu;

/// <summary>Moves numbers to other places, and adds to them what passes by: a thread a number.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class GpuRearrangement
{
    private delegate void GatherLauncher(
        AcceleratorStream stream, KernelConfig config, View input, View residual, View output, ArrayView<int> table, int count, Divider size, int hasResidual);

    private delegate void MoveLauncher(
        AcceleratorStream stream, KernelConfig config, View input, View bias, View output, IndexMap map, IndexDividers digits, int count, int inputs, int outputs, int hasBias);

    private delegate void TransposeLauncher(
        AcceleratorStream stream, KernelConfig config, View input, View residual, View output, int count, Divider rows, Divider size, int columns, int hasResidual);

    private static readonly LibraryKernel<TransposeLauncher> TransposeKernel = new(TransposeElements);

    private static readonly LibraryKernel<GatherLauncher> GatherKernel = new(GatherElements);

    private static readonly LibraryKernel<MoveLauncher> MoveKernel = new(MoveElements);

    /// <summary>output[sample, c, r] = input[sample, r, c] + residual[sample, c, r].</summary>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="input">[samples, rows, columns].</param>
    /// <param name="residual">[samples, columns, rows], or null.</param>
    /// <param name="output">[samples, columns, rows].</param>
    /// <param name="samples">Number of samples.</param>
    /// <param name="rows">Rows of the input.</param>
    /// <param name="columns">Columns of the input.</param>
    public static void Transpose(GpuFrame frame, View input, View? residual, View output, int samples, int rows, int columns)
    {
        int count = samples * rows * columns;
        TransposeKernel.On(frame.Device)(
            frame.Device.Stream, frame.Device.Elementwise(count), input, residual ?? input, output, count, new Divider(rows), new Divider(rows * columns), columns,
            residual.HasValue ? 1 : 0);
    }

    /// <summary>output[sample, i] = input[sample, table[i]] + residual[sample, i].</summary>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="table">[size]; which number comes to each place.</param>
    /// <param name="input">[samples, size].</param>
    /// <param name="residual">[samples, size], or null.</param>
    /// <param name="output">[samples, size].</param>
    /// <param name="samples">Number of samples.</param>
    /// <param name="size">Numbers of a sample.</param>
    public static void Gather(GpuFrame frame, ArrayView<int> table, View input, View? residual, View output, int samples, int size)
    {
        int count = samples * size;
        GatherKernel.On(frame.Device)(
            frame.Device.Stream, frame.Device.Elementwise(count), input, residual ?? input, output, table, count, new Divider(size), residual.HasValue ? 1 : 0);
    }

    /// <summary>
    /// Moves each element of a row to its place in the output's row. A place beyond the end of the input counts as zero, which pads; one beyond the end of the output is left
    /// out, which cuts off.
    /// </summary>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="input">[rows, inputs].</param>
    /// <param name="bias">As long as the map reaches in it, or null.</param>
    /// <param name="output">[rows, outputs].</param>
    /// <param name="rows">Rows of all samples.</param>
    /// <param name="inputs">Numbers of an input's row.</param>
    /// <param name="outputs">Numbers of an output's row.</param>
    /// <param name="map">Where the elements go.</param>
    public static void Move(GpuFrame frame, View input, View? bias, View output, int rows, int inputs, int outputs, IndexMap map)
    {
        int count = rows * map.Count;
        MoveKernel.On(frame.Device)(
            frame.Device.Stream, frame.Device.Elementwise(count), input, bias ?? input, output, map, new IndexDividers(map), count, inputs, outputs, bias.HasValue ? 1 : 0);
    }

    internal static void TransposeElements(View input, View residual, View output, int count, Divider rows, Divider size, int columns, int hasResidual)
    {
        for (int element = ElementLoop.First; element < count; element += ElementLoop.Step)
        {
            int at = Divider.Remainder(size, element);
            int column = Divider.Divide(rows, at);
            float value = input[element - at + (Divider.Remainder(rows, at) * columns) + column];
            output[element] = hasResidual != 0 ? residual[element] + value : value;
        }
    }

    internal static void GatherElements(View input, View residual, View output, ArrayView<int> table, int count, Divider size, int hasResidual)
    {
        for (int element = ElementLoop.First; element < count; element += ElementLoop.Step)
        {
            int at = Divider.Remainder(size, element);
            float value = input[element - at + table[at]];
            output[element] = hasResidual != 0 ? residual[element] + value : value;
        }
    }

    internal static void MoveElements(View input, View bias, View output, IndexMap map, IndexDividers digits, int count, int inputs, int outputs, int hasBias)
    {
        for (int element = ElementLoop.First; element < count; element += ElementLoop.Step)
        {
            int left = element;
            int e = Divider.Remainder(digits.E, left);
            left = Divider.Divide(digits.E, left);
            int d = Divider.Remainder(digits.D, left);
            left = Divider.Divide(digits.D, left);
            int c = Divider.Remainder(digits.C, left);
            left = Divider.Divide(digits.C, left);
            int b = Divider.Remainder(digits.B, left);
            left = Divider.Divide(digits.B, left);
            int a = Divider.Remainder(digits.A, left), row = Divider.Divide(digits.A, left);
            int to = (a * map.A.Output) + (b * map.B.Output) + (c * map.C.Output) + (d * map.D.Output) + (e * map.E.Output);
            if (to < outputs)
            {
                int from = (a * map.A.Input) + (b * map.B.Input) + (c * map.C.Input) + (d * map.D.Input) + (e * map.E.Input);
                int term = (a * map.A.Bias) + (b * map.B.Bias) + (c * map.C.Bias) + (d * map.D.Bias) + (e * map.E.Bias);
                float value = from < inputs ? input[(row * inputs) + from] : 0f;
                output[(row * outputs) + to] = hasBias != 0 ? value + bias[term] : value;
            }
        }
    }
}
