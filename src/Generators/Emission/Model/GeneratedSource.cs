namespace SparseGen.Generators.Emission.Model;

/// <summary>A generated file.</summary>
internal sealed record GeneratedSource(string HintName, string Text);
