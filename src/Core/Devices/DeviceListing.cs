namespace SparseGen;

/// <summary>Looks for devices; whatever a driver does while it is asked becomes a row that says so.</summary>
internal static class DeviceListing
{
    /// <summary>All kinds, the surest first.</summary>
    internal static IReadOnlyList<DeviceInfo> Create()
    {
        long memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        List<DeviceInfo> rows = [new DeviceInfo(DeviceKind.Cpu, null, Device.Cpu.Name, memory, null, $"{CpuDevice.VectorBits}-bit vectors")];
        if (GpuBackend.Problem is { } problem)
        {
            foreach (DeviceKind kind in new[] { DeviceKind.Simulator, DeviceKind.OpenCL, DeviceKind.Cuda })
            {
                rows.Add(DeviceInfo.None(kind, problem));
            }

            return rows.AsReadOnly();
        }

        Add(rows, DeviceKind.Simulator, () => [new DeviceInfo(DeviceKind.Simulator, null, Device.Simulator.Name, memory, null)]);
        Add(rows, DeviceKind.OpenCL, GpuBackend.Get("OpenCL").ListOpenCL);
        Add(rows, DeviceKind.Cuda, GpuBackend.Get("CUDA").ListCuda);
        return rows.AsReadOnly();
    }

    private static void Add(List<DeviceInfo> rows, DeviceKind kind, Func<IEnumerable<DeviceInfo>> list)
    {
        try
        {
            rows.AddRange(list());
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // Drivers and their loaders fail in ways of their own; a list of devices is asked for to find out about just that.
            rows.Add(DeviceInfo.None(kind, failure.Message));
        }
    }
}
