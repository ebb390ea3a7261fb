using System.ComponentModel;
using ILGPU;
using ILGPU.Runtime;
using SparseGen.Gpu;
using View = ILGPU.ArrayView<float>;

namespace SparseGen.Kernels.Gpu;

/// <summary>Rows in two halves, and the way back: a thread a number.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class GpuHalves
{
    private delegate void Launcher(AcceleratorStream stream, KernelConfig config, View whole, View first, View second, int count, int half);

    private static readonly LibraryKernel<Launcher> SplitKernel = new(SplitElements);

    private static readonly LibraryKernel<Launcher> JoinKernel = new(JoinElements);

    /// <summary>first = the first half of each row, second = the second one.</summary>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="input">[rows, 2 half].</param>
    /// <param name="first">[rows, half].</param>
    /// <param name="second">[rows, half].</param>
    /// <param name="rows">Rows of all samples.</param>
    /// <param name="half">Numbers of half a row.</param>
    public static void Split(GpuFrame frame, View input, View first, View second, int rows, int half)
    {
        int count = rows * half;
        SplitKernel.On(frame.Device)(frame.Device.Stream, frame.Device.Elementwise(count), input, first, second, count, half);
    }

    /// <summary>Each row of the output is one of the first and one of the second behind one another.</summary>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="first">[rows, half].</param>
    /// <param name="second">[rows, half].</param>
    /// <param name="output">[rows, 2 half].</param>
    /// <param name="rows">Rows of all samples.</param>
    /// <param name="half">Numbers of half a row.</param>
    public static void Join(GpuFrame frame, View first, View second, View output, int rows, int half)
    {
        int count = rows * half;
        JoinKernel.On(frame.Device)(frame.Device.Stream, frame.Device.Elementwise(count), output, first, second, count, half);
    }

    internal static void SplitElements(View whole, View first, View second, int count, int half)
    {
        for (int i = ElementLoop.First; i < count; i += ElementLoop.Step)
        {
            int at = i + (i / half * half);
            first[i] = whole[at];
            second[i] = whole[at + half];
        }
    }

    internal static void JoinElements(View whole, View first, View second, int count, int half)
    {
        for (int i = ElementLoop.First; i < count; i += ElementLoop.Step)
        {
            int at = i + (i / half * half);
            whole[at] = first[i];
            whole[at + half] = second[i];
        }
    }
}
