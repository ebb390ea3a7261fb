namespace SparseGen.Experiments;

/// <summary>What <c>NAME --json</c> writes.</summary>
/// <typeparam name="TRun">The result of a run.</typeparam>
/// <typeparam name="TPoint">A row of the final table.</typeparam>
/// <param name="Experiment">Name of the experiment.</param>
/// <param name="Settings">What all runs have in common.</param>
/// <param name="Seeds">Seeds that were asked for: 0 to one less.</param>
/// <param name="Interrupted">Whether it was stopped before its end.</param>
/// <param name="Runs">The finished runs.</param>
/// <param name="Points">Means over the seeds.</param>
/// <param name="Folder">Full path of the folder of the CSV file and the pictures.</param>
internal sealed record ExperimentReport<TRun, TPoint>(
    string Experiment,
    IReadOnlyDictionary<string, string> Settings,
    int Seeds,
    bool Interrupted,
    IReadOnlyList<TRun> Runs,
    IReadOnlyList<TPoint> Points,
    string Folder);
