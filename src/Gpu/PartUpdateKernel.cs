using ILGPU;
using ILGPU.Runtime;
using SparseGen.Simd;

namespace SparseGen.Gpu;

/// <summary>The kernel that applies an update rule to some lines of a vector, one launch for all of them, and what launches it.</summary>
/// <typeparam name="TRule">The rule, as <see cref="UpdateKernel{TRule}"/> wants it.</typeparam>
internal static class PartUpdateKernel<TRule>
    where TRule : unmanaged, IUpdateRule
{
    private static readonly LibraryKernel<Launcher> Kernel = new(Run);

    private delegate void Launcher(
        AcceleratorStream stream,
        KernelConfig config,
        ArrayView<float> parameters,
        ArrayView<float> gradients,
        ArrayView<float> first,
        ArrayView<float> second,
        ArrayView<int> lines,
        int count,
        int length,
        int states,
        TRule rule);

    /// <summary>Applies the rule to some lines of <paramref name="parameters"/>. The launch is queued, not awaited.</summary>
    /// <param name="device">The device.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="lines">The numbers of the lines.</param>
    /// <param name="count">Floats of all these lines.</param>
    /// <param name="length">Floats of the whole vector; the last line may reach beyond it.</param>
    /// <param name="parameters">The vector.</param>
    /// <param name="gradients">What the rule reads.</param>
    /// <param name="first">First state, or null.</param>
    /// <param name="second">Second state, or null.</param>
    internal static void Launch(
        GpuDevice device,
        in TRule rule,
        ArrayView<int> lines,
        int count,
        int length,
        ArrayView<float> parameters,
        ArrayView<float> gradients,
        ArrayView<float>? first,
        ArrayView<float>? second)
    {
        device.Accelerator.Bind();
        Launcher launcher = Kernel.On(device);

        // The parameters stand in for a state that is not there, as in the kernel for all of a vector.
        int states = (first.HasValue ? 1 : 0) + (second.HasValue ? 2 : 0);
        launcher(
            device.Stream, device.Elementwise(count), parameters, gradients, first ?? parameters, second ?? parameters, lines, count, length, states, rule);
    }

    /// <summary>The kernel; each thread strides over the floats of the lines.</summary>
    internal static void Run(
        ArrayView<float> parameters,
        ArrayView<float> gradients,
        ArrayView<float> first,
        ArrayView<float> second,
        ArrayView<int> lines,
        int count,
        int length,
        int states,
        TRule rule)
    {
        int stride = Grid.DimX * Group.DimX;
        for (int position = (Grid.IdxX * Group.DimX) + Group.IdxX; position < count; position += stride)
        {
            int i = (lines[position >> 4] << 4) + (position & 15);
            if (i < length)
            {
                float parameter = parameters[i];
                float firstState = (states & 1) != 0 ? first[i] : 0f;
                float secondState = (states & 2) != 0 ? second[i] : 0f;
                rule.Apply<SimdScalar, float>(ref parameter, gradients[i], ref firstState, ref secondState);
                parameters[i] = parameter;
                if ((states & 1) != 0)
                {
                    first[i] = firstState;
                }

                if ((states & 2) != 0)
                {
                    second[i] = secondState;
                }
            }
        }
    }
}
