using SparseGen.Generators.Diagnostics;
using SparseGen.Generators.Parsing;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Layers;

/// <summary>
/// A layer that can be declared: its checks, its shape rule and its lowering to ops. Its backward pass, kernels and cost follow from the ops.
/// The class name without "Layer" is the name of the attribute. A new layer is one file.
/// </summary>
internal abstract class Layer
{
    /// <summary>Name of the attribute without its suffix.</summary>
    public string Kind => GetType().Name.Substring(0, GetType().Name.Length - "Layer".Length);

    /// <summary>The prefix of tensor names that timm gives such a layer.</summary>
    public abstract string DefaultName { get; }

    /// <summary>Whether timm numbers such layers even when there is one: blocks.0, blocks.1, ...</summary>
    public virtual bool IsNumbered => false;

    /// <summary>Whether such layers are numbered from 1, also when there is one: fc1, fc2, ...</summary>
    public virtual bool CountsFromOne => false;

    /// <summary>Name of the variable of the loop over copies.</summary>
    public virtual string LoopVariable => IsNumbered ? "block" : "copy";

    /// <summary>The declaration without sizes that it leaves open (<see cref="OpenSizes"/>).</summary>
    /// <param name="spec">The declaration.</param>
    /// <param name="sequence">What the block or model gets in which it stands.</param>
    public virtual LayerSpec Close(LayerSpec spec, Shape sequence) => spec;

    /// <summary>
    /// Whether it works on each sample inside of a sample, which <c>ChannelsAsBatch</c> makes of the channels of a series: its ops say so. Layers that end or begin
    /// such a part, and those whose layers are asked themselves, say it here. Only asked when the shapes are good.
    /// </summary>
    /// <param name="spec">The declaration.</param>
    /// <param name="input">Shape before it, with samples inside.</param>
    /// <param name="output">Shape behind it.</param>
    public virtual bool TakesSeries(LayerSpec spec, Shape input, Shape output)
    {
        var program = new ModelGraph { Input = new Value("input", ValueKind.Activation, input, null) };
        try
        {
            Value result = Lower(spec, program.Input, new ProgramBuilder(program));
            return result.Shape == output && output.Series == input.Series && (input.Series == 1 || program.Forward.AllOps().All(static op => op.KeepsSeriesApart));
        }
        catch (RefusedException)
        {
            return true; // What is too large is said when the model is lowered.
        }
    }

    /// <summary>Checks the declaration and infers the shape after one copy; reports what does not fit.</summary>
    /// <returns>The shape, or null when it cannot be known.</returns>
    public abstract Shape? Infer(LayerSpec spec, Shape input, DiagnosticBag problems);

    /// <summary>Writes one copy of the layer as ops. Only called when nothing was reported.</summary>
    public abstract Value Lower(LayerSpec spec, Value input, ProgramBuilder builder);
}
