using SparseGen.Analysis;
using SparseGen.Models;

namespace SparseGen.Tool.Inspection;

/// <summary>Singular values of a model's weights.</summary>
/// <param name="inspected">The model.</param>
/// <param name="largestSide">Weights with a longer shorter side have no spectrum.</param>
/// <param name="seed">Seed of initial values.</param>
internal sealed class SpectraOperation(InspectedModel inspected, int largestSide, ulong seed) : IModelOperation<SpectraReport>
{
    /// <inheritdoc/>
    public SpectraReport Run<TModel>(ModelEntry entry)
        where TModel : class, IModel<TModel>
    {
        using TModel model = inspected.Create<TModel>(1, seed);
        return Of(model, inspected, largestSide);
    }

    /// <summary>Those of a model that is there.</summary>
    /// <exception cref="CommandException">A weight is not finite.</exception>
    public static SpectraReport Of<TModel>(TModel model, InspectedModel inspected, int largestSide)
        where TModel : class, IModel<TModel>
    {
        IReadOnlyList<WeightSpectrum> spectra = Refusal.Of(inspected, () => WeightSpectrum.OfModel(model.Parameters, largestSide));
        HashSet<string> shown = [.. spectra.Select(static spectrum => spectrum.Name.Split('[')[0])];
        return new SpectraReport(
            inspected.Entry.Name,
            inspected.FullPath,
            [.. spectra.Select(WeightReport.Of)],
            [.. TModel.Info.Tensors.Where(tensor => tensor.Shape.Length >= 2 && !shown.Contains(tensor.Name)).Select(static tensor => tensor.Name)]);
    }
}
