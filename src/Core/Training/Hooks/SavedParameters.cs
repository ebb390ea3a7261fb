namespace SparseGen;

/// <summary>
/// Moves parameters for a while and brings them back bit for bit, whatever happens in between. Subtracting the move again would not: (p + e) - e
/// is not p in floating point.
/// </summary>
/// <remarks>
/// A hook keeps one of these. Its vector is made at the first use, and nothing is allocated after that.
/// <code>
/// using (_saved.Move(context.Parameters, epsilon, _direction))
/// {
///     next(batch);
/// }
/// </code>
/// </remarks>
public sealed class SavedParameters
{
    private ParameterVector? _copy;
    private ParameterVector? _parameters;

    /// <summary>Whether parameters are away from where they belong.</summary>
    public bool IsHolding => _parameters is not null;

    /// <summary>Saves the parameters; whoever calls may change them until the result is disposed of.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <returns>Brings them back when disposed of.</returns>
    /// <exception cref="InvalidOperationException">Saved parameters have not been brought back yet.</exception>
    public ParameterRestoration Save(ParameterVector parameters)
    {
        CopyOf(parameters).CopyFrom(parameters);
        _parameters = parameters;
        return new ParameterRestoration(this);
    }

    /// <summary>Saves the parameters and moves them, in one pass: parameters = parameters + factor * direction.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="factor">Any number.</param>
    /// <param name="direction">A vector of the same layout and device.</param>
    /// <returns>Brings them back when disposed of.</returns>
    /// <exception cref="ArgumentException">Layout or device is another; the parameters are where they were.</exception>
    /// <exception cref="InvalidOperationException">Saved parameters have not been brought back yet.</exception>
    public ParameterRestoration Move(ParameterVector parameters, float factor, ParameterVector direction)
    {
        ParameterVector copy = CopyOf(parameters);
        parameters.Update(new SaveAndMoveRule(factor), direction, copy, null);
        _parameters = parameters;
        return new ParameterRestoration(this);
    }

    /// <summary>Brings the parameters back; does nothing where they are back already.</summary>
    internal void Restore()
    {
        if (_parameters is { } parameters)
        {
            _parameters = null;
            parameters.CopyFrom(_copy!);
        }
    }

    private ParameterVector CopyOf(ParameterVector parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if (_parameters is not null)
        {
            throw new InvalidOperationException("The parameters are saved already; dispose of that restoration first.");
        }

        if (_copy is null || _copy.Layout != parameters.Layout || _copy.Device != parameters.Device)
        {
            _copy = parameters.CreateLike();
        }

        return _copy;
    }
}
