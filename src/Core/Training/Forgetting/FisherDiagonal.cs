namespace SparseGen;

/// <summary>
/// The diagonal of a model's Fisher information at its parameters p*, and those parameters: F_i is the mean of (d loss / d p_i)^2 over samples, with the labels of
/// the data (the empirical form; Kirkpatrick et al. 2016, arXiv 1612.00796, equation 3, weigh changes of parameters by it). The generated backward pass gives the gradients.
/// </summary>
public sealed class FisherDiagonal
{
    internal FisherDiagonal(ParameterVector values, ParameterVector anchor)
    {
        Values = values;
        Anchor = anchor;
    }

    /// <summary>The diagonal F, a number for each parameter.</summary>
    public ParameterVector Values { get; }

    /// <summary>The parameters p* that it was taken at.</summary>
    public ParameterVector Anchor { get; }

    /// <summary>Goes through the data once, in their order. The model's gradients are cleared.</summary>
    /// <typeparam name="TModel">The model.</typeparam>
    /// <param name="model">The model; its parameters stay.</param>
    /// <param name="loss">The loss of a sample, the negative logarithm of a probability; usually <see cref="SoftmaxCrossEntropy"/>.</param>
    /// <param name="data">The samples.</param>
    /// <param name="batchSize">
    /// Samples whose gradients are averaged before they are squared; 1, by default, is the definition. Larger batches are faster and give smaller numbers: where the
    /// gradients of samples average to nothing, F of the definition divided by the batch. 1 to the model's MaxBatch.
    /// </param>
    /// <param name="cancellationToken">Ends the estimate after the running batch.</param>
    /// <exception cref="ArgumentException">The data do not fit the model or the loss.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The batch is outside its range.</exception>
    /// <exception cref="NotSupportedException">The model has batch norms, which make samples depend on one another.</exception>
    /// <exception cref="OperationCanceledException">The estimate was cancelled.</exception>
    public static FisherDiagonal Estimate<TModel>(
        TModel model, ILoss loss, Dataset data, int batchSize = 1, CancellationToken cancellationToken = default)
        where TModel : class, IModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(data);
        DatasetChecks.Fits(data, TModel.Info, loss, nameof(data));
        NumberArguments.BatchSize(batchSize, model.MaxBatch);
        if (model.Parameters.Layout.HasState)
        {
            throw new NotSupportedException(
                $"{TModel.Info.Name} has batch norms, whose statistics in training are those of a batch, so that there are no gradients of single samples; "
                + "expected a model with other norms.");
        }

        ParameterVector values = model.Parameters.CreateLike();
        var buffer = new BatchBuffer(batchSize, TModel.Info.InputSize, TModel.Info.OutputSize);
        float[] outputGradient = new float[batchSize * TModel.Info.OutputSize];
        foreach (TrainingBatch batch in buffer.InOrder(data, batchSize))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Span<float> gradient = outputGradient.AsSpan(0, batch.Size * TModel.Info.OutputSize);
            model.ForwardTraining(batch.Input);
            loss.Evaluate(model.Output, batch.Targets, batch.Size, gradient);
            model.Gradients.Clear();
            model.Backward(gradient);

            // A last batch that is smaller counts for its samples.
            values.Update(new AddSquareRule((float)((double)batch.Size / data.Count)), model.Gradients, null, null);
        }

        model.Gradients.Clear();
        ParameterVector anchor = model.Parameters.CreateLike();
        anchor.CopyFrom(model.Parameters);
        return new FisherDiagonal(values, anchor);
    }
}
