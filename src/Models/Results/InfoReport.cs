using System.Collections.Immutable;

namespace SparseGen.Tool.Results;

/// <summary>What <c>info --json</c> writes.</summary>
/// <param name="Model">Name in the catalogue.</param>
/// <param name="Description">One line for people.</param>
/// <param name="InputShape">Shape of one input sample.</param>
/// <param name="OutputShape">Shape of one output sample.</param>
/// <param name="ParameterCount">Learned numbers.</param>
/// <param name="Macs">Multiply-accumulates of one sample's forward pass.</param>
/// <param name="EffectiveWidth">Of the widest layer.</param>
/// <param name="Connections">Of a linear map, on average.</param>
/// <param name="Density">Share of the linear maps' effective dense matrices that is not zero.</param>
/// <param name="Layers">The layers in order.</param>
/// <param name="Tensors">The learned tensors.</param>
internal sealed record InfoReport(
    string Model,
    string Description,
    ImmutableArray<int> InputShape,
    ImmutableArray<int> OutputShape,
    int ParameterCount,
    long Macs,
    int EffectiveWidth,
    double Connections,
    double Density,
    ImmutableArray<LayerInfo> Layers,
    ImmutableArray<TensorInfo> Tensors);
