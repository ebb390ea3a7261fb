using SparseGen.Generators.Diagnostics;
using SparseGen.Generators.Parsing;

namespace SparseGen.Generators.Layers;

/// <summary>A declaration with all that is wrong with it: checked once, for the diagnostics and for the source.</summary>
/// <param name="Parsed">The declaration.</param>
/// <param name="Found">What is wrong with it.</param>
internal sealed record CheckedModel(ParsedModel Parsed, EquatableArray<DiagnosticInfo> Found) : Unprinted
{
    /// <summary>Whether its source can be generated.</summary>
    public bool IsGood => Found.Count == 0 && !Parsed.HasBrokenBlock;

    /// <summary>Checks a declaration; a fault of the generator counts as a mistake of that declaration.</summary>
    public static CheckedModel From(ParsedModel parsed, StageProbe? probe = null)
    {
        try
        {
            probe?.Invoke(Stages.Checking, parsed.Model.ClassName);
            return new CheckedModel(parsed, new EquatableArray<DiagnosticInfo>(ModelCheck.Check(parsed)));
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            DiagnosticInfo problem = DiagnosticInfo.At(parsed.Identifier, Stages.Checking, parsed.Model.ClassName, fault);
            return new CheckedModel(parsed, new EquatableArray<DiagnosticInfo>([problem]));
        }
    }

    /// <summary>What later stages found out about this model, where it stands in the source.</summary>
    /// <param name="failures">Failures of all models.</param>
    public EquatableArray<DiagnosticInfo> Locate(EquatableArray<ModelFailure> failures)
    {
        if (!IsGood || failures.Count == 0)
        {
            return default;
        }

        string name = Parsed.Model.Name.FullName;
        return new EquatableArray<DiagnosticInfo>(failures.Where(failure => failure.FullName == name).Select(failure => failure.At(Parsed)));
    }
}
