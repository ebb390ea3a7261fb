using SparseGen.Generators.Ops;
using SparseGen.Generators.Planning;
using SparseGen.Generators.Program;

namespace SparseGen.Generators.Emission;

/// <summary>An activation as a sparse product reads it: features, each with a number for every row of the batch.</summary>
/// <param name="Value">The activation.</param>
/// <param name="Features">Features: the extent that the weight knows.</param>
/// <param name="FeatureStride">Floats from one feature to the next.</param>
/// <param name="Rows">Rows of one sample: the extent that the weight does not know.</param>
/// <param name="RowStride">Floats from one row to the next.</param>
internal sealed record SparseOperand(Value Value, int Features, int FeatureStride, int Rows, int RowStride)
{
    /// <summary>Whether the samples of a batch simply continue the rows.</summary>
    public bool RowsContinue => Value.Size == (long)Rows * RowStride;

    /// <summary>Whether the rows of a feature lie side by side, rather than the features of a row.</summary>
    public bool RowsAreAdjacent => RowStride == 1;

    /// <summary>Whether each row is its features, one after another, and nothing else.</summary>
    public bool HasAdjacentFeatures => FeatureStride == 1 && RowStride == Features && !RowsAreAdjacent;

    /// <summary>How it lies in memory: part of a kernel's identity.</summary>
    public string Layout => string.Join(",", Value.Size, Features, FeatureStride, Rows, RowStride);

    /// <summary>Offset of a feature (the first one for null) of a row, both given by name.</summary>
    public string At(string row, string? feature, bool hasSamples)
    {
        IEnumerable<string> terms = feature is null ? [Text.Times(row, RowStride)] : [Text.Times(row, RowStride), Text.Times(feature, FeatureStride)];
        return string.Join(" + ", hasSamples ? terms.Prepend(Text.Times("sample", Value.Size)) : terms);
    }
}

/// <summary>
/// A product with a sparse weight, with its roles told apart: which operand has the weight's inputs as features and which its outputs, and
/// whether the sum runs over the inputs (forward) or the outputs (backward).
/// </summary>
internal sealed class SparseForm
{
    public SparseForm(ProductOp product)
    {
        Weight = product.SparseWeight!;
        Extents e = product.Extents;
        if (e.Groups != 1)
        {
            throw new InvalidOperationException($"The sparse product {product.Output} has {e.Groups} groups; there is no form for more than one.");
        }

        if (product.IsParameterGradient)
        {
            var left = new SparseOperand(product.Left, e.Rows, product.LeftStrides.Row, e.Depth, product.LeftStrides.Column);
            var right = new SparseOperand(product.Right, e.Columns, product.RightStrides.Column, e.Depth, product.RightStrides.Row);
            bool rowsAreOutputs = e.Rows == Weight.Outputs && e.Columns == Weight.Inputs && product.OutputStrides.Column == 1;
            (Source, Target) = rowsAreOutputs ? (right, left) : (left, right);
            return;
        }

        bool isRight = product.Right.Parameter == Weight;
        (int sumStride, int otherStride) = isRight
            ? (product.RightStrides.Row, product.RightStrides.Column)
            : (product.LeftStrides.Column, product.LeftStrides.Row);

        // With a single input both strides are 1, and only the extents tell the two directions apart.
        SumsOutputs = sumStride != 1 || (otherStride == 1 && e.Depth != Weight.Inputs);
        Source = isRight
            ? new SparseOperand(product.Left, e.Depth, product.LeftStrides.Column, e.Rows, product.LeftStrides.Row)
            : new SparseOperand(product.Right, e.Depth, product.RightStrides.Row, e.Columns, product.RightStrides.Column);
        Target = isRight
            ? new SparseOperand(product.Output, e.Columns, product.OutputStrides.Column, e.Rows, product.OutputStrides.Row)
            : new SparseOperand(product.Output, e.Rows, product.OutputStrides.Row, e.Columns, product.OutputStrides.Column);
    }

    /// <summary>The weight.</summary>
    public Parameter Weight { get; }

    /// <summary>Whether the product sums over the weight's outputs, as the gradient that flows on does.</summary>
    public bool SumsOutputs { get; }

    /// <summary>What the product reads; of a gradient of the weight, the operand with the weight's inputs.</summary>
    public SparseOperand Source { get; }

    /// <summary>What the product computes; of a gradient of the weight, the operand with the weight's outputs.</summary>
    public SparseOperand Target { get; }

    /// <summary>Whether one call handles the rows of all samples.</summary>
    public bool RowsMerge => Source.RowsContinue && Target.RowsContinue;

    /// <summary>One sentence: the formula, what is done to its result, and the extents.</summary>
    public string Describe(FusedProduct fused)
    {
        string bias = fused.Product.Bias is null ? "" : " + bias[n]";
        string residual = fused.Residual is null ? "" : " + residual[m, n]";
        string formula = fused.Product.IsParameterGradient
            ? "gradient of each kept weight += sum over the rows and samples of target[m, n] source[m, k]"
            : $"output[m, n] = sum over the kept weights of n of weight input[m, k]{bias}{residual}"
                + (fused.WeightGradient is null ? "" : ", and gradient of each kept weight += sum over the rows of input[m, k] source[m, n]");
        return $"{formula}; {Source.Rows} rows a sample, {Source.Features} features to {Target.Features}.";
    }
}
