using SparseGen.Analysis;
using SparseGen.Models;

namespace SparseGen.Tool.Inspection;

/// <summary>What the layers of a model make of samples.</summary>
/// <param name="Layers">Names of the layers.</param>
/// <param name="Values">For each layer [samples, features].</param>
internal sealed record Representations(IReadOnlyList<string> Layers, IReadOnlyList<float[]> Values);

/// <summary>Runs samples through a model and keeps what its layers make of them.</summary>
/// <param name="inspected">The model.</param>
/// <param name="inputs">[samples, input size].</param>
/// <param name="seed">Seed of initial values.</param>
internal sealed class RepresentationsOperation(InspectedModel inspected, float[] inputs, ulong seed) : IModelOperation<Representations>
{
    private const int Batch = 64;

    /// <inheritdoc/>
    public Representations Run<TModel>(ModelEntry entry)
        where TModel : class, IModel<TModel>
    {
        using TModel model = inspected.Create<TModel>(Batch, seed);
        return Refusal.Of(inspected, () => Of(model, inputs));
    }

    /// <summary>Those of a model that is there.</summary>
    /// <exception cref="ArgumentException">An activation is not finite, or the model has dropout.</exception>
    public static Representations Of<TModel>(TModel model, float[] inputs)
        where TModel : class, IModel<TModel>
    {
        string[] layers = [.. ModelTaps.Of(model).Layers.Where(layer => IsReadable(model, layer)).Select(static layer => layer.Name)];
        IReadOnlyList<float[]> values = ModelTaps.Collect(model, inputs, layers);
        int samples = inputs.Length / TModel.Info.InputSize;
        int[] varied = [.. Enumerable.Range(0, layers.Length).Where(layer => Varies(values[layer], samples))];
        return new Representations([.. varied.Select(layer => layers[layer])], [.. varied.Select(layer => values[layer])]);
    }

    // A head that begins at zero says the same of all samples, which has no likeness with anything.
    private static bool Varies(float[] values, int samples)
    {
        ReadOnlySpan<float> first = values.AsSpan(0, values.Length / samples);
        for (int start = first.Length; start < values.Length; start += first.Length)
        {
            if (!first.SequenceEqual(values.AsSpan(start, first.Length)))
            {
                return true;
            }
        }

        return false;
    }

    // Between sparse layers some lie as packed rows, and the first layer that is not packed says the same of them.
    private static bool IsReadable<TModel>(TModel model, TappedLayer layer)
        where TModel : class, IModel<TModel>
    {
        ActivationRecord record = ((IActivationSource)model).Activations;
        int index = Enumerable.Range(0, record.Count).First(i => record.Name(i) == layer.Activation);
        return record.IsInOrderOfSamples(index);
    }
}
