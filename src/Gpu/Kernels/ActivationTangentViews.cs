using System.ComponentModel;
using ILGPU;

namespace SparseGen.Kernels.Gpu;

/// <summary>What the tangent of an activation's gradient reads and computes.</summary>
/// <param name="OutputGradient">dy.</param>
/// <param name="Input">x.</param>
/// <param name="OutputGradientTangent">Tangent of dy.</param>
/// <param name="InputTangent">Tangent of x.</param>
/// <param name="InputGradientTangent">Tangent of dx.</param>
/// <param name="InputGradient">dx.</param>
/// <param name="ActivationTangent">Tangent of y.</param>
/// <param name="Activation">y.</param>
/// <remarks>An argument of kernels, for which its type is public.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct ActivationTangentViews(
    ArrayView<float> OutputGradient,
    ArrayView<float> Input,
    ArrayView<float> OutputGradientTangent,
    ArrayView<float> InputTangent,
    ArrayView<float> InputGradientTangent,
    ArrayView<float> InputGradient,
    ArrayView<float> ActivationTangent,
    ArrayView<float> Activation);
