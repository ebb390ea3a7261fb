using SparseGen.Generators.IR;

namespace SparseGen.Generators.Planning;

/// <summary>Inference as GPUs run it: what the CPU does, in fewer launches.</summary>
/// <param name="Pass">The pass.</param>
/// <param name="Places">Places that are not those of the CPU.</param>
internal sealed record GpuInference(PassPlan Pass, IReadOnlyList<BufferSlot> Places) : Unprinted
{
    /// <summary>Plans it.</summary>
    /// <param name="forward">The pass, not fused; it is not changed.</param>
    /// <param name="output">The model's output in it.</param>
    /// <param name="onCpu">The pass of the CPU.</param>
    public static GpuInference Create(Region forward, Value output, PassPlan onCpu)
    {
        bool IsOutput(Value value) => value == output;
        Region fused = GpuForward.Fuse(forward, IsOutput);
        Region region = MovedOperands.Fold(fused, static _ => true, MovedOperands.Reads([fused], IsOutput), TiledProduct.Before);
        if (!GpuForward.Differs(region, onCpu))
        {
            return new GpuInference(onCpu, []);
        }

        var planner = new BufferPlanner("GpuInference", null);
        return new GpuInference(planner.Plan([region], output), [.. planner.Scratch]);
    }
}
