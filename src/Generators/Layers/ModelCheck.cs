using SparseGen.Generators.Diagnostics;
using SparseGen.Generators.Parsing;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Layers;

/// <summary>Checks a whole declaration: the order of its layers, every shape, and sizes that would not fit in memory.</summary>
internal static class ModelCheck
{
    /// <summary>All that is wrong with a model; empty when it can be generated.</summary>
    public static IReadOnlyList<DiagnosticInfo> Check(ParsedModel parsed)
    {
        var found = new List<DiagnosticInfo>(parsed.Problems);
        if (parsed.HasBrokenBlock)
        {
            // What is wrong with a block is said there; what the model would say follows from it.
            return found;
        }

        ModelSpec model = parsed.Model;
        int[] inputs = [.. Enumerable.Range(0, model.Layers.Count).Where(i => InputLayer.IsInput(model.Layers[i].Kind))];
        if (inputs.Length == 0)
        {
            found.Add(DiagnosticInfo.At(parsed.Identifier, Descriptors.NoInput, model.ClassName));
            return found;
        }

        foreach (int extra in inputs.Skip(1))
        {
            found.Add(DiagnosticInfo.At(parsed.Sites[extra].Span, Descriptors.SecondInput, model.ClassName, model.Layers[inputs[0]].Kind, model.Layers[extra].Kind));
        }

        if (inputs[0] != 0)
        {
            found.Add(DiagnosticInfo.At(parsed.Sites[inputs[0]].Span, Descriptors.InputNotFirst, model.Layers[inputs[0]].Kind, inputs[0], model.Layers[0].Kind));
        }

        if (model.Layers.Count == inputs.Length)
        {
            found.Add(DiagnosticInfo.At(parsed.Sites[inputs[0]].Span, Descriptors.NothingAfterInput, model.ClassName, model.Layers[inputs[0]].Kind));
        }

        if (found.Count == 0)
        {
            CheckShapes(parsed, found);
        }

        if (found.Count == 0)
        {
            CheckSizes(parsed, found);
        }

        return found;
    }

    /// <summary>Numbers that all layers together may compute a sample: the backward pass and padding come on top.</summary>
    private const long MostActivations = int.MaxValue / 4;

    /// <summary>Tensors of a model, those of all copies counted. Every one has a name, which some parts of the generator and the runtime spell out.</summary>
    private const long MostTensors = 100_000;

    /// <summary>Operations of the forward pass, those of a loop counted once; a MixerBlock has 12. Some parts of planning take time by their square.</summary>
    private const int MostOps = 3000;

    private static void CheckShapes(ParsedModel parsed, List<DiagnosticInfo> found)
    {
        // The input is a layer of the model as its layers are layers of a block.
        var problems = new DiagnosticBag(new LayerSite(parsed.Identifier, parsed.Sites));
        DiagnosticBag atInput = problems.Inside(0);
        Shape? input = InputLayer.Infer(parsed.Model.Layers[0], atInput);
        if (input is not null && LayerSequence.Fits(parsed.Model.Layers[0], input, atInput))
        {
            LayerSequence.Infer(parsed.Model.Layers, input, problems, first: 1);
        }

        found.AddRange(problems.Found);
    }

    private static void CheckSizes(ParsedModel parsed, List<DiagnosticInfo> found)
    {
        ModelGraph program;
        try
        {
            program = Lowering.Lower(parsed.Model);
        }
        catch (RefusedException refused)
        {
            found.Add(DiagnosticInfo.At(parsed.Place(refused.Layer), refused, parsed.Model));
            return;
        }

        long count = Sizes.Sum(program.Parameters.Select(static p => p.Count));
        if (count > int.MaxValue || Sizes.Sum(program.Parameters.Select(static p => Sizes.Times(p.StorageLength, p.Repetitions))) > int.MaxValue)
        {
            int largest = Largest(program, static layer => layer.ParameterCount);
            found.Add(DiagnosticInfo.At(
                parsed.Place(largest + 1), Descriptors.TooManyParameters, parsed.Model.ClassName, count, int.MaxValue,
                program.Layers[largest].Kind, program.Layers[largest].ParameterCount));
        }

        if (Sizes.Sum(program.Layers.Select(static l => l.ActivationCount)) > MostActivations)
        {
            int largest = Largest(program, static layer => layer.ActivationCount);
            LayerRow layer = program.Layers[largest];
            found.Add(DiagnosticInfo.At(
                parsed.Place(largest + 1), Descriptors.ActivationTooLarge, layer.Kind, layer.Output, layer.ActivationCount, MostActivations));
        }

        long tensors = Sizes.Sum(program.Parameters.Select(static p => p.Repetitions));
        if (found.Count == 0 && tensors > MostTensors)
        {
            found.Add(DiagnosticInfo.At(
                parsed.Place(Largest(program, static layer => layer.TensorCount) + 1), Descriptors.DeclarationTooLong, parsed.Model.ClassName, tensors,
                "tensors, those of all copies counted", MostTensors, "repeat less"));
        }

        int ops = program.Forward.AllOps().Count();
        if (found.Count == 0 && ops > MostOps)
        {
            found.Add(DiagnosticInfo.At(
                parsed.Identifier, Descriptors.DeclarationTooLong, parsed.Model.ClassName, ops, "operations", MostOps, "use Repeat for layers that are alike"));
        }

        if (found.Count == 0 && TensorNames.FirstDuplicate(program.Parameters) is var (name, second))
        {
            int layer = program.LayerOf(second) + 1;
            found.Add(DiagnosticInfo.At(parsed.Place(layer), Descriptors.DuplicateName, parsed.Model.Layers[layer].Title, name));
        }
    }

    private static int Largest(ModelGraph program, Func<LayerRow, long> size) =>
        Enumerable.Range(0, program.Layers.Count).OrderByDescending(i => size(program.Layers[i])).First();
}
