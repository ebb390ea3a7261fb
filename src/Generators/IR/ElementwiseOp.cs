using SparseGen.Generators.Emission;

namespace SparseGen.Generators.IR;

/// <summary>
/// An op that computes each element from the same element of its inputs. It can stand alone or run on a tile of a product
/// while that is still in the first-level cache.
/// </summary>
internal abstract class ElementwiseOp(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) : Op(inputs, outputs)
{
    /// <summary>Name of the function, for names of kernels.</summary>
    public abstract string Function { get; }

    /// <summary>Random bits that it needs, if any; the statements get their name behind those of the inputs.</summary>
    public virtual NoiseSource? Noise => null;

    /// <summary>Elements are those of all rows in any order; only random bits know their places.</summary>
    public sealed override bool CanPack(Value value) => Noise is null;

    /// <summary>Shapes that differ come of a layer that knows nothing of samples inside of a sample.</summary>
    public override bool KeepsSeriesApart => Inputs.All(input => input.Shape == Output.Shape);

    /// <summary>Statements that declare the outputs from the inputs, all given by name, in a kernel for GPUs; <c>at</c> is the place of the number in its buffer.</summary>
    public abstract IEnumerable<string> Statements(IReadOnlyList<string> inputs, IReadOnlyList<string> outputs);

    /// <summary>The library's kernel: class and method. That of GPUs has the same name behind a Gpu.</summary>
    public abstract string Kernel { get; }

    /// <summary>A type argument of that kernel, besides the width of vectors on the CPU; null for none.</summary>
    public virtual string? KernelType => null;

    /// <summary>Numbers that the kernel takes behind inputs, random bits and outputs.</summary>
    public virtual IReadOnlyList<string> Numbers => [];

    /// <summary>What says behind all else where an operand lies that does not lie as the others do: on GPUs, where the op stands alone.</summary>
    public virtual IReadOnlyList<string> Places(EmissionContext context) => [];

    /// <summary>The call of the library's kernel for tiles on the CPU, up to rows and columns.</summary>
    /// <param name="inputs">Tiles of the inputs.</param>
    /// <param name="outputs">Tiles of the outputs.</param>
    /// <param name="noise">Random bits from the tile on, for an op that needs some.</param>
    /// <param name="stride">Elements from row to row, as the random bits count them.</param>
    public (string Kernel, IEnumerable<string> Arguments) OnTiles(IEnumerable<string> inputs, IEnumerable<string> outputs, string noise, string stride) => (
        $"{Kernel}<TSimd, TVector{(KernelType is null ? "" : $", {KernelType}")}>",
        inputs.Concat(Noise is null ? [] : [noise, stride]).Concat(outputs).Concat(Numbers));

    /// <summary>Whether an input has a number for each channel, the same for all rows, and not one for each element.</summary>
    public virtual bool IsOfChannels(Value value) => false;

    public override void Emit(EmissionContext context) => context.CallElementwise(this);
}
