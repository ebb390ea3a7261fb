using SparseGen.Generators.Parsing;
using SparseGen.Generators.Planning;
using SparseGen.Generators.Program;

namespace SparseGen.Generators.Emission.Model;

/// <summary>The public members: they only pass on to the engine of the device.</summary>
internal static class MemberEmitter
{
    public static void Write(CodeWriter code, ModelSpec model, Plan plan)
    {
        code.Lines($$"""
            private readonly ModelEngine _engine;

            /// <summary>Makes a model with fresh parameters. All its buffers are allocated here or on first use, once.</summary>
            /// <param name="maxBatch">Largest batch of a training step; at least 1.</param>
            /// <param name="device">Where the model lives; the CPU by default.</param>
            /// <param name="seed">Seed of the initial values.</param>
            public {{model.ClassName}}(int maxBatch, Device? device = null, ulong seed = 0) =>
                _engine = ModelEngine.Create<CpuProgram, GpuProgram>(Info, Layout, maxBatch, device, seed);

            /// <inheritdoc/>
            public static ModelInfo Info { get; } = CreateInfo();

            /// <inheritdoc/>
            public int MaxBatch => _engine.MaxBatch;

            /// <inheritdoc/>
            public Device Device => _engine.Device;

            /// <inheritdoc/>
            public ParameterVector Parameters => _engine.Parameters;

            /// <inheritdoc/>
            public ParameterVector Gradients => _engine.Gradients;

            /// <inheritdoc/>
            public ReadOnlySpan<float> Output => _engine.Output;

            /// <inheritdoc/>
            public ReadOnlySpan<float> InputGradient => _engine.InputGradient;

            /// <inheritdoc/>
            public static {{model.ClassName}} Create(int maxBatch, Device? device = null, ulong seed = 0) => new(maxBatch, device, seed);

            /// <inheritdoc/>
            public void Forward(ReadOnlySpan<float> input, Span<float> output) => _engine.Forward(input, output);

            /// <inheritdoc/>
            public void ForwardTraining(ReadOnlySpan<float> input) => _engine.ForwardTraining(input);

            /// <inheritdoc/>
            public void Backward(ReadOnlySpan<float> outputGradient) => _engine.Backward(outputGradient);

            """);
        if (plan.Tangents is not null)
        {
            code.Lines("""
                /// <inheritdoc/>
                public ReadOnlySpan<float> OutputTangent => _engine.OutputTangent;

                /// <inheritdoc/>
                public void ForwardTangent(ParameterVector direction) => _engine.ForwardTangent(direction);

                /// <inheritdoc/>
                public void BackwardTangent(ReadOnlySpan<float> outputGradientTangent, ParameterVector result) =>
                    _engine.BackwardTangent(outputGradientTangent, result);

                """);
        }

        code.Lines("""
            /// <inheritdoc/>
            public void Dispose() => _engine.Dispose();

            """);
        WriteInfo(code, model, plan);
    }

    private static void WriteInfo(CodeWriter code, ModelSpec model, Plan plan)
    {
        ModelProgram program = plan.Program;
        using (code.Block("private static ModelInfo CreateInfo() => new()", end: ";"))
        {
            code.Lines($"""
                Name = "{model.ClassName}",
                InputShape = [{Text.Dimensions(program.Input.Shape)}],
                OutputShape = [{Text.Dimensions(program.Output.Shape)}],
                InputSize = {program.Input.Size},
                OutputSize = {program.Output.Size},
                ParameterCount = {Text.Of(program.Parameters.Sum(static p => p.Count))},
                Macs = {Text.Of(program.Layers.Sum(static l => l.Macs))},
                Layers =
                [
                """);
            foreach (LayerRow layer in program.Layers)
            {
                code.Line(
                    $"    new LayerInfo(\"{layer.Name}\", \"{layer.Kind}\", [{Text.Dimensions(layer.Input)}], [{Text.Dimensions(layer.Output)}], "
                    + $"{Text.Of(layer.ParameterCount)}, {Text.Of(layer.Macs)}, {Text.Of(layer.Output.Size)}, {Text.Of(layer.LinearMaps)}, {Text.Of(layer.Density)}),");
            }

            code.Lines("""
                ],
                Tensors = Layout.Describe(),
                """);
            if (plan.Tangents is not null)
            {
                code.Line("HasHessianProducts = true,");
            }
        }
    }
}
