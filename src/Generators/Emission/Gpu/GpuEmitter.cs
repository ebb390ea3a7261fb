using SparseGen.Generators.Planning;

namespace SparseGen.Generators.Emission.Gpu;

/// <summary>Writes the program for GPUs.</summary>
internal static class GpuEmitter
{
    public static void Write(CodeWriter code, Plan plan)
    {
        using (code.Block("private readonly struct GpuProgram : IGpuProgram"))
        {
            foreach (string size in new[] { "InferenceScratch", "InferenceInput", "InferenceOutput", "TrainingKept", "TrainingScratch", "TrainingInput", "TrainingOutput", "TrainingOutputGradient", "TrainingInputGradient", "LargestGradient" })
            {
                code.Line($"static int IGpuProgram.{size} => 0;");
            }

            code.Line("public void Infer(global::SparseGen.Gpu.GpuFrame frame) => throw new NotSupportedException();");
            code.Line("public void ForwardTraining(global::SparseGen.Gpu.GpuFrame frame) => throw new NotSupportedException();");
            code.Line("public void Backward(global::SparseGen.Gpu.GpuFrame frame, bool inputGradient) => throw new NotSupportedException();");
        }
    }
}
