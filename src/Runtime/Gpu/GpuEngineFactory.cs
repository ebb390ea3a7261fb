using SparseGen.Execution;

namespace SparseGen.Gpu;

/// <summary>Makes the engine of a model that lives on a GPU.</summary>
internal static class GpuEngineFactory
{
    /// <summary>The engine of <typeparamref name="TProgram"/> on <paramref name="device"/>.</summary>
    internal static ModelEngine Create<TProgram>(ModelInfo info, ParameterLayout layout, int maxBatch, Device device, ulong seed)
        where TProgram : struct, IGpuProgram =>
        throw new DeviceUnavailableException($"No engine for {info.Name} on {device.Name}: this build has no GPU back end.");
}
