using SparseGen.Generators.Diagnostics;
using SparseGen.Generators.Parsing;
using SparseGen.Generators.Program;

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

    private static void CheckShapes(ParsedModel parsed, List<DiagnosticInfo> found)
    {
        // The input is a layer of the model as its layers are layers of a block.
        var problems = new Problems(new LayerSite(parsed.Identifier, parsed.Sites));
        Problems atInput = problems.Inside(0);
        Shape? input = InputLayer.Infer(parsed.Model.Layers[0], atInput);
        if (input is not null && LayerSequence.Fits(parsed.Model.Layers[0], input, atInput))
        {
            LayerSequence.Infer(parsed.Model.Layers, input, problems, first: 1);
        }

        found.AddRange(problems.Found);
    }

    private static void CheckSizes(ParsedModel parsed, List<DiagnosticInfo> found)
    {
        ModelProgram program = Lowering.Lower(parsed.Model);
        long count = program.Parameters.Sum(static p => p.Count);
        if (count > int.MaxValue || program.Parameters.Sum(static p => p.StorageLength * (p.Loop?.TotalCount ?? 1)) > int.MaxValue)
        {
            int largest = Enumerable.Range(0, program.Layers.Count).OrderByDescending(i => program.Layers[i].ParameterCount).First();
            found.Add(DiagnosticInfo.At(
                parsed.Sites[largest + 1].Span, Descriptors.TooManyParameters, parsed.Model.ClassName, count, int.MaxValue,
                program.Layers[largest].Kind, program.Layers[largest].ParameterCount));
        }

        if (program.Layers.Sum(static l => l.ActivationCount) > MostActivations)
        {
            int largest = Enumerable.Range(0, program.Layers.Count).OrderByDescending(i => program.Layers[i].ActivationCount).First();
            LayerRow layer = program.Layers[largest];
            found.Add(DiagnosticInfo.At(
                parsed.Sites[largest + 1].Span, Descriptors.ActivationTooLarge, layer.Kind, layer.Output, layer.ActivationCount, MostActivations));
        }

        if (found.Count > 0)
        {
            // Copies that do not fit may be more than there is time to name.
            return;
        }

        foreach (IGrouping<string, (string Tensor, int Layer)> same in TensorNames(program).GroupBy(static t => t.Tensor).Where(static g => g.Count() > 1).Take(1))
        {
            int second = same.ElementAt(1).Layer;
            found.Add(DiagnosticInfo.At(parsed.Sites[second].Span, Descriptors.DuplicateName, parsed.Model.Layers[second].Title, same.Key));
        }
    }

    /// <summary>Names of all tensors, without loops: every copy by its number, with the layer it belongs to.</summary>
    private static IEnumerable<(string Tensor, int Layer)> TensorNames(ModelProgram program)
    {
        int parameter = 0;
        for (int layer = 0; layer < program.Layers.Count; layer++)
        {
            long remaining = program.Layers[layer].ParameterCount;
            for (; remaining > 0; parameter++)
            {
                Parameter tensor = program.Parameters[parameter];
                remaining -= tensor.Count;
                foreach (string name in tensor.Names())
                {
                    yield return (name, layer + 1);
                }
            }
        }
    }
}
