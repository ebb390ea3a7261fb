namespace SparseGen;

/// <summary>
/// Marks a partial class as a model. Its other attributes, read in source order, are its layers: first one input
/// (<see cref="ImageInputAttribute"/>, <see cref="TokenInputAttribute"/> or <see cref="VectorInputAttribute"/>), then the layers.
/// The generator adds the constructor, the forward and backward passes and <see cref="IModel{TSelf}"/> to the class.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ModelAttribute : Attribute
{
    /// <summary>
    /// Whether the model can be trained; true by default. Where it is false, for a program that only loads a checkpoint and infers, the class has
    /// <see cref="IInferenceModel{TSelf}"/> alone: neither the backward pass nor room for gradients, activations and moments comes with it.
    /// </summary>
    public bool Training { get; set; } = true;

    /// <summary>
    /// Whether the generator also emits the passes for exact Hessian-vector products (<see cref="IModel{TSelf}.ForwardTangent"/>,
    /// <see cref="IModel{TSelf}.BackwardTangent"/>). They about double the generated code; false by default.
    /// </summary>
    public bool HessianProducts { get; set; }
}
