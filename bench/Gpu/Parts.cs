namespace SparseGen.Bench.Gpu;

/// <summary>Does what is measured part by part: a driver that fails in one of them, or a missing library, leaves the others alone.</summary>
/// <param name="done">Called after each.</param>
internal sealed class Parts(Action done)
{
    private readonly List<Skipped> _skipped = [];

    /// <summary>What was not measured, and why.</summary>
    public IReadOnlyList<Skipped> Skipped => _skipped;

    /// <summary>Does a part, or notes why it cannot be done.</summary>
    /// <param name="what">What it measures.</param>
    /// <param name="measure">Measures it.</param>
    public void Do(string what, Action measure)
    {
        try
        {
            measure();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Drivers fail in ways of their own, and the machine may not be here again: all that can be measured is.
            Skip(what, $"{exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")}");
        }

        done();
    }

    /// <summary>Notes that a part is left out.</summary>
    /// <param name="what">What it would measure.</param>
    /// <param name="why">Why not.</param>
    public void Skip(string what, string why) => _skipped.Add(new Skipped(what, why));
}
