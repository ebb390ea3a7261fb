namespace SparseGen;

/// <summary>
/// A training step whose loss or gradient was not finite; it was left out. Parameters, optimiser and the count of steps are as they were before it.
/// </summary>
public sealed class NonFiniteException : ArithmeticException
{
    /// <summary>An exception without a report.</summary>
    public NonFiniteException()
        : this("A loss or a gradient is not finite.")
    {
    }

    /// <summary>An exception without a report.</summary>
    /// <param name="message">What happened.</param>
    public NonFiniteException(string message)
        : base(message)
    {
    }

    /// <summary>An exception without a report.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">What it comes from.</param>
    public NonFiniteException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal NonFiniteException(NonFiniteReport report, string advice, object trainer)
        : base($"{report} {advice}")
    {
        Report = report;
        Trainer = trainer;
    }

    /// <summary>The step, the batch, and what went wrong first.</summary>
    public NonFiniteReport? Report { get; }

    /// <summary>Whose step it was: hooks may train something of their own.</summary>
    internal object? Trainer { get; }
}
