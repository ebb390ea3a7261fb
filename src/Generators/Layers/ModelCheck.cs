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

        int[] firsts = [.. inputs.Where(i => !InputLayer.IsFurther(model.Layers[i]))];
        if (firsts.Length == 0)
        {
            found.Add(DiagnosticInfo.At(parsed.Identifier, Descriptors.NoInput, model.ClassName));
            return found;
        }

        foreach (int extra in firsts.Skip(1))
        {
            found.Add(DiagnosticInfo.At(parsed.Sites[extra].Span, Descriptors.SecondInput, model.ClassName, model.Layers[firsts[0]].Kind, model.Layers[extra].Kind));
        }

        if (firsts[0] != 0)
        {
            found.Add(DiagnosticInfo.At(parsed.Sites[firsts[0]].Span, Descriptors.InputNotFirst, model.Layers[firsts[0]].Kind, firsts[0], model.Layers[0].Kind));
        }

        int firstLayer = Enumerable.Range(0, model.Layers.Count).FirstOrDefault(i => !InputLayer.IsInput(model.Layers[i].Kind));
        foreach (int late in inputs.Where(i => InputLayer.IsFurther(model.Layers[i]) && firstLayer > 0 && i > firstLayer))
        {
            int layers = Enumerable.Range(0, late).Count(i => !InputLayer.IsInput(model.Layers[i].Kind));
            found.Add(DiagnosticInfo.At(parsed.Sites[late].Span, Descriptors.InputNotFirst, model.Layers[late].Kind, layers, model.Layers[firstLayer].Kind));
        }

        if (model.Layers.Count == inputs.Length)
        {
            found.Add(DiagnosticInfo.At(parsed.Sites[firsts[0]].Span, Descriptors.NothingAfterInput, model.ClassName, model.Layers[firsts[0]].Kind));
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
        ModelSpec model = parsed.Model;
        DiagnosticBag atInput = problems.Inside(0);
        Shape? input = InputLayer.Infer(model.Layers[0], atInput);
        int inputs = InputLayer.Count(model);
        bool isGood = input is not null && LayerSequence.Fits(model.Layers[0], input, atInput) && CheckInputs(model, input.Size, inputs, problems);
        if (isGood && LayerSequence.Infer(model.Layers, input!, problems, first: inputs) is not null)
        {
            foreach (int unread in Enumerable.Range(1, inputs - 1).Where(i => !problems.Inputs.IsRead(InputLayer.Name(model.Layers[i]))))
            {
                problems.Inside(unread).Report(Descriptors.InputNotRead, InputLayer.Name(model.Layers[unread]));
            }
        }

        found.AddRange(problems.Found);
    }

    /// <summary>The inputs behind the first one.</summary>
    private static bool CheckInputs(ModelSpec model, long size, int inputs, DiagnosticBag problems)
    {
        for (int i = 1; i < inputs; i++)
        {
            LayerSpec spec = model.Layers[i];
            DiagnosticBag here = problems.Inside(i);
            string name = InputLayer.Name(spec), usable = new([.. name.Where(DiagnosticBag.IsNameCharacter)]);
            if (InputLayer.Infer(spec, here) is not { } shape)
            {
                return false;
            }

            if (name.Length == 0 || usable != name || name == InputLayer.FirstName || !problems.Inputs.Add(name, shape))
            {
                here.Report(Descriptors.InputNameNotUsable, name, usable.Length > 0 && usable != name ? usable : $"input{i + 1}");
                return false;
            }

            size = Sizes.Plus(size, shape.Size);
            if (size > int.MaxValue)
            {
                here.Report(Descriptors.ActivationTooLarge, spec.Title, $"[{size}]", size, int.MaxValue);
                return false;
            }
        }

        return true;
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

        int inputs = InputLayer.Count(parsed.Model);
        long count = Sizes.Sum(program.Parameters.Select(static p => p.Count));
        if (count > int.MaxValue || Sizes.Sum(program.Parameters.Select(static p => Sizes.Times(p.StorageLength, p.Repetitions))) > int.MaxValue)
        {
            int largest = Largest(program, static layer => layer.ParameterCount);
            found.Add(DiagnosticInfo.At(
                parsed.Place(largest + inputs), Descriptors.TooManyParameters, parsed.Model.ClassName, count, int.MaxValue,
                program.Layers[largest].Kind, program.Layers[largest].ParameterCount));
        }

        if (Sizes.Sum(program.Layers.Select(static l => l.ActivationCount)) > MostActivations)
        {
            int largest = Largest(program, static layer => layer.ActivationCount);
            LayerRow layer = program.Layers[largest];
            found.Add(DiagnosticInfo.At(
                parsed.Place(largest + inputs), Descriptors.ActivationTooLarge, layer.Kind, layer.Output, layer.ActivationCount, MostActivations));
        }

        long tensors = Sizes.Sum(program.Parameters.Select(static p => p.Repetitions));
        if (found.Count == 0 && tensors > MostTensors)
        {
            found.Add(DiagnosticInfo.At(
                parsed.Place(Largest(program, static layer => layer.TensorCount) + inputs), Descriptors.DeclarationTooLong, parsed.Model.ClassName, tensors,
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
            int layer = program.LayerOf(second) + inputs;
            found.Add(DiagnosticInfo.At(parsed.Place(layer), Descriptors.DuplicateName, parsed.Model.Layers[layer].Title, name));
        }
    }

    private static int Largest(ModelGraph program, Func<LayerRow, long> size) =>
        Enumerable.Range(0, program.Layers.Count).OrderByDescending(i => size(program.Layers[i])).First();
}
