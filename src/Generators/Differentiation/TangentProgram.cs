using SparseGen.Generators.Ops;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Differentiation;

/// <summary>
/// The derivative of the model and of its gradient along a direction in the space of the parameters: forward mode over reverse mode, so that
/// the second pass adds up the product of the Hessian with the direction (Pearlmutter 1994, Fast exact multiplication by the Hessian).
/// </summary>
/// <param name="OutputTangent">Tangent of the output: where the first pass ends.</param>
/// <param name="InputTangent">Tangent of the input, where samples may move too; null where only parameters do.</param>
/// <param name="OutputGradientTangent">Tangent of the gradient of the output, which the loss knows: where the second pass starts.</param>
/// <param name="Forward">From what the forward pass kept to the tangents of the activations.</param>
/// <param name="Backward">From those to the tangents of the parameters' gradients. It computes the gradients of activations again.</param>
internal sealed record TangentProgram(Value OutputTangent, Value? InputTangent, Value OutputGradientTangent, Region Forward, Region Backward) : Unprinted
{
    /// <summary>Both passes.</summary>
    public IReadOnlyList<Region> Regions => [Forward, Backward];

    /// <summary>What the outside reads or writes.</summary>
    public IReadOnlyList<Value> Ends => InputTangent is null ? [OutputTangent, OutputGradientTangent] : [OutputTangent, OutputGradientTangent, InputTangent];

    /// <summary>Derives both passes and marks the tangents that the first has to keep for the second.</summary>
    /// <param name="program">The model.</param>
    /// <param name="backward">Its backward pass.</param>
    /// <param name="isSaved">Which values the forward pass keeps.</param>
    /// <param name="movesInput">Whether the input has a tangent of its own.</param>
    public static TangentProgram Create(ModelGraph program, BackwardProgram backward, Func<Value, bool> isSaved, bool movesInput)
    {
        var outputTangent = new Value("output.tangent", ValueKind.Activation, program.Output.Shape, null);
        var gradientTangent = new Value("output.gradient.tangent", ValueKind.Activation, program.Output.Shape, null);

        var first = new Region();
        var builder = new TangentBuilder(first, isSaved);
        Value? inputTangent = movesInput ? new Value("input.tangent", ValueKind.Activation, program.Input.Shape, null) : null;
        if (inputTangent is not null)
        {
            builder.SetTangent(program.Input, inputTangent);
        }

        builder.AddRegion(program.Forward);
        builder.Append(new CopyOp(builder.TangentOrZero(program.Output), outputTangent));

        var second = new Region();
        TangentBuilder gradients = builder.Continue(second);
        gradients.SetTangent(backward.OutputGradient, gradientTangent);
        gradients.AddRegion(backward.Main);
        DeadCode.Remove(second, []);

        var known = new HashSet<Value>(first.AllOps().SelectMany(static op => op.Outputs)
            .Concat(first.AllLoops().SelectMany(static loop => loop.Carried).SelectMany(static c => new[] { c.Argument, c.Result })));
        Value[] kept = [.. second.Nodes.SelectMany(static node => node.Read()).Where(known.Contains).Distinct()];
        foreach (Value value in kept)
        {
            value.IsSaved = true;
        }

        DeadCode.Remove(first, kept.Append(outputTangent));
        Recomputation.Fuse(first);
        Recomputation.Fuse(second);
        return new TangentProgram(outputTangent, inputTangent, gradientTangent, first, second);
    }
}
