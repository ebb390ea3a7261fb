using SparseGen.Generators.Planning;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Emission.Model;

/// <summary>
/// A list of the activations that the forward pass keeps, in the order in which it computes them: where somebody who asks what went wrong in a step can look, on
/// every device. What lives in scratch is gone by then, and shows in what is computed from it.
/// </summary>
internal static class ActivationEmitter
{
    /// <summary>Name of the method that makes it.</summary>
    public const string Method = "ListActivations";

    public static void Write(CodeWriter code, ModelGraph program, TrainingPlan training)
    {
        code.Summary("What the forward pass keeps, in the order in which it is computed.");
        using (code.Block($"private static SavedActivations {Method}()"))
        {
            code.Line("var kept = new SavedActivations();");
            Add(code, program.Input, training.Forward.Storage[program.Input], training);
            var seen = new HashSet<string>();
            foreach (Region region in training.Forward.Regions)
            {
                WriteRegion(code, region, training, seen);
            }

            code.Line("return kept;");
        }

        code.Line();
    }

    private static void WriteRegion(CodeWriter code, Region region, TrainingPlan training, HashSet<string> seen)
    {
        IReadOnlyDictionary<Value, BufferSlot> places = training.Forward.Storage;
        foreach (Node node in region.Nodes)
        {
            if (node is Op op)
            {
                // What a loop carries from one repetition to the next has one place under several names; the first that is written counts.
                foreach (Value value in op.Outputs.Where(value => IsSaved(value, places) && seen.Add(places[value].Expression())))
                {
                    Add(code, value, places[value], training);
                }
            }
            else if (node is Loop loop && loop.Body.AllOps().SelectMany(static op => op.Outputs).Any(value => IsSaved(value, places)))
            {
                using (code.Loop(loop.Index))
                {
                    WriteRegion(code, loop.Body, training, seen);
                }
            }
        }
    }

    private static bool IsSaved(Value value, IReadOnlyDictionary<Value, BufferSlot> places) =>
        places.TryGetValue(value, out BufferSlot? place) && place.Arena == Arena.Saved;

    private static void Add(CodeWriter code, Value value, BufferSlot place, TrainingPlan training)
    {
        string name = LoopIndex.Interpolate(value.Path, value.Loop);
        string packed = value.IsPacked ? ", isPacked: true" : "";
        string gradient = training.Program.Gradients.TryGetValue(value, out Value? known) && known.IsSaved
            ? $", gradient: {training.Backward.Storage[known].Expression()}"
            : "";
        code.Line($"kept.Add({(value.Loop is null ? "" : "$")}\"{name}\", {place.Expression()}, {Text.Of(value.Size)}{packed}{gradient});");
    }
}
