namespace SparseGen;

/// <summary>What is said where a model has no Hessian-vector products.</summary>
internal static class HessianProducts
{
    /// <summary>The exception, which names the model and what to declare.</summary>
    public static NotSupportedException Missing(ModelInfo model) => new(
        $"{model.Name} has no Hessian-vector products; declare it with [Model(HessianProducts = true)] and the generator emits them.");
}
