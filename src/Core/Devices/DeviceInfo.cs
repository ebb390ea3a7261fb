using System.Globalization;

namespace SparseGen;

/// <summary>A device that this machine has, or the reason why it has none of a kind: a row of <see cref="Device.All"/>.</summary>
public sealed record DeviceInfo
{
    internal DeviceInfo(DeviceKind kind, int? index, string name, long? memory, string? problem, string? capability = null) =>
        (Kind, Index, Name, Memory, Problem, Capability) = (kind, index, name, memory, problem, capability);

    /// <summary>A kind of which there is nothing that can be used, nor a device to name.</summary>
    internal static DeviceInfo None(DeviceKind kind, string problem) =>
        new(kind, null, kind == DeviceKind.Cuda ? "CUDA" : kind.ToString(), null, problem);

    /// <summary>Its family.</summary>
    public DeviceKind Kind { get; }

    /// <summary>What <see cref="Device.OpenCL"/> and <see cref="Device.Cuda(int)"/> take to open it; null for other kinds and for what cannot be used.</summary>
    public int? Index { get; }

    /// <summary>What its driver calls it; for a kind of which there is nothing at all, the kind.</summary>
    public string Name { get; }

    /// <summary>Bytes of memory, of which a single buffer may get less; null where nothing says.</summary>
    public long? Memory { get; }

    /// <summary>What it can do, as its makers number it: compute capability, OpenCL's version, bits of a vector; null where nothing says.</summary>
    public string? Capability { get; }

    /// <summary>Why it cannot be used, and what to do about it; null where it can.</summary>
    public string? Problem { get; }

    /// <summary>Whether <see cref="Open"/> gives it, as far as can be told without opening it.</summary>
    public bool IsUsable => Problem is null;

    /// <summary>The device: the same object as that of <see cref="Device"/>'s members.</summary>
    /// <exception cref="DeviceUnavailableException">It cannot be used; the message says why.</exception>
    public Device Open() => Problem is not null
        ? throw new DeviceUnavailableException($"{Name} cannot be used: {Problem}")
        : Kind switch
        {
            DeviceKind.Cpu => Device.Cpu,
            DeviceKind.Simulator => Device.Simulator,
            DeviceKind.OpenCL => Device.OpenCL(Index ?? 0),
            _ => Device.Cuda(Index ?? 0),
        };

    /// <summary>Kind and index as the command line has them, name, memory, capability and what is wrong.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Kind.ToString().ToLowerInvariant()}{(Index is null ? string.Empty : $":{Index}")}: {Name}"
        + $"{(Memory is null ? string.Empty : $", {Memory / 1048576.0:N0} MiB")}{(Capability is null ? string.Empty : $", {Capability}")}"
        + $"{(Problem is null ? string.Empty : $" (cannot be used: {Problem})")}");
}
