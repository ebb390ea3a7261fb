using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace SparseGen.Tool.Results;

/// <summary>Writes results for programs.</summary>
internal static class ReportFile
{
    /// <summary>Writes a report as indented JSON.</summary>
    /// <typeparam name="TReport">The report's type.</typeparam>
    /// <param name="path">The file; null writes nothing.</param>
    /// <param name="report">The report.</param>
    /// <param name="type">How the source-generated serialiser writes it.</param>
    public static void Write<TReport>(string? path, TReport report, JsonTypeInfo<TReport> type)
    {
        if (path is not null)
        {
            File.WriteAllText(path, JsonSerializer.Serialize(report, type) + "\n");
        }
    }
}
