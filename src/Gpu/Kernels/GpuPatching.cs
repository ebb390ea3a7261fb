using System.ComponentModel;
using ILGPU;
using ILGPU.Runtime;
using SparseGen.Gpu;
using View = ILGPU.ArrayView<float>;

namespace SparseGen.Kernels.Gpu;

/// <summary>Patches of rows, which may overlap, and the sums of what became of each number: a thread a number of the result.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class GpuPatching
{
    private delegate void Launcher(
        AcceleratorStream stream, KernelConfig config, View input, View output, int count, int columns, int patches, int length, int stride, PatchDividers by);

    private static readonly LibraryKernel<Launcher> CutKernel = new(CutAll);

    private static readonly LibraryKernel<Launcher> SumKernel = new(SumAll);

    /// <summary>output[row, p, i] = input[row, stride p + i].</summary>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="input">[rows, columns].</param>
    /// <param name="output">[rows, patches, length].</param>
    /// <param name="rows">Rows of all samples.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="patches">Patches of a row.</param>
    /// <param name="length">Numbers of a patch.</param>
    /// <param name="stride">Numbers from patch to patch.</param>
    public static void Cut(GpuFrame frame, View input, View output, int rows, int columns, int patches, int length, int stride)
    {
        int count = rows * patches * length;
        CutKernel.On(frame.Device)(
            frame.Device.Stream, frame.Device.Elementwise(count), input, output, count, columns, patches, length, stride, new PatchDividers(columns, patches, length, stride));
    }

    /// <summary>output[row, n] = the sum of input[row, p, i] with stride p + i = n.</summary>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="input">[rows, patches, length].</param>
    /// <param name="output">[rows, columns].</param>
    /// <param name="rows">Rows of all samples.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="patches">Patches of a row.</param>
    /// <param name="length">Numbers of a patch.</param>
    /// <param name="stride">Numbers from patch to patch.</param>
    public static void Sum(GpuFrame frame, View input, View output, int rows, int columns, int patches, int length, int stride)
    {
        int count = rows * columns;
        SumKernel.On(frame.Device)(
            frame.Device.Stream, frame.Device.Elementwise(count), input, output, count, columns, patches, length, stride, new PatchDividers(columns, patches, length, stride));
    }

    internal static void CutAll(View input, View output, int count, int columns, int patches, int length, int stride, PatchDividers by)
    {
        for (int i = ElementLoop.First; i < count; i += ElementLoop.Step)
        {
            int patch = Divider.Divide(by.Length, i);
            output[i] = input[(Divider.Divide(by.Patches, patch) * columns) + (Divider.Remainder(by.Patches, patch) * stride) + Divider.Remainder(by.Length, i)];
        }
    }

    internal static void SumAll(View input, View output, int count, int columns, int patches, int length, int stride, PatchDividers by)
    {
        for (int i = ElementLoop.First; i < count; i += ElementLoop.Step)
        {
            int row = Divider.Divide(by.Columns, i), column = Divider.Remainder(by.Columns, i);

            // The first patch that reaches the number, and the last one that does not begin behind it.
            int first = column < length ? 0 : Divider.Divide(by.Stride, column - length) + 1;
            int last = IntrinsicMath.Min(Divider.Divide(by.Stride, column), patches - 1);
            float sum = 0f;
            for (int patch = first; patch <= last; patch++)
            {
                sum += input[(((row * patches) + patch) * length) + column - (patch * stride)];
            }

            output[i] = sum;
        }
    }
}
