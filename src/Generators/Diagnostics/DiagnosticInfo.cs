using System.Globalization;
using Microsoft.CodeAnalysis;
using SparseGen.Generators.Parsing;

namespace SparseGen.Generators.Diagnostics;

/// <summary>A diagnostic as data: real ones do not compare equal and would keep compilations alive.</summary>
/// <param name="Id">Id of the descriptor.</param>
/// <param name="Span">Where it is reported.</param>
/// <param name="Arguments">Arguments of the message, as text in the invariant culture.</param>
internal sealed record DiagnosticInfo(string Id, SourceSpan Span, EquatableArray<string> Arguments)
{
    public static DiagnosticInfo At(SourceSpan span, DiagnosticDescriptor descriptor, params object[] arguments) =>
        new(descriptor.Id, span, new EquatableArray<string>(arguments.Select(static a => Convert.ToString(a, CultureInfo.InvariantCulture) ?? "")));

    public Diagnostic ToDiagnostic() =>
        Diagnostic.Create(Descriptors.Find(Id), Span.ToLocation(), Arguments.Cast<object>().ToArray());
}
