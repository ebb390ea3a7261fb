using SparseGen.Generators.Emission.Model;
using SparseGen.Generators.Planning;
using SparseGen.Generators.Program;

namespace SparseGen.Generators.Emission.Cpu;

/// <summary>Writes the program for the CPU: sizes, places, the passes and, after them, the kernels they call.</summary>
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
            WriteSizes(code, plan);
            WriteDerive(code, plan);
            var map = new PassWriter(code, cpu, plan);
            map.Write("Infer", plan.Inference, null);
            map.Write("ForwardTraining", plan.ForwardTraining, null);
            map.Write("Backward", plan.BackwardPass, "inputGradient");
            if (plan.Tangents is { } tangents)
            {
                map.Write("ForwardTangent", tangents.Forward, null);
                map.Write("BackwardTangent", tangents.Backward, null);
            }

            if (cpu.WorkspaceLength > 0)
            {
                code.Line();
                code.Line($"static int ICpuProgram.WorkspaceLength => {Text.Of(cpu.WorkspaceLength)};");
            }

            if (cpu.GradientAdditions > 0)
            {
                code.Line();
                code.Line($"static long ICpuProgram.GradientAdditions => {Text.Of(cpu.GradientAdditions)};");
            }

            foreach (string kernel in kernels.Texts)
            {
                code.Line();
                code.Lines(kernel.TrimEnd('\n'));
            }
        }
    }

    private static void WriteSizes(CodeWriter code, Plan plan)
    {
        code.Line($"private const int ChunkSamples = {plan.ChunkSamples};");
        code.Line();
        if (plan.Derived.Parameters.Count > 0)
        {
            code.Line("// Transposed panels of weights, for the backward pass.");
            foreach (Parameter parameter in plan.Derived.Parameters)
            {
                code.Line($"private const int {plan.ParameterNames.Transposed(parameter)} = {Text.Of(plan.Derived.Offset(parameter))};");
            }

            code.Line();
        }

        code.Line("static int ICpuProgram.ChunkSamples => ChunkSamples;");
        foreach ((string name, string value) in PlaceEmitter.Sizes(plan))
        {
            code.Line();
            code.Line($"static int {PlaceEmitter.Interface}.{name} => {value};");
        }

        code.Line();
        ActivationEmitter.WriteMember(code);
        code.Line();
        code.Line($"static int ICpuProgram.DerivedLength => {Text.Of(plan.Derived.Length)};");
    }

    private static void WriteDerive(CodeWriter code, Plan plan)
    {
        code.Line();
        using (code.Block("static void ICpuProgram.Derive(ref float parameters, ref float derived)"))
        {
            foreach (Parameter parameter in plan.Derived.Parameters)
            {
                var loops = new Stack<IDisposable>();
                foreach (LoopIndex loop in (parameter.Loop?.Path() ?? []).Reverse())
                {
                    loops.Push(code.Block($"for (int {loop.Variable} = 0; {loop.Variable} < {loop.Count}; {loop.Variable}++)"));
                }

                string source = Text.Offset(plan.ParameterNames[parameter], plan.Parameters.Steps(parameter));
                string target = Text.Offset(plan.ParameterNames.Transposed(parameter), plan.Derived.Steps(parameter));
                string groups = parameter.Groups == 1 ? "" : $", {parameter.Groups}";
                string panels = $"ref Unsafe.Add(ref parameters, {source}), ref Unsafe.Add(ref derived, {target})";
                code.Line($"Panels.Transpose({panels}, {parameter.Outputs}, {parameter.Inputs}{groups});");
                while (loops.Count > 0)
                {
                    loops.Pop().Dispose();
                }
            }
        }
    }
}
