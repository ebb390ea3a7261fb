namespace SparseGen.Experiments;

/// <summary>Does the planned runs that are not done yet, one after another in the order of the plan.</summary>
internal static class ExperimentRunner
{
    /// <summary>Does them and keeps each at once. Ends early, and without an exception, when it is told to stop.</summary>
    /// <typeparam name="TRun">The result of a run.</typeparam>
    /// <param name="plan">The runs; their keys differ.</param>
    /// <param name="store">What is done already, and where new results go.</param>
    /// <param name="display">Told about every run.</param>
    /// <param name="cancellationToken">Ends the run at hand, which is then not kept, and leaves out the others.</param>
    public static ExperimentResult<TRun> Run<TRun>(
        IReadOnlyList<PlannedRun<TRun>> plan, RunStore<TRun> store, IExperimentDisplay display, CancellationToken cancellationToken)
    {
        var context = new RunContext(display, cancellationToken);
        try
        {
            for (int i = 0; i < plan.Count; i++)
            {
                PlannedRun<TRun> planned = plan[i];
                bool isDone = store.Runs.TryGetValue(planned.Key, out TRun? known);
                display.Begin(i, plan.Count, planned.Description, isDone);
                if (isDone)
                {
                    planned.Recall?.Invoke(known!);
                }
                else
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    store.Add(planned.Execute(context));
                }
            }
        }
        catch (OperationCanceledException exception) when (exception.CancellationToken == cancellationToken)
        {
            // What is finished is kept; the rest is for the next start.
        }

        display.End();
        return new ExperimentResult<TRun>(
            [.. plan.Where(planned => store.Runs.ContainsKey(planned.Key)).Select(planned => store.Runs[planned.Key])], plan.Count);
    }
}
