using SparseGen.Generators.Parsing;
using SparseGen.Generators.Planning;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Emission.Model;

/// <summary>What the members of the model ask for: what it tells of itself, and its engine.</summary>
internal static class EntryEmitter
{
    /// <summary>Name of the property with shapes, cost and layers.</summary>
    public const string Info = "Info";

    /// <summary>Name of the method that makes the engine.</summary>
    public const string Engine = "CreateEngine";

    public static void Write(CodeWriter code, ModelSpec model, Plan plan, bool hasGpu)
    {
        ModelGraph program = plan.Program;
        code.Summary("Shapes, cost, layers and tensors.");
        code.Line($"public static ModelInfo {Info} {{ get; }} = CreateInfo();");
        code.Line();
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
                    + $"{Text.Of(layer.ParameterCount)}, {Text.Of(layer.Macs)}, "
                    + $"{Text.Of(layer.IsInput ? 0 : layer.Output.Size)}, {Text.Of(layer.LinearMaps)}, {Text.Of(layer.Density)}),");
            }

            code.Lines("""
                ],
                Tensors = Layout.Describe(),
                """);
            if (program.Permutations.Count > 0)
            {
                code.Line($"Permutations = {PermutationEmitter.Create}(),");
            }

            if (program.Parts.Count > 0)
            {
                string size = Text.Of(program.Input.Size);
                code.List("Inputs = [", program.Parts.Select(
                    part => $"new InputInfo(\"{part.Name}\", [{Text.Dimensions(part.Shape)}], {Text.Of(part.Offset)}, {size})").ToList(), "],");
            }

            if (program.Categories.Count > 0)
            {
                code.List("Categories = [", program.Categories.Select(static column => $"new CategoryInfo(\"{column.Layer}\", {Text.Of(column.First)}, {Text.Of(column.Count)}"
                    + $"{(column.Rows > 1 ? $", {Text.Of(column.Rows)}, {Text.Of(column.Stride)}" : "")})").ToList(), "],");
            }

            if (program.Parameters.Any(static parameter => parameter.Mask is not null))
            {
                code.Line("Masks = Layout.DescribeMasks(),");
            }

            if (plan.Training is null)
            {
                code.Line("HasTraining = false,");
            }

            if (plan.Training?.Tangents is not null)
            {
                code.Line("HasHessianProducts = true,");
            }
        }

        PermutationEmitter.Write(code, program.Permutations);
        code.Line();
        WriteEngine(code, hasGpu);
    }

    private static void WriteEngine(CodeWriter code, bool hasGpu)
    {
        code.Summary("Makes what runs the model on a device.");
        if (!hasGpu)
        {
            code.Lines($"""
                public static ModelEngine {Engine}(int maxBatch, Device? device, ulong seed) =>
                    ModelEngine.Create<CpuProgram, CpuOnly>(Info, Layout, maxBatch, device, seed);
                """);
            return;
        }

        // Two methods: the second alone names types of SparseGen.Gpu, so that a library with kernels for GPUs also runs where that package is not.
        code.Lines($"""
            public static ModelEngine {Engine}(int maxBatch, Device? device, ulong seed) => device is null or CpuDevice
                ? ModelEngine.Create<CpuProgram, CpuOnly>(Info, Layout, maxBatch, device, seed)
                : {Engine}OnGpu(maxBatch, device, seed);
            """);
        code.Line();
        code.Lines($"""
            [MethodImpl(MethodImplOptions.NoInlining)]
            private static ModelEngine {Engine}OnGpu(int maxBatch, Device device, ulong seed) =>
                ModelEngine.Create<CpuProgram, GpuEngines<GpuProgram>>(Info, Layout, maxBatch, device, seed);
            """);
    }
}
