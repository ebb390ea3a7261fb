using ILGPU;
using ILGPU.Runtime;
using SparseGen.Simd;

namespace SparseGen.Gpu;

/// <summary>The kernel that applies an update rule to each element, and what launches it.</summary>
/// <typeparam name="TRule">
/// The rule. Its type and the types around it have to be public, and its fields numbers other than bool and char, for ILGPU passes it by value.
/// </typeparam>
internal static class UpdateKernel<TRule>
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
        int length,
        int states,
        TRule rule);

    /// <summary>Applies the rule to all of <paramref name="parameters"/>. The launch is queued, not awaited.</summary>
    internal static void Launch(
        GpuDevice device,
        in TRule rule,
        int length,
        ArrayView<float> parameters,
        ArrayView<float> gradients,
        ArrayView<float>? first,
        ArrayView<float>? second)
    {
        device.Accelerator.Bind();
        Launcher launcher = Kernel.On(device);

        // A rule with a second state but no first is allowed: bit 0 is the first, bit 1 the second. Kernels take no null views,
        // so the parameters stand in for a state that is not there; it is neither read nor written.
        int states = (first.HasValue ? 1 : 0) + (second.HasValue ? 2 : 0);
        launcher(device.Stream, device.Elementwise(length), parameters, gradients, first ?? parameters, second ?? parameters, length, states, rule);
    }

    /// <summary>The kernel; each thread strides over the elements.</summary>
    internal static void Run(
        ArrayView<float> parameters,
        ArrayView<float> gradients,
        ArrayView<float> first,
        ArrayView<float> second,
        int length,
        int states,
        TRule rule)
    {
        int stride = Grid.DimX * Group.DimX;
        for (int i = (Grid.IdxX * Group.DimX) + Group.IdxX; i < length; i += stride)
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
