using SparseGen.Execution;

namespace SparseGen.Gpu;

/// <summary>Makes the engine of a model that lives on a GPU.</summary>
internal static class GpuEngineFactory
{
    /// <summary>The engine of <typeparamref name="TProgram"/> on <paramref name="device"/>.</summary>
    internal static ModelEngine Create<TProgram>(ModelInfo info, ParameterLayout layout, int maxBatch, Device device, ulong seed)
        where TProgram : struct, IGpuProgram =>
        device is GpuDevice gpu
            ? new GpuEngine<TProgram>(info, layout, maxBatch, gpu, seed)
            : throw new DeviceUnavailableException($"{info.Name} cannot run on {device.Name}: it is neither a CPU nor a GPU.");
}
