using ILGPU;
using ILGPU.Runtime;

namespace SparseGen.Gpu;

/// <summary>The kernel that adds partial sums to the gradients of all tensors, always in the same order.</summary>
internal static class PartialSumKernel
{
    private static readonly LibraryKernel<Launcher> Kernel = new(Add);

    private delegate void Launcher(
        AcceleratorStream stream, KernelConfig config, ArrayView<float> partials, ArrayView<float> gradients, ArrayView<int> pieces, int count);

    /// <summary>Launches it.</summary>
    internal static void Launch(GpuDevice device, ArrayView<float> partials, ArrayView<float> gradients, ArrayView<int> pieces, int count) =>
        Kernel.On(device)(device.Stream, device.Elementwise(count * GpuDevice.GroupSize), partials, gradients, pieces, count);

    /// <summary>The kernel; each group strides over the pieces (<see cref="PartialSumTables"/>).</summary>
    internal static void Add(ArrayView<float> partials, ArrayView<float> gradients, ArrayView<int> pieces, int count)
    {
        for (int piece = Grid.IdxX; piece < count; piece += Grid.DimX)
        {
            int row = piece * PartialSumTables.Columns;
            int from = pieces[row], to = pieces[row + 1], length = pieces[row + 2], splits = pieces[row + 3], pitch = pieces[row + 4];
            for (int i = Group.IdxX; i < length; i += Group.DimX)
            {
                float sum = 0f;
                int at = from + i;
                for (int split = 0; split < splits; split++)
                {
                    sum += partials[at];
                    at += pitch;
                }

                gradients[to + i] += sum;
            }
        }
    }
}
