using SparseGen.Models;

namespace SparseGen.Tool.Inspection;

/// <summary>Looks at a model with all instruments of SparseGen.Analysis.</summary>
/// <param name="inspected">The model.</param>
/// <param name="samples">Where derivatives are taken.</param>
/// <param name="aligned">What layers are compared on.</param>
/// <param name="largestSide">Larger weights have no spectrum.</param>
internal sealed class ReportOperation(InspectedModel inspected, InspectionSamples samples, InspectionSamples aligned, int largestSide) : IModelOperation<ModelReport>
{
    // What all layers make of all samples is held at once.
    private const long MostNumbers = 1L << 28;

    /// <inheritdoc/>
    public ModelReport Run<TModel>(ModelEntry entry)
        where TModel : class, IModel<TModel>
    {
        using TModel model = inspected.Create<TModel>(Math.Max(1, Math.Min(DerivativesOperation.MostRows, TModel.Info.OutputSize)), samples.Seed);
        (AlignmentReport? alignment, string? leftOut) = Alignment(model);
        return new ModelReport(
            entry.Name,
            inspected.FullPath,
            SpectraOperation.Of(model, inspected, largestSide),
            DerivativesOperation.Of(model, inspected, samples, static _ => []),
            alignment,
            leftOut,
            Refusal.Of(inspected, () => FilterImages.Of(model.Parameters, TModel.Info)));
    }

    private (AlignmentReport? Report, string? LeftOut) Alignment<TModel>(TModel model)
        where TModel : class, IModel<TModel>
    {
        long numbers = TModel.Info.Layers.Sum(static layer => layer.OutputShape.Aggregate(1L, static (product, dimension) => product * dimension));
        if (numbers * aligned.Count > MostNumbers)
        {
            return (null, $"all layers together have {numbers} numbers a sample, which for {aligned} would not fit into memory");
        }

        try
        {
            Representations layers = RepresentationsOperation.Of(model, aligned.Inputs(TModel.Info.InputSize));
            return (LayerAlignment.Report(inspected.ToString(), inspected.ToString(), aligned.ToString(), layers, layers, aligned.Count), null);
        }
        catch (ArgumentException exception)
        {
            return (null, Refusal.Reason(exception));
        }
    }
}
