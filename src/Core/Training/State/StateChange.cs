namespace SparseGen;

/// <summary>One value that is taken over, and the way back.</summary>
/// <param name="Name">Name of the field.</param>
/// <param name="Do">Takes the loaded value over.</param>
/// <param name="Undo">Puts the old one back.</param>
internal sealed record StateChange(string Name, Action Do, Action Undo);
