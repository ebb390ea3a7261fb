using System.Globalization;
using Microsoft.CodeAnalysis;
using SparseGen.Generators.Parsing;

namespace SparseGen.Generators.Diagnostics;

/// <summary>A diagnostic as data: real ones do not compare equal and would keep compilations alive.</summary>
/// <param name="Id">Id of the descriptor.</param>
/// <param name="Span">Where it is reported.</param>
/// <param name="Arguments">Arguments of the message, as text in the invariant culture.</param>
internal sealed record DiagnosticInfo(string Id, SourceSpan Span, EquatableArray<string> Arguments) : Unprinted
{
    public static DiagnosticInfo At(SourceSpan span, DiagnosticDescriptor descriptor, params object[] arguments) =>
        new(descriptor.Id, span, new EquatableArray<string>(arguments.Select(static a => Convert.ToString(a, CultureInfo.InvariantCulture) ?? "")));

    /// <summary>What a declaration asks for too much of.</summary>
    public static DiagnosticInfo At(SourceSpan span, RefusedException refused, ModelSpec model) =>
        At(span, refused.Descriptor, refused.Arguments(model.ClassName, refused.Layer is { } layer ? model.Layers[layer].Title : model.ClassName));

    /// <summary>A fault of the generator: which class it could not do, and what was thrown.</summary>
    public static DiagnosticInfo At(SourceSpan span, string stage, string className, Exception fault) =>
        At(span, Descriptors.GeneratorFault, className, stage, fault.GetType().Name, fault.Message.Replace("\r", "").Replace('\n', ' '));

    public Diagnostic ToDiagnostic() =>
        Diagnostic.Create(Descriptors.Find(Id), Span.ToLocation(), Arguments.Cast<object>().ToArray());
}
