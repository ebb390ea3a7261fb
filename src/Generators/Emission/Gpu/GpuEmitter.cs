using SparseGen.Generators.Emission.Model;
using SparseGen.Generators.Planning;
using SparseGen.Generators.Program;

namespace SparseGen.Generators.Emission.Gpu;

/// <summary>Writes the program for GPUs: sizes, passes, the methods that launch kernels and, in a class of their own, the kernels.</summary>
internal static class GpuEmitter
{
    public static void Write(CodeWriter code, Plan plan)
    {
        var kernels = new KernelSet();
        var gpu = new GpuContext(kernels);
        string[] passes =
        [
            Pass(gpu, plan, "Infer", plan.Inference, null),
            Pass(gpu, plan, "ForwardTraining", plan.ForwardTraining, null),
            Pass(gpu, plan, "Backward", plan.BackwardPass, "inputGradient"),
            .. plan.Tangents is not { } tangents ? Array.Empty<string>() :
            [
                Pass(gpu, plan, "ForwardTangent", tangents.Forward, null),
                Pass(gpu, plan, "BackwardTangent", tangents.Backward, null),
            ],
        ];
        code.Summary("The model on a GPU. It holds the kernels, each compiled when it is first launched; a launch handles the whole batch.");
        code.Line(GeneratedMarks.NestedType);
        using (code.Block("private struct GpuProgram : IGpuProgram"))
        {
            WriteSizes(code, plan, gpu);
            foreach (string text in passes.Concat(gpu.Launches))
            {
                code.Line();
                code.Lines(text.TrimEnd('\n'));
            }
        }

        code.Line();
        code.Summary("The kernels for GPUs. Each thread runs the method; 64 threads make a group and share memory.");
        code.Line(GeneratedMarks.NestedType);
        using (code.Block("private static class GpuKernels"))
        {
            foreach (string kernel in kernels.Texts)
            {
                code.Lines(kernel.TrimEnd('\n'));
                code.Line();
            }
        }
    }

    /// <summary>The passes come first in the file, but what they ask for decides sizes: so each is written apart.</summary>
    private static string Pass(GpuContext gpu, Plan plan, string name, PassPlan pass, string? condition)
    {
        var code = new CodeWriter();
        using (code.Block($"void IGpuProgram.{name}(GpuFrame frame{(condition is null ? "" : $", bool {condition}")})"))
        {
            gpu.Begin(code, new BufferMap(GpuReferences.Instance, pass.Storage, plan));
            RegionWriter.Write(code, pass.Regions[0], op => op.EmitGpu(gpu), StopEmitter.Before(code, plan, pass));
            if (condition is not null)
            {
                using (code.Block($"if ({condition})"))
                {
                    RegionWriter.Write(code, pass.Regions[1], op => op.EmitGpu(gpu));
                }
            }
        }

        return code.ToString();
    }

    private static void WriteSizes(CodeWriter code, Plan plan, GpuContext gpu)
    {
        if (gpu.WorkspaceLength > 0)
        {
            code.Line("// What one op hands from kernel to kernel lies behind all else in scratch.");
            code.Line($"private const int Workspace = {Text.Of(Math.Max(plan.TrainingScratch, plan.Tangents?.Scratch ?? 0))};");
            code.Line();
        }

        foreach ((string name, string value) in PlaceEmitter.Sizes(plan))
        {
            string size = name switch
            {
                "TrainingScratch" => Text.Of(
                    Sizes.Int(Math.Max(plan.TrainingScratch, plan.Tangents?.Scratch ?? 0) + gpu.WorkspaceLength, "of a sample for scratch on a GPU")),
                _ => value,
            };
            code.Line($"static int {PlaceEmitter.Interface}.{name} => {size};");
            code.Line();
        }

        ActivationEmitter.WriteMember(code);
        code.Line();
        code.Line($"static int IGpuProgram.LargestGradient => {Text.Of(Sizes.Int(gpu.LongestPartial, "for a partial sum on a GPU"))};");
    }
}
