namespace SparseGen.Tool.Results;

/// <summary>What <c>list --devices --json</c> writes.</summary>
/// <param name="Devices">The devices, and the kinds of which there is none, a row each.</param>
internal sealed record DevicesReport(IReadOnlyList<ListedDevice> Devices);

/// <summary>One device of the list.</summary>
/// <param name="Device">What <c>--device</c> takes; null for what cannot be used.</param>
/// <param name="Kind">Its family, as <c>--device</c> has it.</param>
/// <param name="Name">What its driver calls it.</param>
/// <param name="Memory">Bytes; null where nothing says.</param>
/// <param name="Problem">Why it cannot be used; null where it can.</param>
internal sealed record ListedDevice(string? Device, string Kind, string Name, long? Memory, string? Capability, string? Problem);
