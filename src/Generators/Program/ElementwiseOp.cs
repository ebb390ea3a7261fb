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

    /// <summary>The function with its settings: ops that differ only in their operands share a kernel.</summary>
    public virtual string Identity => Function;

    /// <summary>Random bits that it needs, if any; the statements get their name behind those of the inputs.</summary>
    public virtual NoiseSource? Noise => null;

    /// <summary>Elements are those of all rows in any order; only random bits know their places.</summary>
    public sealed override bool CanPack(Value value) => Noise is null;

    /// <summary>Statements that hold for a row of elements, all of one sample; they come before those of the elements.</summary>
    public virtual IEnumerable<string> RowStatements(Arithmetic arithmetic, IReadOnlyList<string> inputs, IReadOnlyList<string> outputs) => [];

    /// <summary>Statements that declare the outputs from the inputs, all given by name. One definition serves vectors and the scalars of GPUs.</summary>
    public abstract IEnumerable<string> Statements(Arithmetic arithmetic, IReadOnlyList<string> inputs, IReadOnlyList<string> outputs);

    public sealed override void EmitCpu(CpuContext cpu)
    {
        var chain = new ElementwiseChain([this]);
        int size = Output.Size;
        string[] extents = Noise is null ? ["1", $"{CpuContext.Samples} * {Text.Of(size)}", "0"] : [CpuContext.Samples, Text.Of(size), Text.Of(size)];
        cpu.Call(
            CpuElementwise.Kernel(cpu, chain, stored: Outputs),
            [.. chain.Inputs.Concat(Outputs).Select(cpu.Ref), .. chain.Noises.Select(noise => CpuContext.Noise(noise, size)), .. extents]);
    }

    public sealed override void EmitGpu(GpuContext gpu)
    {
        var chain = new ElementwiseChain([this]);
        string kernel = GpuElementwise.Kernel(gpu, chain, stored: Outputs);
        gpu.Call(kernel, [.. chain.Inputs.Concat(Outputs).Select(gpu.View), GpuContext.Times(Output.Size), .. chain.Noises.Select(GpuContext.Noise)]);
    }
}
