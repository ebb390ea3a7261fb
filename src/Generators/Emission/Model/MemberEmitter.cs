using SparseGen.Generators.Parsing;

namespace SparseGen.Generators.Emission.Model;

/// <summary>
/// The public members: they only pass on to the engine of the device. Every type is spelled out from the root, since the namespace and the class are the user's
/// and may hold anything.
/// </summary>
internal static class MemberEmitter
{
    private const string Numbers = "global::System.ReadOnlySpan<float>";
    private const string Vector = "global::SparseGen.ParameterVector";
    private const string Settings = "int maxBatch, global::SparseGen.Device? device = null, ulong seed = 0";

    public static void Write(CodeWriter code, ModelSpec model)
    {
        string programs = GeneratedNamespace.Reference(model.Name);
        code.Lines($$"""
            {{GeneratedMarks.Field}}
            private readonly global::SparseGen.Execution.ModelEngine {{GeneratedMembers.Engine}};

            /// <summary>Makes a model with fresh parameters. All its buffers are allocated here or on first use, once.</summary>
            /// <param name="maxBatch">Largest batch of a training step; at least 1.</param>
            /// <param name="device">Where the model lives; the CPU by default.</param>
            /// <param name="seed">Seed of the initial values.</param>
            {{GeneratedMarks.Member}}
            public {{ModelName.Identifier(model.ClassName)}}({{Settings}}) =>
                {{GeneratedMembers.Engine}} = {{programs}}.{{EntryEmitter.Engine}}(maxBatch, device, seed);
            """);

        Member(code, $"static global::SparseGen.ModelInfo Info => {programs}.{EntryEmitter.Info};");
        PassOn(code, "int", "MaxBatch");
        PassOn(code, "global::SparseGen.Device", "Device");
        PassOn(code, Vector, "Parameters");
        Member(code, $"static {model.Name.Reference} Create({Settings}) => new(maxBatch, device, seed);");
        PassOn(code, "void", "Forward", (Numbers, "input"), ("global::System.Span<float>", "output"));
        if (model.Training)
        {
            WriteTraining(code, model);
        }

        PassOn(code, "void", "Dispose", []);

        // Explicit: few programs look at them, and they take no name away from the class.
        code.Line();
        code.Line(GeneratedMarks.Member);
        code.Line(
            $"static void global::SparseGen.Graph.IGraphSource.Describe(global::SparseGen.Graph.IGraphBuilder graph) => {programs}.{GraphEmitter.Method}(graph);");
        if (model.Training)
        {
            code.Line();
            code.Line(GeneratedMarks.Member);
            code.Line($"global::SparseGen.ActivationRecord global::SparseGen.IActivationSource.Activations => {GeneratedMembers.Engine}.Activations;");
        }
    }

    private static void WriteTraining(CodeWriter code, ModelSpec model)
    {
        PassOn(code, Vector, "Gradients");
        PassOn(code, Numbers, "Output");
        PassOn(code, Numbers, "InputGradient");
        Member(code, $"ulong NoiseStep {{ get => {GeneratedMembers.Engine}.NoiseStep; set => {GeneratedMembers.Engine}.NoiseStep = value; }}");
        PassOn(code, "void", "ForwardTraining", (Numbers, "input"));
        PassOn(code, "void", "Backward", (Numbers, "outputGradient"));
        if (model.HessianProducts)
        {
            PassOn(code, Numbers, "OutputTangent");
            PassOn(code, "void", "ForwardTangent", (Vector, "direction"));
            if (model.Taps)
            {
                PassOn(code, "void", "ForwardTangent", (Vector, "direction"), (Numbers, "inputDirection"));
            }

            PassOn(code, "void", "BackwardTangent", (Numbers, "outputGradientTangent"), (Vector, "result"));
        }
    }

    private static void PassOn(CodeWriter code, string type, string property) => Member(code, $"{type} {property} => {GeneratedMembers.Engine}.{property};");

    private static void PassOn(CodeWriter code, string type, string method, params (string Type, string Name)[] parameters) => Member(
        code,
        $"{type} {method}({string.Join(", ", parameters.Select(static p => $"{p.Type} {p.Name}"))}) => "
        + $"{GeneratedMembers.Engine}.{method}({string.Join(", ", parameters.Select(static p => p.Name))});");

    private static void Member(CodeWriter code, string declaration)
    {
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Line(GeneratedMarks.Member);
        code.Line("public " + declaration);
    }
}
