using SparseGen.Generators.Planning;

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
            cpu.Begin(code, new BufferMap(CpuReferences.Instance, pass.Storage, plan));
            RegionWriter.Write(code, pass.Regions[0], op => op.EmitCpu(cpu), StopEmitter.Before(code, plan, pass));
            if (condition is not null)
            {
                using (code.Block($"if ({condition})"))
                {
                    RegionWriter.Write(code, pass.Regions[1], op => op.EmitCpu(cpu));
                }
            }
        }
    }
}
