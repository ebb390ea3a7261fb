namespace SparseGen;

/// <summary>One value that is taken over, and the way back.</summary>
/// <param name="name">Name of the field.</param>
/// <param name="take">Takes the loaded value over.</param>
/// <param name="undo">Puts the old one back.</param>
internal sealed class StateChange(string name, Action take, Action undo)
{
    /// <summary>Name of the field.</summary>
    public string Name => name;

    /// <summary>Takes the loaded value over.</summary>
    public Action Do => take;

    /// <summary>Puts the old one back.</summary>
    public Action Undo => undo;
}
