namespace SparseGen.Execution;

/// <summary>What the generator emits of a model for GPUs.</summary>
public interface IGpuProgram
{
}
