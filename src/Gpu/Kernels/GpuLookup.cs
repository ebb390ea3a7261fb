using System.ComponentModel;
using ILGPU;
using ILGPU.Runtime;
using SparseGen.Gpu;
using View = ILGPU.ArrayView<float>;

namespace SparseGen.Kernels.Gpu;

/// <summary>Vectors of a table in place of numbers that count its rows: a thread a number of the result; and their gradients, a thread a number of the table.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class GpuLookup
{
    private delegate void TakeLauncher(
        AcceleratorStream stream, KernelConfig config, View columns, View table, View output, ArrayView<int> offsets, int length, Divider count, Divider byFeatures, int features,
        int entries);

    private delegate void GradientLauncher(
        AcceleratorStream stream, KernelConfig config, View columns, View outputGradient, View gradient, ArrayView<int> offsets, int length, int rows, int count,
        Divider byFeatures, int features);

    private static readonly LibraryKernel<TakeLauncher> TakeKernel = new(TakeAll);

    private static readonly LibraryKernel<GradientLauncher> GradientKernel = new(AddAll);

    /// <summary>output[row, c] = table[offsets[c] + columns[row, c]].</summary>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="offsets">[count]; where the rows of each column begin in the table.</param>
    /// <param name="columns">[rows, count]; whole numbers.</param>
    /// <param name="table">[entries, features].</param>
    /// <param name="output">[rows, count, features].</param>
    /// <param name="rows">Rows of all samples.</param>
    /// <param name="count">Columns.</param>
    /// <param name="features">Numbers of a vector.</param>
    /// <param name="entries">Rows of the table.</param>
    public static void Take(GpuFrame frame, ArrayView<int> offsets, View columns, View table, View output, int rows, int count, int features, int entries)
    {
        int length = rows * count * features;
        TakeKernel.On(frame.Device)(
            frame.Device.Stream, frame.Device.Elementwise(length), columns, table, output, offsets, length, new Divider(count), new Divider(features), features, entries);
    }

    /// <summary>
    /// gradient[offsets[c] + columns[row, c]] += outputGradient[row, c]. Additions of many threads to one place would have no order; one thread for each place, which looks
    /// at all rows, has one, and a table of some thousand rows has threads enough.
    /// </summary>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="offsets">[count], as <see cref="Take"/> has them.</param>
    /// <param name="columns">[rows, count]; whole numbers.</param>
    /// <param name="outputGradient">[rows, count, features].</param>
    /// <param name="gradient">[entries, features].</param>
    /// <param name="rows">Rows of all samples.</param>
    /// <param name="count">Columns.</param>
    /// <param name="features">Numbers of a vector.</param>
    /// <param name="entries">Rows of the table.</param>
    public static void AddGradient(
        GpuFrame frame, ArrayView<int> offsets, View columns, View outputGradient, View gradient, int rows, int count, int features, int entries)
    {
        int length = entries * features;
        GradientKernel.On(frame.Device)(
            frame.Device.Stream, frame.Device.Elementwise(length), columns, outputGradient, gradient, offsets, length, rows, count, new Divider(features),
            features);
    }

    internal static void TakeAll(
        View columns, View table, View output, ArrayView<int> offsets, int length, Divider count, Divider byFeatures, int features, int entries)
    {
        for (int i = ElementLoop.First; i < length; i += ElementLoop.Step)
        {
            int place = Divider.Divide(byFeatures, i), column = Divider.Remainder(count, place);

            // The engine has asked for numbers in range; what is written into the caller's memory meanwhile must not lead out of the table.
            int entry = IntrinsicMath.Min(IntrinsicMath.Max(offsets[column] + (int)columns[place], 0), entries - 1);
            output[i] = table[(entry * features) + Divider.Remainder(byFeatures, i)];
        }
    }

    internal static void AddAll(
        View columns, View outputGradient, View gradient, ArrayView<int> offsets, int length, int rows, int count, Divider byFeatures, int features)
    {
        for (int i = ElementLoop.First; i < length; i += ElementLoop.Step)
        {
            int entry = Divider.Divide(byFeatures, i), feature = Divider.Remainder(byFeatures, i), column = 0;
            while (column < count - 1 && offsets[column + 1] <= entry)
            {
                column++;
            }

            int category = entry - offsets[column];
            float total = 0f;
            for (int block = 0; block < rows; block += BlockTerms.Gpu)
            {
                int end = IntrinsicMath.Min(block + BlockTerms.Gpu, rows);
                float sum = 0f;
                for (int row = block; row < end; row++)
                {
                    int place = (row * count) + column;
                    sum += (int)columns[place] == category ? outputGradient[(place * features) + feature] : 0f;
                }

                total += sum;
            }

            gradient[i] += total;
        }
    }
}
