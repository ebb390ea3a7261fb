using SparseGen.Models;

namespace SparseGen.Tool.Inspection;

/// <summary>The weights of a model's first layer as images.</summary>
/// <param name="inspected">The model.</param>
/// <param name="seed">Seed of initial values.</param>
internal sealed class FiltersOperation(InspectedModel inspected, ulong seed) : IModelOperation<FilterImages?>
{
    /// <inheritdoc/>
    public FilterImages? Run<TModel>(ModelEntry entry)
        where TModel : class, IModel<TModel>
    {
        using TModel model = inspected.Create<TModel>(1, seed);
        return Refusal.Of(inspected, () => FilterImages.Of(model.Parameters, TModel.Info));
    }
}
