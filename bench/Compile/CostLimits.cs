namespace SparseGen.Bench.Compile;

/// <summary>What a model may cost its build, beside what it costs.</summary>
internal static class CostLimits
{
    private const double Kibibyte = 1024;

    /// <summary>All limits.</summary>
    /// <param name="one">The project of one model.</param>
    /// <param name="many">Those of twenty.</param>
    public static IReadOnlyList<CostLimit> Check(ProjectCost one, IEnumerable<ProjectCost> many) =>
    [
        Limit($"{one.Project}: time", one.SecondsBeyondEmpty, 0.25, "s"),
        Limit($"{one.Project}: assembly", one.AssemblyBytesBeyondEmpty / Kibibyte, 60, "KiB"),
        .. many.SelectMany(static project => new[]
        {
            Limit($"{project.Project}: time", project.SecondsBeyondEmpty, 4, "s"),
            Limit($"{project.Project}: assembly", project.AssemblyBytesBeyondEmpty / Kibibyte, 800, "KiB"),
        }),
        Limit($"{one.Project}: generated file", one.Lines, 1500, "lines"),
        Limit($"{one.Project}: generated file", one.Bytes / Kibibyte, 120, "KiB"),
    ];

    private static CostLimit Limit(string what, double measured, double atMost, string unit) => new(what, measured, atMost, unit, measured <= atMost);
}
