namespace SparseGen;

/// <summary>What is said where a model has no Hessian-vector products.</summary>
internal static class HessianProducts
{
    /// <summary>The exception, which names the model and what to declare.</summary>
    public static NotSupportedException Missing(ModelInfo model) => Missing(model, "Hessian-vector products", "");

    /// <summary>The same for tangents of inputs.</summary>
    public static NotSupportedException MissingInput(ModelInfo model) => Missing(model, "tangents of its input", ", Taps = true");

    private static NotSupportedException Missing(ModelInfo model, string what, string setting) => new(
        $"{model.Name} has no {what}; declare it with [Model(HessianProducts = true{setting})] and the generator emits them.");
}
