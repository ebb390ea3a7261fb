using SparseGen.Generators.Emission.Model;
using SparseGen.Generators.Planning;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Emission.Cpu;

/// <summary>Writes the program for the CPU: sizes, the passes and, after them, the shapes and kernels they call.</summary>
internal static class CpuEmitter
{
    public static void Write(CodeWriter code, Plan plan)
    {
        var kernels = new KernelSet();
        var cpu = new CpuContext(kernels);
        code.Summary("The model on the CPU. Kernels are generic over the vector width; the JIT makes straight vector code of the one that the machine has.");
        code.Line(GeneratedMarks.NestedType);
        using (code.Block("private readonly struct CpuProgram : ICpuProgram"))
        {
            if (plan.Training is { } training)
            {
                WriteTransposes(code, plan, training);
            }

            foreach (PassText pass in PassText.All(plan))
            {
                code.Line();
                code.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
                using (code.Block($"static void ICpuProgram.{pass.Name}<TSimd, TVector>({pass.Parameters("CpuFrame")})"))
                {
                    cpu.Begin(code, new BufferMap(References.Cpu, pass.Plan.Storage, plan));
                    cpu.IsShared = plan.IsSharedOut && pass.Plan == plan.Inference;
                    pass.Write(code, plan, cpu.Write, inPhases: true);
                }
            }

            WriteSizes(code, plan, cpu);
            code.Line();
            kernels.WriteFields(code);
            kernels.WriteTexts(code, isFirst: false);
        }
    }

    /// <summary>What the program says of itself, which the passes decide.</summary>
    private static void WriteSizes(CodeWriter code, Plan plan, CpuContext cpu)
    {
        var property = new ProgramProperty(code, "ICpuProgram");
        property.Write("ProgramBuffers", "Buffers", OffsetEmitter.Buffers);
        property.Write("int", "ChunkSamples", Text.Of(plan.ChunkSamples));
        property.Write("int", "InferenceSamples", Text.Of(plan.InferenceSamples), isDefault: plan.InferenceSamples == plan.ChunkSamples);
        property.Write("long", "SampleWork", Text.Of(plan.SampleWork));
        property.Write("long", "LoneSampleWork", Text.Of(plan.LoneSampleWork), isDefault: plan.LoneSampleWork <= plan.SampleWork);
        property.Write("int", "WorkersOfSample", Text.Of(plan.WorkersOfSample), isDefault: plan.WorkersOfSample == 1);
        property.Write("int", "SamplesTogether", Text.Of(plan.SamplesTogether), isDefault: plan.SamplesTogether == 1);
        property.Write("int", "TransposedLength", Text.Of(plan.Training?.Transposed.Length ?? 0), isDefault: plan.Training is null);
        property.Write("int", "OwnGradientsLength", Text.Of(plan.Training?.OwnGradients?.Length ?? 0), isDefault: plan.Training?.OwnGradients is null);
        property.Write("int", "WorkspaceLength", Text.Of(cpu.WorkspaceLength), isDefault: cpu.WorkspaceLength == 0);
        string[] barriers = [.. PassText.All(plan).Skip(1)
            .SelectMany(static pass => pass.Condition is null ? [pass.Barriers.First] : new[] { pass.Barriers.First, pass.Barriers.All }).Select(static count => Text.Of(count))];
        property.Write("global::System.ReadOnlySpan<int>", "Barriers", $"[{string.Join(", ", barriers)}]", isDefault: barriers.All(static count => count == "0"));
        property.Write("long", "GradientAdditions", Text.Of(cpu.GradientAdditions), isDefault: cpu.GradientAdditions == 0);
    }

    private static void WriteTransposes(CodeWriter code, Plan plan, TrainingPlan training)
    {
        if (training.Transposed.Parameters.Count == 0)
        {
            return;
        }

        using (code.Block("static void ICpuProgram.PackTransposes(ref float parameters, ref float transposed, WorkerPart part, bool inputGradient)"))
        {
            WriteTransposes(code, plan, training.Transposed, training.Transposed.Parameters.Except(training.TransposedForInput));
            if (training.TransposedForInput.Count > 0)
            {
                using (code.Block("if (inputGradient)"))
                {
                    WriteTransposes(code, plan, training.Transposed, training.TransposedForInput);
                }
            }
        }
    }

    private static void WriteTransposes(CodeWriter code, Plan plan, ParameterArena transposed, IEnumerable<Parameter> parameters)
    {
        foreach (Parameter parameter in parameters)
        {
            string source = Text.Offset(plan.ParameterNames[parameter], plan.Parameters.Steps(parameter));
            string target = Text.Offset(plan.ParameterNames.Transposed(parameter), transposed.Steps(parameter));
            string groups = parameter.Groups == 1 && parameter.Taps == 1 ? "" : $", {parameter.Groups}";
            string taps = parameter.Taps == 1 ? "" : $", {Text.Of(parameter.Taps)}";
            string panels = $"ref Unsafe.Add(ref parameters, {source}), ref Unsafe.Add(ref transposed, {target})";
            code.Loops(parameter.Loop, () => code.Line($"Panels.Transpose({panels}, {parameter.Outputs}, {parameter.Inputs}, part{groups}{taps});"));
        }
    }
}
