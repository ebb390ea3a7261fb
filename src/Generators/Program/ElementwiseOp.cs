using SparseGen.Generators.Emission;
using SparseGen.Generators.Emission.Cpu;
using SparseGen.Generators.Emission.Gpu;
using SparseGen.Generators.Planning;

namespace SparseGen.Generators.Program;

/// <summary>
/// An op that computes each element from the same element of its inputs. It can stand alone or run on a tile of a product
/// while that is still in the first-level cache.
/// </summary>
internal abstract class ElementwiseOp(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) : Op(inputs, outputs)
{
    /// <summary>Name of the function, for kernels and for telling equal kernels.</summary>
    public abstract string Function { get; }

    /// <summary>Statements that declare the outputs from the inputs, all given by name. One definition serves vectors and the scalars of GPUs.</summary>
    public abstract IEnumerable<string> Statements(Arithmetic arithmetic, IReadOnlyList<string> inputs, IReadOnlyList<string> outputs);

    public sealed override void EmitCpu(CpuContext cpu)
    {
        var chain = new ElementwiseChain([this]);
        int size = Output.Size;
        cpu.Call(
            CpuElementwise.Kernel(cpu, chain, stored: Outputs),
            [.. chain.Inputs.Concat(Outputs).Select(cpu.Ref), "1", $"{CpuContext.Samples} * {Text.Of(size)}", "0"]);
    }

    public sealed override void EmitGpu(GpuContext gpu)
    {
        string kernel = GpuElementwise.Kernel(gpu, new ElementwiseChain([this]), stored: Outputs);
        gpu.Call(kernel, [.. Inputs.Distinct().Concat(Outputs).Select(gpu.View), GpuContext.Times(Output.Size)]);
    }
}
