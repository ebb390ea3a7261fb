namespace SparseGen.Tests.Reference;

/// <content>Norms over the batch.</content>
internal sealed partial class ReferenceModelBuilder
{
    /// <summary>A norm of the channels of an image, of tokens or of features; with <paramref name="overTokens"/> each token has channels of its own.</summary>
    public ReferenceModelBuilder BatchNorm(double epsilon = 1e-5, bool affine = true, bool overTokens = false, double momentum = 0.1, string name = "bn")
    {
        (int outer, int channels, int inner) = _shape.Length == 3 ? (1, _shape[0], _shape[1] * _shape[2]) : overTokens ? (1, Size, 1) : (Rows, _shape[^1], 1);
        _layers.Add(new ReferenceBatchNorm(_prefix + name, outer, channels, inner, epsilon, momentum, affine));
        return this;
    }
}
