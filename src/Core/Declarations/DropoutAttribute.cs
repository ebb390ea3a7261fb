namespace SparseGen;

/// <summary>
/// Dropout (Srivastava et al. 2014, "Dropout: a simple way to prevent neural networks from overfitting"): training sets each number to zero with
/// a probability and multiplies the others by 1 / (1 - rate), y_i = b_i x_i / (1 - rate) with each b_i 0 with probability rate, else 1; inference has
/// nothing to do and does nothing. Stochastic depth (Huang et al. 2016, arXiv 1603.09382), with one b for a sample's whole branch beside a skip,
/// y = x + b branch(x) / (1 - rate), is an argument of the blocks and of <see cref="UseAttribute{TBlock}"/>.
/// </summary>
/// <remarks>
/// What is dropped is a function of the model's seed, its <see cref="IModel{TSelf}.NoiseStep"/>, the layer's name with the number of the
/// repetition, the sample's place in the batch and the number's place in the sample. So it is the same on every device and with any number of
/// threads, and the backward pass sees what the forward pass saw. Within one step of a <see cref="Trainer{TModel}"/> it does not change, however
/// often hooks ask for gradients.
/// </remarks>
/// <param name="rate">Probability of being dropped, at least 0 and below 1.</param>
public sealed class DropoutAttribute(double rate) : LayerAttribute
{
    /// <summary>Probability of being dropped, at least 0 and below 1.</summary>
    public double Rate { get; } = rate;
}
