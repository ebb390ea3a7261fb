using SparseGen.Generators.Planning;
using SparseGen.Generators.Program;

namespace SparseGen.Generators.Emission.Cpu;

/// <summary>Writes one pass: the choice of the vector width, then the calls in order.</summary>
internal sealed class PassWriter(CodeWriter code, CpuContext cpu, Plan plan)
{
    private static readonly (string Test, string Types)[] Widths =
    [
        ("Vector512.IsHardwareAccelerated", "Simd512, Vector512<float>"),
        ("Vector256.IsHardwareAccelerated", "Simd256, Vector256<float>"),
        ("Vector128.IsHardwareAccelerated", "Simd128, Vector128<float>"),
    ];

    /// <summary>Writes a pass.</summary>
    /// <param name="name">Name of the interface's member.</param>
    /// <param name="pass">What it does.</param>
    /// <param name="condition">Name of the argument that decides whether the second region runs.</param>
    public void Write(string name, PassPlan pass, string? condition)
    {
        string parameters = "CpuFrame frame" + (condition is null ? "" : $", bool {condition}");
        string arguments = "frame" + (condition is null ? "" : $", {condition}");
        code.Line();
        using (code.Block($"static void ICpuProgram.{name}({parameters})"))
        {
            string start = "if";
            foreach ((string test, string types) in Widths)
            {
                using (code.Block($"{start} ({test})"))
                {
                    code.Line($"{name}Pass<{types}>({arguments});");
                }

                start = "else if";
            }

            using (code.Block("else"))
            {
                code.Line($"{name}Pass<SimdScalar, float>({arguments});");
            }
        }

        code.Line();
        code.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (code.Block($"private static void {name}Pass<TSimd, TVector>({parameters})", CpuContext.Constraints))
        {
            cpu.Begin(code, new BufferMap(pass.Storage, plan.Parameters, plan.Derived, plan.ParameterNames));
            WriteRegion(pass.Regions[0]);
            if (condition is not null)
            {
                using (code.Block($"if ({condition})"))
                {
                    WriteRegion(pass.Regions[1]);
                }
            }
        }
    }

    private void WriteRegion(Region region)
    {
        foreach (Node node in region.Nodes)
        {
            if (node is Op op)
            {
                op.EmitCpu(cpu);
                continue;
            }

            var loop = (Loop)node;
            string variable = loop.Index.Variable;
            string header = loop.IsReversed
                ? $"for (int {variable} = {loop.Index.Count - 1}; {variable} >= 0; {variable}--)"
                : $"for (int {variable} = 0; {variable} < {loop.Index.Count}; {variable}++)";
            using (code.Block(header))
            {
                WriteRegion(loop.Body);
            }
        }
    }
}
