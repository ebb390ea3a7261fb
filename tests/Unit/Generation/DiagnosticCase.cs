using Microsoft.CodeAnalysis.Text;

namespace SparseGen.Tests.Generation;

/// <summary>A mistake and what the generator is to say about it.</summary>
/// <param name="Name">The mistake in a few words.</param>
/// <param name="Id">Id of the diagnostic.</param>
/// <param name="Markup">A source file in which « and » stand around the expected location.</param>
/// <param name="Message">The expected message.</param>
/// <param name="Generates">Number of models in it without a mistake.</param>
internal sealed record DiagnosticCase(string Name, string Id, string Markup, string Message, int Generates = 0)
{
    /// <summary>The file without the marks.</summary>
    public string Source => Markup.Replace("«", "", StringComparison.Ordinal).Replace("»", "", StringComparison.Ordinal);

    /// <summary>Where the marks were.</summary>
    public TextSpan Span => TextSpan.FromBounds(Markup.IndexOf('«', StringComparison.Ordinal), Markup.IndexOf('»', StringComparison.Ordinal) - 1);
}
