namespace SparseGen.Experiments;

/// <summary>What the forgetting experiment compares.</summary>
internal static class ForgettingMethod
{
    /// <summary>The model as it was trained, with marks that decide labels.</summary>
    public const string Before = "before";

    /// <summary>Forgetting and correction with nothing that remembers.</summary>
    public const string Unprotected = "no remembering";

    /// <summary>Elastic weight consolidation remembers.</summary>
    public const string Elastic = "elastic weights";

    /// <summary>Distillation from the model as it was remembers.</summary>
    public const string Distillation = "distillation";

    /// <summary>Another model, trained on all images without marks: what could be had.</summary>
    public const string NeverMarked = "never marked";

    /// <summary>All of them, in the order of tables and pictures.</summary>
    public static IReadOnlyList<string> All { get; } = [Before, Unprotected, Elastic, Distillation, NeverMarked];
}
