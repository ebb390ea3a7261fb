namespace SparseGen.Experiments;

/// <summary>How a network that learned some classes comes to know others.</summary>
internal static class TransferMethod
{
    /// <summary>It does not: its initial values learn the others.</summary>
    public const string Scratch = "from scratch";

    /// <summary>A new head alone, by Lion, as the authors do it.</summary>
    public const string LionProbe = "probe by Lion";

    /// <summary>A new head alone, by ridge regression.</summary>
    public const string RidgeProbe = "probe by ridge";

    /// <summary>A new head, and the body at a tenth of its rate.</summary>
    public const string FineTuning = "fine-tuning";

    /// <summary>All.</summary>
    public static IReadOnlyList<string> All { get; } = [Scratch, LionProbe, RidgeProbe, FineTuning];
}
