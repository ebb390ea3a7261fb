namespace SparseGen;

/// <summary>What every layer declaration has in common.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public abstract class LayerAttribute : Attribute
{
    // The generator knows the layers of this library; one that it does not know would silently be left out of the model.
    private protected LayerAttribute()
    {
    }

    /// <summary>
    /// The prefix of the layer's tensor names, such as <c>"head"</c> for <c>head.weight</c>.
    /// Without it the layer takes the name that timm (PyTorch Image Models) gives such a layer.
    /// </summary>
    public string? Name { get; set; }

    /// <summary>How many copies to stack, each with parameters of its own; at least 1. Copies after the first must keep the shape.</summary>
    public int Repeat { get; set; } = 1;

    /// <summary>What the layer's weights begin with: that of the model or the block around it by default. Biases, norms and gates keep theirs.</summary>
    public Initialization Initialization { get; set; }

    /// <summary>What the weights of <see cref="Initialization"/> are multiplied by, a finite number; 1 by default.</summary>
    public double InitialGain { get; set; } = 1;
}
