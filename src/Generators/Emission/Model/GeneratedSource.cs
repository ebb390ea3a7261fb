namespace SparseGen.Generators.Emission.Model;

/// <summary>The text generated for a model, with the model's full name.</summary>
internal sealed record GeneratedSource(string FullName, string Text) : Unprinted;
