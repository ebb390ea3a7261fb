namespace SparseGen.Generators.Ops;

/// <summary>What a product does with its weight, a matrix [outputs, inputs].</summary>
internal enum WeightRole
{
    /// <summary>It sums over the inputs, as layers do.</summary>
    Forward,

    /// <summary>It sums over the outputs, as the gradient does that flows on.</summary>
    Transposed,

    /// <summary>It adds to the gradient of a weight that the layer has as its left operand.</summary>
    GradientOfLeft,

    /// <summary>It adds to the gradient of a weight that the layer has as its right operand.</summary>
    GradientOfRight,
}
