using SparseGen.Generators.Ops;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Planning;

/// <summary>
/// A product with a sparse weight, with its roles told apart: which operand has the weight's inputs as features and which its outputs, and
/// whether the sum runs over the inputs (forward) or the outputs (backward).
/// </summary>
internal sealed class SparseProductView
{
    public SparseProductView(ProductOp product)
    {
        Weight = product.SparseWeight!;
        Extents e = product.Extents;
        if (e.Groups != 1)
        {
            throw new InvalidOperationException($"The sparse product {product.Output} has {e.Groups} groups; there is no form for more than one.");
        }

        if (product.IsParameterGradient)
        {
            WeightOperand = product.Output;
            var left = new SparseOperand(product.Left, e.Rows, product.LeftStrides.Row, e.Depth, product.LeftStrides.Column);
            var right = new SparseOperand(product.Right, e.Columns, product.RightStrides.Column, e.Depth, product.RightStrides.Row);
            (Source, Target) = product.WeightRowsAreOutputs ? (right, left) : (left, right);
            return;
        }

        bool isRight = product.Right.Parameter == Weight;
        WeightOperand = isRight ? product.Right : product.Left;
        SumsOutputs = product.Role == WeightRole.Transposed;
        Source = isRight
            ? new SparseOperand(product.Left, e.Depth, product.LeftStrides.Column, e.Rows, product.LeftStrides.Row)
            : new SparseOperand(product.Right, e.Depth, product.RightStrides.Row, e.Columns, product.RightStrides.Column);
        Target = isRight
            ? new SparseOperand(product.Output, e.Columns, product.OutputStrides.Column, e.Rows, product.OutputStrides.Row)
            : new SparseOperand(product.Output, e.Rows, product.OutputStrides.Row, e.Columns, product.OutputStrides.Column);
    }

    /// <summary>The weight.</summary>
    public Parameter Weight { get; }

    /// <summary>The operand that is the weight, or its part of a direction; of a gradient of the weight, the output.</summary>
    public Value WeightOperand { get; }

    /// <summary>Whether the product sums over the weight's outputs, as the gradient that flows on does.</summary>
    public bool SumsOutputs { get; }

    /// <summary>What the product reads; of a gradient of the weight, the operand with the weight's inputs.</summary>
    public SparseOperand Source { get; }

    /// <summary>What the product computes; of a gradient of the weight, the operand with the weight's outputs.</summary>
    public SparseOperand Target { get; }

    /// <summary>Whether one call handles the rows of all samples.</summary>
    public bool RowsMerge => Source.RowsContinue && Target.RowsContinue;
}
