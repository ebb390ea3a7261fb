using SparseGen.Tests.Reference;

namespace SparseGen.Tests.Infrastructure;

/// <summary>A declared model, the same model as plain loops, and what there is to compare.</summary>
/// <param name="Name">Name of the class in tests/Models and of its fixtures.</param>
/// <param name="Reference">The model in double precision.</param>
/// <param name="Create">Makes the generated model: (largest batch, device, seed).</param>
/// <param name="Info">What the generator says of the model.</param>
/// <param name="FixtureBatches">Batches for which a fixture exists.</param>
internal sealed record ModelCase(
    string Name,
    Func<ReferenceModelBuilder> Reference,
    Func<int, Device, ulong, ITestModel> Create,
    Func<ModelInfo> Info,
    IReadOnlyList<int> FixtureBatches)
{
    /// <summary>Samples of the smallest batch to compare: two are all that the norm of a feature needs, but make plus and minus one of any numbers.</summary>
    public int LeastBatch { get; init; } = 1;

    /// <summary>The reference with the recipe's values in its tensors.</summary>
    public ReferenceModel BuildReference()
    {
        var reference = Reference().Build();
        foreach (var tensor in reference.Tensors)
        {
            ValueRecipe.Widen(ValueRecipe.Initial(tensor.Name, tensor.Shape)).CopyTo(tensor.Values, 0);
        }

        foreach (var norm in reference.BatchNorms)
        {
            norm.ResetRunning();
        }

        return reference;
    }

    /// <summary>The generated model with the recipe's values in its tensors.</summary>
    public ITestModel CreateWithRecipe(int maxBatch, Device device)
    {
        var model = Create(maxBatch, device, 0);
        foreach (var tensor in model.Info.Tensors)
        {
            model.Parameters.SetKept(tensor.Name, ValueRecipe.Initial(tensor.Name, tensor.Shape));
        }

        return model;
    }
}
