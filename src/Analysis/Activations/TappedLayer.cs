namespace SparseGen.Analysis;

/// <summary>Where the output of a layer can be read after a forward pass in training.</summary>
/// <param name="Name">The layer as in names of tensors: <c>stem</c>, <c>blocks.2</c>, <c>head</c>; <c>input</c> for what the model was given.</param>
/// <param name="Activation">
/// The name of the activation. It is the layer's output in models with <see cref="ModelAttribute.Taps"/>; in others, where that is not kept, the layer is left out, or
/// it is the last activation of the output's size that the backward pass reads.
/// </param>
/// <param name="Size">Floats of one sample.</param>
/// <param name="HasGradient">Whether its gradient is kept too.</param>
public sealed record TappedLayer(string Name, string Activation, int Size, bool HasGradient);
