using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace SparseGen.Generators.Parsing;

/// <summary>A place in the user's source as plain numbers, so that it keeps no compilation alive.</summary>
internal sealed record SourceSpan(string Path, int Start, int Length, int StartLine, int StartColumn, int EndLine, int EndColumn) : Unprinted
{
    /// <summary>No place: for what is found where places are not known.</summary>
    public static SourceSpan Nowhere { get; } = new("", 0, 0, 0, 0, 0, 0);

    public static SourceSpan From(SyntaxNode node) => From(node.GetLocation());

    public static SourceSpan From(Location location)
    {
        FileLinePositionSpan lines = location.GetLineSpan();
        return new SourceSpan(
            lines.Path,
            location.SourceSpan.Start,
            location.SourceSpan.Length,
            lines.StartLinePosition.Line,
            lines.StartLinePosition.Character,
            lines.EndLinePosition.Line,
            lines.EndLinePosition.Character);
    }

    public Location ToLocation() => Location.Create(
        Path,
        new TextSpan(Start, Length),
        new LinePositionSpan(new LinePosition(StartLine, StartColumn), new LinePosition(EndLine, EndColumn)));
}
