namespace SparseGen;

/// <summary>
/// What a trainer does with a step whose loss or gradient, hooks included, is not finite: NaN or infinite, or larger than the optimiser's state can take
/// (<see cref="IOptimizer.LargestGradient"/>). Whatever it does, the optimiser has not moved anything by then.
/// </summary>
public enum OnNonFinite
{
    /// <summary>
    /// The end. <see cref="Trainer{TModel}.Step(ReadOnlySpan{float}, ReadOnlySpan{int})"/> throws a <see cref="NonFiniteException"/>, with parameters, optimiser and
    /// the count of steps as they were; <see cref="Trainer{TModel}.Fit"/> returns, with the parameters as they were, and says so in its result.
    /// </summary>
    Stop,

    /// <summary>
    /// The step is left out and counted (<see cref="Trainer{TModel}.SkippedSteps"/>); the next batch is another one. Parameters that are not finite themselves end
    /// it all the same, since no batch would help.
    /// </summary>
    Skip,

    /// <summary>
    /// Parameters, optimiser and hooks go back to the last good state that was kept in memory, and training goes on with the next batch from there: for runs whose
    /// loss runs away some steps before it stops being a number. Where that does not help
    /// (<see cref="Trainer{TModel}.MaxRollBacks"/> times in a row without a newer good state), or there is no good state yet, it is the end as by <see cref="Stop"/>.
    /// </summary>
    RollBack,
}
