namespace SparseGen;

/// <summary>What the generator adds to a class marked with <see cref="ModelAttribute"/>; trainers and hooks are generic over it.</summary>
/// <typeparam name="TSelf">The model class itself.</typeparam>
public interface IModel<TSelf> : IInferenceModel<TSelf>
    where TSelf : class, IModel<TSelf>
{
    /// <summary>The gradients that <see cref="Backward"/> adds into.</summary>
    ParameterVector Gradients { get; }

    /// <summary>Output of the last <see cref="ForwardTraining"/>, [batch, OutputSize].</summary>
    ReadOnlySpan<float> Output { get; }

    /// <summary>Gradient with respect to the input of the last <see cref="ForwardTraining"/>, after <see cref="Backward"/>; [batch, InputSize].</summary>
    ReadOnlySpan<float> InputGradient { get; }

    /// <summary>
    /// Which masks of dropout and stochastic depth the next <see cref="ForwardTraining"/> uses; it counts one further with each. A
    /// <see cref="Trainer{TModel}"/> sets it to the number of the step, so that all gradients of one step see the same masks.
    /// Models without such layers do not read it.
    /// </summary>
    ulong NoiseStep { get; set; }

    /// <summary>A forward pass that keeps what <see cref="Backward"/> needs.</summary>
    /// <param name="input">[batch, InputSize] with batch at most <see cref="IInferenceModel{TSelf}.MaxBatch"/>.</param>
    /// <exception cref="ArgumentException">The length does not fit.</exception>
    void ForwardTraining(ReadOnlySpan<float> input);

    /// <summary>Adds the gradients of the last <see cref="ForwardTraining"/> into <see cref="Gradients"/>.</summary>
    /// <param name="outputGradient">Gradient with respect to <see cref="Output"/>, [batch, OutputSize].</param>
    /// <exception cref="ArgumentException">The length does not fit.</exception>
    /// <exception cref="InvalidOperationException">There was no <see cref="ForwardTraining"/> before.</exception>
    void Backward(ReadOnlySpan<float> outputGradient);

    /// <summary>
    /// Tangent of <see cref="Output"/> along the direction of the last <see cref="ForwardTangent(ParameterVector)"/>: d/dt output(parameters + t direction) at
    /// t = 0; [batch, OutputSize].
    /// </summary>
    /// <exception cref="NotSupportedException">The model was not declared with <see cref="ModelAttribute.HessianProducts"/>.</exception>
    ReadOnlySpan<float> OutputTangent => throw HessianProducts.Missing(TSelf.Info);

    /// <summary>
    /// The first half of a Hessian-vector product: the derivative of the last <see cref="ForwardTraining"/> along a direction
    /// in the space of the parameters (Pearlmutter 1994, Fast exact multiplication by the Hessian).
    /// </summary>
    /// <param name="direction">The direction: a vector made by <see cref="ParameterVector.CreateLike"/> of <see cref="IInferenceModel{TSelf}.Parameters"/>.</param>
    /// <exception cref="ArgumentException">The vector is of another model or device.</exception>
    /// <exception cref="InvalidOperationException">
    /// There was no <see cref="Backward"/> since the last <see cref="ForwardTraining"/>, or the parameters have changed since.
    /// </exception>
    /// <exception cref="NotSupportedException">The model was not declared with <see cref="ModelAttribute.HessianProducts"/>.</exception>
    void ForwardTangent(ParameterVector direction) => throw HessianProducts.Missing(TSelf.Info);

    /// <summary>The same where the input moves too: along a direction in the space of parameters and inputs together.</summary>
    /// <param name="direction">That of the parameters; zeros for the Jacobian by the input times a vector.</param>
    /// <param name="inputDirection">That of the input, [batch, InputSize].</param>
    /// <exception cref="ArgumentException">The vector is of another model or device, or the length does not fit.</exception>
    /// <exception cref="InvalidOperationException">As for <see cref="ForwardTangent(ParameterVector)"/>.</exception>
    /// <exception cref="NotSupportedException">The model was not declared with <see cref="ModelAttribute.HessianProducts"/> and <see cref="ModelAttribute.Taps"/>.</exception>
    void ForwardTangent(ParameterVector direction, ReadOnlySpan<float> inputDirection) => throw HessianProducts.MissingInput(TSelf.Info);

    /// <summary>
    /// The second half: adds d/dt gradient(parameters + t direction) at t = 0 into <paramref name="result"/>, for the gradient of the last
    /// <see cref="Backward"/>. With the tangent of the loss's gradient (<see cref="ILoss.EvaluateTangent"/>) this is the product of
    /// the loss's Hessian with the direction.
    /// </summary>
    /// <param name="outputGradientTangent">
    /// Tangent of what <see cref="Backward"/> got, [batch, OutputSize]: how the gradient of the output changes along the direction.
    /// </param>
    /// <param name="result">What is added into: another vector than the direction and the parameters.</param>
    /// <exception cref="ArgumentException">The length does not fit, or the vector is of another model or device, or one that is read.</exception>
    /// <exception cref="InvalidOperationException">There was no <see cref="ForwardTangent(ParameterVector)"/>, or what it used has changed since.</exception>
    /// <exception cref="NotSupportedException">The model was not declared with <see cref="ModelAttribute.HessianProducts"/>.</exception>
    void BackwardTangent(ReadOnlySpan<float> outputGradientTangent, ParameterVector result) => throw HessianProducts.Missing(TSelf.Info);
}
