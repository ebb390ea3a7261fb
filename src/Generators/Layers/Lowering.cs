using SparseGen.Generators.Diagnostics;
using SparseGen.Generators.Parsing;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Layers;

/// <summary>From a checked model to its program: names, repetitions and the table of layers.</summary>
internal static class Lowering
{
    public static ModelGraph Lower(ModelSpec model)
    {
        var nowhere = new DiagnosticBag(new LayerSite(SourceSpan.Nowhere));
        int inputs = InputLayer.Count(model);
        Shape shape = InputLayer.Infer(model.Layers[0], nowhere)!;
        InputPart[] parts = Parts([.. model.Layers.Take(inputs)], nowhere);
        Shape sample = inputs == 1 ? shape : Shape.Of(Sizes.Activation(Sizes.Sum(parts.Select(static part => part.Shape.Size))));
        var program = new ModelGraph { Input = new Value("input", ValueKind.Activation, sample, null) };
        var builder = new ProgramBuilder(program) { InitialWeights = new InitialWeights(model.Initialization, 1) };
        var names = new LayerNames();

        Value value = program.Input;
        if (inputs > 1)
        {
            program.Parts.AddRange(parts);
            value = Split(parts, value, builder);
        }

        for (int i = inputs; i < model.Layers.Count; i++)
        {
            LayerSpec spec = OpenSizes.Close(model.Layers[i], shape);
            builder.IsLastLayer = i == model.Layers.Count - 1;
            try
            {
                value = LowerLayer(spec, value, program, builder, names);
            }
            catch (RefusedException refused)
            {
                refused.Layer ??= i;
                throw;
            }
        }

        if (value.Producer is null)
        {
            value = builder.Append(new Ops.CopyOp(value, builder.Activation("output", value.Shape)));
        }

        program.Output = value;
        return program;
    }

    private static InputPart[] Parts(IReadOnlyList<LayerSpec> inputs, DiagnosticBag nowhere)
    {
        var parts = new InputPart[inputs.Count];
        int offset = 0;
        for (int i = 0; i < parts.Length; i++)
        {
            parts[i] = new InputPart(InputLayer.Name(inputs[i]), InputLayer.Infer(inputs[i], nowhere)!, offset);
            offset = Sizes.Activation(Sizes.Plus(offset, parts[i].Shape.Size));
        }

        return parts;
    }

    /// <summary>The inputs of a sample, each under its shape; the first is what the layers begin with.</summary>
    private static Value Split(InputPart[] parts, Value sample, ProgramBuilder builder)
    {
        Value? first = null;
        Value rest = sample;
        for (int i = 0; i < parts.Length; i++)
        {
            InputPart part = parts[i];
            using (builder.Scope(i == 0 ? "first" : part.Name))
            {
                Value own = rest;
                if (i < parts.Length - 1)
                {
                    own = builder.Activation("part", Shape.Of((int)part.Shape.Size));
                    Value others = builder.Activation("others", Shape.Of(rest.Size - own.Size));
                    builder.Append(new Ops.SplitOp(rest, own, others, rows: 1));
                    rest = others;
                }

                Value shaped = ReshapeLayer.Reshape(builder, own, part.Shape);
                first ??= shaped;
                builder.Inputs[part.Name] = shaped;
            }
        }

        return first!;
    }

    private static Value LowerLayer(LayerSpec spec, Value input, ModelGraph program, ProgramBuilder builder, LayerNames names)
    {
        LayerName name = names.Next(LayerCatalog.Find(spec.Kind), spec, builder.IsLastLayer);
        (int firstNode, int firstParameter) = (program.Forward.Nodes.Count, program.Parameters.Count);
        Value output = LayerSequence.LowerRepeated(spec, input, builder, name);

        var costs = program.Forward.Nodes.Skip(firstNode).SelectMany(static node => Costs(node, 1)).ToList();
        double dense = costs.Sum(static c => c.Dense);
        long macs = Sizes.Sum(costs.Select(static c => c.Macs));
        program.Layers.Add(new LayerRow(
            name.Display, spec.Block ?? spec.Kind, input.Shape, output.Shape,
            Sizes.Sum(program.Parameters.Skip(firstParameter).Select(static p => p.Count)), macs, Sizes.Sum(costs.Select(static c => c.LinearMaps)),
            dense == 0 ? 0 : macs / dense,
            Sizes.Sum(costs.Select(static c => c.Activations)),
            program.Parameters.Count - firstParameter,
            Sizes.Sum(program.Parameters.Skip(firstParameter).Select(static p => p.Repetitions)),
            IsInput(output, program)));
        return output;
    }

    private static bool IsInput(Value value, ModelGraph program)
    {
        while (value.Producer is Ops.ViewOp or Ops.SplitOp or { IsIdentityInInference: true })
        {
            value = value.Producer.Inputs[0];
        }

        return value == program.Input;
    }

    private static IEnumerable<(long Macs, long LinearMaps, double Dense, long Activations)> Costs(Node node, long times) => node switch
    {
        Loop loop => loop.Body.Nodes.SelectMany(inner => Costs(inner, Sizes.Times(times, loop.Index.Count))),
        Op op =>
        [
            (Sizes.Times(op.Macs, times), op.DenseConnections > 0 ? times : 0, op.DenseConnections * times,
                Sizes.Times(Sizes.Sum(op.Outputs.Select(static v => v.Shape.Size)), times)),
        ],
        _ => [],
    };
}
