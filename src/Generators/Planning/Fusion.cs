using SparseGen.Generators.Ops;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Planning;

/// <summary>
/// Folds residuals and elementwise ops into the op that computes what they read, so that they find it in registers or in the
/// first-level cache.
/// </summary>
internal static class Fusion
{
    /// <summary>The region with fused ops.</summary>
    /// <param name="region">The region; it is not changed.</param>
    /// <param name="isNeeded">Whether a value is read outside of its region: kept for the backward pass, or the model's output.</param>
    public static Region Fuse(Region region, Func<Value, bool> isNeeded)
    {
        var fused = new Region();
        var carried = new HashSet<Value>();
        foreach (Node node in region.Nodes)
        {
            if (node is Loop loop)
            {
                fused.Nodes.Add(FuseLoop(loop, isNeeded));
                carried.UnionWith(loop.Carried.Select(static c => c.Initial));
            }
            else
            {
                fused.Nodes.Add(node);
            }
        }

        bool IsNeededOutside(Value value) => isNeeded(value) || carried.Contains(value);
        var readers = new DefUse(fused.Nodes);

        // Before products take elementwise ops along: an activation and what is added to it are one of them then. What a product leaves is added by the ops behind it.
        FuseResiduals<ElementwiseOp>(readers, IsNeededOutside);
        foreach (ProductOp product in region.Nodes.OfType<ProductOp>().Where(static p => !p.IsParameterGradient))
        {
            new ProductFusion(readers, product, IsNeededOutside).Run();
        }

        FuseResiduals<Op>(readers, IsNeededOutside);
        SparseBackward.Fuse(readers);
        fused.Nodes.Clear();
        fused.Nodes.AddRange(readers.InOrder());
        return fused;
    }

    private static Loop FuseLoop(Loop loop, Func<Value, bool> isNeeded)
    {
        var result = new Loop(loop.Index, loop.IsReversed);
        result.Carried.AddRange(loop.Carried);
        result.Body.Nodes.AddRange(Fuse(loop.Body, value => isNeeded(value) || loop.Carried.Any(c => c.Yield == value)).Nodes);
        return result;
    }

    private static void FuseResiduals<TOp>(DefUse readers, Func<Value, bool> isNeeded)
        where TOp : Op
    {
        foreach (TOp op in readers.InOrder().OfType<TOp>())
        {
            if (op is not IResidualTarget target || isNeeded(op.Output) || readers.Of(op.Output) is not [AddOp add])
            {
                continue;
            }

            Value residual = add.Inputs[0] == op.Output ? add.Inputs[1] : add.Inputs[0];
            if (!readers.ProducedBefore(residual, op))
            {
                continue;
            }

            (Op, IReadOnlyList<Value>, IReadOnlyList<Value>)[] old = [(op, op.Inputs, op.Outputs), (add, add.Inputs, add.Outputs)];
            if (target.FuseResidual(residual, add.Output) is { } fused)
            {
                readers.Replace(old, fused, op);
            }
        }
    }
}
