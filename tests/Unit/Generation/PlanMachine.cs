extern alias generators;

using System.Globalization;
using System.Text.RegularExpressions;
using generators::SparseGen.Generators.Emission.Model;
using generators::SparseGen.Generators.Ops;
using generators::SparseGen.Generators.Planning;
using generators::SparseGen.Generators.IR;

namespace SparseGen.Tests.Generation;

/// <summary>
/// Runs the passes of a plan without numbers: of each place in memory it knows which value it holds, and complains where an op reads a place that holds another, be it
/// never written, overwritten too soon, or named in the wrong place. Kernels are not looked at, so a model takes a millisecond.
/// </summary>
internal sealed class PlanMachine
{
    private readonly Plan _plan;
    private readonly string _model;
    private readonly Dictionary<string, long> _names = [];
    private readonly Dictionary<(Value, string), int> _written = [];
    private readonly Dictionary<Arena, List<(long Start, long End, int Content)>> _memory = [];
    private readonly Dictionary<LoopIndex, int> _counters = [];
    private PassPlan _pass = null!;
    private int _contents;

    private PlanMachine(Plan plan, string model)
    {
        (_plan, _model) = (plan, model);
        foreach ((_, BufferSlot storage) in plan.Constants)
        {
            _names[storage.Name] = storage.Offset;
        }

        foreach (BufferSlot storage in plan.PlacesOnGpu)
        {
            _names[storage.Name] = storage.Offset;
        }
    }

    /// <summary>Runs inference, training and the passes of tangents.</summary>
    /// <exception cref="InvalidOperationException">A place does not hold what is read there.</exception>
    public static void Run(Plan plan, string model)
    {
        RunInference(plan, plan.Inference, model, Places(plan, onGpu: false));
        RunInference(plan, plan.InferenceOnGpu.Pass, $"{model} on a GPU", Places(plan, onGpu: true));
        if (plan.Training is { } passes)
        {
            RunTraining(plan, passes, passes.Forward, passes.Backward, model, Places(plan, onGpu: false));
            RunTraining(plan, passes, passes.OnGpu.Forward, passes.OnGpu.Backward, $"{model} on a GPU", Places(plan, onGpu: true));
        }
    }

    private static Dictionary<string, string> Places(Plan plan, bool onGpu) =>
        OffsetEmitter.Sizes(plan, onGpu).ToDictionary(static place => place.Name, static place => place.Value);

    private static void RunInference(Plan plan, PassPlan pass, string model, Dictionary<string, string> places)
    {
        var inference = new PlanMachine(plan, model);
        inference.Begin(pass);
        inference.Write(Arena.Scratch, places["InferenceInput"], plan.Program.Input);
        inference.RunAll(pass);
        inference.Read(Arena.Scratch, places["InferenceOutput"], plan.InferenceOutput, "the output of inference");
    }

    private static void RunTraining(Plan plan, TrainingPlan passes, PassPlan forward, PassPlan backward, string model, Dictionary<string, string> places)
    {
        var training = new PlanMachine(plan, model);
        training.Begin(forward);
        training.Write(Arena.Saved, places["TrainingInput"], plan.Program.Input);
        training.RunAll(forward);
        training.Read(Arena.Saved, places["TrainingOutput"], plan.Program.Output, "the output of training");
        training.Write(Arena.Saved, places["TrainingOutputGradient"], passes.Program.OutputGradient);
        training.Begin(backward);
        training.RunAll(backward);
        training.Read(Arena.Saved, places["TrainingInputGradient"], passes.Program.InputGradient, "the gradient of the input");
        training.Read(Arena.Saved, places["TrainingOutput"], plan.Program.Output, "the output behind the backward pass");
        if (passes.Tangents is { } tangents)
        {
            training.Begin(tangents.Forward);
            if (tangents.Program.InputTangent is { } moved)
            {
                training.Write(Arena.Tangents, places["TangentInput"], moved);
            }

            training.RunAll(tangents.Forward);
            training.Read(Arena.Tangents, places["TangentOutput"], tangents.Program.OutputTangent, "the tangent of the output");
            training.Write(Arena.Tangents, places["TangentOutputGradient"], tangents.Program.OutputGradientTangent);
            training.Begin(tangents.Backward);
            training.RunAll(tangents.Backward);
        }
    }

    /// <summary>Scratch is another chunk's from here on.</summary>
    private void Begin(PassPlan pass)
    {
        _pass = pass;
        _memory.Remove(Arena.Scratch);
    }

    private void RunAll(PassPlan pass)
    {
        foreach (Region region in pass.Regions)
        {
            Run(region);
        }
    }

    private void Run(Region region)
    {
        foreach (Node node in region.Nodes)
        {
            if (node is Loop loop)
            {
                Run(loop);
            }
            else
            {
                Run((Op)node);
            }
        }
    }

    private void Run(Loop loop)
    {
        int count = loop.Index.Count;
        int[] contents = [.. loop.Carried.Select(carried => Content(carried.Initial))];
        for (int repetition = 0; repetition < count; repetition++)
        {
            _counters[loop.Index] = loop.IsReversed ? count - 1 - repetition : repetition;
            for (int i = 0; i < contents.Length; i++)
            {
                _written[Key(loop.Carried[i].Argument)] = contents[i];
            }

            Run(loop.Body);
            contents = [.. loop.Carried.Select(carried => Content(carried.Yield))];
        }

        _counters.Remove(loop.Index);
        for (int i = 0; i < contents.Length; i++)
        {
            _written[Key(loop.Carried[i].Result)] = contents[i];
        }
    }

    private void Run(Op op)
    {
        ReadInputs(op);
        if (op is ViewOp && Place(op.Inputs[0]) == Place(op.Output))
        {
            _written[Key(op.Output)] = Content(op.Inputs[0]);
            return;
        }

        // A product comes first, and its epilogue may overwrite it.
        foreach (Value output in op.Outputs.Where(static value => value.Kind == ValueKind.Activation))
        {
            Write(_pass.Storage[output].Arena, _pass.Storage[output].Expression(), output);
        }

        // Threads that compute one number may be done before others begin: nothing may be written where any of them reads.
        ReadInputs(op);
    }

    private void ReadInputs(Op op)
    {
        foreach (Value input in op.Inputs.Where(static value => value.Kind == ValueKind.Activation))
        {
            Read(_pass.Storage[input].Arena, _pass.Storage[input].Expression(), input, $"what {op.GetType().Name} reads");
        }
    }

    private void Write(Arena arena, string place, Value value)
    {
        (long start, long end) = Range(place, value);
        List<(long Start, long End, int Content)> held = Held(arena);
        held.RemoveAll(other => other.Start < end && start < other.End);
        held.Add((start, end, ++_contents));
        _written[Key(value)] = _contents;
    }

    private void Read(Arena arena, string place, Value value, string what)
    {
        (long start, long end) = Range(place, value);
        int content = Content(value);
        if (!Held(arena).Contains((start, end, content)))
        {
            throw new InvalidOperationException($"{_model}: {what}, {value}, is not at {place} of {arena}.");
        }
    }

    private (Arena, long) Place(Value value) => (_pass.Storage[value].Arena, Evaluate(_pass.Storage[value].Expression()));

    private (long Start, long End) Range(string place, Value value)
    {
        long start = Evaluate(place);
        return (start, start + value.Size);
    }

    private int Content(Value value) => _written.TryGetValue(Key(value), out int content)
        ? content
        : throw new InvalidOperationException($"{_model}: {value} is read before it is written.");

    private List<(long Start, long End, int Content)> Held(Arena arena) => _memory.TryGetValue(arena, out var held) ? held : _memory[arena] = [];

    private (Value, string) Key(Value value) => (value, string.Join(".", (value.Loop?.Path() ?? []).Select(loop => _counters[loop])));

    /// <summary>Sums of products of names, counters and numbers, and "((i + 1) &amp; 1)": all that offsets are made of.</summary>
    private long Evaluate(string expression)
    {
        string text = Regex.Replace(expression, "[A-Za-z_][A-Za-z_0-9]*", match => $"{(_names.TryGetValue(match.Value, out long known) ? known : Counter(match.Value))}");
        text = Regex.Replace(text, @"\((?:\((\d+) \+ (\d+)\)|(\d+)) & 1\)", match =>
            $"{(match.Groups[3].Success ? Number(match.Groups[3].Value) : Number(match.Groups[1].Value) + Number(match.Groups[2].Value)) & 1}");
        return text.Split(" + ").Sum(static term => term.Split(" * ").Aggregate(1L, static (product, factor) => product * Number(factor)));
    }

    private static long Number(string digits) => long.Parse(digits, CultureInfo.InvariantCulture);

    private int Counter(string name) => _counters.Single(counter => counter.Key.Variable == name).Value;
}
