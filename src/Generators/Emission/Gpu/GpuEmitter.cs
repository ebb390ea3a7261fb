using SparseGen.Generators.Emission.Model;
using SparseGen.Generators.Planning;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Emission.Gpu;

/// <summary>Writes the program for GPUs: passes, sizes, what launches kernels and, in a class of their own, the kernels.</summary>
internal static class GpuEmitter
{
    public static void Write(CodeWriter code, Plan plan)
    {
        var kernels = new KernelSet();
        var launches = new KernelSet();
        var gpu = new GpuContext(kernels, launches);
        code.Summary("The model on a GPU. A kernel is compiled when it is first launched; a launch handles the whole batch.");
        code.Line(GeneratedMarks.NestedType);
        using (code.Block("private readonly struct GpuProgram : IGpuProgram"))
        {
            foreach (PassText pass in PassText.All(plan))
            {
                code.Line();
                using (code.Block($"static void IGpuProgram.{pass.Name}({pass.Parameters("GpuFrame")})"))
                {
                    gpu.Begin(code, new BufferMap(References.Gpu, pass.Plan.Storage, plan));
                    pass.Write(code, plan, op => op.Emit(gpu));
                }
            }

            WriteSizes(code, plan, gpu);
            launches.WriteFields(code);
        }

        code.Line();
        code.Summary("The kernels for GPUs. Each thread runs the method; 64 threads make a group and share memory.");
        code.Line(GeneratedMarks.NestedType);
        using (code.Block("private static class GpuKernels"))
        {
            kernels.WriteTexts(code, isFirst: true);
        }
    }

    /// <summary>What the program says of itself, which the passes decide.</summary>
    private static void WriteSizes(CodeWriter code, Plan plan, GpuContext gpu)
    {
        var property = new ProgramProperty(code, "IGpuProgram");
        property.Write("ProgramBuffers", "Buffers", OffsetEmitter.Buffers);
        property.Write("int", "Workspace", Text.Of(Sizes.Int(gpu.WorkspaceLength, "of a sample for scratch on a GPU")), isDefault: gpu.WorkspaceLength == 0);
        property.Write("int", "LargestGradient", Text.Of(Sizes.Int(gpu.LongestPartial, "for a partial sum on a GPU")), isDefault: plan.Training is null);
        code.Line();
    }
}
