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
        Shape shape = InputLayer.Infer(model.Layers[0], nowhere)!;
        var program = new ModelGraph { Input = new Value("input", ValueKind.Activation, shape, null) };
        var builder = new ProgramBuilder(program) { InitialWeights = new InitialWeights(model.Initialization, 1) };
        var names = new LayerNames();

        Value value = program.Input;
        for (int i = 1; i < model.Layers.Count; i++)
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
        while (value.Producer is Ops.ViewOp or { IsIdentityInInference: true })
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
