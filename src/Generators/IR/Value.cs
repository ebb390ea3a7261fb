namespace SparseGen.Generators.IR;

/// <summary>What a value is.</summary>
internal enum ValueKind
{
    /// <summary>Computed for each sample; a batch holds them one after another.</summary>
    Activation,

    /// <summary>A learned tensor, the same for all samples.</summary>
    Parameter,

    /// <summary>Where the gradient of a learned tensor is added up.</summary>
    ParameterGradient,

    /// <summary>The tangent of a learned tensor: its part of the direction that a derivative is taken along. It lies as the tensor does.</summary>
    ParameterTangent,
}

/// <summary>A tensor of the program. Activations are assigned once; gradients of parameters are only added to.</summary>
internal sealed class Value(string name, ValueKind kind, Shape shape, LoopIndex? loop, Parameter? parameter = null, string? path = null)
{
    /// <summary>Where in the model it arises, such as <c>blocks.mlp_tokens.fc1</c>: the root of names in the generated code.</summary>
    public string Name { get; } = name;

    /// <summary>The same as tensors have it, with loop variables in braces: <c>blocks.{block}.mlp_tokens.fc1</c>. How people are told of it.</summary>
    public string Path { get; } = path ?? name;

    public ValueKind Kind { get; } = kind;

    public Shape Shape { get; } = shape;

    /// <summary>Numbers of one sample (of the whole tensor for parameters).</summary>
    public int Size => IsActivation ? Sizes.Activation(Shape.Size, Shape) : Sizes.Weight(Shape.Size);

    private bool IsActivation => Kind == ValueKind.Activation;

    /// <summary>The innermost loop it is computed in; each repetition has its own.</summary>
    public LoopIndex? Loop { get; } = loop;

    /// <summary>Whether it is a tensor that all samples read: a parameter, or its part of a direction.</summary>
    public bool IsShared => Kind is ValueKind.Parameter or ValueKind.ParameterTangent;

    /// <summary>The learned tensor behind a parameter, its gradient or its part of a direction.</summary>
    public Parameter? Parameter { get; } = parameter;

    /// <summary>The op that computes it; null for inputs, parameters and what a loop carries.</summary>
    public Op? Producer { get; set; }

    /// <summary>Whether the backward pass reads it, so that the forward pass has to keep it.</summary>
    public bool IsSaved { get; set; }

    /// <summary>The value of the forward pass that the backward pass computes again as this one; null where it is no such value.</summary>
    public Value? Recomputes { get; init; }

    /// <summary>
    /// Whether it lies on the CPU as sparse products work on it: [features][rows] for each full pack of rows, as other values do in a pack that is not full.
    /// </summary>
    public bool IsPacked { get; set; }

    public override string ToString() => $"{Name} {Shape}";
}
