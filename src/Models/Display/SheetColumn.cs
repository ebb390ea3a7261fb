namespace SparseGen.Tool.Display;

/// <summary>A column of a <see cref="Sheet"/>.</summary>
/// <param name="Header">What stands above it.</param>
/// <param name="Kind">What stands in it.</param>
/// <param name="Dropped">When a narrow table does without it: 1 first; null never.</param>
internal sealed record SheetColumn(string Header, ColumnKind Kind, int? Dropped);

/// <summary>What a column holds.</summary>
internal enum ColumnKind
{
    /// <summary>Words that are never broken.</summary>
    Text,

    /// <summary>Sentences, broken between words.</summary>
    Prose,

    /// <summary>Numbers, to the right, never broken.</summary>
    Number,
}
