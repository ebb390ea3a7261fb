using System.Globalization;
using System.Runtime.InteropServices;

namespace SparseGen.Bench.Quick;

/// <summary>On what the numbers were measured; a number without it means little.</summary>
/// <param name="Processor">The processor's name.</param>
/// <param name="Threads">Processors that the program may use.</param>
/// <param name="VectorBits">Width of the vectors.</param>
/// <param name="Runtime">Version of .NET.</param>
/// <param name="System">Operating system and architecture.</param>
internal sealed record Conditions(string Processor, int Threads, int VectorBits, string Runtime, string System)
{
    /// <summary>The conditions here and now.</summary>
    public static Conditions Current()
        => new(
            ProcessorName(),
            Environment.ProcessorCount,
            FmaCeiling.VectorBits,
            RuntimeInformation.FrameworkDescription,
            $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture.ToString().ToLower(CultureInfo.InvariantCulture)}");

    private static string ProcessorName()
    {
        const string File = "/proc/cpuinfo";
        if (global::System.IO.File.Exists(File))
        {
            string? line = global::System.IO.File.ReadLines(File).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal));
            if (line is not null)
            {
                return line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
            }
        }

        return Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? "unknown processor";
    }
}
