using System.ComponentModel;
using System.Globalization;
using SparseGen.Execution;

namespace SparseGen.Gpu;

/// <summary>Makes the engine of a model that lives on a GPU.</summary>
/// <typeparam name="TProgram">What the generator emits of the model for GPUs.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct GpuEngines<TProgram> : IGpuEngines
    where TProgram : struct, IGpuProgram
{
    /// <inheritdoc/>
    /// <exception cref="DeviceOutOfMemoryException">It does not fit into the device's memory.</exception>
    static ModelEngine IGpuEngines.Create(ModelInfo info, ParameterLayout layout, int maxBatch, Device device, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(info);
        ArgumentNullException.ThrowIfNull(device);
        if (device is not GpuDevice gpu)
        {
            throw new DeviceUnavailableException($"{info.Name} cannot run on {device.Name}: it is neither a CPU nor a GPU.");
        }

        try
        {
            return new GpuEngine<TProgram>(info, layout, maxBatch, gpu, seed);
        }
        catch (Exception exception) when (exception is DeviceOutOfMemoryException or OutOfMemoryException)
        {
            (long sample, long largestOfSample, long rest) = GpuEngine<TProgram>.CountFloats(info, layout, maxBatch, gpu);
            throw new DeviceOutOfMemoryException(
                Describe(info, maxBatch, gpu, sample * sizeof(float), largestOfSample * sizeof(float), rest * sizeof(float)), exception);
        }
        catch (Exception exception) when (gpu.Explain(exception) is { } explained)
        {
            throw explained;
        }
    }

    private static string Describe(ModelInfo info, int maxBatch, GpuDevice device, long sample, long largestOfSample, long rest)
    {
        long needed = rest + (sample * maxBatch);
        long memory = device.Accelerator.MemorySize;
        long fitInAll = (memory - rest) / Math.Max(sample, 1), fitInOneBuffer = device.LargestBuffer / Math.Max(largestOfSample, 1);
        long fits = Math.Min(Math.Min(fitInAll, fitInOneBuffer), maxBatch - 1L);
        var culture = CultureInfo.InvariantCulture;
        string oneBuffer = fitInOneBuffer >= fitInAll ? string.Empty
            : string.Create(culture, $", and gives {device.LargestBuffer:N0} in one piece, of which a sample takes {largestOfSample:N0}");
        string start = string.Create(
            culture,
            $"{info.Name} with maxBatch {maxBatch} needs {needed:N0} bytes on {device.Name}: {rest:N0}, and {sample:N0} for each sample. "
            + $"The device has {memory:N0} in all{oneBuffer}");
        return fits < 1
            ? $"{start}; not even maxBatch 1 fits."
            : string.Create(culture, $"{start}; if nothing else is there, maxBatch up to {fits} may fit.");
    }
}
