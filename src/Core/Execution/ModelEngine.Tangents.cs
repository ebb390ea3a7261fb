namespace SparseGen.Execution;

/// <content>The two halves of a Hessian-vector product.</content>
public abstract partial class ModelEngine
{
    private ParameterVector? _direction;
    private int _directionVersion;
    private float[]? _still;

    /// <summary>Tangent of <see cref="Output"/> along the direction of the last <see cref="ForwardTangent(ParameterVector)"/>, [batch, OutputSize].</summary>
    /// <exception cref="InvalidOperationException">There was no <see cref="ForwardTangent(ParameterVector)"/> since the last <see cref="Backward"/>.</exception>
    public ReadOnlySpan<float> OutputTangent
    {
        get
        {
            CheckForwardTangentDone(nameof(OutputTangent));
            return ReadOutputTangent(_batch);
        }
    }

    /// <summary>The derivative of the last <see cref="ForwardTraining"/> along a direction in the space of the parameters.</summary>
    /// <param name="direction">The direction; it stays the caller's and must not change before <see cref="BackwardTangent"/>.</param>
    /// <exception cref="ArgumentException">The vector is of another model or device.</exception>
    /// <exception cref="InvalidOperationException">
    /// There was no <see cref="Backward"/> since the last <see cref="ForwardTraining"/>, or the parameters have changed since.
    /// </exception>
    /// <exception cref="NotSupportedException">The model was not declared with <see cref="ModelAttribute.HessianProducts"/>.</exception>
    public void ForwardTangent(ParameterVector direction)
    {
        if (!Info.HasHessianProducts)
        {
            throw HessianProducts.Missing(Info);
        }

        CheckForwardTrainingDone(nameof(ForwardTangent));
        Move(direction, Buffers.TangentInput < 0 ? default : (_still ??= new float[checked(MaxBatch * Info.InputSize)]).AsSpan(0, _batch * Info.InputSize));
    }

    /// <summary>The derivative of the last <see cref="ForwardTraining"/> along a direction in the space of parameters and inputs together.</summary>
    /// <param name="direction">That of the parameters, as for <see cref="ForwardTangent(ParameterVector)"/>.</param>
    /// <param name="inputDirection">That of the input, [batch, InputSize].</param>
    public void ForwardTangent(ParameterVector direction, ReadOnlySpan<float> inputDirection)
    {
        if (Buffers.TangentInput < 0)
        {
            throw HessianProducts.MissingInput(Info);
        }

        CheckForwardTrainingDone(nameof(ForwardTangent));
        CheckLength(inputDirection.Length, _batch, Info.InputSize, nameof(inputDirection));
        Move(direction, inputDirection);
    }

    private void Move(ParameterVector direction, ReadOnlySpan<float> inputDirection)
    {
        Parameters.CheckFits(direction, nameof(direction));
        if (!_backwardDone || _backwardVersion != Parameters.Version)
        {
            throw new InvalidOperationException(
                $"{nameof(ForwardTangent)} needs the last {nameof(ForwardTraining)} and its {nameof(Backward)}, with the parameters as they were; "
                + (_backwardDone ? "they have changed since." : $"there was no {nameof(Backward)}."));
        }

        using VectorLease moving = VectorLease.Begin(Access, null, nameof(ForwardTangent));
        _direction = null;
        RunForwardTangent(_batch, direction, inputDirection);
        _direction = direction;
        _directionVersion = direction.Version;
    }

    /// <summary>
    /// Adds the derivative of the gradient of the last <see cref="Backward"/> along the direction of the last <see cref="ForwardTangent(ParameterVector)"/> into
    /// <paramref name="result"/>. May be called again, with another tangent.
    /// </summary>
    /// <param name="outputGradientTangent">Tangent of the gradient of the output, [batch, OutputSize].</param>
    /// <param name="result">What is added into: another vector than the direction and the parameters.</param>
    /// <exception cref="ArgumentException">The length does not fit, or the vector is of another model or device, or one that is read.</exception>
    /// <exception cref="InvalidOperationException">There was no <see cref="ForwardTangent(ParameterVector)"/>, or what it used has changed since.</exception>
    public void BackwardTangent(ReadOnlySpan<float> outputGradientTangent, ParameterVector result)
    {
        CheckForwardTangentDone(nameof(BackwardTangent));
        CheckLength(outputGradientTangent.Length, _batch, Info.OutputSize, nameof(outputGradientTangent));
        Parameters.CheckFits(result, nameof(result));
        if (ReferenceEquals(result, _direction) || ReferenceEquals(result, Parameters))
        {
            string which = ReferenceEquals(result, Parameters) ? "parameters" : "direction";
            throw new ArgumentException($"{nameof(result)} is the {which}, which the pass reads; expected another vector.", nameof(result));
        }

        if (_backwardVersion != Parameters.Version || _directionVersion != _direction!.Version)
        {
            throw new InvalidOperationException(
                $"{nameof(BackwardTangent)} needs parameters and direction as {nameof(ForwardTangent)} found them; one of them has changed since.");
        }

        using VectorLease moving = VectorLease.Begin(Access, null, nameof(BackwardTangent));
        WriteOutputGradientTangent(_batch, outputGradientTangent);
        RunBackwardTangent(_batch, result);
        result.MarkChanged();
    }

    /// <summary>The tangents of the activations of the last forward pass; the input's is empty where the program has none.</summary>
    private protected abstract void RunForwardTangent(int batch, ParameterVector direction, ReadOnlySpan<float> inputDirection);

    /// <summary>Takes the tangent of the output's gradient; the length fits.</summary>
    private protected abstract void WriteOutputGradientTangent(int batch, ReadOnlySpan<float> tangent);

    /// <summary>Adds the tangents of the gradients of the last backward pass, along the direction of the last tangents of activations.</summary>
    private protected abstract void RunBackwardTangent(int batch, ParameterVector result);

    /// <summary>The tangent of the output.</summary>
    private protected abstract ReadOnlySpan<float> ReadOutputTangent(int batch);

    private void CheckForwardTangentDone(string member)
    {
        CheckForwardTrainingDone(member);
        if (_direction is null)
        {
            throw new InvalidOperationException($"{member} needs a {nameof(ForwardTangent)} after the last {nameof(Backward)}.");
        }
    }
}
