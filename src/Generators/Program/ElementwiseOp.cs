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

    /// <summary>Statements that declare the outputs from the inputs, all given by name, in a kernel for GPUs.</summary>
    public abstract IEnumerable<string> Statements(Arithmetic arithmetic, IReadOnlyList<string> inputs, IReadOnlyList<string> outputs);

    /// <summary>The library's kernel for tiles on the CPU: class and method.</summary>
    public abstract string CpuKernel { get; }

    /// <summary>Its type arguments.</summary>
    public virtual string CpuTypes => CpuContext.Vectors();

    /// <summary>The arguments of that kernel up to rows and columns.</summary>
    /// <param name="inputs">Tiles of the inputs.</param>
    /// <param name="outputs">Tiles of the outputs.</param>
    /// <param name="noise">Random bits from the tile on, for an op that needs some.</param>
    /// <param name="stride">Elements from row to row, as the random bits count them.</param>
    public virtual IEnumerable<string> CpuArguments(IReadOnlyList<string> inputs, IReadOnlyList<string> outputs, string noise, string stride) => inputs.Concat(outputs);

    public sealed override void EmitCpu(CpuContext cpu)
    {
        // Random bits may be those of a sample, which then is a row; without them all is one row.
        int size = Output.Size;
        (string rows, string columns) = Noise is null ? ("1", $"{CpuContext.Samples} * {Text.Of(size)}") : (CpuContext.Samples, Text.Of(size));
        string[] Tiles(IEnumerable<Value> values) => [.. values.Select(value => $"new Tile({cpu.Ref(value)}{(Noise is null ? "" : $", {Text.Of(size)}")})")];
        string noise = Noise is null ? "" : CpuContext.Noise(Noise, size);
        cpu.CallLibrary(CpuKernel, CpuTypes, [.. CpuArguments(Tiles(Inputs), Tiles(Outputs), noise, Text.Of(size)), rows, columns]);
    }

    public sealed override void EmitGpu(GpuContext gpu)
    {
        var chain = new ElementwiseChain([this]);
        string kernel = GpuElementwise.Kernel(gpu, chain, stored: Outputs);
        gpu.Call(kernel, [.. chain.Inputs.Concat(Outputs).Select(gpu.View), GpuContext.Times(Output.Size), .. chain.Noises.Select(GpuContext.Noise)]);
    }
}
