using System.ComponentModel;
using ILGPU;
using ILGPU.Runtime;
using SparseGen.Gpu;
using View = ILGPU.ArrayView<float>;

namespace SparseGen.Kernels.Gpu;

/// <summary>Rows in two parts, halves or others, and the way back: a thread a number.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class GpuRowParts
{
    private delegate void Launcher(AcceleratorStream stream, KernelConfig config, View whole, View first, View second, int count, int left, int right, Divider byWhole);

    private static readonly LibraryKernel<Launcher> SplitKernel = new(SplitElements);

    private static readonly LibraryKernel<Launcher> JoinKernel = new(JoinElements);

    /// <summary>first = the first numbers of each row, second = the others.</summary>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="input">[rows, left + right].</param>
    /// <param name="first">[rows, left].</param>
    /// <param name="second">[rows, right].</param>
    /// <param name="rows">Rows of all samples.</param>
    /// <param name="left">Numbers of a row of the first.</param>
    /// <param name="right">Numbers of a row of the second.</param>
    public static void Split(GpuFrame frame, View input, View first, View second, int rows, int left, int right)
    {
        int count = rows * (left + right);
        SplitKernel.On(frame.Device)(frame.Device.Stream, frame.Device.Elementwise(count), input, first, second, count, left, right, new Divider(left + right));
    }

    /// <summary>Each row of the output is one of the first and one of the second behind one another.</summary>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="first">[rows, left].</param>
    /// <param name="second">[rows, right].</param>
    /// <param name="output">[rows, left + right].</param>
    /// <param name="rows">Rows of all samples.</param>
    /// <param name="left">Numbers of a row of the first.</param>
    /// <param name="right">Numbers of a row of the second.</param>
    public static void Join(GpuFrame frame, View first, View second, View output, int rows, int left, int right)
    {
        int count = rows * (left + right);
        JoinKernel.On(frame.Device)(frame.Device.Stream, frame.Device.Elementwise(count), output, first, second, count, left, right, new Divider(left + right));
    }

    internal static void SplitElements(View whole, View first, View second, int count, int left, int right, Divider byWhole)
    {
        for (int i = ElementLoop.First; i < count; i += ElementLoop.Step)
        {
            int row = Divider.Divide(byWhole, i), place = Divider.Remainder(byWhole, i);
            if (place < left)
            {
                first[(row * left) + place] = whole[i];
            }
            else
            {
                second[(row * right) + place - left] = whole[i];
            }
        }
    }

    internal static void JoinElements(View whole, View first, View second, int count, int left, int right, Divider byWhole)
    {
        for (int i = ElementLoop.First; i < count; i += ElementLoop.Step)
        {
            int row = Divider.Divide(byWhole, i), place = Divider.Remainder(byWhole, i);
            whole[i] = place < left ? first[(row * left) + place] : second[(row * right) + place - left];
        }
    }
}
