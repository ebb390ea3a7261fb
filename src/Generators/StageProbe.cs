namespace SparseGen.Generators;

/// <summary>Is told when a stage begins to work on a class. Tests break stages by it; otherwise there is none.</summary>
/// <param name="stage">The stage, one of <see cref="Stages"/>.</param>
/// <param name="className">The class.</param>
internal delegate void StageProbe(string stage, string className);
