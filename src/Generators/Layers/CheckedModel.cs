using SparseGen.Generators.Diagnostics;
using SparseGen.Generators.Parsing;

namespace SparseGen.Generators.Layers;

/// <summary>A declaration with all that is wrong with it: checked once, for the diagnostics and for the source.</summary>
/// <param name="Parsed">The declaration.</param>
/// <param name="Found">What is wrong with it.</param>
internal sealed record CheckedModel(ParsedModel Parsed, EquatableArray<DiagnosticInfo> Found)
{
    /// <summary>Whether its source can be generated.</summary>
    public bool IsGood => Found.Count == 0 && !Parsed.HasBrokenBlock;

    /// <summary>Checks a declaration.</summary>
    public static CheckedModel From(ParsedModel parsed) => new(parsed, new EquatableArray<DiagnosticInfo>(ModelCheck.Check(parsed)));
}
