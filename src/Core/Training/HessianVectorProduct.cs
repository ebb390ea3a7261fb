namespace SparseGen;

/// <summary>
/// The product of the loss's Hessian with a direction, over the batch of the last gradient. It keeps a copy of that batch's targets, since a hook may ask
/// when the batch that the model saw (another hook's mixture, perhaps) is gone.
/// </summary>
internal sealed class HessianVectorProduct<TModel>(TModel model, ILoss loss)
    where TModel : class, IModel<TModel>
{
    private readonly float[] _tangent = new float[checked(model.MaxBatch * TModel.Info.OutputSize)];
    private int[] _labels = [];
    private float[] _values = [];
    private bool _areLabels;
    private int _size;

    /// <summary>To be called with the targets of every gradient.</summary>
    public void Remember(Targets targets, int size)
    {
        _size = size;
        _areLabels = targets.AreLabels;
        if (_areLabels)
        {
            _labels = _labels.Length == 0 ? new int[model.MaxBatch] : _labels;
            targets.Labels.CopyTo(_labels);
        }
        else
        {
            _values = _values.Length == 0 ? new float[_tangent.Length] : _values;
            targets.Values.CopyTo(_values);
        }
    }

    /// <summary>result = H direction.</summary>
    public void Compute(ParameterVector direction, ParameterVector result)
    {
        int length = _size * TModel.Info.OutputSize;
        Targets targets = _areLabels ? Targets.FromLabels(_labels.AsSpan(0, _size)) : Targets.FromValues(_values.AsSpan(0, length));
        Span<float> tangent = _tangent.AsSpan(0, length);
        model.ForwardTangent(direction);
        loss.EvaluateTangent(model.Output, targets, _size, model.OutputTangent, tangent);
        result.Clear();
        model.BackwardTangent(tangent, result);
    }
}
