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
        int ofTangents = -1;
        code.Summary("The model on a GPU. A kernel is compiled when it is first launched; a launch handles the whole batch.");
        code.Line(GeneratedMarks.NestedType);
        using (code.Block("private readonly struct GpuProgram : IGpuProgram"))
        {
            WritePlaces(code, plan);
            foreach (PassText pass in PassText.OnGpu(plan))
            {
                if (pass.Plan == plan.Training?.Tangents?.Forward)
                {
                    ofTangents = launches.FieldNames.Count;
                }

                code.Line();
                using (code.Block($"static void IGpuProgram.{pass.Name}({pass.Parameters("GpuFrame")})"))
                {
                    gpu.Begin(code, new BufferMap(References.Gpu, pass.Plan.Storage, plan));
                    var repetitions = pass.Plan.Regions.SelectMany(static region => region.Repetitions()).ToDictionary(static one => one.Op, static one => one.Count);
                    gpu.BiasGradients = new BiasGradients(pass.Plan);
                    pass.Write(code, plan, op =>
                    {
                        gpu.Room.Repetitions = repetitions[op];
                        if (!gpu.BiasGradients.IsTaken(op))
                        {
                            op.Emit(gpu);
                        }
                    }, inPhases: false);
                }
            }

            WriteSizes(code, plan, gpu);
            WriteLaunchers(code, [.. launches.FieldNames.Take(ofTangents < 0 ? launches.FieldNames.Count : ofTangents)]);
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

    /// <summary>Places that are not those of the CPU.</summary>
    private static void WritePlaces(CodeWriter code, Plan plan)
    {
        if (plan.PlacesOnGpu.ToArray() is { Length: > 0 } places)
        {
            code.Line("// What lies elsewhere than on the CPU: offsets in floats a sample.");
            foreach (BufferSlot place in places)
            {
                code.Line($"private const int {place.Name} = {Text.Of(place.Offset)};");
            }
        }
    }

    /// <summary>What the program says of itself, which the passes decide.</summary>
    private static void WriteSizes(CodeWriter code, Plan plan, GpuContext gpu)
    {
        var property = new ProgramProperty(code, "IGpuProgram");
        code.Line();
        OffsetEmitter.WriteBuffers(code, plan, "static ProgramBuffers IGpuProgram.Buffers", onGpu: true);
        long largest = PassText.OnGpu(plan).SelectMany(static pass => pass.Plan.Storage.Values).Max(static place => (long)place.Size);
        property.Write("int", "LargestValue", Text.Of(Sizes.Int(Math.Max(largest, gpu.Room.LongestPart), "of a sample for a value on a GPU")));
        property.Write("int", "Workspace", Text.Of(Sizes.Int(gpu.Room.Workspace, "of a sample for scratch on a GPU")), isDefault: gpu.Room.Workspace == 0);
        property.Write("int", "FixedWorkspace", Text.Of(Sizes.Int(gpu.Room.FixedWorkspace, "for scratch on a GPU")), isDefault: gpu.Room.FixedWorkspace == 0);
        string[] sums =
        [
            .. gpu.Room.GradientSums.Select(static sum =>
                $"new({Text.Of(Sizes.Int(sum.Length, "for a partial sum on a GPU"))}, {Text.Of(sum.Terms)}, {Text.Of(sum.Groups)}, {Text.Of(sum.Count)})"),
        ];
        if (sums.Length > 0)
        {
            code.Line();
            code.List("static global::System.Collections.Generic.IReadOnlyList<GradientSum> IGpuProgram.GradientSums { get; } = [", sums, "];");
        }

        code.Line();
    }

    /// <summary>What is compiled when a model is made: not what only tangents need, which few ask for.</summary>
    private static void WriteLaunchers(CodeWriter code, string[] launchers)
    {
        if (launchers.Length > 0)
        {
            code.List("static global::System.Collections.Generic.IReadOnlyList<IGpuLauncher> IGpuProgram.Launchers => [", launchers, "];");
            code.Line();
        }
    }
}
