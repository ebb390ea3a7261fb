namespace SparseGen;

/// <summary>
/// What a training run needs beside the parameters to go on where it was: moments of an optimiser, the average of a hook, a counter. Optimisers and hooks that
/// implement it are part of what <see cref="Trainer{TModel}.SaveState"/> saves.
/// </summary>
/// <remarks>
/// A hook that does not implement it counts as one without state, and only its type is saved. One method describes the state for saving and for loading, so that
/// the two cannot drift apart, and so that nothing is changed before a whole file is read and found to fit:
/// <code>
/// void IStateful.DescribeState(StateFields state)
/// {
///     state.Setting("decay", _decay);
///     state.Integer("steps", () => _steps, value => _steps = value);
///     state.Vector("average", () => _average, value => _average = value);
/// }
/// </code>
/// </remarks>
public interface IStateful
{
    /// <summary>Names what there is to save, and where it comes from and goes to; always the same names in the same state of the settings.</summary>
    /// <param name="state">Takes the description.</param>
    /// <exception cref="InvalidOperationException">The state cannot be had just now, or belongs to other parameters.</exception>
    void DescribeState(StateFields state);
}
