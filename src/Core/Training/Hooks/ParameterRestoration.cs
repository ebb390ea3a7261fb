namespace SparseGen;

/// <summary>Brings parameters back that a <see cref="SavedParameters"/> holds, bit for bit, when it is disposed of.</summary>
public readonly ref struct ParameterRestoration
{
    private readonly SavedParameters _saved;

    internal ParameterRestoration(SavedParameters saved) => _saved = saved;

    /// <summary>Brings the parameters back; a second call does nothing.</summary>
    public void Dispose() => _saved?.Restore();
}
