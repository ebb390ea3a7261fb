using SparseGen;

namespace SparseGenConsole;

/// <summary>Four measurements in, a score for each of three classes out. Its layers are its attributes, from top to bottom; the generator writes the rest of the class.</summary>
[Model, VectorInput(4)]
[Linear(32), Activation(ActivationKind.Gelu), Linear(3)]
internal sealed partial class Classifier;
