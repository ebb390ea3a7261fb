namespace SparseGen;

/// <summary>
/// y = x * softmax(A x + a) over the last dimension, which keeps its size: the gate of PatchTSMixer and TinyTimeMixer (Ekambaram et al. 2024, arXiv 2401.03955). A and a are
/// called <c>attn_layer</c> under the layer's name, which is <c>gating_block</c>, as in their files.
/// </summary>
public sealed class SoftmaxGateAttribute : LayerAttribute
{
    /// <summary>Whether there is an a; on by default.</summary>
    public bool Bias { get; set; } = true;
}
