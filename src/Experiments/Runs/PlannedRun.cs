namespace SparseGen.Experiments;

/// <summary>A run that an experiment consists of.</summary>
/// <typeparam name="TRun">Its result.</typeparam>
/// <param name="Key">Its key, as the schema makes it from the result.</param>
/// <param name="Description">For people who watch, such as <c>S-Mixer, width 4,096, seed 0</c>.</param>
/// <param name="Execute">Does it. It reports to the progress and throws <see cref="OperationCanceledException"/> when it is told to stop.</param>
/// <param name="Recall">Told the result, if an earlier start has done it; for runs that build on others.</param>
internal sealed record PlannedRun<TRun>(string Key, string Description, Func<RunContext, TRun> Execute, Action<TRun>? Recall = null);
