using SparseGen.Generators.Planning;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Emission.Model;

/// <summary>Places of activations: constants of the model. What its programs for both devices lay out alike has one.</summary>
internal static class OffsetEmitter
{
    /// <summary>Name of the property that tells an engine of the buffers.</summary>
    public const string Buffers = "Buffers";

    public static void Write(CodeWriter code, Plan plan)
    {
        foreach (IGrouping<string, (string Group, BufferSlot Storage)> group in plan.Constants.GroupBy(static c => c.Group))
        {
            code.Line($"// {group.Key}: offsets in floats a sample.");
            foreach ((_, BufferSlot storage) in group)
            {
                code.Line($"private const int {storage.Name} = {Text.Of(storage.Offset)};");
            }

            code.Line();
        }

        WriteBuffers(code, plan, $"private static ProgramBuffers {Buffers}", onGpu: false);
        code.Line();
    }

    /// <summary>Writes what a program says of its buffers.</summary>
    /// <param name="code">Takes the text.</param>
    /// <param name="plan">The model's plan.</param>
    /// <param name="property">The property, up to its accessor.</param>
    /// <param name="onGpu">Whether it is the program for GPUs.</param>
    public static void WriteBuffers(CodeWriter code, Plan plan, string property, bool onGpu)
    {
        IEnumerable<string> sizes = Sizes(plan, onGpu).Select(static size => $"{size.Name} = {size.Value}");
        string[] activations = plan.Training is null ? [] : [$"Activations = {ActivationEmitter.Method}"];
        code.List($"{property} {{ get; }} = new() {{ ", [.. sizes, .. activations], " };");
    }

    /// <summary>What a program says of its buffers: names of members and their values.</summary>
    /// <param name="plan">The model's plan.</param>
    /// <param name="onGpu">Whether it is the program for GPUs.</param>
    public static IReadOnlyList<(string Name, string Value)> Sizes(Plan plan, bool onGpu)
    {
        PassPlan inference = onGpu ? plan.InferenceOnGpu.Pass : plan.Inference;

        // With its slot: the result of a loop lies in the first or the second place of what the loop carries, and a view of it lies where it lies.
        string At(PassPlan pass, Value value) => pass.Storage[value].Expression();
        return
        [
            ("InferenceScratch", Text.Of(inference.Scratch)),
            ("InferenceInput", At(inference, plan.Program.Input)),
            ("InferenceOutput", At(inference, plan.InferenceOutput)),
            .. plan.Training is not { } training ? Array.Empty<(string, string)>() :
            [
                ("TrainingSaved", Text.Of(onGpu ? training.OnGpu.Saved : training.SavedLength)),
                ("TrainingScratch", Text.Of(onGpu ? training.OnGpu.Scratch : training.Scratch)),
                ("TrainingInput", At(training.Forward, plan.Program.Input)),
                ("TrainingOutput", At(training.Forward, plan.Program.Output)),
                ("TrainingOutputGradient", At(training.Backward, training.Program.OutputGradient)),
                ("TrainingInputGradient", At(training.Backward, training.Program.InputGradient)),
                .. plan.Program.Forward.AllOps().OfType<Ops.BatchMomentsOp>().Any(static op => op.Positions == 1) ? [("LeastBatch", "2")] : Array.Empty<(string, string)>(),
            ],
            .. plan.Training?.Tangents is not { } tangents ? Array.Empty<(string, string)>() :
            [
                ("TangentSaved", Text.Of(tangents.SavedLength)),
                ("TangentScratch", Text.Of(tangents.Scratch)),
                ("TangentOutput", At(tangents.Forward, tangents.Program.OutputTangent)),
                .. tangents.Program.InputTangent is { } input ? [("TangentInput", At(tangents.Forward, input))] : Array.Empty<(string, string)>(),
                ("TangentOutputGradient", At(tangents.Backward, tangents.Program.OutputGradientTangent)),
            ],
        ];
    }
}
