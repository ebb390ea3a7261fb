using System.ComponentModel;

namespace SparseGen.Execution;

/// <summary>Makes the engine of a model for a GPU. Where the generator finds the package SparseGen.Gpu, that has it; else <see cref="CpuOnly"/> stands for it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IGpuEngines
{
    /// <summary>Makes the engine.</summary>
    /// <param name="info">Shapes of the model.</param>
    /// <param name="layout">Its tensors.</param>
    /// <param name="maxBatch">Largest batch of a training step; at least 1.</param>
    /// <param name="device">Where it is to live.</param>
    /// <param name="seed">Seed of the initial values.</param>
    /// <exception cref="DeviceUnavailableException">The model cannot run there.</exception>
    static abstract ModelEngine Create(ModelInfo info, ParameterLayout layout, int maxBatch, Device device, ulong seed);
}

/// <summary>Of a model that was generated without code for GPUs.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct CpuOnly : IGpuEngines
{
    /// <inheritdoc/>
    public static ModelEngine Create(ModelInfo info, ParameterLayout layout, int maxBatch, Device device, ulong seed) => throw new DeviceUnavailableException(
        $"{info?.Name} cannot run on {device?.Name}: the project that declares it has no reference to {GpuBackend.Package}, so no kernels for GPUs were generated. "
        + "Add the package there too.");
}
