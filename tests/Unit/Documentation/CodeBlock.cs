namespace SparseGen.Tests.Documentation;

/// <summary>A piece of code on a page.</summary>
/// <param name="Language">The word behind the fence.</param>
/// <param name="Remark">What stands behind it.</param>
/// <param name="Text">The code.</param>
/// <param name="Line">Number of its first line on the page.</param>
/// <param name="IsHidden">Whether it stands in a comment: what the page's code needs and a reader does not, such as data.</param>
internal sealed record CodeBlock(string Language, string Remark, string Text, int Line, bool IsHidden);
