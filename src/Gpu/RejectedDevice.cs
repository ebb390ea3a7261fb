namespace SparseGen.Gpu;

/// <summary>A device that a driver has and that cannot be used.</summary>
/// <param name="Name">What its driver calls it, and the platform that it belongs to.</param>
/// <param name="Memory">Bytes, or null where nothing says.</param>
/// <param name="Problem">A sentence without a subject: what is missing.</param>
internal sealed record RejectedDevice(string Name, long? Memory, string Problem);
