using SparseGen.Generators.Diagnostics;
using SparseGen.Generators.Parsing;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Layers;

/// <summary>Layers one after another: those of a model behind its input, or those of a block.</summary>
internal static class LayerSequence
{
    /// <summary>Checks the layers and infers the shape behind the last; stops at the first that does not fit, since what follows would only repeat the mistake.</summary>
    /// <param name="layers">The layers.</param>
    /// <param name="input">Shape in front of the first.</param>
    /// <param name="problems">Collects mistakes; its layers are these.</param>
    /// <param name="first">Where to begin.</param>
    /// <returns>The shape, or null when something does not fit.</returns>
    public static Shape? Infer(IReadOnlyList<LayerSpec> layers, Shape input, DiagnosticBag problems, int first = 0)
    {
        Shape? shape = input;
        var open = new Stack<OpenPart>();
        for (int i = first; i < layers.Count && shape is not null; i++)
        {
            shape = InferRepeated(OpenSizes.Close(layers[i], input), shape, problems.Inside(i, open));
        }

        if (shape is not null && open.Count > 0)
        {
            OpenPart last = open.Peek();
            problems.Inside(last.Layer).Report(Descriptors.PartIsOpen, last.Kind, last.ClosedBy);
            return null;
        }

        return shape;
    }

    /// <summary>Whether a buffer can hold what a layer computes; reports when not.</summary>
    public static bool Fits(LayerSpec spec, Shape shape, DiagnosticBag problems) => Fits(spec, shape, shape.Last, problems);

    /// <summary>The same for a shape with another last dimension, which may be beyond what a shape can hold.</summary>
    public static bool Fits(LayerSpec spec, Shape shape, long last, DiagnosticBag problems)
    {
        // Not in longs: three dimensions can be too much for them.
        decimal size = shape.Dimensions.Take(shape.Rank - 1).Aggregate((decimal)last * Math.Max(shape.Series, 1), static (product, d) => product * d);
        if (size > int.MaxValue)
        {
            problems.Report(Descriptors.ActivationTooLarge, spec.Title, shape.Describe(last), size, int.MaxValue);
        }

        return size <= int.MaxValue;
    }

    /// <summary>Writes the layers as ops, each under its name.</summary>
    public static Value Lower(IReadOnlyList<LayerSpec> layers, Value input, ProgramBuilder builder)
    {
        var names = new LayerNames();
        return layers.Aggregate(
            input, (value, spec) => LowerRepeated(OpenSizes.Close(spec, input.Shape), value, builder, names.Next(LayerCatalog.Find(spec.Kind), spec, isLast: false)));
    }

    /// <summary>Writes all copies of a layer as ops.</summary>
    public static Value LowerRepeated(LayerSpec spec, Value input, ProgramBuilder builder, LayerName name)
    {
        Layer layer = LayerCatalog.Find(spec.Kind);
        InitialWeights around = builder.InitialWeights;
        builder.InitialWeights = around.Of(spec);
        Value output = builder.Repeat(name.Scope, layer.LoopVariable, name.First, LayerNames.Repeat(spec), input, x => layer.Lower(spec, x, builder));
        builder.InitialWeights = around;
        return output;
    }

    private static Shape? InferRepeated(LayerSpec spec, Shape input, DiagnosticBag problems)
    {
        int before = problems.Found.Count;
        problems.RequireName(spec);
        int repeat = LayerNames.Repeat(spec);
        if (repeat < 1)
        {
            problems.Report(Descriptors.RepeatTooSmall, spec.Title, repeat);
        }

        if (spec.Number(InitialWeights.Factor) is { } gain && (double.IsNaN(gain) || double.IsInfinity(gain) || spec.Int(InitialWeights.Setting) == 0))
        {
            problems.Report(Descriptors.GainOfNothing, spec.Title, gain);
        }

        Layer layer = LayerCatalog.Find(spec.Kind);
        Shape? output = layer.Infer(spec, input, problems);
        if (output is not null && input.Series > 0 && problems.Found.Count == before && !layer.TakesSeries(spec, input, output))
        {
            problems.Report(Descriptors.NotForSeries, spec.Title, input);
            return null;
        }

        if (output is not null && repeat > 1 && output != input)
        {
            problems.Report(Descriptors.RepeatChangesShape, spec.Title, repeat, input, output);
        }

        return output is not null && Fits(spec, output, problems) && problems.Found.Count == before ? output : null;
    }
}
