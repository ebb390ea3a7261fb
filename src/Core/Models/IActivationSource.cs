namespace SparseGen;

/// <summary>
/// A model that lets one look at the activations of its last forward pass in training. Generated models do, by an explicit implementation:
/// <c>((IActivationSource)model).Activations</c>.
/// </summary>
public interface IActivationSource
{
    /// <summary>The activations that the last <see cref="IModel{TSelf}.ForwardTraining"/> has kept.</summary>
    ActivationRecord Activations { get; }
}
