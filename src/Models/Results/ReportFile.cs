using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SparseGen.Tool.Commands;
using SparseGen.Tool.Display;

namespace SparseGen.Tool.Results;

/// <summary>Results for programs, as indented JSON.</summary>
internal static class ReportFile
{
    /// <summary>What stands for standard output in place of a file.</summary>
    public const string Output = "-";

    /// <summary>Looks at the file before the work. Where the report goes to standard output, nothing else goes there from now on.</summary>
    /// <param name="path">The file; null for none.</param>
    /// <exception cref="CommandException">It cannot be written.</exception>
    public static void Prepare(string? path)
    {
        if (path == Output)
        {
            Terminal.Audience = PrintedFor.Nobody;
        }
        else
        {
            OutputFile.Prepare("--json", path);
        }
    }

    /// <summary>Writes a report.</summary>
    /// <typeparam name="TReport">The report's type.</typeparam>
    /// <param name="path">The file; null writes nothing.</param>
    /// <param name="report">The report.</param>
    /// <param name="type">How the source-generated serialiser writes it.</param>
    public static void Write<TReport>(string? path, TReport report, JsonTypeInfo<TReport> type)
    {
        if (path is null)
        {
            return;
        }

        string text = JsonSerializer.Serialize(report, type) + "\n";
        if (path == Output)
        {
            WriteToOutput(Encoding.UTF8.GetBytes(text));
        }
        else
        {
            File.WriteAllText(path, text);
        }
    }

    private static void WriteToOutput(byte[] text)
    {
        try
        {
            using Stream output = Console.OpenStandardOutput();
            output.Write(text);
        }
        catch (IOException exception)
        {
            throw new CommandException(ForgivingWriter.Describe(exception));
        }
    }
}
