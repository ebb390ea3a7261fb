namespace SparseGen.Analysis;

/// <summary>
/// The Jacobian of one layer of a model, d layer / d the layer before it: the factors of which a Jacobian of the whole is the product, and which are free of each other in wide
/// networks of orthogonal weights (Collins and Hayase 2023, arXiv 2103.13466).
/// </summary>
/// <remarks>
/// A model goes backward from its output alone, which gives the products from a layer on (<see cref="ModelJacobian.OfLayers"/>) and not the factors. So the layer is declared a
/// second time, as a model of its own; it gets the tensors that the layer has and the activation that the layer sees.
/// </remarks>
public static class LayerJacobian
{
    // Both compute the same in single precision, but may fuse and order sums differently.
    private const double MostDifference = 1e-4;

    /// <summary>d layer / d before at a sample.</summary>
    /// <typeparam name="TModel">The model; with <see cref="ModelAttribute.Taps"/>, unless it keeps both activations anyway.</typeparam>
    /// <typeparam name="TPart">The layer as a model: its input is what <paramref name="before"/> gives, its output what <paramref name="layer"/> gives.</typeparam>
    /// <param name="model">The model, on any device; without dropout and batch norm.</param>
    /// <param name="input">The sample, [InputSize].</param>
    /// <param name="before">The layer or activation that the layer sees, as <see cref="ModelTaps"/> has it; <c>input</c> for the first.</param>
    /// <param name="layer">The layer, such as <c>blocks.2</c>: what its tensors begin with, and its output.</param>
    /// <param name="part">The model of the layer. Its parameters are overwritten by those of the layer.</param>
    /// <param name="partLayer">What the layer is called there, such as <c>blocks.0</c>.</param>
    /// <returns>[size of the layer, size of the one before].</returns>
    /// <exception cref="ArgumentException">
    /// The length does not fit, a number is not finite, there is no such layer, the part has other sizes or tensors than the layer, it does not compute what the layer computes,
    /// or one of both is not the same in training and inference.
    /// </exception>
    public static double[,] Of<TModel, TPart>(TModel model, ReadOnlySpan<float> input, string before, string layer, TPart part, string partLayer)
        where TModel : class, IModel<TModel>
        where TPart : class, IModel<TPart>
    {
        ArgumentNullException.ThrowIfNull(part);
        ArgumentException.ThrowIfNullOrEmpty(layer);
        ArgumentException.ThrowIfNullOrEmpty(partLayer);
        BackwardRows.Check(model, input, nameof(input));
        ModelJacobian.CheckSingle(input, TModel.Info);
        ModelTaps taps = ModelTaps.Of(model);
        (int seen, int made) = (taps.Size(before), taps.Size(layer));
        if (TPart.Info.InputSize != seen || TPart.Info.OutputSize != made)
        {
            throw new ArgumentException(
                $"{TPart.Info.Name} has {TPart.Info.InputSize} inputs and {TPart.Info.OutputSize} outputs; expected {seen} as {before} and {made} as {layer}.", nameof(part));
        }

        Copy(model.Parameters, layer, part.Parameters, partLayer, TPart.Info.Name);
        model.ForwardTraining(input);
        float[] given = taps.Values(before).ToArray(), expected = taps.Values(layer).ToArray(), found = new float[made];
        part.Forward(given, found);
        double largest = expected.Max(Math.Abs), difference = expected.Zip(found, static (one, other) => Math.Abs(one - other)).Max();
        return difference <= MostDifference * largest
            ? ModelJacobian.OfInput(part, given)
            : throw new ArgumentException(
                $"{TPart.Info.Name} makes of {before} what differs from {layer} by {difference}, of at most {largest}; expected a model of what lies between them.", nameof(part));
    }

    private static void Copy(ParameterVector model, string layer, ParameterVector part, string partLayer, string partName)
    {
        foreach (TensorLayout tensor in part.Layout.Tensors)
        {
            TensorLayout? own = tensor.Name.StartsWith(partLayer + ".", StringComparison.Ordinal)
                ? model.Layout.Tensors.FirstOrDefault(candidate => candidate.Name == layer + tensor.Name[partLayer.Length..])
                : null;
            if (own is null || own.Count != tensor.Count)
            {
                throw new ArgumentException(
                    $"{partName} has {tensor.Name} with {tensor.Count} numbers; expected tensors of {partLayer} alone, each with one of the same name and size in {layer}.",
                    nameof(part));
            }

            float[] values = new float[tensor.Count];
            model.GetTensor(own.Name, values);
            part.SetTensor(tensor.Name, values);
        }
    }
}
