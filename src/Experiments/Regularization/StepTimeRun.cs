namespace SparseGen.Experiments;

/// <summary>The time of a training step with a regulariser.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="Method">How steps are regularised; a name of <see cref="Regularizer"/>.</param>
/// <param name="Milliseconds">Time of a step, median.</param>
/// <param name="Ratio">Against the plain step measured beside it, median.</param>
internal sealed record StepTimeRun(string Model, string Method, double Milliseconds, double Ratio)
{
    /// <summary>How times are kept.</summary>
    public static RunSchema<StepTimeRun> Schema { get; } = new(
        ["model", "method", "milliseconds", "ratio"],
        run => KeyOf(run.Model, run.Method),
        run => [run.Model, run.Method, Cell.Of(run.Milliseconds), Cell.Of(run.Ratio)],
        cells => new StepTimeRun(cells.Text(), cells.Text(), cells.Double(), cells.Double()));

    /// <summary>What tells a time from the others.</summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="method">How steps are regularised.</param>
    public static string KeyOf(string model, string method) => $"{model} {method}";
}
