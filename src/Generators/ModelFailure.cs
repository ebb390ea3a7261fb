using SparseGen.Generators.Diagnostics;
using SparseGen.Generators.Parsing;

namespace SparseGen.Generators;

/// <summary>Why a model was not generated although its declaration passed the checks: a diagnostic that does not know its place in the source yet.</summary>
/// <param name="FullName">The model.</param>
/// <param name="Id">Id of the descriptor.</param>
/// <param name="Layer">Which of its layers is to blame, counted with the input; null for the class.</param>
/// <param name="Arguments">Arguments of the message, as text.</param>
internal sealed record ModelFailure(string FullName, string Id, int? Layer, EquatableArray<string> Arguments) : Unprinted
{
    /// <summary>A size that turned out not to fit.</summary>
    public static ModelFailure Of(ModelSpec model, RefusedException refused) =>
        From(model, DiagnosticInfo.At(SourceSpan.Nowhere, refused, model), refused.Layer);

    /// <summary>A fault of the generator.</summary>
    public static ModelFailure Of(ModelSpec model, string stage, Exception fault) =>
        From(model, DiagnosticInfo.At(SourceSpan.Nowhere, stage, model.ClassName, fault), null);

    /// <summary>The diagnostic, where the declaration stands now.</summary>
    public DiagnosticInfo At(ParsedModel parsed) => new(Id, parsed.Place(Layer), Arguments);

    private static ModelFailure From(ModelSpec model, DiagnosticInfo found, int? layer) => new(model.Name.FullName, found.Id, layer, found.Arguments);
}
