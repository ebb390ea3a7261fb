using SparseGen.Generators.Emission.Model;

namespace SparseGen.Generators;

/// <summary>What became of a model: its text, or why there is none.</summary>
internal sealed record CompiledModel(GeneratedSource? Source, ModelFailure? Failure) : Unprinted;
