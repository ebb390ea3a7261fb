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
    /// Whether the generator also emits the passes for exact Hessian-vector products (<see cref="IModel{TSelf}.ForwardTangent(ParameterVector)"/>,
    /// <see cref="IModel{TSelf}.BackwardTangent"/>). They about double the generated code; false by default.
    /// </summary>
    public bool HessianProducts { get; set; }

    /// <summary>
    /// Whether the model keeps every activation and every gradient of one, for those who look at them by <see cref="IActivationSource"/>; false by default, where the
    /// activations that the backward pass reads are kept and no gradients. It takes memory, and time where an activation would have stayed in registers.
    /// With <see cref="HessianProducts"/> the input has a tangent too (<see cref="IModel{TSelf}.ForwardTangent(ParameterVector, ReadOnlySpan{float})"/>).
    /// </summary>
    public bool Taps { get; set; }

    /// <summary>What the weights of all layers begin with; the rule of each layer by default. A layer's own setting goes first.</summary>
    public Initialization Initialization { get; set; }
}
